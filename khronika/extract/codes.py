"""The act of a statement in the words of other schemes."""

from khronika.model import Codes, Statement


def assign_codes(statement: Statement, report_text: str) -> Codes:
    """Return the codes of a statement."""
    return Codes()
