"""Who says what, as the reading model sees it: cues, and the source and content that belong to each.

Two heads look at a part: one says which words are parts at all, the other which belong to an anchor (the first word of
a cue, or of a source or content without one). A word belongs where their mean says so; content that no anchor claims,
such as the second sentence of a quotation, goes to the anchor that comes closest to claiming it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from khronika.language.spans import read_runs, read_spans, score_roles, soften
from khronika.language.weights import Floats, Weights
from khronika.model import Attribution

Offsets = Sequence[tuple[int, int]]
_ANCHOR = 0.45  # chance of an anchor
_CLAIM = 0.45  # least chance that a word belongs to an anchor
_BOTH = {"source": 1.0, "cue": 1.0, "content": 1.1}  # what the two heads must give a word together
_LEFT = 0.8  # chance of content that no anchor claims


@dataclass(frozen=True, slots=True)
class _Anchor:
    """One attribution: the words near its anchor from `low` on, their chances by role, and which words are its own."""

    word: int
    low: int
    chances: Floats
    parts: dict[str, np.ndarray]

    def claim(self, role: int, start: int, end: int) -> float:
        """Return how much of a run of words the anchor comes close to claiming."""
        return float(self.chances[max(0, start - self.low) : max(0, end - self.low), role].sum())


def read_attributions(
    weights: Weights, rows: Floats, offsets: Offsets, sentences: Sequence[int] = ()
) -> list[Attribution]:
    """Return the attributions of a text in order; each has a content, and a source or a cue or both.

    Args:
        offsets: characters of each word.
        sentences: first word of each sentence, where known.
    """
    if not len(rows):
        return []
    roles = weights.names["speech_roles"]
    told = {role: 1.0 - soften(rows[:, weights.columns[role]])[:, 0] for role in roles}
    anchors = [_read_anchor(weights, rows, told, word) for word in _find_anchors(weights, rows)]
    if anchors:
        _give_away(anchors, told["content"], roles.index("content"))
        _give_back(anchors, np.searchsorted(np.array(sentences), np.arange(len(rows)), side="right"))
    found = []
    for anchor in anchors:
        spans = {role: _to_characters(anchor.parts[role], offsets) for role in roles}
        if spans["content"] and (spans["cue"] or spans["source"]):
            found.append(Attribution(source=spans["source"], cue=spans["cue"], content=spans["content"]))
    return sorted(found, key=lambda a: min(s for s, _ in (*a.content, *a.cue)))


def _find_anchors(weights: Weights, rows: Floats) -> list[int]:
    chances = 1.0 - soften(rows[:, weights.columns["speech"]])[:, 0]
    return [int(i) for i in np.flatnonzero(chances > _ANCHOR)]


def _read_anchor(weights: Weights, rows: Floats, told: dict[str, np.ndarray], word: int) -> _Anchor:
    """Return an anchor with the words that both heads give it."""
    low, chances = score_roles(weights, "speech", rows, word)
    parts = {}
    for k, role in enumerate(told):
        own = np.zeros(len(rows), bool)
        near = chances[:, k]
        own[low : low + len(near)] = (near > _CLAIM) & (near + told[role][low : low + len(near)] > _BOTH[role])
        parts[role] = own
    return _Anchor(word, low, chances, parts)


def _give_away(anchors: Sequence[_Anchor], told: np.ndarray, role: int) -> None:
    """Give each run of content that no anchor claims to the one that comes closest."""
    claimed = np.logical_or.reduce([anchor.parts["content"] for anchor in anchors])
    for start, end in read_runs(np.where(claimed, 0.0, told), 0, floor=_LEFT, bridge=0):
        best = max(anchors, key=lambda a: (a.claim(role, start, end), -abs(a.word - start)))
        best.parts["content"][start:end] = True


def _give_back(anchors: Sequence[_Anchor], sentence: np.ndarray) -> None:
    """Take from each anchor the content of another sentence that an anchor of that sentence claims too."""
    claims = np.stack([anchor.parts["content"] for anchor in anchors])
    kept = claims.copy()
    own = sentence[[anchor.word for anchor in anchors]]
    for claim, its in zip(claims, own, strict=True):
        low, high = np.searchsorted(sentence, (its, its + 1))
        kept[own != its, low:high] &= ~claim[low:high]
    for anchor, content in zip(anchors, kept, strict=True):
        anchor.parts["content"] = content


def _to_characters(own: np.ndarray, offsets: Offsets) -> tuple[tuple[int, int], ...]:
    runs = read_runs(own.astype(np.float32), 0, bridge=0)
    return tuple((offsets[start][0], offsets[end - 1][1]) for start, end in runs)


def read_parts(weights: Weights, rows: Floats, offsets: Offsets) -> dict[str, list[tuple[int, int]]]:
    """Return all spans of sources, cues and contents whether or not they belong together."""
    found = {}
    for role in weights.names["speech_roles"]:
        spans = read_spans(rows[:, weights.columns[role]], weights.names[role])
        found[role] = [(offsets[s.start][0], offsets[s.end - 1][1]) for s in spans]
    return found
