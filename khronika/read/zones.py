"""The rules by which lines of a page are told apart, read from their data file."""

import re
from functools import cache, lru_cache

from khronika.model import BlockKind
from khronika.values.tables import read_table

_CREDIT_TAIL = re.compile(
    r"(?:(?<=[.!?…”\"'’)])\s+|^)"
    r"((?:(?:Photo|Image|Picture)(?: by| credit| courtesy of)?:?\s+)?"
    r"[^\W\d_][\w’'-]*(?:\s+(?:[A-Z]\.|[\w’'-]+)){0,4}(?:\s*/\s*[^\W\d_][\w.’' -]{1,40}){1,4}"
    r"|(?:Photo|Image|Picture)s?(?: by| credit| courtesy of)?:\s*[^.]{2,80}"
    r"|[\[(][^\])]{3,60}/[^\])]{2,40}[\])])\s*$"
)
_SENTENCES = re.compile(r"[.!?]\s+[A-Z].*[.!?]$")  # two or more
_SETTLED = {"tags": BlockKind.TAGS, "credits": BlockKind.CREDIT, "furniture": BlockKind.FURNITURE}
_LONGEST = 600  # characters of a line that is told by its words
_LONGEST_CAPTION = 400
_KEPT = 5_000  # lines whose kind is remembered: menus come again with each page of a site


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """Return the line patterns of a kind."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in read_table("khronika.read", "furniture.yaml")[kind])


@cache
def _any_pattern(kind: str) -> re.Pattern[str]:
    """Return the one pattern that fits what any pattern of a kind fits."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in _patterns(kind)), re.IGNORECASE)


def is_kind(line: str, kind: str) -> bool:
    """Tell whether a line is of a kind of the data file."""
    words = " ".join(line.split())
    return len(words) < _LONGEST and _any_pattern(kind).fullmatch(words) is not None


def teaser_title(line: str) -> str | None:
    """Return the title of a line that is a teaser by itself ("Read more: …"), or None."""
    if len(line) > 250 or _SENTENCES.search(line):
        return None
    words = " ".join(line.split())
    found = next((match for pattern in _patterns("teaser_lines") if (match := pattern.fullmatch(words))), None)
    return str(found["title"]) if found else None


def split_caption(line: str) -> int | None:
    """Return where the credit begins in a caption that ends in one ("… . Name / EPA / TASS"), or None."""
    if len(line) > _LONGEST_CAPTION:
        return None
    match = _CREDIT_TAIL.search(line)
    return match.start(1) if match else None


@lru_cache(_KEPT)
def kind_of_line(line: str) -> BlockKind | None:
    """Return the kind that the words of a line alone settle, None where they settle nothing."""
    return next((kind for name, kind in _SETTLED.items() if is_kind(line, name)), None)
