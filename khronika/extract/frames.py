"""Who did it and to whom by the frame that the lexicon gives a trigger: noun phrases around it."""

from spacy.tokens import Doc, Span

from khronika.extract.clauses import Phrases
from khronika.extract.lexicon import Trigger
from khronika.extract.parties import Parties, can_act
from khronika.extract.tables import load_table
from khronika.model import Act

_LIGHT = frozenset(load_table("parties.yaml")["light_verbs"])


def find_parties(phrases: Phrases, trigger: Trigger) -> Parties:
    """Return who did what a trigger tells, and to whom, as far as its clause says."""
    doc = phrases.doc
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
    return Parties(tuple(p for p in by if can_act(p)), tuple(p for p in to if can_act(p)))


def _one(phrase: Span | None) -> tuple[Span, ...]:
    return () if phrase is None else (phrase,)


def _of_verb(doc: Doc, trigger: Trigger, phrases: Phrases) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the parties of a transitive verb, active or passive."""
    objects = _inside(doc, trigger, phrases) or phrases.objects(trigger.end)
    if _is_passive(doc, trigger, bool(objects)):
        return _one(phrases.agent(trigger.end)), phrases.subjects(trigger.head)
    return _one(phrases.subject(trigger.head)), objects


def _inside(doc: Doc, trigger: Trigger, phrases: Phrases) -> tuple[Span, ...]:
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


def _of_noun(doc: Doc, trigger: Trigger, phrases: Phrases) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
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
