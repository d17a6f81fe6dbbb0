"""Where sentences begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model import Block, BlockKind
from tests.factories import make_report


def sentences(engine, text, **fields):
    return [s.text.strip() for s in engine.annotate(make_report(text=text, **fields)).sents if s.text.strip()]


SPLITS = [
    ("Ten men were held. Two were freed.", ["Ten men were held.", "Two were freed."], "full stop"),
    ("Why? Nobody knows! They left… It rained.", ["Why?", "Nobody knows!", "They left…", "It rained."], "other marks"),
    ("“They beat us.” He wept.", ["“They beat us.”", "He wept."], "a closing mark belongs to its sentence"),
    ("He left (at noon.) She stayed.", ["He left (at noon.)", "She stayed."], "a bracket too"),
    ("Dr. Testova met Gen. Probin on Jan. 3.", ["Dr. Testova met Gen. Probin on Jan. 3."], "short forms"),
    ("N. Testova was held. A. B. Probin left.", ["N. Testova was held.", "A. B. Probin left."], "initials"),
    ("The U.S. embassy closed.", ["The U.S. embassy closed."], "points inside a short form"),
    ("It cost 3.5 million. 40 men left.", ["It cost 3.5 million.", "40 men left."], "a point inside a number"),
    ("He works at post.example now. Fine.", ["He works at post.example now.", "Fine."], "an address"),
    ("One paragraph\n\nanother one", ["One paragraph", "another one"], "an empty line"),
    ("one wrapped\nline of text", ["one wrapped\nline of text"], "a wrapped line is no border"),
]


@pytest.mark.parametrize(("text", "wanted", "note"), SPLITS, ids=[row[2] for row in SPLITS])
def test_sentences(engine, text, wanted, note):
    assert sentences(engine, text) == [words.replace("\n", " ") for words in wanted]


def test_a_block_begins_a_sentence(engine):
    text = "Ten Men Held in Osh\npolice came at night"
    border = text.index("police")
    blocks = (
        Block(kind=BlockKind.HEADLINE, start=0, end=border - 1),
        Block(kind=BlockKind.LEAD, start=border, end=len(text)),
    )
    assert sentences(engine, text, blocks=blocks) == ["Ten Men Held in Osh", "police came at night"]


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_sentences_hold_every_character_once(engine, text):
    doc = engine.annotate(make_report(text=text))
    assert "".join(s.text_with_ws for s in doc.sents) == doc.text
    assert len(doc.text) == len(text)
