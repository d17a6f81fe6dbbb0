"""Runs the encoder over a whole text in windows that overlap and end between sentences where they can."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np

from khronika.language.pieces import INNER
from khronika.language.weights import Floats, Weights

CORE = 204
"""Pieces of a window whose words are read from it."""
SIDE = 24
"""Pieces of context on either side of them."""
_ENDS = frozenset('.!?:"”…')


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` are read; `left` and `right` bound what is seen."""

    start: int
    end: int
    left: int
    right: int


def cut_windows(lengths: Sequence[int], words: Sequence[str], gaps: Sequence[str]) -> list[Window]:
    """Return windows that together read every word once.

    Args:
        lengths: pieces of each word.
    """
    sums = np.concatenate([[0], np.cumsum(lengths)])
    found: list[Window] = []
    start, n = 0, len(words)
    while start < n:
        end = _fit(sums, start, CORE)
        if end < n:
            end = _between_sentences(start, end, words, gaps)
        left = int(np.searchsorted(sums, sums[start] - SIDE, side="left"))
        found.append(Window(start, end, left, _fit(sums, end, SIDE)))
        start = end
    return found


def _fit(sums: np.ndarray, start: int, room: int) -> int:
    """Return the end of the words from `start` that fit into `room` pieces, at least one where there is one."""
    end = int(np.searchsorted(sums, sums[start] + room, side="right")) - 1
    return min(max(end, start + 1), len(sums) - 1)


def _between_sentences(start: int, end: int, words: Sequence[str], gaps: Sequence[str]) -> int:
    """Return the last place in the second half of a window that looks like the end of a sentence, or `end`."""
    half = start + (end - start) // 2
    for i in range(end, half, -1):
        if "\n" in gaps[i] or (gaps[i] and words[i - 1][-1] in _ENDS):
            return i
    return end


def read_rows(
    weights: Weights, texts: Sequence[tuple[Sequence[str], Sequence[str], Sequence[int]]]
) -> Iterator[Floats]:
    """Return for each text one row of scores and projections for each word, in order; the work begins at once.

    Every window runs by itself: int8 activations are scaled by what is in a batch, so that a batch of several would
    make a text's reading depend on its neighbours. Windows of all texts given run side by side on all cores.

    Args:
        texts: words, gaps before them and marks (see `khronika.language.pieces`).
    """
    tasks, owners = [], []
    for owner, (words, gaps, marks) in enumerate(texts):
        pieces = weights.pieces.cut(words)
        lengths = [len(p) for p in pieces]
        for window in cut_windows(lengths, words, gaps):
            tasks.append((weights, pieces, lengths, marks, window))
            owners.append(owner)
    width = max(s.stop for s in weights.columns.values())
    return _gather(_pool().map(_run, tasks), owners, len(texts), width)


def _gather(parts: Iterator[Floats], owners: Sequence[int], count: int, width: int) -> Iterator[Floats]:
    """Give the rows of each text, once its last window is read."""
    held: list[Floats] = [np.zeros((0, width), np.float32)]
    at = 0
    for owner, part in zip(owners, parts, strict=True):
        while at < owner:
            yield np.concatenate(held)
            held, at = [np.zeros((0, width), np.float32)], at + 1
        held.append(part)
    while at < count:
        yield np.concatenate(held)
        held, at = [np.zeros((0, width), np.float32)], at + 1


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _run(task: tuple[Weights, Sequence[tuple[int, ...]], Sequence[int], Sequence[int], Window]) -> Floats:
    """Return the rows of one window's words."""
    weights, pieces, lengths, marks, window = task
    seen = [p for cut in pieces[window.left : window.right] for p in cut]
    ids = np.array([[weights.pieces.opening, *seen, weights.pieces.closing]], np.int64)
    firsts = 1 + np.concatenate([[0], np.cumsum(lengths[window.left : window.right])[:-1]]).astype(np.int64)
    shown = np.full_like(ids, INNER)
    shown[0, firsts] = marks[window.left : window.right]
    core = firsts[window.start - window.left : window.end - window.left]
    inputs = {"ids": ids, "marks": shown, "real": np.ones(ids.shape, bool), "first": core}
    result: Floats = weights.session.run(["rows"], inputs)[0]
    return result
