"""Words that look like an act and tell none: wishes, habits, what somebody is only accused of, pieces of words."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from khronika.extract.arguments import find_arguments, is_passive
from khronika.extract.denials import is_called_off, is_denied_by
from khronika.extract.kinds import kind_of
from khronika.extract.lexicon import Trigger
from khronika.extract.state import State
from khronika.extract.tables import load_table
from khronika.extract.which_act import BODY
from khronika.model import Act, ActorKind, Status
from khronika.values.number_counts import is_people

_TABLE = load_table("untold.yaml")
_CALLS, _HABITS = frozenset(_TABLE["calls"]), frozenset(_TABLE["habits"])
_USUAL, _FEARED = frozenset(_TABLE["usual"]), frozenset(_TABLE["feared"])
_TO_COME = frozenset({"will", "would", "could", "may", "might", "to", "’ll", "'ll"})
_EACH, _TERMS = frozenset(_TABLE["each"]), frozenset(_TABLE["terms"])
_DEFINITE, _DATING = frozenset(_TABLE["definite"]), frozenset(_TABLE["dating"])
_SENT_AWAY, _MONEY = frozenset({Act.DEPORTATION, Act.TRANSFER, Act.DISPLACEMENT}), frozenset(_TABLE["money"])
_CHARGING, _MATTER = frozenset(_TABLE["charging"]), frozenset(_TABLE["matter"])
_EMPTY = frozenset({"ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NUM", "PART", "PUNCT", "SCONJ", "SPACE"})
_QUALIFIES, _PARTICIPLE = frozenset({"advmod", "amod", "fixed", "flat", "obl", "compound"}), ("ed", "en", "ing")
_WISHED, _ENSURING = frozenset(_TABLE["wished"]), frozenset(_TABLE["ensuring"])
_INSTEAD, _BOUND = frozenset(_TABLE["instead"]), frozenset({"conj", "xcomp", "ccomp", "advcl"})
_WITHIN = frozenset({"conj", "xcomp", "ccomp", "obj", "obl", "nmod"})
_IF = frozenset({"if", "unless"})
_ASKING = frozenset(_TABLE["asking"])
_DATED = frozenset(Act(code) for code in _TABLE["dated"])
_DYING = frozenset(_TABLE["dying"])
_POINTING, _ORDINALS = frozenset(_TABLE["pointing"]), frozenset(_TABLE["ordinals"])
_CLEARING = frozenset(_TABLE["clearing"])
_BODIES, _RESTORING = frozenset(_TABLE["bodies"]), frozenset(_TABLE["restoring"])
_POSING, _SUFFERERS = frozenset(_TABLE["posing"]), frozenset(_TABLE["sufferers"])
_TALLYING = frozenset(load_table("parties.yaml")["tallying_verbs"])
_UNDONE = frozenset(Act(code) for code in _TABLE["undone"])
_CRIMES = frozenset(Act(code) for code in _TABLE["crimes"])


def is_untold(doc: Doc, trigger: Trigger, state: State | None, to: Sequence[Tokens]) -> bool:
    """Tell whether words that the reading model takes for an act tell none.

    Args:
        state: what the rules make of the words; None for wishes, calls and conditions.
        to: those it was done to, as far as they are told.
    """
    return (
        _is_fragment(doc, trigger)
        or _is_unreal(trigger, state)
        or _is_general(doc, trigger)
        or _is_asked(doc[trigger.head])
        or _is_supposed(doc[trigger.head])
        or _is_withheld(doc[trigger.head], trigger.act)
        or _under_modal(doc[trigger.head])
        or _is_habit(doc, trigger)
        or _is_feared(doc[trigger.head])
        or _is_called_for(doc, trigger)
        or _dates(doc, trigger)
        or _is_one_of_many(doc, trigger)
        or _tells_who(doc[trigger.head], trigger.act)
        or (trigger.act in _SENT_AWAY and (_is_of_money(doc[trigger.head]) or _is_of_member(doc[trigger.head])))
        or (trigger.act is Act.PROPERTY_DESTRUCTION and doc[trigger.head].lemma_ in _RESTORING)
        or _is_danger(doc[trigger.head], trigger.act)
        or _is_threat_made(doc, trigger, state)
        or _is_left_undone(doc, trigger, state)
        or (trigger.act in _CRIMES and _is_charged(doc, trigger) and not _has_details(doc, trigger, to))
        or (trigger.act in _CRIMES and _is_cleared(doc[trigger.head]))
    )


def _is_fragment(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a trigger is no word that could tell: a hyphen, an "and", the first part of "pro-democracy"."""
    return not any(_could_tell(t, trigger.end) for t in doc[trigger.start : trigger.end])


def _could_tell(token: Token, end: int) -> bool:
    """Tell whether a token can be a verb or noun of an act, or a participle ("jailed activists")."""
    if not any(c.isalpha() for c in token.text) or token.pos_ in _EMPTY:
        return False
    if token.lemma_ in BODY and token.pos_ != "VERB":
        return False
    if token.pos_ == "ADJ" and token.dep_ in _QUALIFIES and not token.lower_.endswith(_PARTICIPLE):
        return False
    return len(token) > 3 or token.i + 1 < end or not _is_prefix(token)  # "sit-in" is a whole


def _is_prefix(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and not token.whitespace_ and token.nbor().text == "-"


def _is_unreal(trigger: Trigger, state: State | None) -> bool:
    return state is None and trigger.frame != "nouns"


def _is_general(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a verb is the subject or the alternative of another: "jailing them is no way", "instead of"."""
    head = doc[trigger.head]
    if not head.lower_.endswith("ing"):
        return False
    return head.dep_ == "csubj" or any(c.lower_ in _INSTEAD for c in head.children)


def _is_of_money(verb: Token) -> bool:
    """Tell whether it is money that a verb of sending people away is about: "sends home 250 dollars a month"."""
    return any(c.dep_ in {"obj", "nsubj:pass"} and c.lemma_.lower() in _MONEY for c in verb.children)


def _is_of_member(verb: Token) -> bool:
    """Tell whether somebody is sent out of what he is a member of: "expelled from the university"."""
    things = (c for c in verb.children if c.dep_ == "obl" and c.lemma_.lower() in _BODIES)
    return any(c.lower_ == "from" for thing in things for c in thing.children)


def _is_asked(head: Token) -> bool:
    """Tell whether it is asked whether an act was done; who asks why it was tells that it was."""
    forms = {t.lower_ for t in head.sent}
    return "?" in {t.text for t in head.sent[-2:]} and not forms & _ASKING


def _is_supposed(noun: Token) -> bool:
    """Tell whether a noun is the object of what is only supposed: "if they were receiving threats"."""
    verb = noun.head
    return noun.dep_ in {"obj", "obl"} and any(c.dep_ == "mark" and c.lower_ in _IF for c in verb.children)


def _is_withheld(head: Token, act: Act) -> bool:
    """Tell whether a verb of denial tells of what somebody did not get: "were denied information"."""
    return act is Act.DENIAL and is_passive(head) and any(c.dep_ == "obj" for c in head.children)


def _under_modal(token: Token) -> bool:
    """Tell whether what governs a verb is only wished or possible: "should act and free", "must see X freed"."""
    if token.pos_ != "VERB":
        return False
    for _ in range(4):
        if token.dep_ not in _BOUND or (token.dep_ != "conj" and token.head.lemma_ not in _ENSURING):
            return False
        own = any(c.dep_ in {"aux", "nsubj", "nsubj:pass"} for c in token.children)
        if token.dep_ == "conj" and own:
            return False
        token = token.head
        wished = _WISHED | {"to"} if token.lemma_ == "ensure" else _WISHED
        if any(c.dep_ in {"aux", "mark"} and c.lower_ in wished for c in token.lefts):
            return True
    return False


def _is_habit(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether the verb tells what happens often, not what happened: "are routinely beaten", "every year"."""
    head = doc[trigger.head]
    if head.dep_.startswith("nsubj") and head.head.lower_ in _USUAL:  # "torture is common"
        return True
    for token in head.children:
        if token.lower_ in _HABITS:
            return True
        if token.lemma_ in _TERMS and any(c.lower_ in _EACH for c in token.lefts):
            return True
    return False


def _is_feared(head: Token) -> bool:
    """Tell whether an act is only hoped or feared: "hopes that he will be freed", "risks arrest"."""
    if head.dep_ in {"ccomp", "xcomp"} and head.head.lemma_ in _FEARED:
        return any(c.dep_.startswith("aux") and c.lower_ in _TO_COME for c in head.children)
    return head.dep_ == "obj" and head.pos_ == "NOUN" and head.head.lemma_ in _FEARED


def _is_called_for(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a release is only asked for: "called for the release of", "recommended that they be freed"."""
    if trigger.act is not Act.RELEASE:
        return False
    head = doc[trigger.head]
    near = doc[max(head.sent.start, trigger.head - 8) : trigger.head]
    return _is_order(head) or any(t.lemma_ in _CALLS for t in (*near, *_governing(head)))


def _is_order(verb: Token) -> bool:
    """Tell whether a verb is an imperative: "Free all detainees"."""
    bare = verb.pos_ == "VERB" and verb.lower_ == verb.lemma_
    return bare and verb.dep_ == "ROOT" and not any(c.dep_.startswith(("nsubj", "aux")) for c in verb.children)


def _governing(word: Token) -> Iterator[Token]:
    """Give the words whose objects or clauses hold a word; who "was freed after an appeal" is in none."""
    while word.dep_ in _WITHIN and word.head != word:
        word = word.head
        yield word


def _dates(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a noun only says when something else was: "since the attack on the market"."""
    if trigger.frame != "nouns" or trigger.act not in _DATED:
        return False
    forms = {c.lower_ for c in doc[trigger.head].children}
    return bool(forms & _DATING) and bool(forms & _DEFINITE)


def _is_one_of_many(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a noun only says the how manieth an act told before was: "this is the fourth death this year"."""
    if trigger.frame != "nouns":
        return False
    children = list(doc[trigger.head].children)
    points = any(c.dep_ == "nsubj" and c.lower_ in _POINTING for c in children)
    return points and any(c.lower_ in _ORDINALS for c in children)


def _tells_who(head: Token, act: Act) -> bool:
    """Tell whether a word only says who they were to whom another thing was done: "kill 11 displaced people"."""
    if head.dep_ == "compound" and head.head.lemma_ in _SUFFERERS:  # "torture victims"
        return True
    if act is Act.INJURY and head.dep_ == "nmod" and head.head.head.lemma_ in _DYING:  # "two of the wounded died"
        return True
    return act is Act.DISPLACEMENT and head.dep_ == "amod" and head.head.dep_ in {"obj", "nsubj:pass"}


def _is_danger(head: Token, act: Act) -> bool:
    """Tell whether a threat is only a danger: "poses a threat to", "the strike threatens to spread"."""
    if act is not Act.THREAT:
        return False
    if head.pos_ == "NOUN":
        return head.dep_ == "obj" and head.head.lemma_ in _POSING
    things = [c for c in head.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"]
    return any(kind_of(head.doc[c.i : c.i + 1]) is ActorKind.UNKNOWN and not is_people(c.lower_) for c in things)


def _is_threat_made(doc: Doc, trigger: Trigger, state: State | None) -> bool:
    """Tell whether the act is what a threat of violence is about: the threat is the act then."""
    return state is not None and state.status is Status.THREATENED and trigger.act in _CRIMES


def _is_left_undone(doc: Doc, trigger: Trigger, state: State | None) -> bool:
    """Tell whether those who could have done a thing did not: "have still not released them", "nobody was charged".

    Where somebody denies it, or it was called off, that is told.
    """
    if state is None or state.status is not Status.DENIED or trigger.act not in _UNDONE:
        return False
    return not is_denied_by(doc[trigger.head]) and not is_called_off(doc, trigger)


def _is_charged(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether the act is what somebody is accused, charged or convicted of."""
    token, marks = doc[trigger.head], set()
    for _ in range(5):
        if token.head.i == token.i:
            return False
        marks |= {c.lower_ for c in token.lefts if c.dep_ in {"case", "mark"}}
        token = token.head
        if token.lemma_ in _CHARGING and marks & _MATTER:
            return not _is_tallied(token)
    return False


def _is_cleared(word: Token) -> bool:
    """Tell whether an act is what somebody was found not to have done: "acquitted of killing a student"."""
    marked = any(c.dep_ in {"case", "mark"} and c.lower_ == "of" for c in word.children)
    return marked and bool({word.head.lemma_, word.head.head.lemma_} & _CLEARING)


def _is_tallied(noun: Token) -> bool:
    """Tell whether a noun counts acts that were done: "documented eleven cases of"."""
    return noun.head.lemma_ in _TALLYING and any(c.dep_ == "nummod" for c in noun.children)


def _has_details(doc: Doc, trigger: Trigger, to: Sequence[Tokens]) -> bool:
    """Tell whether words after the trigger say to whom it was done."""
    sent = doc[trigger.head].sent
    told = [*to, *(p for p in find_arguments(doc, trigger)[1] if kind_of(p) is not ActorKind.UNKNOWN)]
    return any(trigger.end <= p.start < sent.end for p in told)


def points_back(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a noun is definite and says nothing of its own: "the attack", "these arrests"."""
    if trigger.frame != "nouns":
        return False
    children = list(doc[trigger.head].children)
    definite = any(c.lower_ in _DEFINITE for c in children)
    return definite and not any(c.dep_.startswith(("nmod", "acl", "nummod")) for c in children)
