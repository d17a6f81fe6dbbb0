"""Word pieces, and the mark of a word's shape and the break before it."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.language.pieces import BREAKS, INNER, MAX_PIECES, SHAPES, WordPieces, mark_word

WORDS = st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=300)
GAPS = st.text(st.sampled_from(" \t\n"), max_size=4)


@pytest.fixture(scope="module")
def pieces():
    return WordPieces(Path(str(files("khronika.language") / "weights" / "tokenizer.json")))


@given(words=st.lists(WORDS, max_size=8))
def test_every_word_has_one_to_six_pieces(pieces, words):
    cut = pieces.cut(words)
    assert len(cut) == len(words)
    assert all(1 <= len(ids) <= MAX_PIECES for ids in cut)


@given(words=st.lists(WORDS, min_size=1, max_size=8))
def test_a_word_is_cut_alike_wherever_it_stands(pieces, words):
    assert pieces.cut(words) == [pieces.cut([word])[0] for word in words]


def test_a_word_without_pieces_is_unknown(pieces):
    assert pieces.cut(["\u200b"]) == [(pieces.unknown,)]


def test_capitals_give_the_same_pieces(pieces):
    assert pieces.cut(["Detained", "DETAINED"]) == pieces.cut(["detained"] * 2)


MARKS = [
    ("detained", " ", "lower", "space"),
    ("Osh", " ", "title", "space"),
    ("A", "", "title", "none"),
    ("NGO", "\n", "upper", "line"),
    ("McAllister", "\n\n", "mixed", "block"),
    ("iPhone", "  ", "mixed", "space"),
    ("64", " ", "digit", "space"),
    ("A4", "", "digit", "none"),
    (",", "", "sign", "none"),
    ("“", "\n \n", "sign", "block"),
    ("Ünal", "\u00a0", "title", "space"),
    ("новости", " ", "lower", "space"),
]


@pytest.mark.parametrize(("word", "gap", "shape", "gap_name"), MARKS, ids=[row[0] + row[3] for row in MARKS])
def test_marks(word, gap, shape, gap_name):
    assert mark_word(word, gap) == 4 * SHAPES.index(shape) + BREAKS.index(gap_name)


@given(word=WORDS, gap=GAPS)
def test_a_first_piece_never_looks_like_an_inner_one(word, gap):
    assert 0 <= mark_word(word, gap) < INNER
