"""Lines that an outlet repeats on every page: a second signal of furniture, beside the patterns."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from khronika.model import OWN_WORDS, Block, BlockKind, Report

_LEAST_REPORTS = 3
_LONGEST = 400


def _lines(report: Report) -> Iterable[tuple[str, Block]]:
    for block in report.blocks:
        words = " ".join(report.text[block.start : block.end].split()).lower()
        if len(words) <= _LONGEST:
            yield words, block


def find_repeated_lines(reports: Iterable[Report]) -> dict[str, frozenset[str]]:
    """Return for each outlet the lines that stand in at least three of its reports whose headlines differ.

    Copies of one report share all their lines and say nothing of furniture: a line counts once for each title.
    """
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for report in reports:
        if report.outlet:
            for words, _ in _lines(report):
                seen[report.outlet, words].add((report.title or report.text[:80]).lower())
    found: dict[str, set[str]] = defaultdict(set)
    for (outlet, words), titles in seen.items():
        if len(titles) >= _LEAST_REPORTS:
            found[outlet].add(words)
    return {outlet: frozenset(words) for outlet, words in found.items()}


def mark_repeated_lines(report: Report, repeated: dict[str, frozenset[str]]) -> Report:
    """Return the report with its outlet's repeated lines marked as furniture; its text stays as it is."""
    known = repeated.get(report.outlet or "", frozenset())
    blocks = tuple(
        replace(block, kind=BlockKind.FURNITURE) if block.kind in OWN_WORDS and words in known else block
        for words, block in ((" ".join(report.text[b.start : b.end].split()).lower(), b) for b in report.blocks)
    )
    return replace(report, blocks=blocks)
