"""By what a search can be narrowed: acts, verdicts, places, years and sources, each with how many events it leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from khronika.desk.browse.asked import Asked
from khronika.desk.browse.words import say_country
from khronika.model import Act
from khronika.publish.words import say_act, say_code
from khronika.store import models
from khronika.store.entries import source_key

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

_MOST = 12  # values of one facet


@dataclass(frozen=True, slots=True)
class Value:
    """One value: how it is called, how many events have it (null where it is chosen), and the address that asks for it,
    or takes it back.
    """

    words: str
    number: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to narrow by."""

    name: "StrOrPromise"
    values: tuple[Value, ...]


def list_facets(rows: "QuerySet[models.EventEntry]", asked: Asked) -> list[Facet]:
    """Return the facets of a search, without those that would not narrow it; a chosen one stands with its value alone.

    Args:
        rows: what the search finds.
    """
    facets = [
        Facet(_("verdict"), _values(rows, asked, "verdict")),
        Facet(_("act"), _values(rows, asked, "act")),
        Facet(_("country"), _values(rows, asked, "country")),
        Facet(_("place"), _values(rows, asked, "place")),
        Facet(_("year"), tuple(_years(rows, asked))),
        Facet(_("source"), tuple(_sources(rows, asked))),
    ]
    return [facet for facet in facets if facet.values]


def _values(rows: "QuerySet[models.EventEntry]", asked: Asked, name: str) -> tuple[Value, ...]:
    """Return the commonest values of a column."""
    chosen = getattr(asked, name)
    if chosen:
        return (Value(_say(name, chosen), None, asked.address(**{name: ""})),)
    counted = (
        rows.exclude(**{name: None}).order_by().values_list(name).annotate(n=Count("id")).order_by("-n", name)[:_MOST]
    )
    return tuple(Value(_say(name, value), n, asked.address(**{name: value})) for value, n in counted)


def _say(name: str, value: str) -> str:
    """Return a value in words; what is no word of the list stands as it was asked for."""
    if name == "act":
        return say_act(Act(value)) if value in list(Act) else value
    return say_country(value) if name == "country" else value if name == "place" else say_code(value)


def _years(rows: "QuerySet[models.EventEntry]", asked: Asked) -> Iterator[Value]:
    """Give the years of first days, or the months of the year that is chosen."""
    if asked.since and asked.since == asked.until:
        yield Value(asked.since, None, asked.address(since="", until=""))
    letters = 7 if len(asked.since) == 4 and asked.since == asked.until else 4
    if asked.since and letters == 4:
        return
    dated = rows.exclude(day=None).annotate(part=Substr("day", 1, letters)).order_by()
    for part, n in dated.values_list("part").annotate(n=Count("id")).order_by("-part")[:_MOST]:
        yield Value(part, n, asked.address(since=part, until=part))


def _sources(rows: "QuerySet[models.EventEntry]", asked: Asked) -> Iterator[Value]:
    """Give the sources that most of the events have."""
    sources = models.EventSource.objects.using(rows.db)
    if asked.source:
        key = source_key(asked.source)
        name = sources.filter(source=key).values_list("name", flat=True).first()
        yield Value(name or asked.source, None, asked.address(source=""))
        return
    if asked or rows.query.where:
        sources = sources.filter(event__in=rows.order_by().values("event"))
    counted = sources.values_list("source").annotate(n=Count("id"), written=Max("name")).order_by("-n", "source")
    for key, n, name in counted[:_MOST]:
        yield Value(name, n, asked.address(source=key))
