"""The page of one event."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from khronika.desk.browse.branches import grow_tree
from khronika.desk.browse.history import list_history
from khronika.desk.browse.kin import find_kin
from khronika.desk.browse.words import say_row
from khronika.desk.people.veil import find_hidden
from khronika.desk.queries import chronicle
from khronika.desk.words import (
    say_act,
    say_day,
    say_figure,
    say_interval,
    say_period,
    say_root,
    say_when,
    say_where,
    say_why,
    say_why_counted,
)
from khronika.errors import StoreError
from khronika.model import Event, Figure, Place, PlacePrecision
from khronika.publish.drawn.figures import Chart, draw_figure
from khronika.publish.drawn.outlines import OutlineMap, draw_near
from khronika.publish.public import PublicPlace, PublicPoint


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure: its words, why it is what it is, its period, its chart where it has two dated counts, and each count
    with the number of its line in the chart.
    """

    figure: Figure
    words: str
    why: str
    period: str
    chart: Chart | None
    first: str  # day of the chart
    last: str
    counts: tuple[tuple[str, str, str, int | None], ...]


@require_GET
def event(request: HttpRequest, event: str) -> HttpResponse:
    """One event: what it amounts to, its figures over time, who says so in which words, and what belongs to it."""
    with chronicle() as opened:
        try:
            held = opened.event(event)
        except StoreError as error:
            raise Http404(error.reason) from None
        hidden = find_hidden(request, opened.alias)
        if held.id in hidden.events:
            raise Http404("no event with this id")
        told = {
            "event": held, "row": say_row(held), "why": say_why(held),
            "acts": ", ".join(say_act(act) for act in held.acts),
            "where": say_where(held.place), "when": say_when(held.from_, held.to), "near": draw_place(held.place),
            "figures": [draw(held, figure) for figure in held.figures],
            "tree": grow_tree(opened.alias, held, request.GET.get("page", "")),
            "kin": find_kin(opened.alias, held, hidden), "history": list_history(opened.alias, held, hidden),
        }  # fmt: skip
    return render(request, "desk/browse/event.html", told)


def draw_place(place: Place | None) -> OutlineMap | None:
    """Return the map around a place, as wide as it is exactly known; none for a country, whose middle is no place."""
    if place is None or place.precision is PlacePrecision.COUNTRY:
        return None
    return draw_near(
        PublicPlace(name=place.name, country=place.country_name, country_code=place.country, lat=place.lat,
                    lon=place.lon, precision=place.precision)
    )  # fmt: skip


def draw(event: Event, figure: Figure) -> Drawn:
    """Return a figure of an event as the page shows it."""
    points = [PublicPoint(day=p.as_of, count=(p.min, p.max), root=p.root) for p in figure.history]
    chart = draw_figure(points)
    numbers = {line.root: line.number for line in chart.lines} if chart else {}
    counts = tuple((say_day(p.day), say_interval(p.count), say_root(p.root), numbers.get(p.root)) for p in points)
    period = say_period(figure.from_, figure.to)
    first, last = (say_day(chart.first), say_day(chart.last)) if chart else ("", "")
    return Drawn(figure, say_figure(figure), say_why_counted(event, figure), period, chart, first, last, counts)
