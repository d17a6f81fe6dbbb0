"""Decisions of people, kept as rows: nothing that the reader found is overwritten."""

import json
from collections.abc import Iterable, Iterator, Sequence

from khronika.errors import StoreError
from khronika.model import Decision, DecisionKind, Report, Statement
from khronika.model.codec import from_json
from khronika.store import models
from khronika.store.correcting import correct, find_misquotes
from khronika.store.decided import apply_decisions, made_statement, standing, with_made
from khronika.store.log import append_entry, canonical

Key = tuple[str, str]
"""Report id and statement id."""


def store_decision(alias: str, decision: Decision, *, seen: int | None = None) -> int:
    """Keep a decision and log it; to be called in a transaction. Return how many the statement has now.

    Args:
        seen: how many decisions the person had before them; None where that does not matter.

    Raises:
        StoreError: the statement is not there, the value cannot be, or somebody else decided meanwhile.
    """
    told = _beside(alias, decision)
    before = [d for d in told if d.statement == decision.statement]
    name = f"{decision.report}:{decision.statement}"
    if seen is not None and seen != len(before):
        raise StoreError(f"{before[-1].who if before else 'somebody'} decided on it meanwhile; look again", about=name)
    _assert_possible(alias, decision, told, before, name)
    value = None if decision.value is None else json.dumps(decision.value, sort_keys=True, ensure_ascii=False)
    models.Decision.objects.using(alias).create(
        report=decision.report, statement=decision.statement, kind=decision.kind, field=decision.field, value=value,
        who=decision.who, why=decision.why, at=decision.at, blind=decision.blind,
    )  # fmt: skip
    append_entry(alias, _entry_kind(decision, before), _logged(decision, value))
    if not decision.blind:
        models.Question.objects.using(alias).filter(report=decision.report, statement=decision.statement).delete()
    return len(before) + 1


def _entry_kind(decision: Decision, before: Sequence[Decision]) -> str:
    """Return what the log calls a decision: `decided` is what linking has to follow."""
    if decision.blind:
        return "coded"
    held = standing(before)
    back = bool(held) and held[-1].kind is DecisionKind.REJECT
    return "accepted" if decision.kind is DecisionKind.ACCEPT and not back else "decided"


def _beside(alias: str, decision: Decision) -> list[Decision]:
    """Return the decisions on the report that whoever decides may know: all open ones, or their own blind ones."""
    rows = models.Decision.objects.using(alias).filter(report=decision.report, blind=decision.blind)
    rows = rows.filter(who=decision.who) if decision.blind else rows
    return [_record(row) for row in rows.order_by("id")]


def _assert_possible(
    alias: str, decision: Decision, told: Sequence[Decision], before: Sequence[Decision], name: str
) -> None:
    """Raise unless a decision can be.

    Args:
        told: decisions on the report; `before`: those of them on the statement.

    Raises:
        StoreError: see there.
    """
    record = models.Report.objects.using(alias).filter(id=decision.report).values_list("record", flat=True).first()
    report = with_made(from_json(Report, record), told) if record else None
    statement = next((s for s in report.statements if s.id == decision.statement), None) if report else None
    if decision.kind is DecisionKind.MAKE:
        if report is None or statement is not None:
            raise StoreError("such a statement is there already" if report else "no such report", about=name)
        statement = made_statement(decision)
        if (statement.id, statement.made_by) != (decision.statement, "person"):
            raise StoreError("is not marked as made by a person, under its own id", about=name)
        _assert_quotes(statement, report.text, (), name)
    if report is None or statement is None:
        raise StoreError("no such statement", about=name)
    if decision.kind is DecisionKind.CORRECT:
        held = apply_decisions(report, [d for d in before if d.kind is not DecisionKind.MAKE])
        now = next((s for s in held.statements if s.id == statement.id), statement)
        corrected = correct(now, decision.field or "", decision.value or {})
        _assert_quotes(corrected, report.text, find_misquotes(now, report.text), name)
    if decision.kind is DecisionKind.UNDO and not standing(before):
        raise StoreError("nothing was decided that could be taken back", about=name)


def _assert_quotes(statement: Statement, text: str, known: Iterable[str], name: str) -> None:
    """Raise where words of a statement do not stand where it says, other than those `known` before."""
    held = set(known)
    if wrong := next((line for line in find_misquotes(statement, text) if line not in held), None):
        raise StoreError(wrong, about=name)


def _logged(decision: Decision, value: str | None) -> dict[str, object]:
    """Return what the log says of a decision."""
    return {"report": decision.report, "statement": decision.statement, "decision": str(decision.kind),
            "field": decision.field, "value": value, "who": decision.who, "why": decision.why}  # fmt: skip


def read_decisions(alias: str, reports: Iterable[str] | None = None) -> list[Decision]:
    """Return decisions that were made openly, oldest first: on some reports, or all."""
    rows = models.Decision.objects.using(alias).filter(blind=False).order_by("id")
    return [_record(row) for row in (rows if reports is None else rows.filter(report__in=list(reports)))]


def read_codings(alias: str, *, who: str | None = None, report: str | None = None) -> list[Decision]:
    """Return decisions that were made blind, oldest first: all, one person's, on one report."""
    wanted = {name: value for name, value in (("who", who), ("report", report)) if value is not None}
    return [_record(row) for row in models.Decision.objects.using(alias).filter(blind=True, **wanted).order_by("id")]


def decisions_by_report(alias: str, reports: Iterable[str] | None = None) -> dict[str, list[Decision]]:
    """Return the open decisions by the report that they are about, oldest first: on some reports, or all."""
    held: dict[str, list[Decision]] = {}
    for decision in read_decisions(alias, reports):
        held.setdefault(decision.report, []).append(decision)
    return held


def verify_decisions(alias: str) -> Iterator[str]:
    """Give a line where what people decided and judged is not what the log says of it."""
    log = models.LogEntry.objects.using(alias).order_by("number")
    entries = log.filter(kind__in=["accepted", "decided", "coded"]).values_list("what", "kind")
    logged = [(what, kind == "coded") for what, kind in entries]
    rows = models.Decision.objects.using(alias).order_by("id")
    if [(canonical(_logged(_record(row), row.value)), row.blind) for row in rows] != logged:
        yield "decisions: are not those that the log says"
    judged = list(log.filter(kind="judged").values_list("what", flat=True))
    words = [
        canonical({"a": [j.a_report, j.a_statement], "b": [j.b_report, j.b_statement], "same": j.same, "who": j.who,
                   "why": j.why})
        for j in models.Judgement.objects.using(alias).order_by("id")
    ]  # fmt: skip
    if words != judged:
        yield "judgements: are not those that the log says"


def _record(row: models.Decision) -> Decision:
    return Decision(
        report=row.report, statement=row.statement, kind=DecisionKind(row.kind), field=row.field,
        value=None if row.value is None else json.loads(row.value), who=row.who, why=row.why, at=row.at,
        blind=row.blind,
    )  # fmt: skip
