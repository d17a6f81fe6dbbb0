"""Acts that the rules read beyond doubt: they are told also where the reading model sees none."""

from spacy.tokens import Doc, Token

from khronika.extract.act_sets import DONE_TO
from khronika.extract.denials import is_called_off, is_denied_by, is_of_nobody, is_of_none
from khronika.extract.kinds import kind_of
from khronika.extract.lexicon import Trigger
from khronika.extract.parties import TELLING, Parties, is_pronoun
from khronika.extract.state import CONFIRMING, State, is_ended
from khronika.extract.tables import load_table
from khronika.extract.untold import is_untold
from khronika.model import Act, ActorKind, Status

_CLAUSES = frozenset({"ccomp", "parataxis", "conj"})
_HELD = frozenset(load_table("state.yaml")["held"])
_ABOUT = frozenset({"obj", "nsubj", "nsubj:pass"})
_CALLED_OFF = frozenset({Act.PROTEST, Act.ATTACK, Act.RAID, Act.DEPORTATION})
_UP = 3  # clauses climbed to the main one
_NAMED = frozenset({"obj", "ccomp", "nsubj:pass"})  # relations of a noun to the verb that confirms it


def is_plain(doc: Doc, trigger: Trigger, state: State, parties: Parties) -> bool:
    """Tell whether the words leave no doubt of an act.

    They do not where a verb of a main clause says to whom a thing was done that is done to people; where an entry of
    the lexicon marked so stands in one; where somebody confirms or counts it, or denies it and says of whom, or that it
    took place.
    """
    head = doc[trigger.head]
    to = [p for p in parties.to if kind_of(p) is not ActorKind.UNKNOWN and not is_pronoun(p)]
    if state.status is Status.DENIED:
        told = _is_plainly_denied(doc, trigger, parties)
    elif trigger.act is Act.PROTEST and trigger.frame == "nouns":
        told = is_ended(doc, trigger) or (head.dep_ in _ABOUT and head.head.lemma_ in _HELD)
    elif trigger.frame == "nouns" and not trigger.sure:
        named = head.dep_ in _NAMED and trigger.act in DONE_TO
        counted = head.head.lemma_ in TELLING and any(c.dep_ == "nummod" for c in head.children)
        told = named and (counted or (head.head.lemma_ in CONFIRMING and bool(to)))
    else:
        done_to = trigger.frame == "verbs" and trigger.act in DONE_TO and bool(to)
        told = (trigger.sure or done_to) and _is_main(head)
    return told and not is_untold(doc, trigger, state, parties.to)


def _is_plainly_denied(doc: Doc, trigger: Trigger, parties: Parties) -> bool:
    """Tell whether words leave no doubt that an act was not done: "nobody was shot", "the march did not take place"."""
    head = doc[trigger.head]
    if trigger.frame == "nouns" and trigger.act in _CALLED_OFF and is_called_off(doc, trigger):
        return True
    if trigger.act not in DONE_TO:
        return False
    if trigger.frame != "nouns" and is_of_nobody(head):
        return _is_main(head)
    return is_of_none(head) or (is_denied_by(head) and bool(parties.to))


def _is_main(head: Token) -> bool:
    """Tell whether a word stands in a main clause, or in what somebody says."""
    for _ in range(_UP):
        if head.dep_ == "ROOT":
            return True
        if head.dep_ not in _CLAUSES and not (head.pos_ == "NOUN" and head.head.pos_ == "VERB"):
            return False
        head = head.head
    return head.dep_ == "ROOT"
