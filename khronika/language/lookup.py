"""What lies where in a Doc: groups of spans by the words in them. spaCy makes every span of a group anew when asked."""

from collections.abc import Iterable

import numpy as np
from spacy.tokens import Doc, Span, Token


def words_of(doc: Doc, lemmas: Iterable[str]) -> list[Token]:
    """Return the tokens that have one of some lemmas, in order."""
    numbers = [doc.vocab.strings.add(lemma) for lemma in lemmas]
    return [doc[int(i)] for i in np.flatnonzero(np.isin(doc.to_array("LEMMA"), numbers))]


def words_in(doc: Doc, group: str) -> frozenset[int]:
    """Return the tokens that lie in spans of a group, `doc.spans[group]`; none where there is no such group."""
    return _kept(doc, group)[0]


def span_from(doc: Doc, group: str, start: int) -> Span | None:
    """Return the span of a group that begins at a token."""
    end = _kept(doc, group)[1].get(start)
    return None if end is None else doc[start:end]


def _kept(doc: Doc, group: str) -> tuple[frozenset[int], dict[int, int]]:
    """Return words and ends by start, listed once a document: groups do not change after it is read."""
    key = f"where:{group}"
    if key not in doc.user_data:
        ranges = [(span.start, span.end) for span in doc.spans.get(group, ())]
        words = frozenset(word for start, end in ranges for word in range(start, end))
        doc.user_data[key] = words, dict(reversed(ranges))
    kept: tuple[frozenset[int], dict[int, int]] = doc.user_data[key]
    return kept
