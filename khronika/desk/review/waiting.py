"""What waits for a look, by reason: in few queries, and never all of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from khronika.desk.people.veil import Hidden
from khronika.desk.queries import read_events, read_reports
from khronika.desk.words import say_act, say_chain, say_name
from khronika.model import Event, Report, Statement
from khronika.publish.words import clean
from khronika.store import Chronicle, models
from khronika.store.decided import with_made
from khronika.store.deciding import decisions_by_report
from khronika.store.linkage import batches
from khronika.store.questions import REASONS

PAGE = 40  # of one reason
GLANCE = 6  # of each, where all reasons stand on one page
TITLES = {
    "contested": gettext_lazy("Sources differ"),
    "denied": gettext_lazy("Denied"),
    "retracted": gettext_lazy("Taken back"),
    "planned": gettext_lazy("Planned or called off"),
    "merge": gettext_lazy("One event or two?"),
    "split": gettext_lazy("Does it belong to its event?"),
    "source": gettext_lazy("New sources"),
    "unsure": gettext_lazy("Not looked at yet, the least sure first"),
}

Key = tuple[str, str]
"""Report id and statement id."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as a list shows it."""

    report: str
    statement: str
    event: str  # its id
    name: str
    act: str
    chain: str
    words: str
    confidence: float

    @property
    def key(self) -> str:
        """Report and statement as forms name them."""
        return f"{self.report}:{self.statement}"


@dataclass(frozen=True, slots=True)
class Row:
    """A question: what it is about, and the other statement of a pair."""

    told: Told
    other: Told | None
    about: str  # the name of a new source


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one reason, and whether there are more."""

    reason: str
    rows: tuple[Row, ...]
    more: bool


def list_waiting(opened: Chronicle, hidden: Hidden, *, reason: str, page: int) -> list[Group]:
    """Return what waits: a page of one reason, or the first of every reason.

    Args:
        hidden: reports and events that may not be shown.
        reason: one of `REASONS`, empty for all.
    """
    size = PAGE if reason else GLANCE
    wanted = {name: list(_of(opened, hidden.reports, name)[page * size : (page + 1) * size + 1])
              for name in ([reason] if reason else REASONS)}  # fmt: skip
    shown = {name: rows[:size] for name, rows in wanted.items()}
    keys = {key for rows in shown.values() for row in rows for key in _keys(row)}
    told = {key: one for key, one in _tell(opened, keys).items() if one.event not in hidden.events}
    return [
        Group(name, tuple(_rows(rows, told)), len(wanted[name]) > size) for name, rows in shown.items() if rows
    ]  # fmt: skip


def _of(opened: Chronicle, hidden: Iterable[str], reason: str) -> "QuerySet[models.Question]":
    rows = models.Question.objects.using(opened.alias).filter(reason=reason).order_by("weight", "id")
    if unseen := list(hidden):
        rows = rows.exclude(report__in=unseen).exclude(other_report__in=unseen)
    return rows


def _keys(row: models.Question) -> Iterator[Key]:
    yield row.report, row.statement
    if row.other_report is not None and row.other_statement is not None:
        yield row.other_report, row.other_statement


def _rows(rows: Iterable[models.Question], told: Mapping[Key, Told]) -> Iterator[Row]:
    for row in rows:
        first, *others = _keys(row)
        if first in told and all(key in told for key in others):
            yield Row(told[first], told[others[0]] if others else None, clean(row.about or ""))


def _tell(opened: Chronicle, keys: set[Key]) -> dict[Key, Told]:
    """Return statements with their events, read together."""
    found: dict[Key, Told] = {}
    for some in batches({report for report, _ in keys}):
        decided = decisions_by_report(opened.alias, some)
        reports = [with_made(r, decided.get(i, ())) for i, r in read_reports(opened.alias, some).items()]
        events = _events(opened, keys, some)
        for report in reports:
            for statement in report.statements:
                if (key := (report.id, statement.id)) in keys:
                    found[key] = _told(report, statement, events.get(key))
    return found


def _events(opened: Chronicle, keys: set[Key], reports: list[str]) -> dict[Key, Event]:
    members = models.EventMember.objects.using(opened.alias).filter(report__in=reports)
    held = {(r, s): event for event, r, s in members.values_list("event", "report", "statement") if (r, s) in keys}
    events = read_events(opened.alias, set(held.values()))
    return {key: events[event] for key, event in held.items() if event in events}


def _told(report: Report, statement: Statement, event: Event | None) -> Told:
    first = statement.evidence[0]
    return Told(
        report=report.id, statement=statement.id, event=event.id if event else "",
        name=clean(say_name(event)) if event else "", act=say_act(statement.act), chain=say_chain(statement.chain),
        words=clean(report.text[first.start : first.end]), confidence=statement.confidence,
    )  # fmt: skip
