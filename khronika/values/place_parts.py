"""Facilities, districts and regions that the gazetteer has no entry for, known by the word their name ends in."""

import re
from dataclasses import dataclass

from khronika.model import PlacePrecision
from khronika.values.tables import any_of, load_table

_ENDINGS: dict[str, list[str]] = load_table("places.yaml")["endings"]
_PRECISION = {word: PlacePrecision(level) for level, words in _ENDINGS.items() for word in words}
_WORD = r"[A-Z\u00c0-\u024f\u0400-\u042f][\w'\u2019-]{1,30}"
_PART = re.compile(
    rf"(?<![\w'\u2019-]){_WORD}(?:[ \u00a0](?:{_WORD}|of|de|al|el|No\.|\d{{1,4}})){{0,3}}?[ \u00a0](?P<ending>{any_of(_PRECISION)})(?![\w-])"
)
_ENDING = re.compile(rf"(?<!\w){any_of(_PRECISION)}(?!\w)")
_LEADING = frozenset(
    "The A An In At On This That His Her Its Their From Near To And But One Two Local Another Each Every Some Any Our My When While After Before Since".split()
)
_NO_NAMES = frozenset(
    "Police State District Federal Supreme High Central City Regional International Public Main National General Military New Old Private Local First Second Third".split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """The name of a facility, district or region, and how exact such a place is."""

    start: int
    end: int
    precision: PlacePrecision


def find_parts(text: str) -> list[Part]:
    """Return the named facilities, districts and regions of `text`, in order."""
    if not _ENDING.search(text):
        return []
    found = []
    for match in _PART.finditer(text):
        start = match.start()
        words = match[0][: match.start("ending") - start].split()
        while words and words[0] in _LEADING:
            start += len(words[0]) + 1
            words = words[1:]
        if words and not all(word in _NO_NAMES for word in words):
            found.append(Part(start, match.end(), _PRECISION[" ".join(match["ending"].split())]))
    return found
