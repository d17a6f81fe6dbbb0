"""Who says what: source, cue and content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_report


def attributions(engine, text):
    """Return the attributions in words, pieces joined by a bar."""
    doc = engine.annotate(make_report(text=text))
    return [
        tuple(" | ".join(text[s:e] for s, e in part) for part in (a.source, a.cue, a.content))
        for a in doc.user_data["attributions"]
    ]


ONE = [
    ("Ten men were detained, a lawyer said.", "a lawyer", "said", "Ten men were detained", "after"),
    ("A lawyer said that ten men were detained.", "A lawyer", "said", "ten men were detained", "before, with that"),
    ("The rights group Open Border Watch said ten men were detained.", "The rights group Open Border Watch", "said",
     "ten men were detained", "before, without that"),
    ("“Ten men were detained,” said Nino Testova, a lawyer.", "Nino Testova, a lawyer", "said",
     "“Ten men were detained,”", "inverted, with who she is"),
    ("According to the ministry, ten men were detained.", "the ministry", "According to", "ten men were detained",
     "according to, before"),
    ("Ten men were detained, according to the ministry.", "the ministry", "according to", "Ten men were detained",
     "according to, after"),
    ("The spokesman of the interior ministry told reporters that ten men were detained.",
     "The spokesman of the interior ministry", "told", "ten men were detained", "whom it was told is no content"),
    ("Lawyers warned on Friday that the men could be deported.", "Lawyers", "warned", "the men could be deported",
     "when it was said is no content"),
    ("The ministry denied that ten men were detained.", "The ministry", "denied", "ten men were detained", "denied"),
    ("The report found that guards had beaten prisoners.", "The report", "found", "guards had beaten prisoners",
     "a cue that needs a clause"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "note"), ONE, ids=[row[4] for row in ONE])
def test_one_attribution(engine, text, source, cue, content, note):
    assert attributions(engine, text) == [(source, cue, content)]


def test_who_is_cited_stands_beside_who_cites(engine):
    assert attributions(engine, "The men were beaten, the group said, citing two witnesses.") == [
        ("the group", "said", "The men were beaten"),
        ("two witnesses", "citing", "The men were beaten"),
    ]


def test_a_quote_without_a_cue_goes_on_from_the_one_before(engine):
    text = "“We saw it,” a witness told Sahel Wire. “They beat the men with sticks for an hour.”"
    assert attributions(engine, text) == [
        ("a witness", "told", "“We saw it,”"),
        ("a witness", "", "“They beat the men with sticks for an hour.”"),
    ]


NONE = [
    ("He walked home.", "no cue"),
    ("The police found a knife.", "a cue that needs a clause has none"),
    ("The report was published on Monday.", "nobody says anything"),
]


@pytest.mark.parametrize(("text", "note"), NONE, ids=[row[1] for row in NONE])
def test_no_attribution(engine, text, note):
    assert attributions(engine, text) == []


WORDS = st.sampled_from(
    'said that according to a lawyer the group , . “ ” " citing as saying he told Reuters : \n\n - ’s was'.split(" ")
)


@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join))
def test_whatever_the_words_the_parts_lie_in_the_text(engine, text):
    for found in engine.annotate(make_report(text=text)).user_data["attributions"]:
        assert found.content or found.cue
        for part in (found.source, found.cue, found.content):
            assert all(0 <= start < end <= len(text) for start, end in part)
            assert list(part) == sorted(part)


@pytest.mark.parametrize("text", ["Reuters quoted witnesses", "Reuters quoted a witness as", "He quoted"])
def test_a_quotation_that_the_text_breaks_off(engine, text):
    assert isinstance(attributions(engine, text), list)
