"""How two places lie to one another."""

import math
import re
from enum import StrEnum

from khronika.model import Place, PlaceKind, PlacePrecision
from khronika.values.folding import strip_accents

_LEVEL = {
    PlacePrecision.COUNTRY: 0,
    PlacePrecision.REGION: 1,
    PlacePrecision.CITY: 2,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.POINT: 3,
}
_GUESSED = frozenset({PlaceKind.UNKNOWN, PlaceKind.BUILDING, PlaceKind.CAMP, PlaceKind.AREA})
_WORD = re.compile(r"[^\W\d_]{4,}")
_NEAR_KM = 25.0
_EARTH_KM = 6371.0


class Relation(StrEnum):
    """How two places lie to one another; the last one keeps statements apart."""

    SAME = "same_place"
    NEAR = "near_place"
    HOLDS = "holding_place"
    UNKNOWN = "place_unknown"
    UNPLACED = "other_unknown_place"  # two names, one of which no gazetteer knows
    APART = "apart"


def relate_places(a: Place | None, b: Place | None) -> Relation:
    """Return how two places lie to one another."""
    if a is None or b is None:
        return Relation.UNKNOWN
    if a.name.lower() == b.name.lower() and (a.country == b.country or None in (a.country, b.country)):
        return Relation.SAME
    if is_guessed(a) or is_guessed(b):
        one, two = _fold(a), _fold(b)
        if one and two and (one <= two or two <= one):
            return Relation.SAME
        lies = _relate_on_map(a, b) if _is_held(a) and _is_held(b) else Relation.APART
        return Relation.UNPLACED if lies is Relation.APART else lies
    return _relate_on_map(a, b)


def _is_held(place: Place) -> bool:
    """Tell whether a place stands on the map, be it as what is somewhere in a town or country."""
    return place.country is not None and (place.geonames_id is not None or place.kind is not PlaceKind.UNKNOWN)


def _relate_on_map(a: Place, b: Place) -> Relation:
    """Return how two places with a country lie to one another."""
    if a.country != b.country:
        return Relation.APART
    outer, inner = sorted((a, b), key=lambda p: _LEVEL[p.precision])
    if _LEVEL[outer.precision] == 0:
        return Relation.HOLDS
    if _LEVEL[outer.precision] == 1:
        return _relate_region(outer, inner)
    km = distance_km(outer, inner)
    if km is None:
        return Relation.APART
    if _LEVEL[outer.precision] < _LEVEL[inner.precision] and km <= _NEAR_KM:
        return Relation.HOLDS
    return Relation.NEAR if km <= _NEAR_KM else Relation.APART


def is_guessed(place: Place) -> bool:
    """Tell whether no gazetteer knows a place: then its country, if it has one, is that of what stands beside it."""
    return place.country is None or (place.geonames_id is None and place.kind in _GUESSED)


def _fold(place: Place) -> frozenset[str]:
    """Return the words of a place's name as it stands in the text, without accents, points and short words."""
    return frozenset(_WORD.findall(strip_accents(place.text.lower())))


def _relate_region(outer: Place, inner: Place) -> Relation:
    """Return how a region lies to a place of at most its size."""
    if outer.admin1 is not None and inner.admin1 is not None and outer.admin1 != inner.admin1:
        return Relation.APART
    if _LEVEL[inner.precision] > 1 or None in (outer.admin1, inner.admin1):
        return Relation.HOLDS
    return Relation.UNPLACED  # two regions in one region: the smaller one is not known


def distance_km(a: Place, b: Place) -> float | None:
    """Return the distance of two places over the globe, None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north, south = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
