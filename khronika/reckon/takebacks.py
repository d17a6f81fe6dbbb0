"""Outlets that take back what they told by denying it later in their own voice."""

from collections.abc import Sequence
from dataclasses import replace

from khronika.reckon.roots import Told
from khronika.reckon.statuses import denies_it, says_it_happened


def mark_taken_back(told: Sequence[Told]) -> list[Told]:
    """Return the statements of one event, those by which an outlet takes back what it told itself marked so.

    Whoever it had that from, it is the outlet that no longer stands by it.
    """
    return [replace(t, statement=replace(t.statement, retracts=True)) if _takes_back(t, told) else t for t in told]


def _takes_back(later: Told, told: Sequence[Told]) -> bool:
    """Tell whether an outlet denies in its own voice what an earlier report of its own says.

    "Two were taken, not three" takes back no more than a number.
    """
    if later.sources or not denies_it(later.statement):
        return False
    own = [t for t in told if t.outlet == later.outlet and t.original == t.report.id and says_it_happened(t.statement)]
    beside = {t.statement.count for t in own if t.report.id == later.report.id}
    return any(_is_before(t, later) for t in own) and beside <= {later.statement.count}


def _is_before(one: Told, other: Told) -> bool:
    """Tell whether a report came out before another."""
    first, last = one.report.published.value, other.report.published.value
    return first is not None and last is not None and first < last
