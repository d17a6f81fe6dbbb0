"""The chronicle as a whole: along time, and on a map. What has no day or no place stands beside, not left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from khronika.desk.browse.asked import Asked, find_events, newest_first, read_asked
from khronika.desk.browse.facets import say_narrowed
from khronika.desk.browse.paging import Paging
from khronika.desk.browse.spans import draw_spans
from khronika.desk.browse.words import Row, say_country, say_row
from khronika.desk.people.veil import find_hidden
from khronika.desk.queries import chronicle, read_events
from khronika.desk.remembered import Remembered
from khronika.desk.words import say_act, say_code, say_day
from khronika.model import Act, Event, PlacePrecision
from khronika.publish.drawn.outlines import draw_world
from khronika.publish.drawn.weeks import VERDICTS, WeekChart, draw_weeks
from khronika.publish.public import PublicPlace
from khronika.store import models

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Entries = QuerySet[models.EventEntry]

_BARS = 40  # events of one page of bars
_BESIDE = 12  # events of a list beside
_CIRCLES = 300
_WIDE = 60  # countries and regions that are listed
_KINDS = 7  # acts with a colour of their own
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Beside:
    """Events that cannot be drawn: the first of them, and how many there are."""

    rows: tuple[Row, ...]
    total: int


@require_GET
def timeline(request: HttpRequest) -> HttpResponse:
    """Events along time, with counts by week of either verdicts or acts."""
    asked = read_asked(request.GET)
    by = "act" if request.GET.get("by") == "act" else "verdict"
    with chronicle() as opened:
        alias, hidden = opened.alias, find_hidden(request, opened.alias)
        find, remembered = cache(partial(find_events, alias, asked, hidden)), Remembered(alias, asked, hidden)
        chart, kinds = remembered.get(("weeks", by), lambda: _weeks(find(), by))
        dated = remembered.get("dated", lambda: find().exclude(day=None).count())
        paging = Paging(request.GET.get("page", ""), dated, _BARS)
        bars = remembered.get(("bars", paging.number), lambda: _ids(find().exclude(day=None), paging.part))
        spans = draw_spans(_read(alias, bars))
        beside = remembered.get("undated", lambda: _beside(find().filter(day=None)))
    told = {
        "asked": asked, "narrowed": say_narrowed(asked), "address": asked.address(),
        "by": by, "chart": chart, "paging": paging,
        "drawn": _draw(chart, kinds) if chart else (),
        "highest": max((sum(n for _, n in held) for _, held in chart.weeks), default=0) if chart else 0, "spans": spans,
        "weeks": [
            (say_day(week), ", ".join(f"{dict(kinds)[kind]}: {n}" for kind, n in held)) for week, held in chart.weeks
        ] if chart else (),
        "undated": beside, "undated_at": reverse("events") + asked.address(lacks="day"),
    }  # fmt: skip
    return render(request, "desk/browse/timeline.html", told)


def _weeks(rows: "Entries", by: str) -> tuple[WeekChart | None, list[tuple[str, str]]]:
    """Return the counts by week, and (kind, its words) in the order of the colours; rare acts are one kind."""
    dated = rows.exclude(day=None).order_by()
    if by == "verdict":
        return draw_weeks(dated.values_list("day", by).annotate(n=Count("id"))), [(v, say_code(v)) for v in VERDICTS]
    totals = rows.order_by().values_list("act").annotate(n=Count("id")).order_by("-n", "act")[:_KINDS]
    common = [act for act, _ in totals]
    kind = Case(When(act__in=common, then="act"), default=Value(_OTHER))
    counted = dated.annotate(kind=kind).values_list("day", "kind").annotate(n=Count("id"))
    words = [*((act, say_act(Act(act))) for act in common), (_OTHER, gettext("other"))]
    return draw_weeks(counted, [*common, _OTHER]), words


def _draw(chart: WeekChart, kinds: list[tuple[str, str]]) -> list[tuple[str, int, str]]:
    """Return (words, number of its colour, bars as the `d` of a path) of each kind that the chart has."""
    paths: dict[str, list[str]] = {}
    for bar in chart.bars:
        paths.setdefault(bar.kind, []).append(f"M{bar.x} {bar.y}h{bar.width}v{bar.height}h-{bar.width}z")
    return [(words, n, "".join(paths[kind])) for n, (kind, words) in enumerate(kinds) if kind in paths]


def _read(alias: str, ids: list[str]) -> list[Event]:
    """Return events in the order of their ids; those that somebody just made others of are left out."""
    held = read_events(alias, ids)
    return [held[i] for i in ids if i in held]


def _ids(rows: "Entries", part: slice) -> list[str]:
    return list(newest_first(rows).values_list("event", flat=True)[part])


def _beside(rows: "Entries") -> Beside:
    return Beside(tuple(map(say_row, _read(rows.db, _ids(rows, slice(_BESIDE))))), rows.count())


@require_GET
def on_map(request: HttpRequest) -> HttpResponse:
    """Events on an outline map, each place as wide as it is exactly known; countries and no places stand beside."""
    asked = read_asked(request.GET)
    with chronicle() as opened:
        alias, hidden = opened.alias, find_hidden(request, opened.alias)
        find, remembered = cache(partial(find_events, alias, asked, hidden)), Remembered(alias, asked, hidden)
        places = remembered.get("places", lambda: list(_places(find())))
        circles = [(_place(row), row["n"], _at(asked, row)) for row in places[:_CIRCLES]]
        drawn = draw_world(circles)
        undrawn = remembered.get("undrawn", lambda: list(_undrawn(find())))
        wide = [(row["place"], row["n"], _at(asked, row)) for row in undrawn]
        beside = remembered.get("unplaced", lambda: _beside(find().filter(place=None)))
    told = {
        "asked": asked, "narrowed": say_narrowed(asked), "address": asked.address(),
        "map": drawn, "left": max(0, len(places) - _CIRCLES), "wide": wide,
        "places": circles[:_BESIDE], "unplaced": beside,
        "unplaced_at": reverse("events") + asked.address(lacks="place"),
    }  # fmt: skip
    return render(request, "desk/browse/map.html", told)


def _places(rows: "Entries") -> "Iterator[dict[str, Any]]":
    """Give the places that can be drawn with their number of events, those with most events first."""
    columns = ("place", "country", "precision", "lat", "lon")
    placed = rows.exclude(lat=None).order_by().values(*columns).annotate(n=Count("id"))
    yield from map(dict, placed.order_by("-n", "place")[: _CIRCLES + 1000])


def _undrawn(rows: "Entries") -> "Iterator[dict[str, Any]]":
    """Give what is known as a country alone, or has no coordinates, with its number of events."""
    wide = rows.filter(lat=None).exclude(place=None).order_by().values("place", "country", "precision")
    yield from map(dict, wide.annotate(n=Count("id")).order_by("-n", "place")[:_WIDE])


def _place(row: "dict[str, Any]") -> PublicPlace:
    country = say_country(row["country"]) if row["country"] else None
    return PublicPlace(name=row["place"], country=country, country_code=row["country"], lat=row["lat"], lon=row["lon"],
                       precision=PlacePrecision(row["precision"]))  # fmt: skip


def _at(asked: Asked, row: "dict[str, Any]") -> str:
    """Return the address of the list of a place's events."""
    rest = asked.address(place="", country="")
    place = urlencode({"place": row["place"]} | ({"country": row["country"]} if row["country"] else {}))
    return f"{reverse('events')}{rest}{'&' if len(rest) > 1 else ''}{place}"
