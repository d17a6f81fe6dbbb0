"""Which words that can tell a time do tell one: the rules read them, the model weighs whether they do here."""

import re
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc, Span

from khronika.language.weights import Floats
from khronika.values.dates import find_times
from khronika.values.tables import load_table

_TABLE = load_table("times.yaml")
_VAGUE = re.compile(r".*_REF|P.*X.*")  # TIMEX3 values of "now", "recently", "some years"
_ANY_DAY = date(2000, 1, 3)  # what the words are does not hang on the day of publication, only what they mean
_LEAST, _LEAST_VAGUE = 0.1, 0.5
"""Chance that a word is of a time under which an expression is none; "now" and "recent" are often no times."""
_OWN = 0.2
"""Chance that a word is of a time up to which "about" or "the" before a time is left out of it."""
_BEFORE = frozenset(word for words in (*_TABLE["about"], *_TABLE["phases"]) for word in words.split()) | {"the", "just"}


def choose_times(doc: Doc, text: str, offsets: Sequence[tuple[int, int]], chances: Floats) -> list[Span]:
    """Return the time expressions of a document that the model does not rule out, labelled DATE, TIME, DURATION, SET.

    Args:
        text: the document's text as it came.
        offsets: characters of each word that the model saw.
        chances: of each word, to stand in a time expression.
    """
    found, first = [], 0
    for time in find_times(text, _ANY_DAY):
        while first < len(offsets) and offsets[first][1] <= time.start:
            first += 1
        last = first
        while last < len(offsets) and offsets[last][0] < time.end:
            last += 1
        least = _LEAST_VAGUE if _VAGUE.fullmatch(time.value) else _LEAST
        start = max(time.start, _first_own(text, offsets[first:last], chances[first:last]))
        span = doc.char_span(start, time.end, label=time.type, alignment_mode="expand")
        if span is not None and (chances[first:last] > least).any():
            found.append(span)
    return found


def _first_own(text: str, offsets: Sequence[tuple[int, int]], chances: Floats) -> int:
    """Return where a time begins by the model, which does not always count "about" or "the" to it; 0 by the rules."""
    if not (chances > _OWN).any():
        return 0
    own = (
        start
        for (start, end), chance in zip(offsets, chances, strict=True)
        if chance > _OWN or text[start:end].lower() not in _BEFORE
    )
    return next(own)
