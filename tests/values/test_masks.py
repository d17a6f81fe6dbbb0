"""A name is found in the forms in which pages write it, and a mask is as long as what it hides."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khronika.values.masks import MASK, Mask

NAME = "Mirbek Testov"
FORMS = [
    ("Mirbek Testov said", "###### ###### said", "as it is given"),
    ("MIRBEK\nTESTOV's", "######\n######'s", "in capitals, over a line end; the white space stays"),
    ("Testov, Mirbek", "####### ######", "family name first"),
    ("https://post.example/mirbek-testov-held/", "https://post.example/#############-held/", "in an address"),
    ("mirbek_testov.jpg", "#############.jpg", "in a file's name"),
    ("Mirbeks Testov", "Mirbeks Testov", "part of a word"),
    ("Mirbek and Testov", "Mirbek and Testov", "two words, not the name"),
    ("Testov", "Testov", "the family name alone, without the name before"),
]


@pytest.mark.parametrize(("text", "masked", "why"), FORMS, ids=[row[2] for row in FORMS])
def test_forms(text, masked, why):
    assert Mask(NAME).hide(text) == masked.replace("#", MASK)
    assert Mask(NAME).is_in(text) == (text != masked)


ALONE = [
    ("Mirbek Testov spoke. Testov left.", "###### ###### spoke. ###### left.", "the family name later on"),
    ("Mirbek Testov spoke. TESTOV left, testov too.", "###### ###### spoke. TESTOV left, testov too.", "also small"),
    ("Testov left.", "Testov left.", "where the whole name stands nowhere"),
]


@pytest.mark.parametrize(("text", "masked", "why"), ALONE, ids=[row[2] for row in ALONE])
def test_words_that_stand_alone(text, masked, why):
    assert Mask(NAME).widen(text).hide(text) == masked.replace("#", MASK)


CODES = ["<b>Mirb&#101;k</b> Testov", '{"by": "M\\u0069rbek Testov"}', "Mir<i>bek</i>&nbsp;Testov", "mirbek%20testov"]


@pytest.mark.parametrize("code", CODES)
def test_escaped_in_the_source_of_a_page(code):
    assert Mask(NAME).is_in_code(code)
    assert not Mask("Azamat Testov").is_in_code(code)


def test_other_scripts():
    address = "https://post.example/%D0%98%D0%B2%D0%B0%D0%BD-%D0%A2%D0%B5%D1%81%D1%82%D0%BE%D0%B2"
    assert not Mask("Иван Тестов").is_in(Mask("Иван Тестов").hide(f"{address} Иван Тестов ИВАН ТЕСТОВ"))


@given(st.text(), st.text(max_size=12), st.text())
@example("", "a.b", "")
@example("", "(", "")
def test_no_offset_moves_and_the_name_is_gone(before, name, after):
    text = f"{before} {name} {after}"
    mask = Mask(name)
    masked = mask.widen(text).hide(text)
    assert len(masked) == len(text)
    assert [i for i, c in enumerate(masked) if c.isspace()] == [i for i, c in enumerate(text) if c.isspace()]
    assert not mask.is_in(masked) or not mask.words
