"""Paragraphs of plain text with their offsets."""

import re
from dataclasses import dataclass

_BLANK = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a line of its own, without the white space around it."""

    start: int
    end: int
    text: str
    gap: bool  # an empty line stands before it


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text that hold words; paragraphs that are wrapped at a fixed width are one line each."""
    pattern = r"(?:[^\n]|\n(?![^\S\n]*(?:\n|$)))+" if _is_wrapped(text) else r"[^\n\r\u2028\u2029\x0b\x0c\x85]+"
    lines: list[Line] = []
    last = 0
    for match in re.finditer(pattern, text):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + match[0].index(words)
        gap = bool(_BLANK.search(text, last, start)) or not lines
        lines.append(Line(start, start + len(words), words, gap))
        last = lines[-1].end
    return lines


def _is_wrapped(text: str) -> bool:
    """Tell whether most lines break in the middle of a sentence at about one width."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    if len(lines) < 6 or max(map(len, lines)) > 120:
        return False
    running = sum(len(a.strip()) > 50 and not a.rstrip().endswith((".", "!", "?", '"', "”", ":")) for a in lines)
    return running > 0.5 * len(lines)
