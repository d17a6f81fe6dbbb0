"""What a person decides of a statement. The machine's value stays where it is; a decision is a row of its own."""

from enum import StrEnum
from typing import Any

from khronika.model.record import record


class DecisionKind(StrEnum):
    """What was decided."""

    ACCEPT = "accept"  # read, and right as it stands
    REJECT = "reject"  # the report does not say this
    CORRECT = "correct"  # one field is another
    UNDO = "undo"  # the last decision on the statement is taken back


@record
class Decision:
    """One decision on one statement; `field` and `value` of a correction alone."""

    report: str
    statement: str
    kind: DecisionKind
    field: str | None = None
    value: dict[str, Any] | None = None
    who: str
    why: str = ""
    at: str  # UTC, ISO
