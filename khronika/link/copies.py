"""Reports that are copies of one another, by the runs of words that they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from khronika.model import BlockKind, Report

_RUN = 5  # words
_SHARED = 0.6  # share of the shorter report's runs that stand in the other
_LEAST = 12  # runs below which only equal texts are copies
_COMMON = 200  # reports that share a run beyond which it says nothing
_TEXT = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH})
_WORD = re.compile(r"\w+")


def find_copies(reports: Sequence[Report]) -> dict[str, str]:
    """Return for each report that is a copy the id of the report that it copies: the earliest published of its kind.

    The order of `reports` does not matter. A copy with a changed number is still a copy.
    """
    ordered = sorted(reports, key=lambda r: (r.published.value or "9999", r.id))
    runs = [_runs(report) for report in ordered]
    index: dict[int, list[int]] = defaultdict(list)
    for i, mine in enumerate(runs):
        for run in mine:
            index[run].append(i)
    copies: dict[str, str] = {}
    for i, report in enumerate(ordered):
        shared = Counter(j for run in runs[i] if len(index[run]) <= _COMMON for j in index[run] if j < i)
        original = next((j for j in sorted(shared) if _is_copy(shared[j], runs[i], runs[j])), None)
        if original is not None:
            copies[report.id] = copies.get(ordered[original].id, ordered[original].id)
    return copies


def _runs(report: Report) -> frozenset[int]:
    """Return the hashes of the runs of words of a report's body."""
    words = [w for b in report.blocks if b.kind in _TEXT for w in _WORD.findall(report.text[b.start : b.end].lower())]
    return (
        frozenset(hash(tuple(words[i : i + _RUN])) for i in range(max(1, len(words) - _RUN + 1)))
        if words
        else frozenset()
    )


def _is_copy(shared: int, a: frozenset[int], b: frozenset[int]) -> bool:
    """Tell whether two reports share so many runs that one is a copy of the other."""
    shorter = min(len(a), len(b))
    return shared == len(a) == len(b) if shorter < _LEAST else shared >= _SHARED * shorter
