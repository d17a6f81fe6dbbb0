"""What the chronicle knows of its sources: names, kinds, what they told first, how often their word is repeated."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Max, Min, Sum, When, Window

from khronika.desk.browse.paging import PAGE, Paging, read_number
from khronika.desk.people.veil import Hidden
from khronika.desk.queries import read_events, read_reports
from khronika.desk.remembered import Remembered
from khronika.desk.words import say_code, say_name, say_report
from khronika.model import Event, EventStatement
from khronika.publish.words import quote_words
from khronika.store import models
from khronika.store.entries import source_key
from khronika.store.search import fold_words
from khronika.store.sourcing import find_mains, read_reliability, read_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

_TOLD = 15  # reports of a source that its page shows


@dataclass(frozen=True, slots=True)
class Row:
    """A source in the list; `people` says its kind where a person does, `grade` its reliability as a source."""

    source: str
    name: str
    kind: str
    events: int
    roots: int
    first: int
    repeated: int
    grade: str
    confidential: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """What a source told in one report: (event, its name, sentences), and what people say of that information."""

    report: str
    words: str
    told: tuple[tuple[str, str, tuple[str, ...]], ...]
    grade: str


def list_sources(alias: str, words: str, hidden: Hidden, page: str) -> tuple[list[Row], Paging]:
    """Return a page of sources, those of most events first.

    Args:
        words: each must stand in the name.
    """
    mains = find_mains(alias)
    remembered = Remembered(alias, words, hidden, frozenset(mains))
    rows = models.EventSource.objects.using(alias)
    for word in fold_words([words]).split():
        rows = rows.filter(source__contains=word)
    if hidden.sources or hidden.events:
        rows = rows.exclude(source__in=hidden.sources).exclude(event__in=hidden.events)
    if mains:
        rows = rows.exclude(source__in=list(mains))
    shown = remembered.get(("sources", read_number(page)), lambda: _count(rows, read_number(page)))
    total = shown[0]["total"] if shown else rows.values("source").distinct().count()
    oldest = models.EventSource.objects.using(alias).filter(id__in=[row["oldest"] for row in shown])
    names = dict(oldest.values_list("source", "name"))
    said = read_words(alias, names)
    listed = [_row(row | {"written": names[row["source"]]}, said.get(row["source"], {})) for row in shown]
    return listed, Paging(page, total)


def _count(rows: "QuerySet[models.EventSource]", number: int) -> list[dict[str, Any]]:
    """Return for each source of a page its kind and counts, those of most events first, and how many sources there are:
    an index holds it all, so that one look is enough.
    """
    counted = rows.order_by().values("source").annotate(
        n=Count("id"), sort=Max("kind"), again=Sum("repeated"), rooted=Count(Case(When(root=True, then=1))),
        led=Count(Case(When(first=True, then=1))), oldest=Min("id"), total=Window(Count("*")),
    )  # fmt: skip
    return [dict(row) for row in counted.order_by("-n", "source")[number * PAGE : (number + 1) * PAGE]]


def name_sources(alias: str, keys: Iterable[str]) -> dict[str, str]:
    """Return the name of each source as it was written first."""
    rows = models.EventSource.objects.using(alias)
    oldest = rows.filter(source__in=list(keys)).order_by().values("source").annotate(least=Min("id")).values("least")
    return dict(rows.filter(id__in=oldest).values_list("source", "name"))


def _row(row: dict[str, Any], said: dict[str, models.SourceWord]) -> Row:
    grade = said["source"].value if "source" in said else ""
    kind = said["kind"].value if "kind" in said else row["sort"]
    return Row(row["source"], row["written"], say_code(kind), row["n"], row["rooted"], row["led"], row["again"],
               read_reliability().get(grade, ""), "confidential" in said)  # fmt: skip


def count_source(alias: str, keys: Iterable[str], hidden: Hidden) -> dict[str, int]:
    """Return how many events a source is in, how many it is a root of, told first, and how often it is repeated.

    `compared` are the events of which more than one source has a day: only there somebody can be first.
    """
    rows = models.EventSource.objects.using(alias).filter(source__in=list(keys)).exclude(event__in=hidden.events)
    found = rows.aggregate(
        events=Count("event", distinct=True), repeated=Sum("repeated"),
        roots=Count(Case(When(root=True, then="event")), distinct=True),
        first=Count(Case(When(first=True, then="event")), distinct=True),
    )  # fmt: skip
    copies = models.Report.objects.using(alias).filter(
        copy_of__in=models.ReportEntry.objects.using(alias).filter(outlet__in=list(keys)).values("report")
    )
    return {name: number or 0 for name, number in found.items()} | {"copies": copies.count()}


def list_names(alias: str, keys: Iterable[str], hidden: Hidden) -> list[tuple[str, str, int]]:
    """Return (key, name as written, number of events) of a source and of those that are said to be it."""
    seen = models.EventSource.objects.using(alias).filter(source__in=list(keys)).exclude(event__in=hidden.events)
    rows = seen.values_list("source", "name")
    return list(rows.annotate(n=Count("id")).order_by("-n", "name")[:20])


def list_first(alias: str, keys: Iterable[str], hidden: Hidden, most: int) -> list[Event]:
    """Return the newest events of which a source told before any other, as far as the days of reports say."""
    rows = models.EventSource.objects.using(alias).filter(source__in=list(keys), first=True)
    ids = list(rows.exclude(event__in=hidden.events).order_by("-day").values_list("event", flat=True)[:most])
    held = read_events(alias, ids)
    return [held[i] for i in dict.fromkeys(ids)]


def list_tellings(alias: str, keys: Iterable[str], hidden: Hidden) -> list[Telling]:
    """Return what a source told, report by report, the newest first."""
    wanted = set(keys)
    rows = models.EventSource.objects.using(alias).filter(source__in=wanted).exclude(event__in=hidden.events)
    ids = list(rows.order_by("-day").values_list("event", flat=True)[:_TOLD])
    events = read_events(alias, ids)
    held: dict[str, list[tuple[Event, EventStatement]]] = {}
    for event in (events[i] for i in dict.fromkeys(ids)):
        for s in event.statements:
            if any(link.name and source_key(link.name) in wanted for link in s.chain):
                held.setdefault(s.report, []).append((event, s))
    some = list(held)[:_TOLD]
    reports = read_reports(alias, some)
    said = models.SourceWord.objects.using(alias).filter(source__in=wanted, field="information").order_by("id")
    grades = dict(said.values_list("report", "value"))
    return [
        Telling(
            r, say_report(reports[r]),
            tuple((event.id, say_name(event), tuple(quote_words(reports[r], s))) for event, s in held[r][:_TOLD]),
            grades.get(r, ""),
        )
        for r in some
    ]  # fmt: skip
