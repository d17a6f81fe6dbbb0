"""By what a search can be narrowed: acts, verdicts, places, years and sources, each with how many events it leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count
from django.db.models.functions import Substr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khronika.desk.browse.asked import Asked
from khronika.desk.browse.sourced import name_sources
from khronika.desk.browse.words import say_country
from khronika.desk.people.veil import Hidden
from khronika.desk.words import say_act, say_code
from khronika.model import Act
from khronika.store import models
from khronika.store.entries import source_key

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

_FEW = ("verdict", "act", "country")
_MOST = 12  # values of one facet
_COUNTED = 4000  # events of which the sources are counted


Counted = dict[str, list[tuple[str, int]]]
"""By column, its values with how many events have each, the commonest first."""


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


def list_facets(rows: "QuerySet[models.EventEntry]", asked: Asked, hidden: Hidden, total: int) -> list[Facet]:
    """Return the facets of a search, without those that would not narrow it; a chosen one stands with its value alone.

    Args:
        rows: what the search finds.
        total: how many these are.
    """
    counted = _count_few(rows, [name for name in _FEW if not getattr(asked, name)])
    facets = [
        Facet(_("verdict"), _values(rows, asked, "verdict", counted)),
        Facet(_("act"), _values(rows, asked, "act", counted)),
        Facet(_("country"), _values(rows, asked, "country", counted)),
        Facet(_("place"), _values(rows, asked, "place", counted)),
        Facet(_("year"), tuple(_years(rows, asked))),
        Facet(_("source"), tuple(_sources(rows, asked, hidden, total))),
    ]
    return [facet for facet in facets if facet.values]


def _count_few(rows: "QuerySet[models.EventEntry]", names: list[str]) -> Counted:
    """Return how many events have each value of columns that have few; a server counts them in one look."""
    if connections[rows.db].vendor == "sqlite" or not names:
        return {name: _count(rows, name) for name in names}
    try:
        found, told = rows.order_by().values_list(*names).query.get_compiler(using=rows.db).as_sql()
    except EmptyResultSet:
        return {name: [] for name in names}
    columns, sets = ", ".join(names), ", ".join(f"({name})" for name in names)
    held: Counted = {name: [] for name in names}
    with connections[rows.db].cursor() as cursor:
        cursor.execute(
            f"SELECT {columns}, COUNT(*) FROM ({found}) AS found GROUP BY GROUPING SETS ({sets})",  # noqa: S608 - ours
            told,
        )
        for *values, n in cursor.fetchall():
            for name, value in zip(names, values, strict=True):
                if value is not None:
                    held[name].append((value, n))
    return {name: sorted(counts, key=lambda row: (-row[1], row[0]))[:_MOST] for name, counts in held.items()}


def _count(rows: "QuerySet[models.EventEntry]", name: str) -> list[tuple[str, int]]:
    """Return the commonest values of a column."""
    counted = rows.exclude(**{name: None}).order_by().values_list(name).annotate(n=Count("id"))
    return list(counted.order_by("-n", name)[:_MOST])


def _values(rows: "QuerySet[models.EventEntry]", asked: Asked, name: str, counted: Counted) -> tuple[Value, ...]:
    """Return the commonest values of a column."""
    chosen = getattr(asked, name)
    if chosen:
        return (Value(_say(name, chosen), None, asked.address(**{name: ""})),)
    values = counted[name] if name in counted else _count(rows, name)
    return tuple(Value(_say(name, value), n, asked.address(**{name: value})) for value, n in values)


def say_narrowed(asked: Asked) -> str:
    """Return by what a search is narrowed, in words; empty where by nothing but words and days."""
    names = [name for name in (*_FEW, "place") if getattr(asked, name)]
    lacks = {"day": _("when"), "place": _("where")}
    told = [_say(name, getattr(asked, name)) for name in names] + ([asked.source] if asked.source else [])
    if asked.lacks in lacks:
        told.append(f"{gettext('not known:')} {lacks[asked.lacks]}")
    return ", ".join(told)


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


def _sources(rows: "QuerySet[models.EventEntry]", asked: Asked, hidden: Hidden, total: int) -> Iterator[Value]:
    """Give the sources that most of the events have; none where a search finds too much to count them at once."""
    if asked and not asked.source and total > _COUNTED:
        return
    sources = models.EventSource.objects.using(rows.db)
    if asked.source:
        key = source_key(asked.source)
        name = asked.source if key in hidden.sources else name_sources(rows.db, [key]).get(key, asked.source)
        yield Value(name, None, asked.address(source=""))
        return
    if asked:
        sources = sources.filter(event__in=rows.order_by().values("event"))
    elif hidden.events:
        sources = sources.exclude(event__in=hidden.events)
    counted = list(sources.values_list("source").annotate(n=Count("id")).order_by("-n", "source")[:_MOST])
    names = name_sources(rows.db, [key for key, _ in counted])
    for key, n in counted:
        yield Value(names[key], n, asked.address(source=key))
