"""Weights and rows made by hand, so that a test says what the model is sure of."""

import numpy as np

from khronika.language.weights import Floats, Weights

SURE = 8.0
ACTS = ("raid", "killing", "deportation")
_SPEECH = ("source", "cue", "content")
_ACT_ROLES = ("by", "to")
_WIDTHS = {
    "source": 3, "cue": 3, "content": 3, "speech": 3, "speech_anchor": 6, "speech_other": 6,
    "acts": 1 + len(ACTS), "status": 2, "hedged": 2, "act_anchor": 2, "act_other": 2,
}  # fmt: skip


def make_weights(**acts_seen: int) -> Weights:
    """Return weights whose pair scores are read off the rows: one or two anchors may claim a word for a role."""
    columns, at = {}, 0
    for name, width in _WIDTHS.items():
        columns[name] = slice(at, at + width)
        at += width
    near = np.zeros((97, 1), np.float32)
    matrices = {
        "buckets": np.zeros(1025, np.int16),
        "speech_near": near, "speech_weight": np.tile(np.eye(3, dtype=np.float32), 2), "speech_bias": np.full(3, -SURE),
        "act_near": near, "act_weight": np.eye(2, dtype=np.float32), "act_bias": np.full(2, -SURE),
    }  # fmt: skip
    bio = {role: ["O", f"B-{role.upper()}", f"I-{role.upper()}"] for role in _SPEECH}
    names = bio | {
        "speech_roles": list(_SPEECH), "act_roles": list(_ACT_ROLES), "acts": ["O", *ACTS],
        "status": ["occurred", "planned"],
    }  # fmt: skip
    return Weights(None, None, names, columns, matrices, dict.fromkeys(ACTS, 400) | acts_seen)


def empty_rows(weights: Weights, n: int) -> Floats:
    """Return rows of words that are sure of nothing being told."""
    rows = np.zeros((n, sum(_WIDTHS.values())), np.float32)
    for name in ("source", "cue", "content", "speech", "acts"):
        rows[:, weights.columns[name].start] = SURE
    return rows


def speech_rows(weights: Weights, words: str) -> Floats:
    """Return rows of words such as "c0 | s0 Q0*": content of anchor 0, nothing, source, cue that anchors 0.

    Capitals or not, the first letter is the role (s, q, c); the number the anchor, "-" for none; a star the anchor.
    """
    rows = empty_rows(weights, len(words.split()))
    for row, word in zip(rows, words.split(), strict=True):
        if word == "|":
            continue
        role, owner = "sqc".index(word[0].lower()), word[1]
        tags = row[weights.columns[_SPEECH[role]]]
        tags[:] = (0.0, 0.0, SURE)
        if owner != "-":
            row[weights.columns["speech_other"]][3 * int(owner) + role] = 2 * SURE
        if word.endswith("*"):
            row[weights.columns["speech"]][:] = (0.0, SURE, 0.0)
            row[weights.columns["speech_anchor"]][:] = -4 * SURE
            row[weights.columns["speech_anchor"]][3 * int(owner) : 3 * int(owner) + 3] = 0.0
    return rows
