"""Acts that did not happen by the words that tell them: denied, not done, called off, of nobody, falsely reported."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from khronika.extract.lexicon import Trigger
from khronika.extract.tables import load_table
from khronika.model import Act

_TABLE = load_table("state.yaml")
NEGATIONS, _DENIALS = frozenset(_TABLE["negations"]), frozenset(_TABLE["denials"])
REPORTS, TAKING_PLACE = frozenset(_TABLE["reports"]), frozenset(_TABLE["taking_place"])
_WITHDRAWALS, FALSE, _TRUE = (frozenset(_TABLE[name]) for name in ("withdrawals", "false", "true"))
_NOBODY, _PLANS = frozenset(_TABLE["nobody"]), frozenset(_TABLE["plan_nouns"])
_CALLED_OFF: frozenset[str] = frozenset(_TABLE["called_off"])
_NEVER = frozenset(_TABLE["never"])
_FOILED, _STOPPED = frozenset(_TABLE["foiled"]), frozenset(_TABLE["stopped"])
_MISTAKEN, _EARLIER, _VERSIONS = (frozenset(_TABLE[name]) for name in ("mistaken", "earlier", "versions"))
_STOPPABLE = frozenset(Act(code) for code in _TABLE["stoppable"])
_NAYS = NEGATIONS | _NOBODY | {"no"}
_UNSAYING = _DENIALS | FALSE | _WITHDRAWALS | _FOILED | _STOPPED | _CALLED_OFF
_BELOW = frozenset({"ccomp", "xcomp", "acl", "obj"})
_TOLD_OF = frozenset({"obj", "nsubj", "nsubj:pass"})
_PARTICLES = frozenset({"off", "back"})
_UP = 3  # words climbed from an act to what denies it
_DEEP = 4  # words climbed from a noun to the report that it hangs in
_FAR = 5  # words before an act in which a negation is looked for


def is_denied_by(token: Token) -> bool:
    """Tell whether an act hangs on a denial or on a report that is said to be false."""
    if (report := _report_of(token)) is not None:
        return _is_called_false(report)
    return _is_governed(token, _DENIALS) or _is_falsely_told(token) or _is_mistold(token) or _is_in_false_report(token)


def takes_back(token: Token) -> bool:
    """Tell whether what governs an act's clause takes it back: "has withdrawn its statement that they beat"."""
    said_before = token.dep_ == "ccomp" and token.head != token and _is_of_earlier(token.head)
    return said_before or _is_governed(_report_of(token) or token, _WITHDRAWALS)


def is_called_off(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether the sentence calls the act off, stops it before it was done, or says that it did not take place."""
    head = doc[trigger.head]
    if trigger.frame != "nouns":
        own = " ".join(t.lemma_ for t in doc[trigger.start : trigger.end])
        itself = trigger.act is Act.CENSORSHIP  # to cancel a broadcast is the act
        return not itself and any(phrase in own for phrase in _CALLED_OFF)
    if not doc.has_annotation("DEP"):
        near = doc[max(head.sent.start, trigger.start - 5) : min(trigger.end + 8, head.sent.end)]
        words = " ".join(t.lemma_ for t in near)
        return any(phrase in words for phrase in _CALLED_OFF)
    while head.dep_.startswith("nmod") and head.head.lemma_ in _PLANS:  # "cancelled plans for a march"
        head = head.head
    if head.dep_ not in _TOLD_OF and not _is_of_phrase(head):
        return False
    verb = head.head
    negated = any(c.lower_ in NEGATIONS for c in verb.children)
    if verb.lemma_ in TAKING_PLACE or (verb.lemma_ == "carry" and any(c.lower_ == "out" for c in verb.children)):
        return negated or is_of_none(head)
    stopped = stops(verb) and (verb.lemma_ not in _STOPPED or trigger.act in _STOPPABLE)
    return not negated and head.dep_ != "nsubj" and stopped


def _is_of_phrase(noun: Token) -> bool:
    """Tell whether a noun is the object of a verb with "off" that is read as if "off" stood before the noun alone."""
    return noun.dep_ == "obl" and not any(c.dep_ == "case" and c.i < noun.i for c in noun.children)


def has_negation(words: Iterable[Token]) -> bool:
    """Tell whether any of some words negates or denies, but a number: "nine people, not 19"."""
    return any(
        (t.lower_ in _NAYS or {t.lemma_, _with_particle(t)} & _UNSAYING)
        and not (t.i + 1 < len(t.doc) and t.nbor().like_num)
        for t in words
    )


def is_of_none(noun: Token) -> bool:
    """Tell whether a noun says that there was none of what it tells: "no expulsions had taken place"."""
    return noun.head.lemma_ in TAKING_PLACE and any(c.lower_ == "no" for c in noun.children)


def _with_particle(verb: Token) -> str:
    """Return a verb with the particle that makes it another: "call off", "take back"."""
    return next((f"{verb.lemma_} {c.lower_}" for c in verb.children if c.lower_ in _PARTICLES), verb.lemma_)


def stops(verb: Token) -> bool:
    """Tell whether a verb keeps what it is about from being done: "called off", "foiled", "halted"."""
    return _with_particle(verb) in _CALLED_OFF or verb.lemma_ in _FOILED or verb.lemma_ in _STOPPED


def is_of_nobody(verb: Token) -> bool:
    """Tell whether nobody did it or nobody suffered it: "no group has claimed", "none of them was beaten"."""
    parties = [c for c in verb.children if c.dep_ in {"nsubj", "nsubj:pass", "obj"}]
    return any(p.lower_ in _NOBODY or any(c.lower_ == "no" for c in p.children) for p in parties)


def is_negated(head: Token, before: Sequence[Token]) -> bool:
    """Tell whether one of the words of a clause before an act negates it, not something else ("nine people, not 19").

    Args:
        before: words of the clause before `head`, the nearest last.
    """
    if any(c.dep_ == "obl" and c.i < head.i and _is_never(c) for c in head.children):
        return True
    near = [t for t in before[-_FAR:] if t.lower_ in NEGATIONS or t.lemma_ in _DENIALS]
    if not near or not head.doc.has_annotation("DEP"):
        return bool(near)
    above = set(_above(head))
    return any(t in above if t.lemma_ in _DENIALS else _negates(t, above) for t in near)


def _is_never(noun: Token) -> bool:
    """Tell whether a noun with its preposition says never: "at no time", "in no case", "under no circumstances"."""
    return noun.lemma_ in _NEVER and any(c.lower_ == "no" for c in noun.children)


def _negates(word: Token, above: set[Token]) -> bool:
    """Tell whether a word of negation bears on an act, or is or counts the subject of it: "neither of them"."""
    governor = word.head
    subject = governor.dep_.startswith("nsubj") and word.lower_ in _NOBODY
    return governor in above or (subject and governor.head in above)


def _above(head: Token) -> Iterator[Token]:
    """Give a word and those that it hangs on, up to where a clause with a subject or auxiliary of its own is joined."""
    yield head
    while head.head != head:
        if head.dep_ == "conj" and any(c.dep_.startswith(("nsubj", "aux")) for c in head.children):
            return
        head = head.head
        yield head


def _is_governed(token: Token, verbs: frozenset[str]) -> bool:
    """Tell whether an act's clause hangs on one of some verbs, or on its object: "rejected reports that"."""
    for _ in range(_UP):
        if token.dep_ not in _BELOW or token.head == token:
            return False
        token = token.head
        if token.lemma_ in verbs or _with_particle(token) in verbs:
            return not any(c.lower_ in NEGATIONS for c in token.children)
        if token.lemma_ not in REPORTS:
            return False
    return False


def _is_mistold(token: Token) -> bool:
    """Tell whether an act is what a report told by mistake: "wrongly said that", "an earlier version said that"."""
    if token.dep_ != "ccomp" or token.head == token:
        return False
    return _is_of_earlier(token.head) or any(c.lower_ in _MISTAKEN for c in token.head.children)


def _is_of_earlier(verb: Token) -> bool:
    """Tell whether a verb gives what a text said before it was put right; earlier reports are others."""
    subjects = (c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in _VERSIONS)
    return any(k.lower_ in _EARLIER for c in subjects for k in c.children)


def _report_of(noun: Token) -> Token | None:
    """Return the report that a noun says what it is of: "the report of a death", "rumours about a raid"."""
    return noun.head if noun.dep_.startswith("nmod") and noun.head.lemma_ in REPORTS else None


def _is_in_false_report(noun: Token) -> bool:
    """Tell whether a noun hangs anywhere in a report that is said to be false: "news spread on X about a raid"."""
    for _ in range(_DEEP):
        if not noun.dep_.startswith(("nmod", "obl", "acl")):
            return False
        noun = noun.head
        if noun.lemma_ in REPORTS:
            return _is_called_false(noun)
    return False


def _is_called_false(report: Token) -> bool:
    """Tell whether a report is false, or called or dismissed as that: "called reports of a strike an invention"."""
    verb = report.head
    if report.dep_.startswith("nsubj") and verb.lemma_ in FALSE | _TRUE:
        return _is_said_false(verb)
    if report.dep_ not in {"obj", "nsubj:pass"}:
        return False
    called = any(c.lemma_ in FALSE for c in verb.children if c.dep_ in {"xcomp", "advcl", "obl"})
    return called or verb.lemma_ in _DENIALS


def _is_falsely_told(token: Token) -> bool:
    """Tell whether a report of an act is said to be false: "the report that ten were killed was false"."""
    if token.dep_ not in {"acl", "ccomp", "csubj"} or token.head == token:
        return False
    told = token.head
    if told.lemma_ in REPORTS and told.dep_.startswith("nsubj"):
        told = told.head
    if told.lemma_ in REPORTS and told.dep_ in {"obj", "nsubj:pass"}:
        return _is_called_false(told)
    return _is_said_false(told)


def _is_said_false(word: Token) -> bool:
    """Tell whether a word says of something that it is not so: "was false", "does not correspond to reality"."""
    negated = any(c.lower_ in NEGATIONS for c in word.children)
    return word.lemma_ in (_TRUE if negated else FALSE)
