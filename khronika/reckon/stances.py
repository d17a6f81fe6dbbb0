"""Whether a statement says that its act happened, says that it did not, or takes back that it was said."""

import re
from functools import cache

from khronika.model import Statement, Status
from khronika.reckon.roots import Told
from khronika.reckon.words import load_table

HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})


def tells_of_it(told: Told) -> bool:
    """Tell whether a statement speaks of its act as something that happened, were it to none: "no students"."""
    return told.statement.status in HAPPENED and not _stands_in_denial(told)


def says_it_happened(told: Told) -> bool:
    """Tell whether a statement says that its act happened. "No students were deported" says that it did not."""
    return tells_of_it(told) and not _is_none(told.statement)


def denies_it(told: Told) -> bool:
    """Tell whether a statement says that its act did not happen."""
    if told.statement.status in HAPPENED:
        return not says_it_happened(told)
    return told.statement.status is Status.DENIED


def takes_back(told: Told) -> bool:
    """Tell whether a statement takes back what its source said before: "has withdrawn its statement that ..."."""
    return told.statement.retracts or bool(_pattern("retractions").search(_sentence(told)))


def _is_none(statement: Statement) -> bool:
    return statement.quantity is not None and statement.quantity.max == 0


def _stands_in_denial(told: Told) -> bool:
    """Tell whether an act is what a sentence says to be denied: "denied on Thursday that officers had beaten them"."""
    spans = told.statement.evidence[:1]
    return any(
        _pattern("denials").search(told.report.text[span.start : told.statement.trigger.start].lower())
        for span in spans
    )


def _sentence(told: Told) -> str:
    return " ".join(told.report.text[span.start : span.end] for span in told.statement.evidence[:1]).lower()


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load_table("stances.yaml")[kind]))
