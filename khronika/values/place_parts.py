"""Buildings, camps, districts and regions that the gazetteer has no entry for, known by the word their name ends in."""

import re
from dataclasses import dataclass

from khronika.values.tables import any_of, load_table

_TABLE = load_table("places.yaml")
_SORTS: dict[str, str] = {word: sort for sort, words in _TABLE["endings"].items() for word in words}
_ACTING = frozenset(_TABLE["acting"])
_LEADING = frozenset(_TABLE["leading"])
_NO_NAMES = frozenset(_TABLE["no_names"])
_REGION_WORDS = frozenset(_TABLE["unknown_regions"])

_WORD = r"[A-Z\u00c0-\u024f\u0400-\u042f][\w'\u2019-]{1,30}"
_PREFIXES: dict[str, str] = {word: sort for sort, words in _TABLE["prefixes"].items() for word in words}
_PART = re.compile(
    rf"(?<![\w'\u2019-])(?P<prefix>{any_of(_PREFIXES)}) {_WORD}(?: {_WORD})?|"
    rf"(?<![\w'\u2019-]){_WORD}(?:[ \u00a0](?:{_WORD}|of|de|al|el|No\.|\d{{1,4}})){{0,3}}?"
    rf"[ \u00a0](?P<ending>{any_of(_SORTS)})(?![\w-])"
)
_ENDING = re.compile(rf"(?<!\w){any_of([*_SORTS, *_PREFIXES])}(?!\w)")
_LAST = re.compile(rf"(?<!\w){any_of(_SORTS)}(?!\w)")
_SOMEWHERE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside|[Oo]n|[Aa]long|[Tt]o|[Ff]rom|[Aa]cross)(?: the|['\u2019]s)? $"
)
_GOES_ON = re.compile(r" [A-Z]")


@dataclass(frozen=True, slots=True)
class Part:
    """A name that no gazetteer has, and what sort of place its last word says it is."""

    start: int
    end: int
    sort: str  # building, camp, airport, district, region; "town" where nothing says


def find_parts(text: str) -> list[Part]:
    """Return the named buildings, camps, districts and regions of `text`, in order."""
    if not _ENDING.search(text):
        return []
    found = []
    for match in _PART.finditer(text):
        if match["prefix"]:
            if not _GOES_ON.match(text, match.end()):
                found.append(Part(match.start(), match.end(), _PREFIXES[match["prefix"]]))
            continue
        start = match.start()
        ending = " ".join(match["ending"].split())
        words = match[0][: match.start("ending") - start].split()
        while words and words[0] in _LEADING:
            start += len(words[0]) + 1
            words = words[1:]
        if (
            words
            and words[-1] not in ("of", "de")
            and not all(word in _NO_NAMES for word in words)
            and _is_somewhere(text, start, match.end(), ending)
        ):
            found.append(Part(start, match.end(), _SORTS[ending]))
    return found


def part_at(text: str, start: int, end: int) -> Part | None:
    """Return the part whose name is exactly at start:end, or None."""
    words = text[start:end]
    first = words.split(" ", 1)[0]
    if first in _PREFIXES and first != words:
        return Part(start, end, _PREFIXES[first])
    match = next((m for m in _LAST.finditer(words) if m.end() == len(words) and m.start()), None)
    return Part(start, end, _SORTS[" ".join(match[0].split())]) if match else None


def _is_somewhere(text: str, start: int, end: int, ending: str) -> bool:
    """Tell whether the words around a name take it for a spot, and not for a body that acts."""
    if _SORTS[ending] == "region":
        return ending in _REGION_WORDS
    if _SORTS[ending] == "area":
        return not _GOES_ON.match(text, end)
    if ending not in _ACTING:
        return True
    return bool(_SOMEWHERE.search(text, max(0, start - 14), start)) and not _GOES_ON.match(text, end)
