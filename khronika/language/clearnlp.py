"""Trees by ClearNLP's labels turned into Universal Dependencies, as far as the rules look at them.

A predicate with "be" stays under its verb, where Universal Dependencies would turn that over too. A tree that has
Universal Dependencies already stays as it is.
"""

from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.tokens import Doc, Token

from khronika.language.words import load_table

_TABLE = load_table("clearnlp.yaml")
_RENAMED: dict[str, str] = _TABLE["renamed"]
_PREPOSITIONS = frozenset(_TABLE["prepositions"])


def apply_universal(doc: Doc) -> None:
    """Write heads and labels of Universal Dependencies onto a parsed document."""
    heads = [token.head.i for token in doc]
    labels = [_RENAMED.get(token.dep_, token.dep_) for token in doc]
    for token in doc:
        held = _held_by(token)
        if held is None:
            continue
        clause = held.dep_ == "pcomp"
        heads[held.i], heads[token.i] = token.head.i, held.i
        labels[token.i] = "mark" if clause else "case"
        labels[held.i] = "advcl" if clause else "obl" if token.head.pos_ in {"VERB", "AUX", "ADJ", "ADV"} else "nmod"
    offsets = (np.array(heads, np.int64) - np.arange(len(doc))).view(np.uint64)
    strings = np.array([doc.vocab.strings.add(label) for label in labels], np.uint64)
    columns: Any = np.stack([offsets, strings], 1) if len(doc) else np.zeros((0, 2), np.uint64)
    doc.from_array([HEAD, DEP], columns)


def _held_by(token: Token) -> Token | None:
    """Return the noun or clause that a preposition of ClearNLP holds, None where the token is none."""
    if token.dep_ not in _PREPOSITIONS or token.head == token:
        return None
    return next((child for child in token.children if child.dep_ in {"pobj", "pcomp"}), None)
