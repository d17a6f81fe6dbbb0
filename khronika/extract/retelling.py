"""Statements of an act that words tell of without naming it again: what was told before, by who tells it now."""

from dataclasses import replace

from spacy.tokens import Token

from khronika.extract.codes import assign_codes
from khronika.extract.nouns import sentence_span
from khronika.model import Link, Span, Statement
from khronika.values.ids import make_statement_id

BACK = 900
"""Characters over which words without a name for an act still mean the one told last."""
_CONFIDENCE = 0.6


def retell(base: Statement, word: Token, chain: tuple[Link, ...]) -> Statement:
    """Return a statement as a word tells it anew, through another chain.

    Args:
        base: what was told, with what the word says otherwise of act, state and count.
    """
    start, end = word.idx, word.idx + len(word)
    made = replace(
        base, id=make_statement_id(base.act, start, chain[0].name or chain[0].text or ""), hedged=False,
        evidence=(sentence_span(word.sent),), trigger=Span(start=start, end=end), chain=chain,
        confidence=_CONFIDENCE, retracts=False,
    )  # fmt: skip
    return replace(made, codes=assign_codes(made, word.doc.text))
