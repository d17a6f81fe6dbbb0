"""Acts of which it is left open that they were done, and such as a clause takes for granted."""

from spacy.tokens import Token

from khronika.extract.denials import NEGATIONS, REPORTS
from khronika.extract.tables import load_table

_TABLE = load_table("state.yaml")
CALLS = frozenset(_TABLE["calls"])
_KNOWLEDGE, _VERIFYING, _ASKING = (frozenset(_TABLE[name]) for name in ("knowledge", "verifying", "asking"))
_CERTAIN, _UNCERTAIN = frozenset(_TABLE["certain"]), frozenset(_TABLE["uncertain"])


def is_left_open(token: Token) -> bool:
    """Tell whether it is left open that an act was done: "it is not known whether", "have not confirmed that"."""
    if _is_unconfirmed(token):
        return True
    if not any(c.dep_ == "mark" and c.lower_ == "whether" for c in token.children):
        return False
    above = token.head
    negated = any(c.lower_ in NEGATIONS for c in above.children)
    unsaid = negated or (above.dep_ == "xcomp" and above.head.lemma_ in CALLS)  # "declined to say whether"
    return above.lemma_ in _UNCERTAIN or (unsaid and above.lemma_ in _CERTAIN)


def _is_unconfirmed(token: Token) -> bool:
    """Tell whether somebody did not confirm an act, or had no information about it."""
    above = token.head
    if token.dep_.startswith("nmod") and above.lemma_ in _KNOWLEDGE:
        return any(c.lower_ == "no" for c in above.children)
    if above.lemma_ in REPORTS and token.dep_ in {"acl", "ccomp"}:  # "have not confirmed reports that"
        token, above = above, above.head
    told = token.dep_ in {"ccomp", "obj"} and above.lemma_ in _VERIFYING
    return told and any(c.lower_ in NEGATIONS for c in above.children)


def is_granted(head: Token) -> bool:
    """Tell whether a clause tells what is taken for granted: "did not say how many people had been deported"."""
    return head.dep_ == "ccomp" and head.doc[head.left_edge.i].lower_ in _ASKING
