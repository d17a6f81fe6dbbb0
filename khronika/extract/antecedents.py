"""Whom a pronoun stands for, by nearness, number and kind."""

from spacy.tokens import Doc, Span

from khronika.extract.kinds import INSTITUTIONS, kind_of
from khronika.extract.parties import is_pronoun
from khronika.model import ActorKind

_SINGLE = frozenset({"he", "she", "him", "her", "i", "me"})
_REACH = 40  # phrases looked back over


def find_antecedent(doc: Doc, pronoun: Span) -> Span | None:
    """Return the phrase that a pronoun stands for: the first of its number in the sentence before, else the nearest."""
    phrases = [p for p in doc.spans["noun_phrases"] if p.start < pronoun.start][-_REACH:]
    single = pronoun[0].lower_ in _SINGLE
    fitting: list[Span] = [p for p in phrases if not is_pronoun(p) and _is_somebody(p) and _is_single(p) == single]
    if not fitting:
        return None
    here = [p for p in fitting if p.start >= pronoun.sent.start]
    if here:
        return here[0]
    last = fitting[-1].sent.start
    return next(p for p in fitting if p.start >= last)


def _is_somebody(phrase: Span) -> bool:
    kind = kind_of(phrase)
    return kind is not ActorKind.UNKNOWN and (
        kind not in INSTITUTIONS or kind in {ActorKind.ARMED_GROUP, ActorKind.MEDIA}
    )


def _is_single(phrase: Span) -> bool:
    """Tell whether a phrase names one: no plural ending, no number but one."""
    head = phrase[-1]
    if any(t.pos_ == "NUM" and t.lower_ not in {"one", "a"} for t in phrase[:-1]):
        return False
    return (
        head.pos_ == "PROPN"
        or head.lower_ == head.lemma_
        and head.lower_ not in {"people", "police", "men", "women", "children"}
    )
