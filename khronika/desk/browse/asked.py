"""What is asked for: the words and facets of an address, and the rows that answer to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.http import urlencode

from khronika.desk.people.veil import Hidden
from khronika.store import models
from khronika.store.entries import source_key
from khronika.store.search import find_by_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_LACKS = ("day", "place")
_LONGEST = 200  # letters of one part of an address


@dataclass(frozen=True, slots=True)
class Asked:
    """A search; what is empty is not asked for."""

    q: str = ""
    act: str = ""
    verdict: str = ""
    country: str = ""
    place: str = ""
    source: str = ""
    since: str = ""  # ISO day, year or month, like `until`
    until: str = ""
    lacks: str = ""  # day, place: events of which that is not known

    def address(self, **changes: str) -> str:
        """Return the query of the address that asks the same with some parts changed, "?" before it."""
        told = {name: changes.get(name, getattr(self, name)) for name in _PARTS}
        return "?" + urlencode({name: value for name, value in told.items() if value})

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in _PARTS)


_PARTS = tuple(field.name for field in fields(Asked))


def read_asked(told: Mapping[str, str]) -> Asked:
    """Return the search of an address; days that do not exist are not asked for."""
    parts = {name: str(told.get(name) or "").strip()[:_LONGEST] for name in _PARTS}
    for name in ("since", "until"):
        parts[name] = parts[name] if _is_day(parts[name]) else ""
    return Asked(**parts)


def _is_day(words: str) -> bool:
    """Tell whether words are an ISO day, month or year."""
    if not _DAY.fullmatch(words):
        return False
    try:
        date.fromisoformat(_fill(words, "-01-01"))
    except ValueError:
        return False
    return True


def _fill(words: str, rest: str) -> str:
    """Return a year or month as the day that ends in the rest: "2024-03" and "-12-31" are "2024-03-31"."""
    return words + rest[len(words) - 4 :]


def find_events(alias: str, asked: Asked, hidden: Hidden) -> "QuerySet[models.EventEntry]":
    """Return the entries of the events that are asked for, in no order.

    An event is asked for if its window meets the days; one without days only where no days are asked for.
    """
    rows = models.EventEntry.objects.using(alias)
    if hidden.events:
        rows = rows.exclude(event__in=hidden.events)
    for name in ("act", "verdict", "country", "place"):
        if getattr(asked, name):
            rows = rows.filter(**{name: getattr(asked, name)})
    if asked.lacks in _LACKS:
        rows = rows.filter(**{asked.lacks: None})
    if asked.since:
        rows = rows.filter(Q(to_day__gte=_fill(asked.since, "-01-01")) | Q(to_day=None, day__isnull=False))
    if asked.until:
        rows = rows.filter(Q(from_day__lte=_fill(asked.until, "-12-31")) | Q(from_day=None, day__isnull=False))
    if asked.source:
        sources = models.EventSource.objects.using(alias).filter(source=source_key(asked.source))
        rows = rows.filter(event__in=sources.values("event"))
    return find_by_words(rows, "store_eventwords", asked.q)


def newest_first(rows: "QuerySet[models.EventEntry]") -> "QuerySet[models.EventEntry]":
    """Return events by their first known day, the newest first, undated ones last."""
    return rows.order_by(F("day").desc(nulls_last=True), "-event")
