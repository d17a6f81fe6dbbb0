"""Noun phrases: counts stay with what they count, times and clauses stay out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_report

PHRASES = [
    ("A lawyer arrested ten men.", ["A lawyer", "ten men"], "two"),
    ("More than 300 workers fled.", ["More than 300 workers"], "a comparator belongs to its number"),
    ("At least 40 of the men fled.", ["At least 40 of the men"], "a part of a group"),
    ("One of its unidentified lawyers fled.", ["One of its unidentified lawyers"], "one of"),
    ("Dozens of workers fled.", ["Dozens of workers"], "a vague number"),
    ("The rights group Open Border Watch fled.", ["The rights group Open Border Watch"], "words and a name"),
    ("The office of the old factory closed.", ["The office of the old factory"], "of after an office"),
    ("Police held ten men last Friday.", ["Police", "ten men"], "a time ends it"),
    ("They fled.", ["They"], "a pronoun"),
    ("A 27-year-old worker fled.", ["A 27-year-old worker"], "a hyphen inside a word"),
    ("The court gave the man a week.", ["The court", "the man", "a week"], "an article begins another"),
]


@pytest.mark.parametrize(("text", "wanted", "note"), PHRASES, ids=[row[2] for row in PHRASES])
def test_phrases(engine, text, wanted, note):
    doc = engine.annotate(make_report(text=text))
    assert [phrase.text for phrase in doc.spans["noun_phrases"]] == wanted


@given(text=st.text(st.sampled_from("aA1 .,-’'\nofthe“”"), min_size=1, max_size=120))
def test_phrases_are_apart_and_within_one_sentence(engine, text):
    doc = engine.annotate(make_report(text=text))
    last = 0
    for phrase in doc.spans["noun_phrases"]:
        assert last <= phrase.start < phrase.end
        assert not any(token.is_sent_start for token in phrase[1:])
        last = phrase.end
