"""Engines by name, and what every engine promises of a document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.errors import LanguageError
from khronika.language import load_engine
from khronika.model import Attribution
from tests.factories import make_report


def test_the_reader_is_the_one_without_a_name():
    assert load_engine().name == load_engine("reader").name == "reader"


@pytest.fixture(scope="module", params=["reader", "rules"])
def engine(request):
    """Each engine: what is promised, all of them hold."""
    return load_engine(request.param)


def test_it_reads_english_alone(engine):
    assert engine.languages == frozenset({"en"})


@pytest.mark.parametrize("name", ["", "RULES", "oracle"])
def test_an_engine_that_is_not_there_is_named_with_those_that_are(name):
    with pytest.raises(LanguageError, match="no such engine; there are: .*rules") as caught:
        load_engine(name)
    assert caught.value.about == name


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_offsets_of_the_document_are_those_of_the_text(engine, text):
    doc = engine.annotate(make_report(text=text))
    assert len(doc.text) == len(text)
    for token in doc:
        ours = text[token.idx : token.idx + len(token)]
        assert ours == token.text or ours.isspace() == token.text.isspace() or ours.split() == token.text.split()


def test_every_stage_may_rely_on_what_it_annotates(engine):
    doc = engine.annotate(make_report(text="Ten men were detained in Osh, a lawyer said."))
    assert doc.has_annotation("SENT_START") and doc.has_annotation("POS") and doc.has_annotation("LEMMA")
    assert [phrase.text for phrase in doc.spans["noun_phrases"]] == ["Ten men", "Osh", "a lawyer"]
    assert all(isinstance(found, Attribution) for found in doc.user_data["attributions"])


def test_odd_spaces_are_plain_for_the_engine_and_kept_in_the_report(engine):
    text = "Ten\u00a0men\tleft\nin vans."
    assert engine.annotate(make_report(text=text)).text == "Ten men left in vans."


def test_a_text_of_nothing_but_space_is_read(engine):
    assert engine.annotate(make_report(text=" \n ", blocks=())).user_data["attributions"] == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\n\u00a0", "\u2003"])
def test_a_text_without_words_has_nothing_in_it(engine, text):
    doc = engine.annotate(make_report(text=text, blocks=()))
    assert len(doc.text) == len(text)
    assert doc.user_data["attributions"] == [] and not doc.ents
    assert [group for group, spans in doc.spans.items() if len(spans)] == []
