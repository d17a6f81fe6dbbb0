"""Windows over a text: every word is read once, with words on both sides, within what the encoder takes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.language.pieces import MAX_PIECES
from khronika.language.weights import load_weights
from khronika.language.windows import CORE, SIDE, cut_windows, read_rows

LENGTHS = st.lists(st.integers(1, MAX_PIECES), max_size=1200)


def plain(lengths):
    """Return windows over words that hold no end of a sentence."""
    return cut_windows(lengths, ["word"] * len(lengths), [" "] * len(lengths))


@given(lengths=LENGTHS, ends=st.sets(st.integers(0, 1199)))
def test_every_word_is_read_once_and_in_order(lengths, ends):
    words = ["." if i in ends else "word" for i in range(len(lengths))]
    windows = cut_windows(lengths, words, [" "] * len(lengths))
    assert [i for w in windows for i in range(w.start, w.end)] == list(range(len(lengths)))
    for w in windows:
        assert 0 <= w.left <= w.start < w.end <= w.right <= len(lengths)
        assert sum(lengths[w.left : w.right]) + 2 <= 256
        assert sum(lengths[w.start : w.end]) <= CORE


def test_context_on_both_sides_is_as_long_as_it_may_be():
    first, second, *_ = plain([1] * 1000)
    assert (first.left, first.right - first.end) == (0, SIDE)
    assert (second.start - second.left, second.right - second.end) == (SIDE, SIDE)


def test_no_words_no_windows():
    assert plain([]) == []


@pytest.mark.parametrize(
    ("at", "word", "gap", "end"),
    [
        (150, ".", " ", 151),
        (150, "”", " ", 151),
        (150, "word", "\n", 151),
        (150, ".", "", CORE),
        (50, ".", " ", CORE),
        (250, ".", " ", CORE),
    ],
    ids=["full stop", "closing mark", "line", "point inside a word", "too early", "too late"],
)
def test_a_window_ends_between_sentences_in_its_second_half(at, word, gap, end):
    words, gaps = ["word"] * 400, [" "] * 400
    words[at], gaps[at + 1] = word, gap
    assert cut_windows([1] * 400, words, gaps)[0].end == end


def test_rows_come_by_text_and_word():
    weights = load_weights()
    texts = [(["word"] * n, [" "] * n, [1] * n) for n in (0, 1, 500, 3)]
    rows = list(read_rows(weights, texts))
    assert [len(r) for r in rows] == [0, 1, 500, 3]
    assert {r.shape[1] for r in rows} == {max(s.stop for s in weights.columns.values())}
    assert all(np.isfinite(r).all() for r in rows)


def test_a_text_is_read_alike_beside_any_other():
    weights = load_weights()
    mine = (["Police", "detained", "64", "workers", "."], ["\n\n", " ", " ", " ", ""], [7, 1, 17, 1, 20])
    other = (["Fine"] * 300, [" "] * 300, [5] * 300)
    (alone,) = read_rows(weights, [mine])
    beside = list(read_rows(weights, [other, mine, other]))[1]
    assert np.array_equal(alone, beside)
