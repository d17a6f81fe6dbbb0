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
    runs: dict[str, frozenset[str]] = {}
    keys: dict[str, list[str]] = {}
    for report in new:
        runs[report] = _runs(state.report(report))
        keys[report] = _copy_keys(state.report(report), runs[report])
        state.put_keys(report, keys[report])
    pairs = set()
    for report in new:
        for other in {o for some in state.holders(keys[report]).values() for o in some} - {report}:
            if other not in runs:
                runs[other] = _runs(state.report(other))
            if _is_one(state.report(report), state.report(other)) or _is_copy(runs[report], runs[other]):
                pairs.add((min(report, other), max(report, other)))
    state.put_partners(pairs)
    kin = _reach(state, {report for pair in pairs for report in pair})
    wanted = _originals(state, kin)
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


def _originals(state: LinkState, near: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return the original of each copy: the earliest published among those that it shares its runs with."""
    place = {r: (state.report(r).published.value or "9999", r) for r in near}
    found: dict[str, str] = {}
    for report in sorted(near, key=place.__getitem__):
        earlier = [other for other in near[report] if place[other] < place[report]]
        if earlier:
            first = min(earlier, key=place.__getitem__)
            found[report] = found.get(first, first)
    return found


def _copy_keys(report: Report, runs: frozenset[str]) -> list[str]:
    """Return the keys under which copies of a report are found."""
    keys = [f"run|{run}" for run in sketch(runs, _SKETCH)]
    return [*keys, f"address|{report.outlet}|{report.url}"] if report.url and report.outlet else keys


def _runs(report: Report) -> frozenset[str]:
    """Return the runs of words of a report's body."""
    words = [word.lower() for word, _ in _words(report)]
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


def _is_one(a: Report, b: Report) -> bool:
    """Tell whether two reports are one in two versions: what its outlet published again under the same address."""
    return bool(a.url and a.url == b.url and a.outlet and a.outlet == b.outlet)


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
