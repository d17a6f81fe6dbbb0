"""What changed between two captures of one address."""

from khronika.model.record import record
from khronika.model.statement import Statement


@record
class Correction:
    """A statement that the newer capture tells otherwise, and in what."""

    before: Statement
    after: Statement
    fields: tuple[str, ...]  # names of the fields of `Statement` that differ


@record
class Revision:
    """Two captures of one address that follow each other, and what became of the text and its statements."""

    url: str
    before: str  # report id
    before_at: str  # UTC
    after: str
    after_at: str
    diff: tuple[tuple[str, str], ...]  # ("-" or "+", sentence), in the order of the text
    added: tuple[Statement, ...]
    withdrawn: tuple[Statement, ...]
    corrected: tuple[Correction, ...]
