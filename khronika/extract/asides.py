"""Sources that a sentence names beside what it tells: "…, claims the opposition", "…, per the ministry", "… — police".

The reading model finds who says something in words that say so; here are those that it passes by, and those told
something by others: "the union has been told by colleagues".
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from khronika.extract.arguments import agents
from khronika.extract.contents import make_attribution
from khronika.extract.kinds import INSTITUTIONS, kind_of
from khronika.extract.tables import load_table
from khronika.language.attribution import TELLS
from khronika.language.lookup import span_from, words_of
from khronika.model import ActorKind, Attribution

_TABLE = load_table("sources.yaml")
_INFORMING, _DASHES = frozenset(_TABLE["informing"]), frozenset(_TABLE["dashes"])
_CLOSING, _COMMAS = frozenset({",", ".", ";", "”", '"'}), frozenset({",", "”", '"'})
_BOUND = frozenset({"ROOT", "ccomp", "xcomp", "acl:relcl"})
"""Relations of verbs that are no aside."""
_SPEAKING = (INSTITUTIONS - {ActorKind.SOCIAL_MEDIA}) | {ActorKind.OFFICIAL}
_FINITE = frozenset({"VERB", "AUX"})
_PER = "per"
_LONGEST = 6  # words of a source after a dash


def find_asides(doc: Doc, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions that words beside a clause make; none where no tree was read.

    Args:
        attributions: those found already; what they attribute is left to them.
    """
    if not doc.has_annotation("DEP"):
        return []
    words = words_of(doc, TELLS | _INFORMING | _DASHES | {_PER})
    return [found for word in words for found in _asides_of(word, attributions)]


def _asides_of(word: Token, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """Give what a word attributes: a verb that tells at the end, "per", a dash, or "was told"."""
    if word.lemma_ in _INFORMING and any(c.dep_ == "aux:pass" for c in word.children):
        yield from _informed(word)
    elif word.lemma_ in TELLS and word.dep_ not in _BOUND:
        if (aside := _counted_by(word) or _closed_by(word)) and not _has_content_before(word, attributions):
            yield from _attribute(aside[0], word, aside[1], cue=True)
    elif (word.lemma_ == _PER and word.dep_ == "case") or word.lemma_ in _DASHES:
        yield from _after_mark(word)


def _has_content_before(verb: Token, attributions: Sequence[Attribution]) -> bool:
    """Tell whether a verb is the cue of an attribution already, not with what only follows it for content."""
    return any(
        one.content and one.content[0][0] < verb.idx and any(s <= verb.idx < e for s, e in one.cue)
        for one in attributions
    )


def _counted_by(verb: Token) -> tuple[Token, int] | None:
    """Return the source of ", as counted by X" and where the aside begins."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "as"), None)
    agent = next(iter(agents(verb)), None)
    return None if mark is None or agent is None else (agent, mark.i)


def _closed_by(verb: Token) -> tuple[Token, int] | None:
    """Return the source of ", claims X." and of ", X reckons,", and where the aside begins."""
    after, before = span_from(verb.doc, "noun_phrases", verb.i + 1), _phrase_before(verb)
    if after is not None and _follows_comma(verb) and _ends_at(verb, after.end) and not verb.lower_.endswith("ing"):
        return after.root, verb.i
    if before is not None and _follows_comma(before[0]) and _ends_at(verb, verb.i + 1):
        return before.root, before.start
    return None


def _phrase_before(verb: Token) -> Span | None:
    """Return the noun phrase that ends straight before a verb."""
    starts = range(verb.i - 1, max(verb.sent.start, verb.i - _LONGEST) - 1, -1)
    found = (span_from(verb.doc, "noun_phrases", i) for i in starts)
    return next((phrase for phrase in found if phrase is not None and phrase.end == verb.i), None)


def _follows_comma(word: Token) -> bool:
    return word.i > word.sent.start and word.nbor(-1).text in _COMMAS


def _ends_at(verb: Token, end: int) -> bool:
    """Tell whether a sentence or clause ends at a token."""
    return end >= verb.sent.end or verb.doc[end].text in _CLOSING


def _after_mark(mark: Token) -> Iterator[Attribution]:
    """Give the body that a sentence ends with after "per" or a dash: "…, per the ministry", "… — police"."""
    phrase = span_from(mark.doc, "noun_phrases", mark.i + 1) if mark.i + 1 < mark.sent.end else None
    if phrase is None or len(phrase) > _LONGEST or kind_of(phrase) not in _SPEAKING:
        return
    if all(t.is_punct or t.is_space for t in mark.doc[phrase.end : mark.sent.end]):
        yield from _attribute(phrase.root, mark, mark.i, cue=False)


def _informed(verb: Token) -> Iterator[Attribution]:
    """Give who was told something, and before that who told it: "the union has been told by colleagues"."""
    hearer = next((c for c in verb.children if c.dep_ == "nsubj:pass"), None)
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if hearer is None or (clause is None and verb.dep_ in _BOUND):
        return
    told = clause.subtree if clause is not None else verb.doc[verb.sent.start : hearer.left_edge.i]
    for source in (hearer, *agents(verb)[:1]):
        yield from _make(source, verb, list(told))


def _attribute(source: Token, word: Token, end: int, *, cue: bool) -> Iterator[Attribution]:
    """Give the attribution of what stands before an aside in its sentence."""
    yield from _make(source, word if cue else None, list(word.doc[word.sent.start : end]))


def _make(source: Token, cue: Token | None, told: Sequence[Token]) -> Iterator[Attribution]:
    """Give an attribution of words if a verb stands among them."""
    words = [t for t in told if not t.is_space and not t.is_punct]
    if any(t.pos_ in _FINITE for t in words):
        yield make_attribution(source, cue, (words[0].idx, words[-1].idx + len(words[-1])))
