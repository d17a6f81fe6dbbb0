"""From scores of words to spans: BIO tags, and which words stand in which role to an anchor."""

from dataclasses import dataclass

import numpy as np

from khronika.language.weights import Floats, Weights

REACH = 200
"""Words on either side of an anchor among which its parts are looked for."""


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Words `start` to `end` (exclusive) with a name."""

    start: int
    end: int
    name: str


def read_spans(scores: Floats, names: list[str]) -> list[WordSpan]:
    """Return the spans of BIO scores [n, tags]; an I- tag after another name begins a span of its own."""
    best = scores.argmax(1)
    found: list[WordSpan] = []
    for i in np.flatnonzero(best):
        edge, name = names[best[i]].split("-", 1)
        last = found[-1] if found else None
        if last and last.end == i and last.name == name and edge == "I":
            found[-1] = WordSpan(last.start, int(i) + 1, name)
        else:
            found.append(WordSpan(int(i), int(i) + 1, name))
    return found


def score_roles(weights: Weights, kind: str, rows: Floats, anchor: int) -> tuple[int, Floats]:
    """Return the first word looked at and each word's chances [words, roles] to stand in a role to the anchor."""
    held, columns = weights.matrices, weights.columns
    low, high = max(0, anchor - REACH), min(len(rows), anchor + REACH + 1)
    near = held["buckets"][np.arange(low, high) - anchor + 512]
    hidden = rows[anchor, columns[f"{kind}_anchor"]] + rows[low:high, columns[f"{kind}_other"]] + held[f"{kind}_near"][near]
    scores = np.maximum(hidden, 0.0) @ held[f"{kind}_weight"].T + held[f"{kind}_bias"]
    return low, 1.0 / (1.0 + np.exp(-scores))


def read_runs(chances: Floats, low: int, *, floor: float = 0.5, bridge: int = 1) -> list[tuple[int, int]]:
    """Return runs of words whose chance is over `floor`, gaps of up to `bridge` words closed; offsets begin at `low`."""
    found: list[tuple[int, int]] = []
    for i in np.flatnonzero(chances > floor):
        at = int(i) + low
        if found and at - found[-1][1] <= bridge:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found
