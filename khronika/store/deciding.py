"""Decisions of people, kept as rows: nothing that the reader found is overwritten."""

import json
from collections.abc import Iterable

from khronika.errors import StoreError
from khronika.model import Decision, DecisionKind, Report
from khronika.model.codec import from_json
from khronika.store import models
from khronika.store.decided import correct, standing
from khronika.store.log import append_entry

Key = tuple[str, str]
"""Report id and statement id."""


def store_decision(alias: str, decision: Decision, *, seen: int | None = None) -> int:
    """Keep a decision and log it; to be called in a transaction. Return how many the statement has now.

    Args:
        seen: how many decisions the person had before them; None where that does not matter.

    Raises:
        StoreError: the statement is not there, the value cannot be, or somebody else decided meanwhile.
    """
    rows = models.Decision.objects.using(alias).filter(report=decision.report, statement=decision.statement)
    before = [_record(row) for row in rows.order_by("id")]
    name = f"{decision.report}:{decision.statement}"
    if seen is not None and seen != len(before):
        raise StoreError(f"{before[-1].who if before else 'somebody'} decided on it meanwhile; look again", about=name)
    record = models.Report.objects.using(alias).filter(id=decision.report).values_list("record", flat=True).first()
    report = from_json(Report, record) if record else None
    statement = next((s for s in report.statements if s.id == decision.statement), None) if report else None
    if statement is None:
        raise StoreError("no such statement", about=name)
    if decision.kind is DecisionKind.CORRECT:
        correct(statement, decision.field or "", decision.value or {})
    if decision.kind is DecisionKind.UNDO and not standing(before):
        raise StoreError("nothing was decided that could be taken back", about=name)
    value = None if decision.value is None else json.dumps(decision.value, sort_keys=True)
    models.Decision.objects.using(alias).create(
        report=decision.report, statement=decision.statement, kind=decision.kind, field=decision.field, value=value,
        who=decision.who, why=decision.why, at=decision.at,
    )  # fmt: skip
    told = {"report": decision.report, "statement": decision.statement, "decision": str(decision.kind),
            "field": decision.field, "value": value, "who": decision.who, "why": decision.why}  # fmt: skip
    append_entry(alias, "decided", told)
    return len(before) + 1


def read_decisions(alias: str, reports: Iterable[str] | None = None) -> list[Decision]:
    """Return decisions, oldest first: on some reports, or all."""
    rows = models.Decision.objects.using(alias).order_by("id")
    return [_record(row) for row in (rows if reports is None else rows.filter(report__in=list(reports)))]


def decisions_by_report(alias: str) -> dict[str, list[Decision]]:
    """Return all decisions by the report that they are about, oldest first."""
    held: dict[str, list[Decision]] = {}
    for decision in read_decisions(alias):
        held.setdefault(decision.report, []).append(decision)
    return held


def _record(row: models.Decision) -> Decision:
    return Decision(
        report=row.report, statement=row.statement, kind=DecisionKind(row.kind), field=row.field,
        value=None if row.value is None else json.loads(row.value), who=row.who, why=row.why, at=row.at,
    )  # fmt: skip
