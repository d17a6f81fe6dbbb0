"""From scores of arcs to trees: always a tree, and the best one."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.language.trees import read_heads


def is_tree(heads):
    """Tell whether one word hangs on the root and every word reaches it."""

    def reaches(i):
        seen = set()
        while i and i not in seen:
            seen.add(i)
            i = heads[i - 1]
        return i == 0

    return list(heads).count(0) == 1 and all(reaches(i) for i in range(1, len(heads) + 1))


def score(scores, heads):
    return sum(scores[i][h] for i, h in enumerate(heads))


@given(n=st.integers(1, 14), seed=st.integers(0, 10**6), spread=st.sampled_from([0.01, 1.0, 30.0]))
def test_every_answer_is_a_tree_with_one_root(n, seed, spread):
    scores = (np.random.default_rng(seed).normal(size=(n, n + 1)) * spread).astype(np.float32)
    assert is_tree(read_heads(scores).tolist())


@given(n=st.integers(1, 14), value=st.sampled_from([0.0, -5.0, 7.0]))
def test_equal_scores_give_a_tree_too(n, value):
    assert is_tree(read_heads(np.full((n, n + 1), value, np.float32)).tolist())


def rooted(scores):
    """Return the root that is chosen: the word that speaks loudest for it, unless the best heads are a tree."""
    n = len(scores)
    barred = scores.astype(np.float64)
    for i in range(n):
        barred[i, i + 1] = -np.inf
    greedy = barred.argmax(1).tolist()
    return greedy.index(0) if is_tree(greedy) else int(scores[:, 0].argmax())


@given(n=st.integers(1, 4), seed=st.integers(0, 10**6))
def test_it_is_the_best_tree_under_its_root(n, seed):
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    root = rooted(scores)
    trees = [h for h in product(range(n + 1), repeat=n) if is_tree(h) and h[root] == 0]
    best = max(trees, key=lambda heads: score(scores, heads))
    assert score(scores, read_heads(scores)) == pytest.approx(score(scores, best), abs=1e-4)


KNOWN = [
    ([[9, 0]], [0], "one word"),
    ([[0, 9, 5], [9, 0, 0]], [2, 0], "a word under itself is not looked at"),
    ([[9, 0, 0], [8, 1, 0]], [0, 1], "two roots become one"),
    ([[1, 0, 9, 0], [0, 9, 0, 1], [5, 0, 0, 0]], [2, 3, 0], "a cycle is broken where it costs least"),
]


@pytest.mark.parametrize(("scores", "heads", "note"), KNOWN, ids=[row[2] for row in KNOWN])
def test_known_trees(scores, heads, note):
    assert read_heads(np.array(scores, np.float32)).tolist() == heads
