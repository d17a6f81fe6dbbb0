"""Reports that are copies of one another, by the runs of words that they share."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from khronika.link.keys import sketch
from khronika.link.state import LinkState, MemoryState
from khronika.model import BlockKind, Report, Span

_RUN = 5  # words
_SHARED = 0.6  # share of the shorter report's runs that stand in the other
_LEAST = 12  # runs below which only equal texts are copies
_SKETCH = 24  # runs of a report by which its copies are looked for
_TEXT = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Alignment:
    """What a copy has from its original: the passages word for word, and the words that it changed between them."""

    original: str  # report id
    copy: str
    passages: tuple[tuple[Span, Span], ...]  # in the original, in the copy
    changed: tuple[tuple[Span, Span], ...]


def find_copies(reports: Sequence[Report]) -> dict[str, str]:
    """Return for each report that is a copy the id of the report that it copies: the earliest published of its kind.

    The order of `reports` does not matter. A copy with a changed number is still a copy; what an outlet publishes again
    under the same address is a revision, and as little a voice of its own.
    """
    state = MemoryState({report.id: report for report in reports})
    change_copies(state, sorted(state.reports))
    return state.originals(state.reports)


def change_copies(state: LinkState, new: Sequence[str]) -> set[str]:
    """Find what new reports copy or are copied by, and return the reports whose original changed."""
    prints = {report: make_print(state.report(report)) for report in new}
    keys = {report: find_copy_keys(told) for report, told in prints.items()}
    state.put_keys(keys)
    holders = state.holders({key for held in keys.values() for key in held})
    state.load({report for held in holders.values() for report in held})
    pairs: set[tuple[str, str]] = set()
    done: set[str] = set()
    for report in new:
        done.add(report)
        for other in set().union(*(holders[key] for key in keys[report])) - done:
            if other not in prints:
                prints[other] = make_print(state.report(other))
            if are_copies(prints[report], prints[other]):
                pairs.add((min(report, other), max(report, other)))
    state.put_partners(pairs)
    kin = _reach(state, {report for pair in pairs for report in pair})
    wanted = pick_originals(kin, {report: state.report(report).published.value for report in kin})
    held = state.originals(kin)
    changed: dict[str, str | None] = {r: wanted.get(r) for r in kin if wanted.get(r) != held.get(r)}
    state.put_originals(changed)
    return set(changed)


def _reach(state: LinkState, reports: Collection[str]) -> dict[str, set[str]]:
    """Return all reports that some are copies of or copied by, at any remove, each with those it is directly."""
    near: dict[str, set[str]] = defaultdict(set)
    seen: set[str] = set()
    fresh = set(reports)
    while fresh:
        seen |= fresh
        for a, b in state.partners(fresh):
            near[a].add(b)
            near[b].add(a)
        fresh = near.keys() - seen
    return near


def pick_originals(near: Mapping[str, Collection[str]], published: Mapping[str, str | None]) -> dict[str, str]:
    """Return the original of each copy: the earliest published among those that it shares its runs with.

    Args:
        near: reports with those that they are copies of or copied by, directly.
        published: the ISO day of each.
    """
    place = {r: (published[r] or "9999", r) for r in near}
    found: dict[str, str] = {}
    for report in sorted(near, key=place.__getitem__):
        earlier = [other for other in near[report] if place[other] < place[report]]
        if earlier:
            first = min(earlier, key=place.__getitem__)
            found[report] = found.get(first, first)
    return found


@dataclass(frozen=True, slots=True)
class Print:
    """What tells whether a report is a copy: its runs of words, and outlet and address where both are known."""

    runs: frozenset[str]
    address: tuple[str, str] | None


def make_print(report: Report) -> Print:
    """Return what tells whether a report is a copy."""
    return Print(_runs(report), (report.outlet, report.url) if report.outlet and report.url else None)


def find_copy_keys(told: Print) -> list[str]:
    """Return the keys under which copies of a report are found."""
    keys = [f"run|{run}" for run in sketch(told.runs, _SKETCH)]
    return [*keys, "address|{}|{}".format(*told.address)] if told.address else keys


def are_copies(a: Print, b: Print) -> bool:
    """Tell whether one report is a copy of the other, or what its outlet published again under the same address."""
    return (a.address is not None and a.address == b.address) or _is_copy(a.runs, b.runs)


def _runs(report: Report) -> frozenset[str]:
    """Return the runs of words of a report's body."""
    blocks = [block for block in report.blocks if block.kind in _TEXT]
    words = [word.lower() for block in blocks for word in _WORD.findall(report.text, block.start, block.end)]
    runs = (" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))
    return frozenset(runs) if words else frozenset()


def _words(report: Report) -> list[tuple[str, Span]]:
    """Return the words of a report's body with where they stand."""
    return [
        (found[0], Span(start=block.start + found.start(), end=block.start + found.end()))
        for block in report.blocks
        if block.kind in _TEXT
        for found in _WORD.finditer(report.text[block.start : block.end])
    ]


def _is_copy(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether two reports share so many runs that one is a copy of the other."""
    shorter, shared = min(len(a), len(b)), len(a & b)
    return shared == len(a) == len(b) > 0 if shorter < _LEAST else shared >= _SHARED * shorter


def align_copies(original: Report, copy: Report) -> Alignment:
    """Return the passages that a copy has word for word from its original, and what it changed between two of them."""
    ours, theirs = _words(original), _words(copy)
    matcher = SequenceMatcher(None, [w.lower() for w, _ in ours], [w.lower() for w, _ in theirs], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= _RUN]
    passages = [(_span(ours, b.a, b.a + b.size), _span(theirs, b.b, b.b + b.size)) for b in blocks]
    return Alignment(original.id, copy.id, tuple(passages), tuple(_changed(ours, theirs, _gaps(matcher))))


def _gaps(matcher: SequenceMatcher[str]) -> Iterator[tuple[int, int, int, int]]:
    """Give the ranges of words that one text has in the place of others."""
    return ((a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes() if tag == "replace")


def _changed(
    ours: Sequence[tuple[str, Span]], theirs: Sequence[tuple[str, Span]], gaps: Iterable[tuple[int, int, int, int]]
) -> Iterator[tuple[Span, Span]]:
    for a, b, c, d in gaps:
        if max(b - a, d - c) < _RUN:
            yield _span(ours, a, b), _span(theirs, c, d)


def _span(words: Sequence[tuple[str, Span]], first: int, last: int) -> Span:
    return Span(start=words[first][1].start, end=words[last - 1][1].end)
