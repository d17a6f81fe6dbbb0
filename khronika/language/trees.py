"""From scores of arcs to trees: the best head of each word, mended by Chu-Liu and Edmonds where that is no tree."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from khronika.language.weights import Floats, Ints, Weights


def read_heads(scores: Floats) -> Ints:
    """Return the head of each word of a sentence: 0 for the root, else a word's place from 1 on.

    The result is a tree with one root.

    Args:
        scores: [n, n + 1]; column 0 is the root. The diagonal (a word under itself) is not looked at.
    """
    n = len(scores)
    barred = scores.copy()
    barred.reshape(-1)[1 :: n + 2] = -np.inf
    heads: Ints = barred.argmax(1)
    if np.count_nonzero(heads == 0) == 1 and _is_tree(heads):
        return heads
    padded = np.full((n + 1, n + 1), -np.inf, np.float64)
    padded[1:] = barred
    root = int(padded[1:, 0].argmax()) + 1
    padded[1:, 0] = -np.inf
    padded[root, :] = -np.inf
    padded[root, 0] = 0.0
    solved: Ints = _spanning(padded)[1:]
    return solved


def _is_tree(heads: Ints) -> bool:
    """Tell whether every word reaches the root."""
    reached = np.concatenate([[0], heads])
    for _ in range(max(1, len(heads).bit_length())):
        reached = reached[reached]
    return not bool(reached.any())


def _spanning(scores: np.ndarray) -> Ints:
    """Return the maximum spanning arborescence of dense scores [dependent, head] rooted at 0 (Edmonds 1967)."""
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    inside = _cycle(heads)
    if inside is None:
        return heads
    outside = np.delete(np.arange(len(heads)), inside)
    gain = scores[inside, heads[inside]]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[:-1, -1] = scores[np.ix_(outside, inside)].max(1)
    entering = scores[np.ix_(inside, outside)] - gain[:, None]
    small[-1, :-1] = entering.max(0)
    small[0, :] = -np.inf
    solved = _spanning(small)
    found = heads.copy()
    chosen = np.append(outside, -1)[solved[:-1]]
    into = np.flatnonzero(chosen < 0)  # those that hang on the cycle take its best word
    chosen[into] = inside[scores[np.ix_(outside[into], inside)].argmax(1)]
    found[outside[1:]] = chosen[1:]
    broken = solved[-1]
    entry = inside[entering[:, broken].argmax()]
    found[entry] = outside[broken]
    return found


def _cycle(heads: Ints) -> Ints | None:
    """Return the words of one cycle in order, or None."""
    above = heads.tolist()
    met = [0] * len(above)  # the word whose way up first came by
    for start in range(1, len(above)):
        i = start
        while i and not met[i]:
            met[i] = start
            i = above[i]
        if i and met[i] == start:
            path = [i]
            while above[path[-1]] != i:
                path.append(above[path[-1]])
            return np.array(sorted(path))
    return None


def read_trees(weights: Weights, rows: Floats, starts: Sequence[int]) -> tuple[Ints, Ints]:
    """Return the head of each word of a text (a root is its own head) and the number of its label.

    Args:
        starts: the first word of each sentence.
    """
    columns, held = weights.columns, weights.matrices
    seek, offer = rows[:, columns["arc_from"]], rows[:, columns["arc_to"]]
    heads: Ints = np.arange(len(rows))
    for a, b in pairwise([*starts, len(rows)]):
        to = np.concatenate([held["root_arc"][None], offer[a:b]])
        found = read_heads(seek[a:b] @ to.T)
        heads[a:b] = np.where(found > 0, a + found - 1, heads[a:b])
    is_root = heads == np.arange(len(rows))
    to = np.where(is_root[:, None], held["root_label"], rows[heads, columns["label_to"]])
    hidden = np.maximum(rows[:, columns["label_from"]] + to, 0.0)
    labels = hidden @ held["label_weight"].T + held["label_bias"]
    labels[:, weights.names["deprel"].index("root")] = np.where(is_root, np.inf, -np.inf)
    return heads, labels.argmax(1)
