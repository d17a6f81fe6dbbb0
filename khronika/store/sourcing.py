"""What people say of sources: kind, other names, reliability, whether they are confidential; rows that only grow."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max

from khronika.errors import StoreError
from khronika.model import ActorKind
from khronika.store import models
from khronika.store.confidential import mark_report, read_confidential
from khronika.store.entries import source_key
from khronika.store.log import append_entry
from khronika.values.clock import utc_now
from khronika.values.tables import read_table

if TYPE_CHECKING:
    from django.db.models import QuerySet

FIELDS = ("kind", "same_as", "source", "information", "confidential")
"""What can be said; `source` and `information` are reliability, of the source and of what it told in one report."""
read_reliability = partial(read_table, "khronika.store", "reliability.yaml")
"""Return HURIDOCS list 42: code -> words."""


def store_word(
    alias: str, source: str, field: str, value: str, *, who: str, report: str | None = None, why: str = ""
) -> None:
    """Keep what a person says of a source, and log it; to be called in a transaction.

    Who calls a source confidential marks every report that has its word. Who takes that back leaves them marked, those
    that came since too, until each is opened.

    Args:
        source: key of the source.
        value: what is said; empty takes back what was said before.
        report: which one, of `information`.

    Raises:
        StoreError: there is no such source, or nothing like that can be said.
    """
    if not models.EventSource.objects.using(alias).filter(source=source).exists():
        raise StoreError("no source with this name", about=source)
    _assert_value(alias, source, field, value, report)
    value = source_key(value) if field == "same_as" and value else value
    told = {"source": source, "field": field, "value": value, "report": report, "who": who, "why": why}
    models.SourceWord.objects.using(alias).create(**told, at=utc_now())
    append_entry(alias, "graded", told)
    if field == "confidential":
        marked = read_confidential(alias)
        for held in sorted({r for name in names_of(alias, source) for r in reports_of(alias, name)}):
            if value or held not in marked:
                reason = "its source is confidential" if value else "its source was confidential"
                mark_report(alias, held, confidential=True, who=who, why=why or reason)


def names_of(alias: str, source: str) -> list[str]:
    """Return the keys of a source and of those that are said to be it."""
    return [source, *(other for other, main in find_mains(alias).items() if main == source)]


def _assert_value(alias: str, source: str, field: str, value: str, report: str | None) -> None:
    """Raise unless a value can be said in a field.

    Raises:
        StoreError: see there.
    """
    if field not in FIELDS or (field == "information") is not bool(report):
        raise StoreError(f"what can be said: {', '.join(FIELDS)}; of a report its information", about=field)
    known = {
        "kind": lambda: value in list(ActorKind),
        "same_as": lambda: _is_other(alias, source, source_key(value)),
        "source": lambda: value in read_reliability(),
        "information": lambda: value in read_reliability(),
        "confidential": lambda: value == "yes",
    }
    if value and not known[field]():
        raise StoreError(f"no value that {field} can have: {value[:80]}", about=source)


def _is_other(alias: str, source: str, other: str) -> bool:
    """Tell whether a key is that of another source, which is not said to be a third one or this one."""
    main = find_mains(alias)
    known = models.EventSource.objects.using(alias).filter(source=other).exists()
    return known and other != source and other not in main and source not in main.values()


def reports_of(alias: str, source: str) -> list[str]:
    """Return the reports that have the word of a source, as their outlet or in a chain."""
    entries = models.ReportEntry.objects.using(alias).filter(outlet=source)
    rows = models.EventSource.objects.using(alias).filter(source=source)
    return list(_read_reports_of(alias, source, *_state(entries), *_state(rows)))


def _state(rows: "QuerySet[Any]") -> tuple[int, int]:
    """Return what is another once a row came or went: rows are never changed, and no number is given twice."""
    held = rows.aggregate(n=Count("id"), last=Max("id"))
    return held["n"], held["last"] or 0


@lru_cache(maxsize=64)
def _read_reports_of(alias: str, source: str, *state: int) -> tuple[str, ...]:
    """Return the reports that have the word of a source, which takes reading all its events."""
    from khronika.model import Event
    from khronika.model.codec import from_json

    entries = models.ReportEntry.objects.using(alias).filter(outlet=source)
    found = set(entries.values_list("report", flat=True))
    events = models.EventSource.objects.using(alias).filter(source=source).values("event")
    for record in models.Event.objects.using(alias).filter(id__in=events).values_list("record", flat=True).iterator():
        found |= {
            held.report
            for held in from_json(Event, record).statements
            if any(link.name and source_key(link.name) == source for link in held.chain)
        }
    return tuple(sorted(found))


def read_words(alias: str, sources: Iterable[str]) -> dict[str, dict[str, models.SourceWord]]:
    """Return the last word on each field of some sources, by source and field; those on reports are left out."""
    rows = models.SourceWord.objects.using(alias).filter(source__in=list(sources), report=None).order_by("id")
    held: dict[str, dict[str, models.SourceWord]] = {}
    for row in rows:
        held.setdefault(row.source, {})[row.field] = row
    return {source: {f: w for f, w in words.items() if w.value} for source, words in held.items()}


def find_mains(alias: str) -> dict[str, str]:
    """Return for each source that a person says is another one which that is."""
    rows = models.SourceWord.objects.using(alias).filter(field="same_as").order_by("id")
    last = dict(rows.values_list("source", "value"))
    return {source: main for source, main in last.items() if main}


def find_confidential(alias: str) -> dict[str, str]:
    """Return the confidential sources and those that are said to be one of them, each with who said so."""
    rows = models.SourceWord.objects.using(alias).filter(field="confidential").order_by("id")
    last = {source: (value, who) for source, value, who in rows.values_list("source", "value", "who")}
    said = {source: who for source, (value, who) in last.items() if value}
    also = {source: said[main] for source, main in find_mains(alias).items() if main in said}
    return also | said


def verify_words(alias: str) -> Iterator[str]:
    """Give a line where what people said of sources is not what the log says."""
    logged = models.LogEntry.objects.using(alias).filter(kind="graded").order_by("number")
    rows = models.SourceWord.objects.using(alias).order_by("id")
    told = [json.loads(what) for what in logged.values_list("what", flat=True)]
    if list(rows.values("source", "field", "value", "report", "who", "why")) != told:
        yield "sources: what people said of them is not what the log says"
