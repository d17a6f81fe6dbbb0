"""In what state an act is told: happened, going on, planned, threatened, denied; and whether the words hedge."""

from dataclasses import dataclass
from functools import cache
from itertools import islice

from spacy.tokens import Doc, Token

from khronika.extract.denials import NEGATIONS, is_called_off, is_denied_by, is_negated, is_of_nobody
from khronika.extract.left_open import CALLS, is_granted, is_left_open
from khronika.extract.lexicon import Trigger
from khronika.extract.tables import load_table
from khronika.model import Act, Status

_TABLE = load_table("state.yaml")
_HEDGES, _PLANS = frozenset(_TABLE["hedges"]), frozenset(_TABLE["plans"])
_FUTURE, _THREATS = frozenset(_TABLE["future"]), frozenset(_TABLE["threats"])
_NONE = NEGATIONS | frozenset(_TABLE["none"])
_PRESENT = frozenset({"is", "are", "been", "'s", "’s", "'re", "’re"})
CONFIRMING = frozenset(_TABLE["confirming"])
_BROUGHT_ABOUT = frozenset(_TABLE["brought_about"])
_UNREAL = frozenset(_TABLE["unreal"])
_ONGOING, _ANCHORS = frozenset(_TABLE["ongoing"]), frozenset(_TABLE["anchors"])
_CONTENT_NOUNS, _TERMS = frozenset(_TABLE["content_nouns"]), frozenset(_TABLE["terms"])
_DISPERSING = frozenset(_TABLE["dispersing"])
_DOCUMENTING, _NEAR = frozenset(_TABLE["documenting"]), 3
_BELIEVED = frozenset(_TABLE["believed"])
_LASTING = frozenset({Act.ARREST_DETENTION, Act.ABDUCTION, Act.ENFORCED_DISAPPEARANCE, Act.DISPLACEMENT})
_WORDS = frozenset({Act.ACCUSATION, Act.DENIAL, Act.CLAIM_OF_RESPONSIBILITY, Act.THREAT})
_CLAUSE_ENDS = frozenset({";", ":", "—", "–", "“", "”", '"', "(", ")"})


@dataclass(frozen=True, slots=True)
class State:
    """The state of an act, and whether the words themselves hedge."""

    status: Status
    hedged: bool


def find_state(doc: Doc, trigger: Trigger) -> State | None:
    """Return the state in which the words tell the trigger's act; None where they tell no act.

    None covers wishes, calls, conditions and possibilities ("should be freed", "if arrested"), which are not
    statements, and nouns that only date or explain something else ("since the attack").
    """
    before = _clause_before(doc, trigger.head)
    near = before[-7:]
    lemmas, lows = [t.lemma_ for t in near], [t.lower_ for t in near]
    hedged = is_hedged(doc, trigger)
    head = doc[trigger.head]
    if is_called_off(doc, trigger) or is_denied_by(head):
        return State(Status.DENIED, hedged)
    if is_left_open(head):
        return State(Status.UNKNOWN, hedged)
    if trigger.frame == "nouns" and _is_anchor(doc, trigger):
        return None
    own = any(t.lower_ in _NONE for t in doc[trigger.start : trigger.end])  # "nothing has been heard of him"
    if not own and is_of_nobody(head):
        return None if trigger.act in _WORDS else State(Status.DENIED, hedged)
    negated = trigger.act not in _WORDS and trigger.act is not Act.CONDITIONS and is_negated(head, near)
    if negated and not own and not is_granted(head):
        contrary = {"would", "have"} <= set(lows)  # "would not have been killed": they were
        return None if contrary or set(lows) & _UNREAL or _recalled(lows) else State(Status.DENIED, hedged)
    if set(lows[-4:]) & _UNREAL and not is_past_modal(doc, trigger):
        return None
    infinitive = bool(lows) and ("to" in lows[-3:] or lows[-1] in {"of", "for"})
    if trigger.act is not Act.THREAT and set(lemmas) & _THREATS and infinitive:
        return State(Status.THREATENED, hedged)
    if trigger.frame != "nouns" and _is_infinitive(lows, doc[trigger.head]):
        return _infinitive(lemmas, hedged, "had" in lows)
    if set(lows[-5:]) & _FUTURE or is_set(head):
        return State(Status.PLANNED, hedged)
    if trigger.frame == "nouns" and set(lows[-2:]) & {"planned", "scheduled", "upcoming", "imminent", "expected"}:
        return State(Status.PLANNED, hedged)
    return State(_present(doc, trigger, lemmas), hedged)


def _clause_before(doc: Doc, head: int) -> list[Token]:
    """Return the tokens of the clause before a trigger's head."""
    first = doc[head].sent.start
    start = head
    while (
        start > first
        and doc[start - 1].text not in _CLAUSE_ENDS
        and not (doc[start - 1].text == "," and head - start > 2)
    ):
        start -= 1
    return [t for t in doc[start:head] if not t.is_space]


def _is_infinitive(lows: list[str], head: Token) -> bool:
    """Tell whether a verb is an infinitive: "to arrest", "to be arrested", "to have been arrested"."""
    if "to" not in lows[-4:]:
        return False
    between = lows[len(lows) - lows[::-1].index("to") :]
    bare = head.lower_ == head.lemma_
    return all(w in {"be", "have", "been", "get"} or w.endswith("ly") or w == "also" for w in between) and (
        bare or bool(between)
    )


def _infinitive(lemmas: list[str], hedged: bool, past: bool) -> State | None:
    """Return the state of "to arrest" after the verb that governs it: a plan, a call, or an act brought about.

    Args:
        past: whether somebody "had to".
    """
    if ("in", "order") in zip(lemmas, lemmas[1:], strict=False):
        return None
    if ("be", "to") in zip(lemmas, lemmas[1:], strict=False):  # "were to be deported"
        return State(Status.PLANNED, hedged)
    if ("have", "to") in zip(lemmas, lemmas[1:], strict=False):  # "had to be demolished", not "have to be"
        return State(Status.OCCURRED, hedged) if past else None
    for lemma in reversed(lemmas):
        if lemma in _BROUGHT_ABOUT:
            return State(Status.OCCURRED, hedged)
        if lemma in _PLANS:
            return State(Status.PLANNED, hedged)
        if lemma in CALLS:
            return None
    return None


def _present(doc: Doc, trigger: Trigger, lemmas: list[str]) -> Status:
    """Return occurred or ongoing by the form of the verb."""
    start = doc[trigger.head].sent.start
    if trigger.frame == "states" or set(lemmas[-5:]) & _ONGOING:
        past = any(t.lower_ in {"was", "were", "had"} for t in doc[max(start, trigger.head - 2) : trigger.end])
        return Status.OCCURRED if past else Status.ONGOING
    if trigger.act in _LASTING and _lasts(doc, trigger):
        return Status.ONGOING
    if is_under_way(doc, trigger):
        return Status.ONGOING
    headed = " ".join(t.lower_ for t in doc[max(start, trigger.head - 3) : trigger.head])
    if trigger.act is Act.TRANSFER and ("are" in headed.split() or "were also" in headed):
        return Status.ONGOING
    return Status.OCCURRED


def is_under_way(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether the words say that an act goes on: "are raiding", "has been raiding", "raids continue"."""
    head = doc[trigger.head]
    if trigger.frame == "nouns":
        return head.dep_ == "nsubj" and head.head.lemma_ in _ONGOING
    before = doc[max(head.sent.start, trigger.head - 4) : trigger.head]
    helping = {t.lower_ for t in before if t.pos_ in {"AUX", "ADV"}}
    return head.lower_.endswith("ing") and bool(helping & _PRESENT)


def _lasts(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a state that began goes on: "has been missing since", "have been jailed for over 40 years"."""
    sent = doc[trigger.head].sent
    before = {t.lower_ for t in doc[max(sent.start, trigger.head - 4) : trigger.head + 1]}
    behind = doc[trigger.end : min(trigger.end + 8, sent.end)]
    after = {t.lower_ for t in behind}
    if not {"has", "have", "’s", "'s"} & before or "been" not in before:
        return False
    term = "for" in after and any(t.lemma_ in _TERMS for t in behind)
    return "since" in after or term


def is_past_modal(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a modal looks back ("may have killed"): then the act is told, with a hedge."""
    lows = {t.lower_ for t in doc[max(doc[trigger.head].sent.start, trigger.head - 4) : trigger.head]}
    return "have" in lows and bool({"may", "might", "could"} & lows) and not {"should", "would", "if"} & lows


def is_conditional(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether an act is to come only if something else does: a threat."""
    return any(t.lower_ in {"if", "unless", "until", "or"} for t in doc[trigger.head].sent)


def is_done(verb: Token) -> bool:
    """Tell whether a verb says that something has been done: "has been searched", not "has been searching"."""
    helping = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    return "been" in helping and not verb.lower_.endswith("ing")


def is_documented(token: Token) -> bool:
    """Tell whether an act is what somebody has found to be so: "documented eleven cases of torture"."""
    return any(above.lemma_ in _DOCUMENTING for above in islice(token.ancestors, _NEAR))


def is_contrary(verb: Token) -> bool:
    """Tell whether a verb tells what did not come about: "would not have been killed"."""
    return {"would", "have"} <= {c.lower_ for c in verb.children if c.dep_.startswith("aux")}


def is_bound(verb: Token) -> bool:
    """Tell whether a clause makes a condition of an act: "will strike if they are arrested"."""
    return any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in {"if", "unless"} for m in c.children)
        for c in verb.children
    )


def _recalled(lows: list[str]) -> bool:
    """Tell whether a negation is of something else ("not only arrested")."""
    return any(a in NEGATIONS and b in {"only", "just", "clear", "yet"} for a, b in zip(lows, lows[1:], strict=False))


def is_hedged(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether the words of the clause hedge: "reportedly", "is said to", "were reported"."""
    sent = doc[trigger.head].sent
    window = list(doc[max(sent.start, trigger.head - 12) : min(sent.end, trigger.end + 6)])
    left = [
        t for t in doc[sent.start : trigger.head] if t.lower_ in _HEDGES and not _crosses_quote(doc, t.i, trigger.head)
    ]
    if left or any(t.lower_ in _HEDGES for t in window):
        return True
    words = " ".join(t.lemma_ for t in window)
    return any(f"{phrase} " in f"{words} " for phrase in _TABLE["hedge_phrases"])


def is_believed(head: Token) -> bool:
    """Tell whether a verb itself is only believed or alleged: "are said to have beaten", "allegedly beat"."""
    above = head.head
    passive = any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in above.children)
    believed = head.dep_ == "xcomp" and passive and above.lemma_ in _BELIEVED
    return believed or any(c.dep_ == "advmod" and c.lower_ in _HEDGES for c in head.children)


def is_accused(head: Token) -> bool:
    """Tell whether a verb tells what somebody is accused of: that by itself is no hedge."""
    return head.dep_ in {"ccomp", "xcomp", "advcl"} and head.head.lemma_ == "accuse"


def _crosses_quote(doc: Doc, a: int, b: int) -> bool:
    return any(t.text in {";", "“", "”", '"'} for t in doc[a:b]) and b - a > 30


@cache
def _carriers() -> frozenset[str]:
    """Return verbs that make the noun after them an act told, although a preposition stands between."""
    return frozenset("lead result resort end participate take carry involve include".split())


def is_set(noun: Token) -> bool:
    """Tell whether what a noun tells of is set for a day: "the execution is scheduled for Monday"."""
    above = noun.head
    due = any(c.dep_ in {"aux:pass", "cop"} for c in above.children)
    return noun.pos_ == "NOUN" and noun.dep_.startswith("nsubj") and due and above.lemma_ in _PLANS


def is_ended(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether an assembly is said to have been held by how it ended: "the sit-in was dispersed"."""
    noun = doc[trigger.start : trigger.end].root
    if trigger.act is not Act.PROTEST or not noun.dep_.startswith("nsubj"):
        return False
    joined = (c for c in noun.head.children if c.dep_ == "conj" and any(k.dep_ == "aux:pass" for k in c.children))
    verbs = [*joined, *([noun.head] if noun.dep_ == "nsubj:pass" else [])]
    return any(verb.lemma_ in _DISPERSING for verb in verbs)


def _is_of_the_named(noun: Token) -> bool:
    """Tell whether what befell somebody named is what a clause is about: "Nino Testova's arrest caused anger"."""
    owners = (c for c in noun.children if c.dep_.startswith("nmod") and c.i < noun.i and c.pos_ == "PROPN")
    return noun.dep_ == "nsubj" and any(k.dep_ == "case" and k.i > c.i for c in owners for k in c.children)


def _is_anchor(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a noun only anchors something else: definite or after a preposition, with nothing told."""
    if doc[trigger.head].head.lemma_ in CONFIRMING or is_ended(doc, trigger) or doc[trigger.head].lemma_ == "toll":
        return False
    if _is_of_the_named(doc[trigger.head]):
        return False
    i = trigger.start
    while (
        i > doc[trigger.head].sent.start
        and doc[i - 1].pos_ in {"ADJ", "NOUN", "PROPN", "NUM", "DET", "PART"}
        and doc[i - 1].lower_ not in _ANCHORS
    ):
        i -= 1
    opener = doc[i].lower_
    told_by = {"by"} if doc[trigger.head].lemma_ in _CONTENT_NOUNS else {"of", "by"}
    detailed = trigger.end < len(doc) and doc[trigger.end].lower_ in told_by
    counted = any(
        t.pos_ == "NUM" and not (t.text.isdigit() and len(t.text) == 4) for t in doc[i : trigger.start]
    ) and not any(t.lemma_ in _TERMS for t in doc[i : trigger.start])
    modifies = trigger.end < len(doc) and doc[trigger.end].pos_ == "NOUN"
    if modifies or detailed or counted:
        return modifies
    before = doc[i - 1].lower_ if i > doc[trigger.head].sent.start else ""
    if opener in {"the", "this", "that", "these", "those", "such", "any", "no", "its", "his", "her", "their"}:
        return True
    if trigger.end < len(doc) and doc[trigger.end].pos_ in {"NOUN", "PROPN"}:
        return True
    return before in _ANCHORS and not (i > 1 and doc[i - 2].lemma_ in _carriers())
