"""Who did it and to whom: noun phrases around a trigger, by the frame that the lexicon gives it."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from khronika.extract.arguments import find_arguments, undergoes
from khronika.extract.kinds import PRONOUNS, kind_of, name_of
from khronika.extract.lexicon import Trigger
from khronika.extract.nouns import split_joined, whole_phrase
from khronika.extract.tables import load_table
from khronika.model import Act, ActorKind, Party

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_CLIMB = frozenset({"of", "in", "from", "at", "for", "with", "near", "on", "by"})
_LIGHT, _THINGS = (frozenset(load_table("parties.yaml")[name]) for name in ("light_verbs", "things"))
_TO_NOBODY = frozenset({Act.LAW_OR_ORDER, Act.DENIAL, Act.CLAIM_OF_RESPONSIBILITY, Act.PROTEST})
_OF_BENCH = frozenset({Act.SENTENCING})
_PRIVATE = frozenset({ActorKind.PERSON, ActorKind.COMMUNITY, ActorKind.RELATIVE, ActorKind.VICTIM, ActorKind.WITNESS})
"""Kinds of people who do not sentence anybody."""
_CLAUSE_OPENERS = frozenset({",", "“", '"', ";", ":", "that", "while", "but"})
_DASHES = frozenset({"—", "–", "--", "-"})


@dataclass(frozen=True, slots=True)
class Parties:
    """The phrases that fill a trigger's frame."""

    by: tuple[Span, ...]
    to: tuple[Span, ...]


def find_parties(doc: Doc, trigger: Trigger) -> Parties:
    """Return who did what a trigger tells, and to whom, as far as its clause says."""
    phrases = _Phrases(doc)
    if trigger.frame == "nouns":
        by, to = _of_noun(doc, trigger, phrases)
    elif trigger.frame == "joins":
        by, to = _one(phrases.subject(trigger.head)), ()
    elif trigger.frame in {"undergo", "states"}:
        by, to = (), phrases.subjects(trigger.start)
    else:
        by, to = _of_verb(doc, trigger, phrases)
    if trigger.act in {Act.PROTEST, Act.ARMED_CLASH}:
        by, to = by or to, ()
    if trigger.no_object:
        to = ()
    return Parties(tuple(p for p in by if _can_act(p)), tuple(p for p in to if _can_act(p)))


def complete_parties(doc: Doc, trigger: Trigger, by: tuple[Span, ...], to: tuple[Span, ...]) -> Parties:
    """Return the parties that the reading model points at, each phrase whole.

    Where it sees none the tree tells, and of one that it sees on both sides.
    """
    ruled_by, ruled_to = find_arguments(doc, trigger)
    if undergoes(doc[trigger.head]):
        by = ()
    by = tuple(p for p in _whole(doc, by) if not _shares(p, ruled_to) or _shares(p, ruled_by))
    to = tuple(p for p in _whole(doc, to) if not _shares(p, ruled_by) or _shares(p, ruled_to))
    ruled_by = tuple(p for p in ruled_by if _is_somebody(p) and not _shares(p, to))
    ruled_to = tuple(p for p in ruled_to if _is_somebody(p) and not _shares(p, by) and not _is_place(doc, p))
    if trigger.act in _TO_NOBODY:
        ruled_to = ()
    by = _surer(trigger, by, ruled_by, over=False)
    if trigger.act in _OF_BENCH:
        by = tuple(p for p in by if kind_of(p) not in _PRIVATE)
    return Parties(by, _surer(trigger, to, ruled_to, over=True))


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
    parts = [p for p in parts if p.root.lemma_ not in _THINGS]
    return tuple(p for i, p in enumerate(parts) if not _shares(p, parts[:i]))


def _shares(phrase: Span, others: Sequence[Span]) -> bool:
    """Tell whether a phrase has words in common with others."""
    return any(phrase.start < other.end and other.start < phrase.end for other in others)


def _is_somebody(phrase: Span) -> bool:
    """Tell whether a phrase can be a party: somebody, not a thing or a day."""
    if is_pronoun(phrase):
        return _can_act(phrase)
    known = kind_of(phrase) is not ActorKind.UNKNOWN and phrase.root.lemma_ not in _THINGS
    return known and _can_act(phrase) and not _shares(phrase, phrase.doc.spans.get("times", ()))


def _is_place(doc: Doc, phrase: Span) -> bool:
    """Tell whether the noun of a phrase is a place: what is done there is not done to it."""
    return any(place.start <= phrase.root.i < place.end for place in doc.spans.get("toponyms", ()))


def make_party(phrase: Span) -> Party:
    """Return the party that a phrase names, by the name in apposition where it has none ("a man, Amir Khalid")."""
    words = _named_beside(phrase) or phrase
    kind = kind_of(phrase)
    return Party(
        text=words.text, start=words.start_char, end=words.end_char,
        kind=kind_of(words) if kind is ActorKind.UNKNOWN else kind, name=name_of(words),
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


def _one(phrase: Span | None) -> tuple[Span, ...]:
    return () if phrase is None else (phrase,)


def _can_act(phrase: Span) -> bool:
    """Tell whether a phrase can be a party: not a thing, a time or a place."""
    return phrase[-1].lemma_ not in _THINGS and not (
        phrase[-1].lower_ in {"it", "which", "there", "what"} and len(phrase) == 1
    )


def _of_verb(doc: Doc, trigger: Trigger, phrases: "_Phrases") -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the parties of a transitive verb, active or passive."""
    objects = _inside(doc, trigger, phrases) or phrases.objects(trigger.end)
    if _is_passive(doc, trigger, bool(objects)):
        return _one(phrases.agent(trigger.end)), phrases.subjects(trigger.head)
    return _one(phrases.subject(trigger.head)), objects


def _inside(doc: Doc, trigger: Trigger, phrases: "_Phrases") -> tuple[Span, ...]:
    """Return the object that stands within a trigger of several words ("took X hostage")."""
    return tuple(
        p for i in range(trigger.start + 1, trigger.end) if (p := phrases.starts.get(i)) and p.end <= trigger.end
    )[:1]


def _is_passive(doc: Doc, trigger: Trigger, has_object: bool) -> bool:
    """Tell whether the verb at the trigger's head is passive: after "be", or a bare participle without an object."""
    if doc[trigger.head].lower_.endswith("ing"):
        return any(doc[i].lower_ == "being" for i in range(max(0, trigger.head - 2), trigger.head))
    i = trigger.head - 1
    while i >= 0 and doc[i].pos_ in {"ADV", "PART"}:
        i -= 1
    while i >= 0 and doc[i].pos_ in {"AUX", "ADV", "PART"}:
        if doc[i].lemma_ in {"be", "get", "been", "was", "were", "is", "are"} or doc[i].lower_ in {"being", "been"}:
            return True
        i -= 1
    participle = doc[trigger.head].lower_ != doc[trigger.head].lemma_ and not doc[trigger.head].lower_.endswith("s")
    return participle and not has_object and not (i >= 0 and doc[i].lower_ == "to")


def _of_noun(doc: Doc, trigger: Trigger, phrases: "_Phrases") -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the parties of a noun: "arrests of X by Y", "Y carried out raids on X"."""
    by: tuple[Span, ...] = ()
    to: tuple[Span, ...] = ()
    i = trigger.end
    for _ in range(3):
        if (
            i + 1 < len(doc)
            and not doc[i].is_sent_start
            and doc[i].lower_ in {"of", "by", "on", "against", "targeting"}
            and (phrase := phrases.starts.get(i + 1))
        ):
            if doc[i].lower_ == "by":
                by = by or (phrase,)
            elif doc[i].lower_ in {"of", "on", "against"}:
                to = to or phrases.objects(i + 1)
            i = phrase.end
        else:
            break
    own = phrases.holding(trigger.head)
    verb = (own.start if own else trigger.start) - 1
    while verb > 0 and doc[verb].pos_ in {"ADV", "ADP"} and not doc[verb + 1].is_sent_start:
        verb -= 1
    if (
        not by
        and verb >= 0
        and doc[verb].pos_ == "VERB"
        and doc[verb].lemma_ in _LIGHT
        and not doc[verb].lower_.endswith("ing")
    ):
        by = _one(phrases.subject(verb))
    return by, to


class _Phrases:
    """The noun phrases of a document, looked up from the tokens beside them."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts: dict[int, Span] = {p.start: p for p in doc.spans["noun_phrases"]}
        self.ends: dict[int, Span] = {p.end: p for p in doc.spans["noun_phrases"]}

    def holding(self, i: int) -> Span | None:
        """Return the phrase that token `i` lies in."""
        return next(
            (p for j in range(i, max(-1, i - 12), -1) if (p := self.starts.get(j)) and p.start <= i < p.end), None
        )

    def subject(self, verb: int, depth: int = 0) -> Span | None:
        """Return the subject of the verb at token `verb`, following conjunctions, participles and relative clauses."""
        doc, i = self.doc, verb
        first = doc[verb].sent.start
        while i > first and (doc[i - 1].pos_ in {"AUX", "ADV", "PART", "SPACE"} or doc[i - 1].lower_ in {"to"}):
            i -= 1
        if depth > 4 or i <= first:
            return None
        before = doc[i - 1]
        if before.text in {",", *_DASHES}:
            return self._over_mark(i - 1, first, verb, depth)
        if before.pos_ == "CCONJ":
            return self._of_verb_before(i - 1, first, depth)
        phrase = self.ends.get(i)
        if phrase is None:
            return self._of_verb_before(i - 1, first, depth) if before.pos_ in {"VERB", "ADP", "SCONJ"} else None
        if phrase[-1].lower_ in _RELATIVE or (before.lower_ in _RELATIVE):
            return self._antecedent(phrase.start, first) or phrase
        if phrase.start > first and doc[phrase.start - 1].pos_ == "VERB" and doc[verb - 1].lower_ == "to":
            return phrase
        return self._climb(phrase, first)

    def subjects(self, verb: int) -> tuple[Span, ...]:
        """Return the subject of a verb with those joined to it before it: "the writer and her friend were held".

        Only from where a clause begins; after a verb the phrases before "and" are that verb's own.
        """
        last = self.subject(verb)
        if last is None:
            return ()
        found = [last]
        while len(found) < 6 and (before := self._joined_before(found[0])) is not None:
            found.insert(0, before)
        first = found[0].start
        opener = self.doc[first - 1] if first > self.doc[verb].sent.start else None
        begins = opener is None or opener.pos_ in {"SCONJ", "SPACE"} or opener.text in _CLAUSE_OPENERS
        return tuple(found) if begins else (last,)

    def _joined_before(self, phrase: Span) -> Span | None:
        """Return the phrase that a comma or "and" joins to one that begins after it."""
        doc, first = self.doc, phrase.sent.start
        i = phrase.start
        while i - 1 > first and phrase.start - i < 2 and (doc[i - 1].text == "," or doc[i - 1].lower_ == "and"):
            i -= 1
        before = self.ends.get(i) if i < phrase.start else None
        return self._climb(before, first) if before is not None else None

    def _climb(self, phrase: Span, first: int) -> Span:
        """Return the head phrase of "X in Y of Z"."""
        doc = self.doc
        while (
            phrase.start - 1 > first
            and doc[phrase.start - 1].lower_ in _CLIMB
            and (head := self.ends.get(phrase.start - 1))
        ):
            phrase = head
        if (
            phrase.start - 1 > first
            and doc[phrase.start - 1].text == ","
            and phrase.end < len(doc)
            and doc[phrase.end].text == ","
        ):
            return self.ends.get(phrase.start - 1, phrase)
        return phrase

    def _antecedent(self, i: int, first: int) -> Span | None:
        """Return the phrase that a relative pronoun at `i` stands for."""
        while i > first and (self.doc[i - 1].text in {",", *_DASHES} or self.doc[i - 1].pos_ == "SPACE"):
            i -= 1
        phrase = self.ends.get(i)
        return self._climb(phrase, first) if phrase else None

    def _over_mark(self, mark: int, first: int, verb: int, depth: int) -> Span | None:
        """Return the subject across a comma or dash: before an insertion, or that of the main verb for a participle."""
        doc = self.doc
        partner = next((j for j in range(mark - 1, first, -1) if doc[j].text == doc[mark].text), None)
        if doc[verb].lower_.endswith("ing"):
            return self._of_verb_before(mark, first, depth)
        if partner is not None and (phrase := self.ends.get(partner)):
            return self._climb(phrase, first)
        phrase = self.ends.get(mark)
        return self._climb(phrase, first) if phrase else None

    def _of_verb_before(self, i: int, first: int, depth: int) -> Span | None:
        """Return the subject of the nearest verb before token `i`."""
        for j in range(i, first - 1, -1):
            if self.doc[j].pos_ == "VERB":
                return self.subject(j, depth + 1)
        return None

    def objects(self, i: int) -> tuple[Span, ...]:
        """Return the phrase that starts at token `i`, and those joined to it by commas and "and"."""
        doc = self.doc
        while i < len(doc) and doc[i].pos_ == "ADV" and not doc[i].is_sent_start:
            i += 1
        phrase = self.starts.get(i)
        if phrase is None or doc[i].is_sent_start:
            return ()
        found = [phrase]
        while len(found) < 6 and (after := self._joined(found[-1].end)) is not None:
            found.append(after)
        return tuple(found)

    def _joined(self, i: int) -> Span | None:
        """Return the phrase that a comma or "and" at `i` joins on, unless a verb of its own follows it."""
        doc, j = self.doc, i
        while j < len(doc) and (doc[j].text == "," or doc[j].lower_ == "and") and j - i < 2:
            j += 1
        phrase = self.starts.get(j) if j > i else None
        if phrase is None or doc[j].is_sent_start:
            return None
        following = doc[phrase.end] if phrase.end < len(doc) else None
        return None if following is not None and following.pos_ in {"VERB", "AUX", "NUM"} else phrase

    def agent(self, i: int) -> Span | None:
        """Return the phrase of "by X" within the clause after token `i`."""
        doc = self.doc
        for j in range(i, min(i + 9, len(doc) - 1)):
            if doc[j].is_sent_start or doc[j].text in {",", ";"}:
                return None
            if doc[j].lower_ == "by" and (phrase := self.starts.get(j + 1)):
                return phrase if kind_of(phrase) is not ActorKind.UNKNOWN or phrase[-1].pos_ == "PROPN" else None
        return None


def is_pronoun(phrase: Span) -> bool:
    """Tell whether a phrase is a pronoun alone."""
    return len(phrase) == 1 and phrase[0].lower_ in PRONOUNS
