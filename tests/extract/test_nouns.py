"""Whole noun phrases around words."""

import pytest

from khronika.collect import make_capture
from khronika.extract.nouns import whole_phrase
from khronika.language import load_engine
from khronika.model import Given
from khronika.read import read_capture


@pytest.mark.parametrize(
    ("text", "word", "phrase"),
    [
        ("Police beat the mayor’s driver.", "driver", "the mayor’s driver"),
        ("They are okay, let’s take out the bomb.", "’s", "’s"),
        ("Guards beat dozens of farmers and their wives.", "farmers", "dozens of farmers"),
    ],
)
def test_a_phrase_is_whole_and_never_empty(text, word, phrase):
    doc = load_engine("reader").annotate(read_capture(make_capture(text.encode(), "text/plain", Given(id="a"))))
    at = next(token.i for token in doc if token.text == word)
    assert whole_phrase(doc, at, at + 1).text == phrase
