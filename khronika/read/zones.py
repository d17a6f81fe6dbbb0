"""The rules by which lines of a page are told apart, read from their data file."""

import re
from functools import cache

from khronika.model import BlockKind
from khronika.values.tables import read_typed_table

_CREDIT_TAIL = re.compile(
    r"(?:(?<=[.!?…”\"'’)])\s+|^)"
    r"((?:(?:Photo|Image|Picture)(?: by| credit| courtesy of)?:?\s+)?"
    r"[^\W\d_][\w’'-]*(?:\s+(?:[A-Z]\.|[\w’'-]+)){0,4}(?:\s*/\s*[^\W\d_][\w.’' -]{1,40}){1,4}"
    r"|(?:Photo|Image|Picture)s?(?: by| credit| courtesy of)?:\s*[^.]{2,80}"
    r"|[\[(][^\])]{3,60}/[^\])]{2,40}[\])])\s*$"
)
_LONGEST_CAPTION = 400


@cache
def load_rules() -> dict[str, list[re.Pattern[str]]]:
    """Return the line patterns by kind."""
    table: dict[str, list[str]] = read_typed_table("khronika.read", "furniture.yaml")
    return {kind: [re.compile(pattern, re.IGNORECASE) for pattern in patterns] for kind, patterns in table.items()}


def is_kind(line: str, kind: str) -> bool:
    """Tell whether a line is of a kind of the data file."""
    words = " ".join(line.split())
    return len(words) < 600 and any(pattern.fullmatch(words) for pattern in load_rules()[kind])


def teaser_title(line: str) -> str | None:
    """Return the title of a line that is a teaser by itself ("Read more: …"), or None."""
    if len(line) > 250 or re.search(r"[.!?]\s+[A-Z].*[.!?]$", line):
        return None
    for pattern in load_rules()["teaser_lines"]:
        if match := pattern.fullmatch(" ".join(line.split())):
            return str(match["title"])
    return None


def split_caption(line: str) -> int | None:
    """Return where the credit begins in a caption that ends in one ("… . Name / EPA / TASS"), or None."""
    if len(line) > _LONGEST_CAPTION:
        return None
    match = _CREDIT_TAIL.search(line)
    return match.start(1) if match else None


def kind_of_line(line: str) -> BlockKind | None:
    """Return the kind that the words of a line alone settle, None where they settle nothing."""
    for kind in ("tags", "credits", "furniture"):
        if is_kind(line, kind):
            return {"tags": BlockKind.TAGS, "credits": BlockKind.CREDIT}.get(kind, BlockKind.FURNITURE)
    return None
