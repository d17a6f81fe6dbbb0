"""From scores of words to spans: BIO tags, and which words stand in which role to an anchor."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from khronika.language.weights import Floats, Weights

_SURE = 0.6  # chance at which a word inside a span begins another
REACH = 200
"""Words on either side of an anchor among which its parts are looked for."""


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Words `start` to `end` (exclusive) with a name."""

    start: int
    end: int
    name: str


def soften(scores: Floats) -> Floats:
    """Return chances that sum to one in each row."""
    grown = np.exp(scores - scores.max(1, keepdims=True))
    result: Floats = grown / grown.sum(1, keepdims=True)
    return result


def chances_inside(scores: Floats) -> Floats:
    """Return each word's chance to stand in some span, from BIO scores [n, tags]."""
    return 1.0 - soften(scores)[:, 0] if len(scores) else np.zeros(0, np.float32)


def read_spans(scores: Floats, names: list[str], words: Sequence[str] = ()) -> list[WordSpan]:
    """Return the spans of BIO scores [n, tags].

    Words are inside a span that are likelier inside than not; a span ends where another surely begins, and its
    type is the one that its words together speak for. So a name whose words waver between types stays whole.

    Args:
        words: where they are given, spans that are written alike get one type, the one that all of them speak for:
            a text that names a club a dozen times names one club.
    """
    if not len(scores):
        return []
    chances = soften(scores)
    begins, inside = chances[:, 1::2], chances[:, 2::2]
    types = [name.split("-", 1)[1] for name in names[1::2]]
    anew = (begins.sum(1) > _SURE).tolist()
    edges: list[tuple[int, int]] = []
    for start, end in read_runs(1.0 - chances[:, 0], 0, bridge=0):
        borders = [start, *(i for i in range(start + 1, end) if anew[i]), end]
        edges.extend(pairwise(borders))
    votes = [(begins[a:b] + inside[a:b]).mean(0) for a, b in edges]
    if words:
        written = [" ".join(words[a:b]).lower() for a, b in edges]
        votes = _together(votes, written)
    return [WordSpan(a, b, types[int(vote.argmax())]) for (a, b), vote in zip(edges, votes, strict=True)]


def _together(votes: Sequence[np.ndarray], written: Sequence[str]) -> list[np.ndarray]:
    """Return for each span the sum of the votes of all that are written alike."""
    sums: dict[str, np.ndarray] = {}
    for vote, name in zip(votes, written, strict=True):
        sums[name] = sums[name] + vote if name in sums else vote
    return [sums[name] for name in written]


def score_roles(weights: Weights, kind: str, rows: Floats, anchor: int) -> tuple[int, Floats]:
    """Return the first word looked at and each word's chances [words, roles] to stand in a role to the anchor."""
    held, columns = weights.matrices, weights.columns
    low, high = max(0, anchor - REACH), min(len(rows), anchor + REACH + 1)
    near = held[f"{kind}_near"][held["buckets"][512 + low - anchor : 512 + high - anchor]]
    hidden = rows[low:high, columns[f"{kind}_other"]] + near
    hidden += rows[anchor, columns[f"{kind}_anchor"]]
    scores = np.maximum(hidden, 0.0, out=hidden) @ held[f"{kind}_weight"].T + held[f"{kind}_bias"]
    return low, 1.0 / (1.0 + np.exp(-scores))


def read_runs(chances: Floats, low: int, *, floor: float = 0.5, bridge: int = 1) -> list[tuple[int, int]]:
    """Return runs of words whose chance is over `floor`, gaps of up to `bridge` words closed; counted from `low`."""
    found: list[tuple[int, int]] = []
    for i in np.flatnonzero(chances > floor):
        at = int(i) + low
        if found and at - found[-1][1] <= bridge:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found
