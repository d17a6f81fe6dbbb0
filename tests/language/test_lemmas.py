"""Dictionary forms of words, and that the packed dictionary is the library's."""

import pytest

from khronika.language.lemmas import FILE, find_lemma
from khronika.language.lemmas_build import read_dictionary
from khronika.values.blocks import Blocks

LEMMAS = [
    ("detained", "detain"),
    ("Killings", "killing"),
    ("shot", "shoot"),
    ("taken", "take"),
    ("women", "woman"),
    ("was", "be"),
    ("fled", "flee"),
]


@pytest.mark.parametrize(("word", "lemma"), LEMMAS)
def test_lemma(word, lemma):
    assert find_lemma(word) == lemma


def test_the_packed_dictionary_is_that_of_the_library():
    assert dict(Blocks(FILE.read_bytes())) == read_dictionary()
