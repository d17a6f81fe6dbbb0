"""Denials that do not name the act again: "No such raid took place", "Nobody did", "That is a lie".

The act is the one that somebody else told last in the report.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from khronika.extract.chains import Chains, chain_at
from khronika.extract.denials import FALSE, NEGATIONS, REPORTS, TAKING_PLACE
from khronika.extract.nouns import sentence_span
from khronika.extract.retelling import BACK, retell
from khronika.extract.tables import load_table
from khronika.language.lookup import words_of
from khronika.model import Link, Statement, Status

_TABLE = load_table("refuted.yaml")
_NOBODY, _THAT, _DOING = (frozenset(_TABLE[name]) for name in ("nobody", "pointing", "doing"))
_DENYING, _ANYBODY, _BEFELL = (frozenset(_TABLE[name]) for name in ("denying", "anybody", "befell"))
_TOLD = frozenset({Status.OCCURRED, Status.ONGOING})
_SHORT = 4  # words of "Nobody did"


def find_refutations(doc: Doc) -> list[Token]:
    """Return the words that deny what was told before without naming it, in order; none where no tree was read."""
    if not doc.has_annotation("DEP"):
        return []
    return [word for word in words_of(doc, TAKING_PLACE | _DOING | _DENYING | FALSE) if _refutes(word)]


def refute(doc: Doc, word: Token, chains: Chains, outlet: str | None, told: Sequence[Statement]) -> Statement | None:
    """Return the denial that a word makes of what was told last; None where nothing was, or who denies it told it.

    Whoever says of his own last sentence that it was wrong takes it back: that statement is returned anew.

    Args:
        told: statements of the report.
    """
    sentence = sentence_span(word.sent)
    if any(s.status is Status.DENIED and s.evidence[0] == sentence for s in told):
        return None
    clause = next((c for c in word.children if c.dep_ == "ccomp"), word) if word.lemma_ in _DENYING else word
    chain = chain_at(doc, clause.idx, chains, outlet)[0]
    before = [s for s in told if s.status in _TOLD and not s.teaser and BACK > word.idx - s.trigger.start > 0]
    if not before:
        return None
    base = before[-1]
    if _name(base.chain[0]) == _name(chain[0]):
        last = word.sent.start > 0 and base.evidence[0] == sentence_span(word.nbor(word.sent.start - word.i - 1).sent)
        back = replace(base, status=Status.DENIED, quantity=None, retracts=True)
        return back if last and word.lemma_ in FALSE else None
    return retell(replace(base, status=Status.DENIED, quantity=None), word, chain)


def _name(link: Link) -> str:
    return (link.name or link.text or "").lower()


def _refutes(word: Token) -> bool:
    """Tell whether a word denies what was told before: "happened" of nothing, "did" of nobody, "false" of that."""
    subject = next((c for c in word.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return False
    if word.lemma_ in _DENYING:
        return any(c.dep_ == "ccomp" and c.lemma_ in _BEFELL and _is_of_anybody(c) for c in word.children)
    negated = any(c.lower_ in NEGATIONS for c in word.children)
    if word.lemma_ in TAKING_PLACE:
        return (_is_such(subject) and not negated) or (subject.lower_ in _THAT and negated)
    if word.lemma_ in _DOING:
        words = [t for t in word.subtree if not t.is_punct and not t.is_space]
        return _is_nobody(subject) and len(words) <= _SHORT
    if word.lemma_ not in FALSE or negated:
        return False
    reported = subject.lemma_ in REPORTS and not any(c.dep_ in {"acl", "ccomp"} for c in subject.children)
    return subject.lower_ in _THAT or reported


def _is_of_anybody(verb: Token) -> bool:
    """Tell whether a verb says what befell nobody that it names: "that anybody had been taken"."""
    parties = (c for c in verb.children if c.dep_ in {"nsubj", "nsubj:pass", "obj"})
    return any(p.lower_ in _ANYBODY for p in parties)


def _is_such(subject: Token) -> bool:
    """Tell whether a subject is "nothing", "no such incident", "nothing of the kind"."""
    words = {c.lower_ for c in subject.children}
    return subject.lower_ == "nothing" or {"no", "such"} <= words


def _is_nobody(subject: Token) -> bool:
    return subject.lower_ in _NOBODY or (subject.lower_ == "one" and any(c.lower_ == "no" for c in subject.children))
