"""Sentence starts by punctuation, for text that no trained reader has seen."""

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from khronika.language.words import ABBREVIATIONS

_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’)]»")
_DATELINE = re.compile(
    r"[A-Z][A-Z’'-]{2,}[A-Z .’'-]*(?:,[\w .,]{2,30}?)?(?: ?\([\w .’'/-]{2,40}\))?\s?(?:—|–|--|-)\s(?=[A-Z“\"\d])"
)
_INITIAL = re.compile(r"^[A-Z]\.?$")


def apply_sentence_starts(doc: Doc, borders: Iterable[int]) -> None:
    """Write sentence starts onto `doc`.

    A sentence ends at . ! ? … with the closing quotes and brackets that follow, at an empty line, and at
    every offset in `borders` (starts of blocks), which keeps headlines without a full stop apart. A dateline is no part
    of the sentence after it: its day is that of the report.
    """
    borders, text = set(borders), doc.text
    borders |= {match.end() for b in borders if (match := _DATELINE.match(text, b))}
    if not len(doc):
        return
    starts = [True]
    for i in range(1, len(doc)):
        token = doc[i]
        starts.append(token.idx in borders or (not token.is_space and _begins(doc, i)))
    for token, start in zip(doc, starts, strict=True):
        token.is_sent_start = start


def _begins(doc: Doc, i: int) -> bool:
    """Tell whether the token at `i` begins a sentence after the one before it."""
    j = i - 1
    blank = False
    while j > 0 and doc[j].is_space:
        blank = blank or "\n\n" in doc[j].text.replace(" ", "")
        j -= 1
    if blank:
        return True
    gap = doc[i].idx > doc[i - 1].idx + len(doc[i - 1].text) or doc[i - 1].is_space
    if not gap:
        return False
    closed = j
    while closed > 0 and doc[closed].text in _CLOSERS:
        closed -= 1
    if not _ends(doc, closed):
        return False
    first = doc[i].text[0]
    return first.isupper() or first.isdigit() or not first.isalnum()


def _ends(doc: Doc, i: int) -> bool:
    """Tell whether the token at `i` ends a sentence (abbreviations and initials do not)."""
    text = doc[i].text
    if text[-1] not in _ENDS:
        return False
    if text == ".":
        before = doc[i - 1].text.lower() if i else ""
        return before not in ABBREVIATIONS and not _INITIAL.match(doc[i - 1].text if i else "")
    if text[-1] != ".":
        return True
    return text.lower().rstrip(".") not in ABBREVIATIONS and not _INITIAL.match(text)
