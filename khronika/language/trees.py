"""From scores of arcs to trees: the best head of each word, mended by Chu-Liu and Edmonds where that is no tree."""

import numpy as np

from khronika.language.weights import Floats, Ints, Weights


def read_heads(scores: Floats) -> Ints:
    """Return the head of each word of a sentence: 0 for the root, else a word's place from 1 on.

    The result is a tree with one root.

    Args:
        scores: [n, n + 1]; column 0 is the root. The diagonal (a word under itself) is not looked at.
    """
    n = len(scores)
    padded = np.full((n + 1, n + 1), -np.inf, np.float64)
    padded[1:] = scores
    np.fill_diagonal(padded, -np.inf)
    heads: Ints = padded[1:].argmax(1)
    if (heads == 0).sum() == 1 and _is_tree(heads):
        return heads
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
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    outside = np.array([i for i in range(len(heads)) if i not in cycle])
    inside = np.array(sorted(cycle))
    gain = scores[inside, heads[inside]]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[:-1, -1] = scores[np.ix_(outside, inside)].max(1)
    entering = scores[np.ix_(inside, outside)] - gain[:, None]
    small[-1, :-1] = entering.max(0)
    small[0, :] = -np.inf
    solved = _spanning(small)
    found = heads.copy()
    for i, head in enumerate(solved[:-1]):
        if i:
            target = outside[i]
            found[target] = outside[head] if head < len(outside) else inside[scores[target, inside].argmax()]
    broken = solved[-1]
    entry = inside[entering[:, broken].argmax()]
    found[entry] = outside[broken]
    return found


def _cycle(heads: Ints) -> set[int] | None:
    """Return the words of one cycle, or None."""
    state = np.zeros(len(heads), np.int8)
    for start in range(1, len(heads)):
        path, i = [], start
        while i and not state[i]:
            state[i] = 1
            path.append(i)
            i = int(heads[i])
        if i and state[i] == 1 and i in path:
            return set(path[path.index(i) :])
        state[path] = 2
    return None


def read_tree(weights: Weights, rows: Floats) -> tuple[Ints, Ints]:
    """Return head (0: root, else place from 1 on) and label number of each word of one sentence."""
    columns, held = weights.columns, weights.matrices
    to = np.concatenate([held["root_arc"][None], rows[:, columns["arc_to"]]])
    heads = read_heads(rows[:, columns["arc_from"]] @ to.T)
    to = np.concatenate([held["root_label"][None], rows[:, columns["label_to"]]])
    hidden = np.maximum(rows[:, columns["label_from"]] + to[heads], 0.0)
    labels = hidden @ held["label_weight"].T + held["label_bias"]
    labels[:, weights.names["deprel"].index("root")] = np.where(heads == 0, np.inf, -np.inf)
    return heads, labels.argmax(1)
