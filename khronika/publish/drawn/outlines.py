"""Outline maps without any outside service: coasts and borders of Natural Earth (public domain), places as circles.

Degrees are drawn as they are (plate carrée), narrowed by the cosine of the middle latitude on a map of a small part.
A circle is as wide as the place is exactly known; a country is never drawn as a spot.
"""

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from math import cos, radians

from khronika.model.record import record
from khronika.publish.public import RADIUS_KM, PublicPlace

Point = tuple[float, float]
"""Longitude and latitude, degrees."""
Line = tuple[list[Point], tuple[float, float, float, float]]
"""Points, and the west, south, east and north that they lie within."""
_KM_A_DEGREE = 111.2
_REACH = 6.0  # degrees of latitude above and below a place on its own map
_NEAR_ASPECT = 2.8
_ASPECT = 1.6


@record
class Circle:
    """A place on a map: middle and radius in the map's units, how many events, and where its page is."""

    x: float
    y: float
    r: float
    events: int
    name: str
    href: str


@record
class OutlineMap:
    """Paths and circles within a box of `x y width height`."""

    box: str
    coasts: str
    borders: str
    circles: tuple[Circle, ...]


@cache
def _lines() -> tuple[list[Line], list[Line]]:
    told = json.loads((files("khronika.publish.drawn") / "data" / "outlines.json").read_text(encoding="utf8"))
    coasts, borders = ([_bounded(line) for line in told[kind]] for kind in ("coasts", "borders"))
    return coasts, borders


def _bounded(line: list[list[float]]) -> Line:
    xs, ys = zip(*line, strict=True)
    return [(x, y) for x, y in line], (min(xs), min(ys), max(xs), max(ys))


@lru_cache(maxsize=4096)
def draw_near(place: PublicPlace) -> OutlineMap | None:
    """Return the map around a place, none for a place without coordinates."""
    if place.lat is None or place.lon is None:
        return None
    narrow = max(cos(radians(place.lat)), 0.2)
    wide, high = _REACH * _NEAR_ASPECT / narrow, _REACH
    west, east = place.lon - wide, place.lon + wide
    south, north = place.lat - high, place.lat + high
    coasts, borders = (_path(lines, west, south, east, north, narrow) for lines in _lines())
    circle = Circle(
        x=round(place.lon * narrow, 2),
        y=round(-place.lat, 2),
        r=_radius(place, 0.18),
        events=1,
        name=place.name,
        href="",
    )
    box = f"{west * narrow:.2f} {-north:.2f} {(east - west) * narrow:.2f} {north - south:.2f}"
    return OutlineMap(box=box, coasts=coasts, borders=borders, circles=(circle,))


def draw_world(places: Iterable[tuple[PublicPlace, int, str]]) -> OutlineMap:
    """Return the map of (place, number of events, address of its page), larger circles first."""
    told = [(p, n, href) for p, n, href in places if p.lat is not None and p.lon is not None]
    west, south, east, north = map(round, _frame([p for p, _, _ in told]))
    coasts, borders = _draw_lines(west, south, east, north)
    least = max(0.25, (east - west) / 140)
    circles = [
        Circle(
            x=p.lon or 0.0, y=-(p.lat or 0.0), r=max(_radius(p, least), round(least * (n**0.5), 2)), events=n,
            name=p.name, href=href,
        )
        for p, n, href in told
    ]  # fmt: skip
    box = f"{west:.1f} {-north:.1f} {east - west:.1f} {north - south:.1f}"
    return OutlineMap(
        box=box, coasts=coasts, borders=borders, circles=tuple(sorted(circles, key=lambda c: (-c.r, c.name)))
    )


@lru_cache(maxsize=32)
def _draw_lines(west: float, south: float, east: float, north: float) -> tuple[str, str]:
    """Return the coasts and borders within a frame."""
    coasts, borders = (_path(lines, west, south, east, north, 1.0) for lines in _lines())
    return coasts, borders


def _frame(places: list[PublicPlace]) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a frame around places, at least 40 degrees wide; the world without places."""
    if not places:
        return -180.0, -58.0, 180.0, 84.0
    lons, lats = [p.lon or 0.0 for p in places], [p.lat or 0.0 for p in places]
    west, east, south, north = min(lons) - 6, max(lons) + 6, min(lats) - 6, max(lats) + 6
    wide = max(east - west, (north - south) * _ASPECT, 40.0)
    high = max(north - south, wide / 2)
    west, south = (west + east - wide) / 2, (south + north - high) / 2
    west, east = max(west, -180.0), min(west + wide, 180.0)
    return west, max(south, -70.0), east, min(south + high, 84.0)


def _radius(place: PublicPlace, least: float) -> float:
    return round(max(RADIUS_KM.get(place.precision, 0.0) / _KM_A_DEGREE, least), 2)


def _path(lines: list[Line], west: float, south: float, east: float, north: float, narrow: float) -> str:
    """Return the part of polylines that lies in a box, as the `d` of an SVG path."""
    parts = []
    for line, (left, low, right, top) in lines:
        if right < west or left > east or top < south or low > north:
            continue
        inside = [west <= x <= east and south <= y <= north for x, y in line]
        if not any(inside):
            continue
        drawn = False
        for i, (x, y) in enumerate(line):
            near = inside[i] or (i > 0 and inside[i - 1]) or (i + 1 < len(line) and inside[i + 1])
            if near:
                parts.append(f"{'L' if drawn else 'M'}{x * narrow:.1f} {-y:.1f}")
            drawn = near
    return "".join(parts)
