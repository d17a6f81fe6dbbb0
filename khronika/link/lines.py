"""Lines that an outlet repeats on every page: what stands in them is told of no report."""

from collections.abc import Iterable, Iterator, Sequence

from khronika.link.state import LinkState
from khronika.model import Report, Statement
from khronika.values.ids import make_digest
from khronika.values.sites import find_publisher

_LEAST_REPORTS = 3
_LONGEST = 400
LOOKED_AT = 20
"""Reports with one line whose headlines are looked at, the first in order of their ids."""


def change_lines(state: LinkState, new: Sequence[str]) -> set[str]:
    """Note the lines of new reports' statements and return the older reports with a line that is now repeated."""
    keys = {report: {key for key, _ in find_lines(state.report(report))} for report in new}
    state.put_keys(keys)
    fresh = set().union(*keys.values())
    known = state.holders(map(_mark, fresh))
    touched: set[str] = set()
    for key, holders in state.holders(k for k in fresh if _mark(k) not in known).items():
        if is_repeated(find_headline(state.report(r)) for r in sorted(holders)[:LOOKED_AT]):
            state.put_keys({"": [_mark(key)]})
            touched.update(holders)
    return touched


def find_repeated(state: LinkState, report: Report) -> frozenset[str]:
    """Return the ids of a report's statements that stand in a line which its outlet repeats."""
    lines = list(find_lines(report))
    known = state.holders({_mark(key) for key, _ in lines})
    return frozenset(statement.id for key, statement in lines if _mark(key) in known)


def is_repeated(headlines: Iterable[str]) -> bool:
    """Tell whether a line is repeated, by the headlines of the reports that hold it."""
    return len(set(headlines)) >= _LEAST_REPORTS


def find_headline(report: Report) -> str:
    """Return what a report is told from others by."""
    return (report.title or report.text[:80]).lower()


def _mark(key: str) -> str:
    return f"repeated|{key}"


def find_lines(report: Report) -> Iterator[tuple[str, Statement]]:
    """Give a key for the line that each statement stands in, where it is short enough to be furniture."""
    outlet = find_publisher(report)
    for statement in report.statements:
        for block in report.blocks:
            if outlet and block.start <= statement.trigger.start < block.end <= block.start + _LONGEST:
                words = " ".join(report.text[block.start : block.end].split()).lower()
                yield f"line|{outlet}|{make_digest(words)[:16]}", statement
