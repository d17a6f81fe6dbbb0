"""Who says what, as the reading model sees it: cues, and the source and content that belong to each."""

from collections.abc import Sequence

import numpy as np

from khronika.language.spans import read_runs, read_spans, score_roles
from khronika.language.weights import Floats, Weights
from khronika.model import Attribution

Offsets = Sequence[tuple[int, int]]
_BRIDGES = {"source": 1, "cue": 1, "content": 3}
"""Words of another kind that a part of an attribution may run over, such as a comma."""


def read_attributions(weights: Weights, rows: Floats, offsets: Offsets) -> list[Attribution]:
    """Return the attributions of a text in order; each has a content, source and cue may be empty.

    Args:
        offsets: characters of each word.
    """
    names, columns = weights.names, weights.columns
    found = []
    for anchor in _anchors(rows[:, columns["speech"]]):
        low, chances = score_roles(weights, "speech", rows, anchor)
        parts: dict[str, tuple[tuple[int, int], ...]] = {}
        for k, role in enumerate(names["speech_roles"]):
            runs = read_runs(chances[:, k], low, bridge=_BRIDGES[role])
            parts[role] = tuple((offsets[a][0], offsets[b - 1][1]) for a, b in runs)
        if parts["content"] and (parts["cue"] or parts["source"]):
            found.append(Attribution(source=parts["source"], cue=parts["cue"], content=parts["content"]))
    return sorted(found, key=lambda a: min(s for s, _ in (*a.content, *a.cue)))


def _anchors(scores: Floats) -> list[int]:
    """Return the words that begin an attribution: the first of a cue, or of a source or content without one."""
    return [int(i) for i in np.flatnonzero(scores.argmax(1))]


def read_parts(weights: Weights, rows: Floats, offsets: Offsets) -> dict[str, list[tuple[int, int]]]:
    """Return all spans of sources, cues and contents whether or not they belong together."""
    found = {}
    for role in weights.names["speech_roles"]:
        spans = read_spans(rows[:, weights.columns[role]], weights.names[role])
        found[role] = [(offsets[s.start][0], offsets[s.end - 1][1]) for s in spans]
    return found
