"""Whether a statement says that its act happened, or that it did not."""

from khronika.model import Statement, Status

HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})


def says_it_happened(statement: Statement) -> bool:
    """Tell whether a statement says that its act happened. "No students were deported" says that it did not."""
    return statement.status in HAPPENED and not _is_none(statement)


def denies_it(statement: Statement) -> bool:
    """Tell whether a statement says that its act did not happen."""
    return statement.status is Status.DENIED or (statement.status in HAPPENED and _is_none(statement))


def _is_none(statement: Statement) -> bool:
    return statement.quantity is not None and statement.quantity.max == 0
