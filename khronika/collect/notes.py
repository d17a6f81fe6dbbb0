"""Notes of what somebody said, with a small header: who told it, when, whether it is confidential."""

import re
from dataclasses import dataclass

from khronika.collect.lines import parse_day
from khronika.errors import CollectError

_FIELDS = "Told by|When|Confidential"
_LINE = re.compile(rf"({_FIELDS})[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_BEGINNING = re.compile(rf"(?:\xef\xbb\xbf)?\s*(?:{_FIELDS})[ \t]*:".encode("latin-1"), re.IGNORECASE)
_YES, _NO = {"yes", "true", "1"}, {"", "no", "false", "0"}


@dataclass(frozen=True, slots=True)
class Note:
    """A note without its header, and what the header says; null where it says nothing."""

    words: str
    told_by: str | None
    when: str | None  # ISO date
    confidential: bool


def begins_note(payload: bytes) -> bool:
    """Tell whether bytes begin like a note's header, before anything is known of their charset."""
    return _BEGINNING.match(payload) is not None


def parse_note(text: str) -> Note | None:
    """Return the note that a text is, None where it has no such header.

    The header is lines such as "Told by: a driver" at the top, then an empty line.

    Raises:
        CollectError: its date does not exist, it says neither yes nor no, or what says who told it or whether it is
            confidential is no header: a note must not be taken for an open text.
    """
    lines = text.replace("\r\n", "\n").lstrip("\ufeff \t\n").split("\n")
    told: dict[str, str] = {}
    for number, line in enumerate(lines):
        match = _LINE.fullmatch(line.strip())
        if match is None:
            if line.strip() and told.keys() - {"when"}:
                raise CollectError(
                    f"{line.strip()[:40]!r} stands in a note's header, above the empty line that ends it"
                )
            if not told or line.strip():
                return None
            return _make(told, "\n".join(lines[number + 1 :]).strip("\n"))
        told[match[1].lower()] = match[2].strip()
    return None


def _make(told: dict[str, str], words: str) -> Note:
    """Return the note of a header's fields and the words below."""
    marked = told.get("confidential", "").lower()
    if marked not in _YES | _NO:
        raise CollectError(f"Confidential: is {marked[:40]!r}; write yes or no")
    try:
        when = parse_day(told["when"]) if told.get("when") else None
    except ValueError as error:
        raise CollectError(f"When: {error}") from None
    return Note(words, told.get("told by") or None, when, marked in _YES)
