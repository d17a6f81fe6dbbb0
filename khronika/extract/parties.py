"""Who did it and to whom: the phrases that the reading model points at, made whole and held against the tree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from khronika.extract.arguments import agents, find_arguments, is_passive, subjects, undergoes
from khronika.extract.denials import stops
from khronika.extract.kinds import PRONOUNS, kind_of, name_of, own_name
from khronika.extract.lexicon import Trigger
from khronika.extract.nouns import split_joined, whole_phrase
from khronika.extract.state import CONFIRMING
from khronika.extract.tables import load_table
from khronika.language.lookup import words_in
from khronika.model import Act, ActorKind, Party
from khronika.values.number_counts import is_people

_THINGS, _PLANS = (frozenset(load_table("parties.yaml")[name]) for name in ("things", "plans"))
_TO_NOBODY = frozenset({Act.LAW_OR_ORDER, Act.DENIAL, Act.CLAIM_OF_RESPONSIBILITY, Act.PROTEST})
_OWN_WORDS = frozenset({Act.DENIAL, Act.CLAIM_OF_RESPONSIBILITY})
_OF_BENCH = frozenset({Act.SENTENCING})
_PRIVATE = frozenset({ActorKind.PERSON, ActorKind.COMMUNITY, ActorKind.RELATIVE, ActorKind.VICTIM, ActorKind.WITNESS})
"""Kinds of people who do not sentence anybody."""
_INCLUDING = frozenset({"including", "among", "include"})
_WHITHER = frozenset({"to", "into", "in", "at", "from"})
_OTHERS = frozenset({"second", "third", "fourth", "fifth", "sixth", "another", "others"})
_RECEIVING = frozenset(load_table("parties.yaml")["receiving_verbs"])
_OF_ALL = frozenset({"them", "whom", "those"})
_TOLLS = frozenset({Act.KILLING, Act.DEATH, Act.INJURY})
TELLING = CONFIRMING | frozenset(load_table("parties.yaml")["tallying_verbs"])
"""Verbs of those who only confirm or count what others did."""
_REMAINS = frozenset(load_table("parties.yaml")["remains"])
_BEFELL = frozenset(load_table("parties.yaml")["befell"])
_ORDERING = frozenset({"order", "rule", "decree"})
_ORDERED = frozenset({Act.ARREST_DETENTION, Act.PROSECUTION})
_DASHES = frozenset({"–", "—"})
_TAKING_PART = frozenset({ActorKind.COMMUNITY, ActorKind.PERSON, ActorKind.NGO, ActorKind.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Parties:
    """The phrases that fill a trigger's frame."""

    by: tuple[Span, ...]
    to: tuple[Span, ...]


def complete_parties(doc: Doc, trigger: Trigger, by: tuple[Span, ...], to: tuple[Span, ...]) -> Parties:
    """Return the parties that the reading model points at, each phrase whole.

    Where it sees none the tree tells, and of one that it sees on both sides.
    """
    ruled_by, ruled_to = find_arguments(doc, trigger)
    if undergoes(doc[trigger.head]):
        by = ()
    by = tuple(p for p in by if not (p.start and doc[p.start - 1].text in _DASHES))  # "were held — police"
    tellers = _tellers(doc[trigger.head]) if trigger.frame == "nouns" else ()
    by, to = _nearest(doc, trigger, tuple(p for p in by if p.root not in tellers)), _nearest(doc, trigger, to)
    by = tuple(
        p for p in _whole(doc, by) if _shares(p, ruled_by) or not (_shares(p, ruled_to) or _is_beside(doc, trigger, p))
    )
    to = tuple(
        p for p in _whole(doc, to) if _shares(p, ruled_to) or not (_shares(p, ruled_by) or _is_of_next(doc, trigger, p))
    )
    if trigger.act in _ORDERED and not (by or ruled_by):
        ruled_by = _who_ordered(doc, doc[trigger.head])
    ruled_by = tuple(p for p in ruled_by if _is_somebody(p) and not _shares(p, to))
    ruled_to = tuple(p for p in ruled_to if _is_somebody(p) and not _shares(p, by) and not _is_place(doc, p))
    if trigger.act in _TO_NOBODY:
        ruled_to = ()
    if trigger.act in _OWN_WORDS:
        to = ()
    by = _surer(trigger, by, ruled_by, over=is_passive(doc[trigger.head]) or any(map(_is_by, ruled_by)))
    if trigger.act is Act.PROTEST:  # "the march was dispersed by police"
        by = tuple(p for p in by if _shares(p, ruled_by) or kind_of(p) is not ActorKind.STATE_SECURITY)
        if not by:  # "its staff are on strike"
            by, to = tuple(p for p in to if kind_of(p) in _TAKING_PART), ()
    if trigger.act in _OF_BENCH:
        by = tuple(p for p in by if kind_of(p) not in _PRIVATE)
    to = _surer(trigger, to, ruled_to, over=True)
    to = _without_parts(p for p in to if not _is_town(doc, p))
    return Parties(_without_parts(by), _of_own_toll(doc, trigger, to) if trigger.act in _TOLLS else to)


def _who_ordered(doc: Doc, verb: Token) -> tuple[Span, ...]:
    """Return who ordered what a clause tells in the passive: "the prosecutor ordered that she be held"."""
    above = verb.head
    if verb.dep_ != "ccomp" or above.lemma_ not in _ORDERING or not is_passive(verb):
        return ()
    return tuple(whole_phrase(doc, c.i, c.i + 1) for c in above.children if c.dep_ == "nsubj")


def _is_by(phrase: Span) -> bool:
    """Tell whether "by" stands before a phrase."""
    return any(c.dep_ == "case" and c.lower_ == "by" for c in phrase.root.children)


def _is_beside(doc: Doc, trigger: Trigger, phrase: Span) -> bool:
    """Tell whether a phrase stands by an act and is no doer: "were moved to the police", "were held while guards",
    "received calls threatening them".
    """
    head, root = doc[trigger.head], phrase.root
    if root.head == head and root.dep_.startswith("obl"):
        return any(c.dep_ == "case" and c.lower_ in _WHITHER for c in root.children)
    clause = root.head
    if root.dep_ == "nsubj" and clause.lemma_ in _RECEIVING and clause in head.ancestors:
        return True
    return is_passive(head) and root.dep_ == "nsubj" and clause.dep_ == "advcl" and clause.head == head


def _is_of_next(doc: Doc, trigger: Trigger, phrase: Span) -> bool:
    """Tell whether a phrase is the object of the verb that "and" joins to an act with an object of its own."""
    head, verb = doc[trigger.head], phrase.root.head
    joined = phrase.root.dep_ == "obj" and verb.dep_ == "conj" and verb.head == head
    return joined and any(c.dep_ == "obj" for c in head.children)


def _of_own_toll(doc: Doc, trigger: Trigger, to: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return those whom a toll is of: of "one dead and five hurt" the five are none of the dead, nor he of the hurt."""
    nearest = min(to, key=lambda p: max(p.start - trigger.head, trigger.head - p.end + 1), default=None)
    return tuple(p for p in to if nearest is None or not _are_parted(doc, nearest, p))


def _are_parted(doc: Doc, one: Span, other: Span) -> bool:
    """Tell whether between two phrases it is told what befell the first or the last of them, and "and" follows."""
    between = doc[min(one.end, other.end) : max(one.start, other.start)]
    told = any(t.lower_ in _BEFELL and t.dep_ != "amod" for t in between)
    return told and any(t.lower_ == "and" for t in between)


def _tellers(noun: Token) -> tuple[Token, ...]:
    """Return who only tells of an act, counts it or stops it: "confirmed the arrest", "was halted by a court"."""
    verb = noun.head
    if noun.dep_ == "obj" and verb.lemma_ in TELLING and noun.lemma_ not in _PLANS:
        return subjects(verb)
    return agents(verb) if noun.dep_ == "nsubj:pass" and stops(verb) else ()


def _nearest(doc: Doc, trigger: Trigger, told: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the phrases in the act's own sentence, else those of its neighbours, which the model confuses with it.

    Of neighbours those of its own paragraph come first: entries of a list tell each of others.
    """
    sent = doc[trigger.head].sent
    own = tuple(p for p in told if sent.start <= p.start < sent.end)
    if any(not is_pronoun(p) for p in own):
        return own
    return tuple(p for p in told if not _is_line_apart(doc, p, trigger.head)) or told


def _is_line_apart(doc: Doc, phrase: Span, head: int) -> bool:
    """Tell whether a line ends between a phrase and a word."""
    return any("\n" in t.text for t in doc[min(phrase.end, head) : max(phrase.start, head)] if t.is_space)


def _surer(trigger: Trigger, told: tuple[Span, ...], ruled: tuple[Span, ...], over: bool) -> tuple[Span, ...]:
    """Return the phrases told by the model, or those that hang on the act's own word: they are all there are.

    Args:
        over: also where the model tells of others ("injuring 382").
    """
    own = any(_hangs_on(p, trigger.head) and not is_pronoun(p) for p in ruled)
    return ruled if own and (over or any(_shares(p, told) for p in ruled)) else told or ruled


def _hangs_on(phrase: Span, head: int) -> bool:
    """Tell whether a phrase is an argument of a word, or what its clause or participle tells of."""
    word = phrase.doc[head]
    return phrase.root.head == word or (word.head == phrase.root and word.dep_.startswith(("acl", "amod")))


def _whole(doc: Doc, phrases: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return phrases made whole, those joined by "and" parted, each once."""
    parts = [part for p in phrases for part in split_joined(whole_phrase(doc, p.start, p.end))]
    parts = [w for p in parts if (w := _whose(doc, p)) is not None and w.root.lemma_ not in _THINGS]
    return tuple(p for i, p in enumerate(parts) if not _shares(p, parts[:i]))


def _whose(doc: Doc, phrase: Span) -> Span | None:
    """Return a phrase, of bodies that of whose they are: "the bodies of four miners"; None where nobody is told."""
    if phrase.root.lemma_ not in _REMAINS:
        return phrase
    of = next((c for c in phrase.root.children if c.dep_ == "nmod" and any(w.lower_ == "of" for w in c.children)), None)
    return None if of is None else whole_phrase(doc, of.i, of.i + 1)


def _shares(phrase: Span, others: Sequence[Span]) -> bool:
    """Tell whether a phrase has words in common with others."""
    return any(phrase.start < other.end and other.start < phrase.end for other in others)


def _without_parts(phrases: Iterable[Span]) -> tuple[Span, ...]:
    """Return phrases without those that name some of others: "twelve people, including two children"."""
    found = tuple(phrases)
    if len(found) == 1:
        return found
    return tuple(p for p in found if not _is_part(p))


def _is_part(phrase: Span) -> bool:
    """Tell whether a phrase names some of those told of before ("including two children", "15 of them"), or others
    ("not the attackers but two of the workers").
    """
    if phrase[0].lower_ == "not":
        return True
    after = any(c.dep_ == "nmod" and c.lower_ in _OF_ALL for c in phrase.root.children)
    return after or (phrase.start > phrase.sent.start and phrase.doc[phrase.start - 1].lower_ in _INCLUDING)


def _is_town(doc: Doc, phrase: Span) -> bool:
    """Tell whether a phrase is a place that nobody stands for; a country stands for its government."""
    place = _is_place(doc, phrase) or phrase.root.ent_type_ == "LOC"
    named = all(t.pos_ == "PROPN" for t in phrase)
    return place and named and kind_of(phrase) in {ActorKind.PERSON, ActorKind.UNKNOWN, ActorKind.NGO}


def _is_somebody(phrase: Span) -> bool:
    """Tell whether a phrase can be a party: somebody, not a thing or a day."""
    if is_pronoun(phrase):
        return can_act(phrase)
    root = phrase.root
    told = kind_of(phrase) is not ActorKind.UNKNOWN or is_people(root.lower_) or root.lower_ in _OTHERS
    known = told and root.lemma_ not in _THINGS
    when = words_in(phrase.doc, "times")
    return known and can_act(phrase) and not any(i in when for i in range(phrase.start, phrase.end))


def _is_place(doc: Doc, phrase: Span) -> bool:
    """Tell whether the noun of a phrase is a place: what is done there is not done to it."""
    return phrase.root.i in words_in(doc, "toponyms")


def make_party(phrase: Span) -> Party:
    """Return the party that a phrase names, by the name in apposition where it has none ("a man, Amir Khalid")."""
    words = _named_beside(phrase) or phrase
    kind = kind_of(phrase)
    return Party(
        text=words.text, start=words.start_char, end=words.end_char,
        kind=kind_of(words) if kind is ActorKind.UNKNOWN else kind, name=own_name(words),
    )  # fmt: skip


def _named_beside(phrase: Span) -> Span | None:
    """Return the name that stands in apposition to a phrase without one, or that the phrase is an apposition to."""
    root = phrase.root
    beside = [c for c in root.children if c.dep_ == "appos"] + ([root.head] if root.dep_ == "appos" else [])
    if name_of(phrase[: root.i + 1 - phrase.start]) or root.lower_ != root.lemma_:
        return None
    for token in beside:
        words = whole_phrase(phrase.doc, token.i, token.i + 1)
        if name_of(words) and not words.start <= root.i < words.end:
            return words
    return None


def can_act(phrase: Span) -> bool:
    """Tell whether a phrase can be a party: not a thing, a time or a place."""
    return phrase[-1].lemma_ not in _THINGS and not (
        phrase[-1].lower_ in {"it", "which", "there", "what"} and len(phrase) == 1
    )


def is_pronoun(phrase: Span) -> bool:
    """Tell whether a phrase is a pronoun alone."""
    return len(phrase) == 1 and phrase[0].lower_ in PRONOUNS
