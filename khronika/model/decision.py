"""What a person decides of a statement. The machine's value stays where it is; a decision is a row of its own."""

from enum import StrEnum
from typing import Any

from khronika.model.record import record


class DecisionKind(StrEnum):
    """What was decided."""

    ACCEPT = "accept"  # read, and right as it stands
    REJECT = "reject"  # the report does not say this
    CORRECT = "correct"  # one field is another
    MAKE = "make"  # the report says this, and the reader did not find it
    UNDO = "undo"  # the last decision on the statement is taken back


@record
class Decision:
    """One decision on one statement.

    `field` and `value` are of a correction; the value of a statement that a person makes is its whole record. A blind
    one was made without seeing what others decided: it counts for agreement, and changes nothing that holds.
    """

    report: str
    statement: str
    kind: DecisionKind
    field: str | None = None
    value: dict[str, Any] | None = None
    who: str
    why: str = ""
    at: str  # UTC, ISO
    blind: bool = False
