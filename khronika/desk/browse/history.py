"""What became of an event: its reports as they came, joined and parted events, decisions and judgements of people."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from khronika.desk.words import DONE, FIELDS, JUDGED
from khronika.model import DecisionKind
from khronika.store import models

if TYPE_CHECKING:
    from khronika.desk.people.veil import Hidden
    from khronika.model import Event

_MOST = 60  # entries of a page, the newest first


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: when (UTC), what, who did it (empty where the program did), why, and the report or event
    that it is about.
    """

    at: str
    what: str
    who: str = ""
    why: str = ""
    report: str = ""
    events: tuple[str, ...] = ()


def list_history(alias: str, event: "Event", hidden: "Hidden") -> list[Step]:
    """Return what became of an event and its statements, the newest first, without what tells of hidden records."""
    keys = {(s.report, s.statement) for s in event.statements}
    reports = sorted({report for report, _ in keys})
    steps = [*_added(alias, reports), *_changes(alias, event.id), *_decided(alias, reports, keys)]
    steps += _judged(alias, reports, keys, hidden)
    steps = [s for s in steps if s.report not in hidden.reports and hidden.events.isdisjoint(s.events)]
    return sorted(steps, key=lambda step: step.at, reverse=True)[:_MOST]


def _added(alias: str, reports: Iterable[str]) -> Iterator[Step]:
    rows = models.Report.objects.using(alias).filter(id__in=list(reports)).order_by("-capture__captured_at")
    for report, at in rows.values_list("id", "capture__captured_at")[:_MOST]:
        yield Step(at, _("report captured"), report=report)


def _changes(alias: str, event: str) -> Iterator[Step]:
    """Give what other events became this one, and what this one gave away."""
    rows = models.EventChange.objects.using(alias).filter(Q(event=event) | Q(into__contains=f'"{event}"'))
    for row in rows.order_by("-id")[:_MOST]:
        into = json.loads(row.into)
        if row.event == event:
            yield Step(row.at, _("gave statements to"), why=row.why, events=tuple(e for e in into if e != event))
        else:
            yield Step(row.at, _("took statements from"), why=row.why, events=(row.event,))


def _decided(alias: str, reports: list[str], keys: set[tuple[str, str]]) -> Iterator[Step]:
    rows = models.Decision.objects.using(alias).filter(report__in=reports, blind=False).order_by("-id")[: 2 * _MOST]
    decided = _("decided")
    for row in rows:
        if (row.report, row.statement) in keys:
            deed, field = DONE[DecisionKind(row.kind)], FIELDS.get(row.field or "", "")
            what = f"{decided}: {deed} {field} {row.value or ''}".strip()
            yield Step(row.at, what, row.who, row.why, row.report)


def _judged(alias: str, reports: list[str], keys: set[tuple[str, str]], hidden: "Hidden") -> Iterator[Step]:
    rows = models.Judgement.objects.using(alias).filter(Q(a_report__in=reports) | Q(b_report__in=reports))
    for row in rows.order_by("-id")[: 2 * _MOST]:
        told = {(row.a_report, row.a_statement), (row.b_report, row.b_statement)}
        if told & keys and hidden.reports.isdisjoint({row.a_report, row.b_report}):
            what = JUDGED[row.same]
            yield Step(row.at, str(what), row.who, row.why, row.b_report)
