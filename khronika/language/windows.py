"""Runs the encoder over a whole text in windows that overlap and end between sentences where they can."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Any, TypeVar

import numpy as np

from khronika.language.pieces import INNER
from khronika.language.weights import Floats, Weights

CORE = 204
"""Pieces of a window whose words are read from it."""
SIDE = 24
"""Pieces of context on either side of them."""
AHEAD = 32
"""Windows that are read before their rows are wanted: enough work for the cores while a document is written."""
_one_thread = False
T = TypeVar("T")
_ENDS = frozenset('.!?:"”…')


Text = tuple[Sequence[str], Sequence[str], Sequence[int]]
"""Words of a text, the gaps before them, and their marks."""
_Running = tuple["Future[Floats] | None", bool]


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


def read_rows(weights: Weights, texts: Iterable[Text], ahead: int = AHEAD) -> Iterator[Floats]:
    """Give for each text one row of scores and projections for each word, in order; read on while they are used.

    Every window runs by itself: int8 activations are scaled by what is in a batch, so that a batch of several would
    make a text's reading depend on its neighbours. Windows run side by side on all cores.

    Args:
        texts: words, gaps before them and marks (see `khronika.language.pieces`); taken when their turn comes.
        ahead: windows that are at work or wait to be fetched.
    """
    width = max(s.stop for s in weights.columns.values())
    parts: list[Floats] = [np.zeros((0, width), np.float32)]
    for window, is_last in _started(_set_to_work(weights, texts), ahead):
        if window is not None:
            parts.append(window.result())
        if is_last:
            yield np.concatenate(parts)
            del parts[1:]


def _started(running: Iterator[_Running], ahead: int) -> Iterator[_Running]:
    """Give what is running in order, and let so many run ahead of it."""
    queue = deque(islice(running, ahead))
    while queue:
        yield queue.popleft()
        queue.extend(islice(running, 1))


def _set_to_work(weights: Weights, texts: Iterable[Text]) -> Iterator[_Running]:
    """Give each window's rows to come, and whether it is the last of its text; None for a text without words."""
    pool = _pool()
    for words, gaps, marks in texts:
        pieces = weights.pieces.cut(words)
        lengths = [len(p) for p in pieces]
        windows = cut_windows(lengths, words, gaps)
        for window in windows:
            seen = slice(window.left, window.right)
            task = (weights, pieces[seen], lengths[seen], marks[seen], window)
            yield pool.submit(_run, *task), window is windows[-1]
        if not windows:
            yield None, True


class _OwnThread(Executor):
    """Runs each task at once, where it is submitted."""

    def submit(self, task: Callable[..., T], /, *inputs: Any, **named: Any) -> Future[T]:
        """Return what the task gave."""
        done: Future[T] = Future()
        done.set_result(task(*inputs, **named))
        return done


@cache
def _pool() -> Executor:
    if _one_thread:
        return _OwnThread()
    return ThreadPoolExecutor(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def read_in_one_thread() -> None:
    """Let this process read in one thread, since others like it use the other cores."""
    global _one_thread
    _one_thread = True
    _pool.cache_clear()


def _run(
    weights: Weights, pieces: Sequence[tuple[int, ...]], lengths: Sequence[int], marks: Sequence[int], window: Window
) -> Floats:
    """Return the rows of one window's words."""
    ids = [weights.pieces.opening, *chain.from_iterable(pieces), weights.pieces.closing]
    firsts = np.cumsum([1, *lengths[:-1]])
    shown = np.full(len(ids), INNER, np.int64)
    shown[firsts] = marks
    core = firsts[window.start - window.left : window.end - window.left]
    inputs = {"ids": np.array([ids], np.int64), "marks": shown[None], "first": core}
    result: Floats = weights.session.run(["rows"], inputs)[0]
    return result
