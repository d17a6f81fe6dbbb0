"""Quoted passages of a text, also those that run on over paragraphs."""

import re

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
