"""What the pages ask of a chronicle, in few queries and never all of it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from threading import Lock

from khronika.desk.run import THIS_RUN
from khronika.model import Event, Report, Statement, Verdict
from khronika.model.codec import from_json
from khronika.store import Chronicle, models, open_chronicle

PAGE = 50
_LOOKED_AT = 400  # events of which the queue is made: the contested first, then by confidence
_ORDER = {Verdict.CONTESTED: 0, Verdict.DENIED: 1, Verdict.RETRACTED: 2, Verdict.DID_NOT_HAPPEN: 3}
REASONS = {
    Verdict.CONTESTED: "sources differ",
    Verdict.DENIED: "denied",
    Verdict.RETRACTED: "taken back",
    Verdict.DID_NOT_HAPPEN: "planned or called off",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement that nobody has decided on, and why it comes early."""

    event: Event
    report: Report
    statement: Statement
    reason: str


_WRITING = Lock()


@contextmanager
def chronicle(*, write: bool = False) -> Iterator[Chronicle]:
    """Open the chronicle that this desk is for; of two people who write at once the second waits."""
    with _WRITING if write else nullcontext(), open_chronicle(THIS_RUN.chronicle, write=write) as opened:
        yield opened


def list_waiting(opened: Chronicle) -> list[Waiting]:
    """Return a page of statements to decide on: of contested events first, then the least sure ones."""
    events = [from_json(Event, record) for record in _urgent(opened.alias)]
    decided = {(d.report, d.statement) for d in opened.decisions()}
    reports: dict[str, Report] = {}
    found = []
    for event in sorted(events, key=lambda e: (_ORDER.get(e.verdict, 9), e.from_ or e.to or "9999", e.id)):
        for held in event.statements:
            if (held.report, held.statement) in decided:
                continue
            if held.report not in reports:
                reports[held.report] = opened.report(held.report)
            whole = next((s for s in reports[held.report].statements if s.id == held.statement), None)
            if whole is not None:
                reason = REASONS.get(event.verdict, f"confidence {whole.confidence:.2f}")
                found.append(Waiting(event, reports[held.report], whole, reason))
    found.sort(key=lambda w: (_ORDER.get(w.event.verdict, 9), w.statement.confidence))
    return found[:PAGE]


def _urgent(alias: str) -> Iterator[str]:
    """Give records of events whose sources differ, then of others."""
    rows = models.Event.objects.using(alias).order_by("from_day", "id").values_list("record", flat=True)
    first = list(rows.filter(verdict__in=list(_ORDER))[:_LOOKED_AT])
    yield from first
    yield from rows.exclude(verdict__in=list(_ORDER))[: _LOOKED_AT - len(first)]


def event_of(opened: Chronicle, key: tuple[str, str]) -> str | None:
    """Return the id of the event that a statement (report id, statement id) is of."""
    rows = models.EventMember.objects.using(opened.alias).filter(report=key[0], statement=key[1])
    return rows.values_list("event", flat=True).first()
