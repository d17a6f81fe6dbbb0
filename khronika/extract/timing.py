"""Which of the times that stand around an act say when it was."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Span, Token

from khronika.extract.nouns import first_joined
from khronika.values.dates import TimeExpression

_SINCE = re.compile(r"\bsince\b[^,;.]*$", re.IGNORECASE)
_SINCE_WORD = re.compile(r"\bsince\b", re.IGNORECASE)
_THEN = re.compile(r"\s+then\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:have|has|had|and)\s$", re.IGNORECASE)
_POSSESSIVE = frozenset({"'s", "\u2019s"})
_MODIFIERS = frozenset({"compound", "amod", "nummod", "flat"})
_OWN_WORDS = 4  # words of a noun that may stand between it and its time
_BACK = 600  # characters over which "since then" still means the time named last
_APART = 50  # steps of the tree that stand for another sentence


def choose_time(
    text: str, times: Sequence[TimeExpression], head: Token, heads: Collection[int], published: date | None
) -> TimeExpression | None:
    """Return the time of an act: the nearest by the tree among those that hang on no other act.

    One that days are known of goes before one that has none ("hurt in the worst raid in a year last week").

    Args:
        text: the document's.
        times: those that may be meant.
        head: the verb or noun that tells the act.
        heads: tokens of the verbs and nouns that tell all acts.
        published: the day up to which "since" counts.
    """
    near = [
        (not has_days(t), far, abs(t.start - head.idx), t)
        for t in times
        if (far := _distance(head.doc, t, head, heads)) is not None
    ]
    if not near:
        return None
    best = min(near, key=lambda row: row[:3])[3]
    return _run_on(best, head, text, published)


def has_days(time: TimeExpression) -> bool:
    """Tell whether a time says from or up to which day something was."""
    return time.from_ is not None or time.to is not None


def find_since(
    text: str, pointed: Sequence[tuple[int, int]], times: Sequence[TimeExpression], published: date | None
) -> TimeExpression | None:
    """Return the time up to publication that "since then" or "since the ban" tells, None where no such words stand.

    "Since then", and "has since been held", begin with the time named last; with what happened on a day that these
    words leave open, nobody knows when it began.

    Args:
        pointed: characters of the words that say when, as the reading model sees them.
        times: the report's, in order.
    """
    words = ((m.start(), end) for start, end in pointed if (m := _SINCE_WORD.search(text, start, end)))
    start, end = next(words, (0, 0))
    if not end or published is None:
        return None
    after = start + len("since")
    named = None
    if _THEN.match(text, after) or _PERFECT.search(text, 0, start):
        named = _named_last(times, start, published)
    precision = named.precision if named else "unknown"
    from_ = named.from_ if named else None
    return TimeExpression(start, end, text[start:end], "DATE", "PAST_REF", from_, published, precision, "since", "text")


def _named_last(times: Sequence[TimeExpression], start: int, published: date) -> TimeExpression | None:
    """Return the last time named before some words that began before publication."""
    before = (t for t in reversed(times) if start - _BACK < t.start < start and t.type in {"DATE", "TIME"})
    return next((t for t in before if t.from_ and t.from_ < published), None)


def _distance(doc: Doc, time: TimeExpression, head: Token, heads: Collection[int]) -> int | None:
    """Return the steps through the tree from a time to an act; None where it hangs on another act told there.

    A time in a clause that "since" opens is of that clause and of what goes on since: "held since they raided in May".
    """
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    if span is None:
        return None
    if _stands_before(span, head):
        return 0
    path = [span.root, *span.root.ancestors]
    owner = next((token for token in path if token.i in heads), None)
    if owner is not None and owner != head and _opens_with_since(owner):
        path = [*owner.ancestors]
        owner = next((token for token in path if token.i in heads), None)
    above = [head, *head.ancestors]
    if owner is not None and owner not in above and first_joined(owner) != first_joined(head):
        return None
    return next((i + above.index(token) for i, token in enumerate(path) if token in above), _APART)


def _stands_before(time: Span, noun: Token) -> bool:
    """Tell whether a time stands right before a noun and its own words: "the March 2019 shooting deaths"."""
    if noun.pos_ not in {"NOUN", "PROPN"} or not time.end <= noun.i <= time.end + _OWN_WORDS:
        return False
    between = noun.doc[time.end : noun.i]
    return all(
        t.lower_ in _POSSESSIVE or (t.dep_ in _MODIFIERS and t.head.i in range(t.i, noun.i + 1)) for t in between
    )


def _opens_with_since(verb: Token) -> bool:
    return any(child.lower_ == "since" and child.dep_ in {"mark", "case"} for child in verb.children)


def _run_on(time: TimeExpression, head: Token, text: str, published: date | None) -> TimeExpression:
    """Return a time that "since" opens, as in "since the ban of 20 April", with its days run on to publication."""
    since = _SINCE.search(text, head.sent.start_char, time.start)
    if not since or since.start() < head.idx < time.start or time.from_ is None or published is None:
        return time
    return replace(time, to=published, open_kind="since") if published >= time.from_ else time
