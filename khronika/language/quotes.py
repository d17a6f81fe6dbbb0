"""Quoted passages of a text, also those that run on over paragraphs, and whose words they are."""

import re
from collections.abc import Sequence

from khronika.model import Attribution

_OPEN_CURLY, _CLOSE_CURLY, _STRAIGHT = "“", "”", '"'
_PARAGRAPH = re.compile(r"\n\s*\n")


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Return the quoted passages as (start, end), quotation marks included.

    A quote that is not closed by the end of its paragraph ends there: newspapers open every further paragraph of a
    long quote anew. Single quotation marks are left alone, since they cannot be told from apostrophes by shape.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for border in [*_PARAGRAPH.finditer(text), None]:
        end = border.start() if border else len(text)
        found += _quotes_in(text, start, end)
        start = border.end() if border else end
    return found


def _quotes_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the quotes of one paragraph."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for i in range(start, end):
        mark = text[i]
        if mark == _OPEN_CURLY or (mark == _STRAIGHT and opened is None):
            opened = i if opened is None else opened
        elif opened is not None and mark in (_CLOSE_CURLY, _STRAIGHT):
            found.append((opened, i + 1))
            opened = None
    if opened is not None and text[opened] == _OPEN_CURLY:
        found.append((opened, end))
    return found


def run_quotes_on(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with their contents widened to whole quotes, and quotes without a cue of their own
    given to the source of the quote before them in the same passage."""
    attributions = list(found)
    for start, end in find_quotes(text):
        if end - start < 25 or any(_inside(start, end, a) for a in attributions):
            continue
        held = [k for k, a in enumerate(attributions) if _touches(start, end, a)]
        if held:
            k = held[0]
            attributions[k] = _widened(attributions[k], start, end)
            continue
        near = _nearest_source(text, start, end, attributions)
        if near is not None:
            attributions.append(Attribution(source=near.source, cue=(), content=((start, end),)))
    return sorted(attributions, key=lambda a: min(s for s, _ in (*a.content, *a.cue)))


def _inside(start: int, end: int, attribution: Attribution) -> bool:
    return any(s <= start + 1 and end - 1 <= e for s, e in attribution.content)


def _touches(start: int, end: int, attribution: Attribution) -> bool:
    return any(s < end and start < e for s, e in attribution.content)


def _widened(attribution: Attribution, start: int, end: int) -> Attribution:
    """Return the attribution with the quote added to its content."""
    merged: list[tuple[int, int]] = []
    for s, e in sorted((*attribution.content, (start, end))):
        if merged and s <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(e, merged[-1][1]))
        else:
            merged.append((s, e))
    return Attribution(source=attribution.source, cue=attribution.cue, content=tuple(merged))


def _nearest_source(text: str, start: int, end: int, attributions: list[Attribution]) -> Attribution | None:
    """Return the attribution that a quote without a cue continues: the closest before it in its passage."""
    before = [a for a in attributions if a.source and max(e for _, e in (*a.content, *a.cue, *a.source)) <= start + 1]
    if before:
        last = max(before, key=lambda a: max(e for _, e in (*a.content, *a.cue, *a.source)))
        gap = text[max(e for _, e in (*last.content, *last.cue, *last.source)) : start]
        if gap.count("\n\n") <= 1 and len(gap) < 160:
            return last
    return None
