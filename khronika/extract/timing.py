"""Which of the times that stand around an act say when it was."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Token

from khronika.values.dates import TimeExpression

_SINCE = re.compile(r"\bsince\b[^,;.]*$", re.IGNORECASE)
_APART = 50  # steps of the tree that stand for another sentence


def choose_time(
    text: str, times: Sequence[TimeExpression], head: Token, heads: Collection[int], published: date | None
) -> TimeExpression | None:
    """Return the time of an act: the nearest by the tree among those that hang on no other act.

    Args:
        text: the document's.
        times: those that may be meant.
        head: the verb or noun that tells the act.
        heads: tokens of the verbs and nouns that tell all acts.
        published: the day up to which "since" counts.
    """
    near = [
        (far, abs(t.start - head.idx), t) for t in times if (far := _distance(head.doc, t, head, heads)) is not None
    ]
    if not near:
        return None
    best = min(near, key=lambda row: row[:2])[2]
    return _run_on(best, head, text, published)


def _distance(doc: Doc, time: TimeExpression, head: Token, heads: Collection[int]) -> int | None:
    """Return the steps through the tree from a time to an act; None where it hangs on another act told there."""
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    if span is None:
        return None
    path = [span.root, *span.root.ancestors]
    owner = next((token for token in path if token.i in heads), None)
    above = [head, *head.ancestors]
    if owner is not None and owner not in above and _first_joined(owner) != _first_joined(head):
        return None
    return next((i + above.index(token) for i, token in enumerate(path) if token in above), _APART)


def _first_joined(token: Token) -> Token:
    """Return the first of the words that "and" or commas join, of which a word is one."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def _run_on(time: TimeExpression, head: Token, text: str, published: date | None) -> TimeExpression:
    """Return a time that "since" opens, as in "since the ban of 20 April", with its days run on to publication."""
    since = _SINCE.search(text, head.sent.start_char, time.start)
    if not since or since.start() < head.idx < time.start or time.from_ is None or published is None:
        return time
    return replace(time, to=published, open_kind="since") if published >= time.from_ else time
