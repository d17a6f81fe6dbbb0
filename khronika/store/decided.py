"""From decisions to what holds: a report as people corrected it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pydantic import ValidationError

from khronika.errors import StoreError
from khronika.model import Decision, DecisionKind, Report, Statement
from khronika.model.codec import from_dict
from khronika.store.correcting import correct


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
    """Return a report with its statements as people decided.

    Rejected ones are left out, corrected fields are in place, and those that people made stand behind the reader's.

    Args:
        decisions: on statements of this report, oldest first.
    """
    by_statement = standing_by_statement(decisions)
    if not by_statement:
        return report
    made = [made_statement(held[0]) for held in by_statement.values() if held[0].kind is DecisionKind.MAKE]
    told = [(s, by_statement.get(s.id, ())) for s in (*report.statements, *made)]
    kept = [
        _corrected(report, s, held) for s, held in told if not (held and held[-1].kind is DecisionKind.REJECT)
    ]  # fmt: skip
    return replace(report, statements=tuple(kept))


def with_made(report: Report, decisions: Iterable[Decision]) -> Report:
    """Return a report with the reader's statements as they are, and behind them those that people made, as made."""
    held = standing_by_statement(decisions).values()
    made = [made_statement(one[0]) for one in held if one[0].kind is DecisionKind.MAKE]
    return replace(report, statements=(*report.statements, *made)) if made else report


def made_statement(decision: Decision) -> Statement:
    """Return the statement that a person made.

    Raises:
        StoreError: the decision holds none.
    """
    try:
        return from_dict(Statement, decision.value)
    except ValidationError as error:
        raise StoreError(f"no statement: {error.errors()[0]['msg']}", about=decision.statement) from None


def _corrected(report: Report, statement: Statement, held: Sequence[Decision]) -> Statement:
    """Return a statement with what people corrected in place, and the codes that follow from it."""
    corrections = [d for d in held if d.kind is DecisionKind.CORRECT]
    for decision in corrections:
        statement = correct(statement, decision.field or "", decision.value or {})
    if not corrections:
        return statement
    from khronika.extract.codes import assign_codes  # here: it brings the whole stage with it

    return replace(statement, codes=assign_codes(statement, report.text))
