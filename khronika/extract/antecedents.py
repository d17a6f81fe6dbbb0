"""Whom a pronoun stands for: by number and kind, the subject of the nearest sentence first; and parties with it."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from khronika.extract.kinds import INSTITUTIONS, RELATIVE, kind_of
from khronika.extract.nouns import beside, first_joined, whole_phrase
from khronika.extract.parties import is_pronoun, make_party
from khronika.extract.tables import load_table
from khronika.language.lookup import span_from
from khronika.model import ActorKind, Link, Party
from khronika.values.number_counts import is_people

_MEN, _WOMEN = (frozenset(load_table("parties.yaml")[name]) for name in ("men", "women"))
OTHER_SEX = {"he": _WOMEN, "him": _WOMEN, "she": _MEN, "her": _MEN}
_GROUPS = frozenset(load_table("counting.yaml")["groups"])
_SINGLE = frozenset({"he", "she", "him", "her", "i", "me"})
_MANY = frozenset({"they", "them", "we", "us"})
_SELF = frozenset({"i", "me", "we", "us"})
_OBJECTS = frozenset({"him", "her", "them", "me", "us"})
_MANY_HEADS = frozenset({"people", "police", "men", "women", "children"})
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
_DEPTH = 4  # sentences over which a pronoun is taken up again
_REACH = 40  # phrases looked back over
_BACK = 1.5  # what a sentence between costs, where being its subject gains two
_ALIKE = 2.5  # what befell somebody, and after it them
_RANKS = {"nsubj": 2.0, "nsubj:pass": 2.0, "obj": 1.0, "conj": 1.0, "appos": 1.0, "": 1.0}
"""How likely what stands in a relation is taken up again; "" where no tree was read."""


def name_parties(doc: Doc, phrases: Sequence[Span], chain: Sequence[Link]) -> tuple[Party, ...]:
    """Return the parties of noun phrases, pronouns resolved; a pronoun that stands for nobody known is left out.

    Args:
        chain: of the statement; "I" and "we" are who tells it.
    """
    found: list[Party] = []
    for phrase in phrases:
        told: Sequence[Party]
        if is_pronoun(phrase) and phrase[0].lower_ in _SELF:
            told = name_speaker(chain)
        elif is_pronoun(phrase):
            antecedent = find_antecedent(doc, phrase)
            told = () if antecedent is None else (make_party(antecedent),)
        else:
            told = (make_party(phrase),)
        found += [p for p in told if not any(p.start < held.end and held.start < p.end for held in found)]
    return tuple(found)


def name_speaker(chain: Sequence[Link]) -> tuple[Party, ...]:
    """Return who speaks of what they did themselves, or of what was done to them: the root of a chain."""
    root = chain[0]
    if len(chain) == 1 or root.text is None or root.start is None or root.end is None:
        return ()
    return (Party(text=root.text, start=root.start, end=root.end, kind=root.kind, name=root.name),)


def resolve_many(doc: Doc, phrase: Span) -> Span:
    """Return the noun that "they", "them" or a relative pronoun stands for, any other phrase as it is."""
    meant = is_pronoun(phrase) and phrase[0].lower_ in RELATIVE | (_MANY - _SELF)
    return (find_antecedent(doc, phrase) or phrase) if meant else phrase


def find_antecedent(doc: Doc, pronoun: Span, depth: int = 0, apart: Sequence[tuple[int, int]] = ()) -> Span | None:
    """Return the phrase that a pronoun stands for, None where none before it fits.

    Where the sentence before has the same pronoun for its subject, both mean the same: "They beat two boys. They …".

    Args:
        apart: characters in which nobody is meant.
    """
    word = pronoun[0]
    if word.lower_ in RELATIVE:
        return _told_of(doc, word) if word.head.dep_.startswith("acl") else None
    if (same := _told_before(doc, pronoun)) is not None and depth < _DEPTH:
        return find_antecedent(doc, same, depth + 1, apart)
    phrases = [p for p in _phrases_before(doc, pronoun.start) if not any(s <= p.start_char < e for s, e in apart)]
    fitting = [p for p in phrases if not is_pronoun(p) and _fits(p, word.lower_) and not _is_own_subject(p, word)]
    if not fitting:
        return None
    starts = [t.i for t in doc[fitting[0].start : pronoun.end] if t.is_sent_start]
    befell = word.lower_ in _MANY and (word.dep_ == "nsubj:pass" or word.lower_ in _OBJECTS)

    def rank(phrase: Span) -> float:
        between = len([start for start in starts if phrase.sent.start < start <= pronoun.sent.start])
        first = first_joined(phrase.root, _NOUNS)
        alike = befell and first.dep_ == "obj"  # "abducted 30 boys. They were released"
        return (_ALIKE if alike else _RANKS.get(first.dep_, 0.0)) - _BACK * between

    best = max(fitting, key=rank)  # of equals the first
    return _with_joined(doc, best) if word.lower_ in _MANY else whole_phrase(doc, best.start, best.end)


def _told_of(doc: Doc, relative: Token) -> Span:
    """Return whom a relative clause tells of: a whole list of people where it follows the list."""
    noun = relative.head.head
    own = whole_phrase(doc, noun.i, noun.i + 1)
    listed = _with_joined(doc, own)
    return listed if listed.end <= relative.i and is_people(noun.lower_) else own


def _with_joined(doc: Doc, phrase: Span) -> Span:
    """Return a phrase whole, with those that "and" joins it to: "four editors and reporters"."""
    first = first_joined(phrase.root, _NOUNS)
    heads = [first, *beside(first)]
    parts = [whole_phrase(doc, t.i, t.i + 1) for t in heads]
    return doc[min(p.start for p in parts) : max(p.end for p in parts)]


def _phrases_before(doc: Doc, end: int) -> list[Span]:
    """Return the noun phrases that begin before a token, the nearest last."""
    found: list[Span] = []
    for start in range(end - 1, -1, -1):
        phrase = span_from(doc, "noun_phrases", start)
        if phrase is not None:
            found.append(phrase)
        if len(found) == _REACH:
            break
    return found[::-1]


def _told_before(doc: Doc, pronoun: Span) -> Span | None:
    """Return the same pronoun where it is the subject of the sentence before, as this one is of its own."""
    word, sent = pronoun[0], pronoun.sent
    if word.lower_ not in _MANY or not word.dep_.startswith("nsubj") or not sent.start:
        return None
    before = doc[sent.start - 1].sent
    same = (t for t in before if t.lower_ == word.lower_ and t.dep_.startswith("nsubj"))
    return next((doc[t.i : t.i + 1] for t in same), None)


def _is_own_subject(phrase: Span, pronoun: Token) -> bool:
    """Tell whether a phrase is the subject of the verb whose object a pronoun is: "the guards beat them"."""
    if pronoun.lower_ not in _OBJECTS or phrase.sent.start != pronoun.sent.start:
        return False
    return phrase.root.head == pronoun.head or not pronoun.doc.has_annotation("DEP")


def _fits(phrase: Span, word: str) -> bool:
    """Tell whether a phrase is of the number and kind that a pronoun asks for."""
    kind = kind_of(phrase)
    if kind is ActorKind.UNKNOWN or all(t.pos_ == "NUM" for t in phrase) or phrase[0].lower_ == "no":
        return False
    if OTHER_SEX.get(word, frozenset()) & {t.lemma_.lower() for t in phrase}:
        return False
    if word in _SINGLE:
        one = _is_single(phrase) and phrase.root.lower_ not in _GROUPS
        return one and (_is_person(phrase) if kind in _PERSONS_TOO else kind not in INSTITUTIONS)
    if word in _MANY and kind is ActorKind.COURT:
        return False  # a court is "it"
    if word in _MANY:
        return not _is_single(phrase) or (kind in INSTITUTIONS and not is_people(f"{phrase.root.lemma_}s"))
    return kind in INSTITUTIONS


_PERSONS_TOO = frozenset({ActorKind.ARMED_GROUP, ActorKind.MEDIA, ActorKind.PARTY})


def _is_person(phrase: Span) -> bool:
    """Tell whether a phrase is of somebody, as "the editor" is and "false news" is not."""
    return phrase.root.ent_type_ == "PERSON" or is_people(f"{phrase.root.lemma_.lower()}s")


def _is_single(phrase: Span) -> bool:
    """Tell whether a phrase names one: no plural ending, no number but one."""
    head = phrase.root if phrase.root.pos_ in {"NOUN", "PROPN", "NUM"} else phrase[-1]
    if any(t.pos_ == "NUM" and t.lower_ not in {"one", "a"} for t in phrase if t != phrase[-1]):
        return False
    return head.pos_ == "PROPN" or (head.lower_ == head.lemma_ and head.lower_ not in _MANY_HEADS)
