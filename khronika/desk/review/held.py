"""A report as whoever reviews it may see it: the reader's statements, what was decided, and what holds now."""

from dataclasses import dataclass, replace
from functools import cached_property

from khronika.model import Decision, Report, Statement
from khronika.store import Chronicle
from khronika.store.decided import apply_decisions, standing_by_statement, with_made


@dataclass(frozen=True)
class Held:
    """A report with the reader's statements and those that people made, and the decisions on it, oldest first."""

    report: Report
    decisions: tuple[Decision, ...]

    @cached_property
    def standing(self) -> dict[str, list[Decision]]:
        """The decisions that hold, by statement."""
        return standing_by_statement(self.decisions)

    @cached_property
    def _now(self) -> dict[str, Statement]:
        own = tuple(s for s in self.report.statements if s.made_by == "reader")
        held = apply_decisions(replace(self.report, statements=own), self.decisions)
        return {s.id: s for s in held.statements}

    def found(self, statement: str | None) -> Statement | None:
        """Return a statement as it was found or made."""
        return next((s for s in self.report.statements if s.id == statement), None)

    def now(self, statement: str) -> Statement | None:
        """Return a statement as it holds, None where it was rejected."""
        return self._now.get(statement)

    def history(self, statement: str) -> list[Decision]:
        """Return all decisions on a statement, oldest first."""
        return [d for d in self.decisions if d.statement == statement]


def read_held(opened: Chronicle, report: str, *, who: str, blind: bool) -> Held:
    """Return a report for review: with what everybody decided openly, or with somebody's own blind codings alone.

    Raises:
        StoreError: there is no such report.
    """
    told = opened.codings(who=who, report=report) if blind else opened.decisions(report)
    return Held(with_made(opened.report(report), told), tuple(told))
