"""From decisions to what holds: a report as people corrected it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from khronika.errors import StoreError
from khronika.model import Act, Decision, DecisionKind, Quantity, Report, Statement, Status, TimePrecision, When


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions on one statement that hold, oldest first: each `undo` takes the one before it back."""
    held: list[Decision] = []
    for decision in decisions:
        if decision.kind is not DecisionKind.UNDO:
            held.append(decision)
        elif held:
            held.pop()
    return held


def standing_by_statement(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Return the decisions on a report that hold, by statement; one on which none holds is left out."""
    told: dict[str, list[Decision]] = {}
    for decision in decisions:
        told.setdefault(decision.statement, []).append(decision)
    return {statement: held for statement, all_told in told.items() if (held := standing(all_told))}


def apply_decisions(report: Report, decisions: Iterable[Decision]) -> Report:
    """Return a report with its statements as people decided: rejected ones left out, corrected fields in place.

    Args:
        decisions: on statements of this report, oldest first.
    """
    by_statement = standing_by_statement(decisions)
    if not by_statement:
        return report
    kept = []
    for statement in report.statements:
        held = by_statement.get(statement.id, ())
        if held and held[-1].kind is DecisionKind.REJECT:
            continue
        for decision in held:
            if decision.kind is DecisionKind.CORRECT:
                statement = correct(statement, decision.field or "", decision.value or {})
        kept.append(statement)
    return replace(report, statements=tuple(kept))


def correct(statement: Statement, field: str, value: dict[str, Any]) -> Statement:
    """Return a statement with one field as a person says it is.

    Raises:
        StoreError: the field cannot be corrected, or the value is none that it can hold.
    """
    if field not in FIELDS:
        raise StoreError(f"cannot be corrected; what can: {', '.join(FIELDS)}", about=field)
    try:
        return FIELDS[field](statement, value)
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"no value that this field can hold: {error}", about=field) from None


def _act(statement: Statement, value: dict[str, Any]) -> Statement:
    return replace(statement, act=Act(value["act"]))


def _status(statement: Statement, value: dict[str, Any]) -> Statement:
    return replace(statement, status=Status(value["status"]))


def _quantity(statement: Statement, value: dict[str, Any]) -> Statement:
    """Null, null is "no count was said"; the words that stand in the report stay."""
    low, high = (None if value[k] is None else int(value[k]) for k in ("min", "max"))
    if low is None and high is None:
        return replace(statement, quantity=None)
    if (low or 0) < 0 or (low is not None and high is not None and low > high):
        raise ValueError(f"{low} to {high}")
    old, at = statement.quantity, statement.trigger
    unit = old.unit if old else None
    text, start, end = (old.text, old.start, old.end) if old else ("", at.start, at.start)
    return replace(statement, quantity=Quantity(min=low, max=high, unit=unit, text=text, start=start, end=end))


def _time(statement: Statement, value: dict[str, Any]) -> Statement:
    """Both ends null is "no time was said"; the words that stand in the report stay."""
    first, last = (date.fromisoformat(value[k]).isoformat() if value[k] else None for k in ("from", "to"))
    if first is None and last is None:
        return replace(statement, time=None)
    if first and last and first > last:
        raise ValueError(f"{first} to {last}")
    old, at = statement.time, statement.trigger
    text, start, end = (old.text, old.start, old.end) if old else ("", at.start, at.start)
    precision = TimePrecision.DAY if first == last else TimePrecision.UNKNOWN
    return replace(
        statement, time=When(from_=first, to=last, text=text, precision=precision, start=start, end=end)
    )  # fmt: skip


FIELDS: dict[str, Callable[[Statement, dict[str, Any]], Statement]] = {
    "act": _act,
    "status": _status,
    "quantity": _quantity,
    "time": _time,
}
"""Fields that a person can correct, and how."""
