"""From scores of words to spans: BIO tables, runs and bridges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.language.spans import REACH, WordSpan, read_runs, read_spans, score_roles, soften
from khronika.language.weights import load_weights

NAMES = ["O", "B-DATE", "I-DATE", "B-SET", "I-SET"]


def scores_of(tags):
    """Return scores that are sure of each tag."""
    return np.array([[8.0 if name == tag else 0.0 for name in NAMES] for tag in tags.split()], np.float32)


TABLES = [
    ("O O O", [], "nothing"),
    ("O B-DATE I-DATE O", [(1, 3, "DATE")], "one span"),
    ("B-DATE I-DATE B-DATE", [(0, 2, "DATE"), (2, 3, "DATE")], "a span right after another"),
    ("I-DATE I-DATE O", [(0, 2, "DATE")], "no beginning"),
    ("B-DATE O B-SET", [(0, 1, "DATE"), (2, 3, "SET")], "two types"),
    ("B-DATE B-SET I-SET", [(0, 1, "DATE"), (1, 3, "SET")], "another type begins"),
    ("B-DATE I-SET I-SET", [(0, 3, "SET")], "words waver: the type that most speak for"),
]


@pytest.mark.parametrize(("tags", "wanted", "note"), TABLES, ids=[row[2] for row in TABLES])
def test_spans(tags, wanted, note):
    assert read_spans(scores_of(tags), NAMES) == [WordSpan(*row) for row in wanted]


def test_a_word_that_is_likelier_in_some_span_than_in_none_is_in_one():
    scores = np.array([[2.0, 1.8, 0.0, 1.8, 0.0]], np.float32)
    assert [(s.start, s.end) for s in read_spans(scores, NAMES)] == [(0, 1)]


def test_spans_written_alike_get_the_type_that_all_of_them_speak_for():
    date, neither = [0.0, 6.0, 0.0, 3.0, 0.0], [0.0, 3.0, 0.0, 3.2, 0.0]
    scores = np.array([date, [8.0, 0, 0, 0, 0], neither, [8.0, 0, 0, 0, 0], neither], np.float32)
    words = ["Harvest", "and", "harvest", "or", "Lent"]
    assert [s.name for s in read_spans(scores, NAMES)] == ["DATE", "SET", "SET"]
    assert [s.name for s in read_spans(scores, NAMES, words)] == ["DATE", "DATE", "SET"]


def test_no_words_no_spans():
    assert read_spans(np.zeros((0, len(NAMES)), np.float32), NAMES) == []


@given(n=st.integers(0, 30), seed=st.integers(0, 10**6))
def test_spans_lie_in_order_inside_the_text_and_never_overlap(n, seed):
    scores = np.random.default_rng(seed).normal(size=(n, len(NAMES))).astype(np.float32) * 3
    found = read_spans(scores, NAMES)
    edges = [edge for span in found for edge in (span.start, span.end)]
    assert edges == sorted(edges) and all(0 <= s.start < s.end <= n for s in found)


RUNS = [
    ([0.1, 0.9, 0.8, 0.1], {}, [(1, 3)], "a run"),
    ([0.9, 0.1, 0.9], {}, [(0, 3)], "a gap of one is bridged"),
    ([0.9, 0.1, 0.1, 0.9], {}, [(0, 1), (3, 4)], "a wider gap is not"),
    ([0.9, 0.1, 0.1, 0.1, 0.9], {"bridge": 3}, [(0, 5)], "unless the bridge is longer"),
    ([0.9, 0.1, 0.9], {"bridge": 0}, [(0, 1), (2, 3)], "no bridge"),
    ([0.5, 0.6], {}, [(1, 2)], "the floor itself is not over it"),
    ([0.3, 0.2], {"floor": 0.25}, [(0, 1)], "another floor"),
    ([], {}, [], "no words"),
]


@pytest.mark.parametrize(("chances", "options", "wanted", "note"), RUNS, ids=[row[3] for row in RUNS])
@pytest.mark.parametrize("low", [0, 40])
def test_runs(chances, options, wanted, note, low):
    assert read_runs(np.array(chances), low, **options) == [(a + low, b + low) for a, b in wanted]


def test_chances_of_a_word_sum_to_one_however_large_its_scores():
    chances = soften(np.array([[1000.0, 0.0], [-1000.0, -1000.0]], np.float32))
    assert chances.tolist() == [[1.0, 0.0], [0.5, 0.5]]


@pytest.mark.parametrize(("n", "anchor", "low", "seen"), [(3, 1, 0, 3), (900, 0, 0, REACH + 1), (900, 500, 300, 401)])
@pytest.mark.parametrize("kind", ["speech", "act"])
def test_roles_are_looked_for_within_reach(kind, n, anchor, low, seen):
    weights = load_weights()
    rows = np.random.default_rng(0).normal(size=(n, max(c.stop for c in weights.columns.values()))).astype(np.float32)
    first, chances = score_roles(weights, kind, rows, anchor)
    assert (first, chances.shape) == (low, (seen, len(weights.names[f"{kind}_roles"])))
    assert ((chances >= 0) & (chances <= 1)).all()
