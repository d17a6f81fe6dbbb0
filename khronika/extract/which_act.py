"""Which act a word tells, by the words beside it: to be shot in the leg is an injury, a strike on a town no protest."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from khronika.extract.arguments import is_passive
from khronika.extract.kinds import kind_of
from khronika.extract.lexicon import Trigger
from khronika.extract.tables import load_table
from khronika.language.lookup import words_of
from khronika.model import Act, ActorKind
from khronika.values.number_counts import is_people

_TABLE = load_table("which_act.yaml")
BODY = frozenset(_TABLE["body"])
_WOUNDING, _DYING = frozenset(_TABLE["wounding"]), frozenset(_TABLE["dying"])
_BLOWS, _HARM, _KILLING, _STRIKING, _STRUCK, _NOT_STRUCK = (
    frozenset(_TABLE[name]) for name in ("blows", "harm", "killing", "striking", "struck", "not_struck")
)
_TAKING, _KIDNAPPING = frozenset(_TABLE["taking"]), frozenset(_TABLE["kidnapping"])
_KNOWN = frozenset(ActorKind) - {ActorKind.UNKNOWN}


def as_told(doc: Doc, trigger: Trigger) -> Trigger:
    """Return a trigger of the lexicon with the act that the words beside it make of it."""
    return replace(trigger, act=which_act(trigger.act, doc[trigger.head]))


def as_learnt(met: Act, told: Act) -> Act:
    """Return the act as the reading model has learnt to call it: by the lexicon's word, but for things taken away."""
    return told if told is Act.SEIZURE else met


def which_act(act: Act, word: Token) -> Act:
    """Return the act that a word tells: to be shot in the leg is an injury, a strike on a town is no protest."""
    if act is Act.ATTACK and word.lemma_ == "kill" and word.pos_ == "VERB":
        return Act.KILLING
    if act in {Act.KILLING, Act.ATTACK} and _is_wounding(word):
        return Act.INJURY
    if act is Act.KILLING and _is_survived(word):
        return Act.ATTACK
    if act is Act.DEATH and _is_slaying(word):
        return Act.KILLING
    if act is Act.SEIZURE and _is_of_people(word):
        return Act.ARREST_DETENTION
    if act is Act.ABDUCTION and _is_of_things(word):
        return Act.SEIZURE
    if act is Act.ARREST_DETENTION and _is_taking(word):
        return Act.SEIZURE
    return Act.ATTACK if act is Act.PROTEST and _is_blow(word) else act


def _is_wounding(verb: Token) -> bool:
    """Tell whether a verb tells of a wound, where nobody is said to have died of it: "shot in the leg"."""
    if verb.lemma_ not in _WOUNDING or any(t.lemma_ in _DYING for t in verb.sent):
        return False
    return any(c.lemma_ in BODY for c in verb.children if c.dep_.startswith("obl"))


def _is_survived(verb: Token) -> bool:
    """Tell whether a verb tells of shots or blows in a text that tells of nobody's death."""
    return verb.lemma_ in _WOUNDING and not words_of(verb.doc, _DYING)


def _is_of_people(verb: Token) -> bool:
    """Tell whether it is people whom a verb of seizing is about: "men seized in night raids"."""
    own = [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass"}]
    taken = own or ([verb.head] if verb.dep_ == "acl" and verb.lower_.endswith("ed") else [])
    return any(is_people(t.lower_) or t.ent_type_ == "PERSON" for t in taken)


def _is_of_things(verb: Token) -> bool:
    """Tell whether it is things that a verb of taking away is about: "carried off the transmitter"."""
    taken = [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass"}]
    others = [t for t in taken if t.pos_ != "NOUN" or is_people(t.lower_) or kind_of(t.doc[t.i : t.i + 1]) in _KNOWN]
    return bool(taken) and not others and verb.lemma_ not in _KIDNAPPING


def _is_taking(verb: Token) -> bool:
    """Tell whether a verb by itself says of things that they were taken: "They took two transmitters"."""
    return verb.lemma_ in _TAKING and _is_of_things(verb)


def is_attempt(noun: Token) -> bool:
    """Tell whether a noun of killing says that it was only tried: "attempted murder"."""
    return any(c.lower_ == "attempted" for c in noun.children)


def _is_slaying(verb: Token) -> bool:
    """Tell whether a verb of dying tells what became of those who were shot or stabbed: "were shot and died"."""
    return verb.dep_ == "conj" and verb.head.lemma_ in _WOUNDING and is_passive(verb.head)


def _is_blow(noun: Token) -> bool:
    """Tell whether a noun of protest is an attack: "killed in the strike", "a strike killed", "strikes on the town"."""
    if noun.lemma_ not in _BLOWS:
        return False
    verb = noun.head.lemma_
    harmed = (noun.dep_ == "obl" and verb in _HARM) or (noun.dep_ == "nsubj" and verb in _KILLING)
    struck = any(
        c.dep_.startswith("nmod")
        and c.lemma_.lower() not in _NOT_STRUCK
        and any(k.lower_ in _STRUCK for k in c.children)
        for c in noun.children
    )
    return harmed or struck or any(c.lower_ in _STRIKING for c in noun.children)
