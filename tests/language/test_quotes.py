"""Quoted passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.language.quotes import find_quotes

QUOTES = [
    ("He said: “They beat us.” Then he left.", ["“They beat us.”"], "curly"),
    ('He said: "They beat us." Then he left.', ['"They beat us."'], "straight"),
    ("“One,” he said, “two.”", ["“One,”", "“two.”"], "two in a sentence"),
    ("“It began.\n\n“It went on.” He left.", ["“It began.", "“It went on.”"], "a quote over paragraphs"),
    ("The guards' room wasn't 'safe'.", [], "single marks cannot be told from apostrophes"),
    ("A 3\" gap in one line.\n\nAnother line.", [], "a straight mark that nothing closes"),
    ("No marks.", [], "none"),
    ("", [], "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "note"), QUOTES, ids=[row[2] for row in QUOTES])
def test_quotes(text, wanted, note):
    assert [text[start:end] for start, end in find_quotes(text)] == wanted


@given(st.text(st.sampled_from("ab \n“”\"'"), max_size=80))
def test_quotes_are_apart_in_order_and_begin_with_a_mark(text):
    last = 0
    for start, end in find_quotes(text):
        assert last <= start < end <= len(text)
        assert text[start] in '“"'
        assert "\n\n" not in text[start:end].strip()
        last = end
