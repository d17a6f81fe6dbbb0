"""Groups of spans looked up by their words give what walking through the group gives."""

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from khronika.language.lookup import span_from, words_in, words_of

VOCAB = spacy.blank("en").vocab
RANGES = st.lists(st.tuples(st.integers(0, 19), st.integers(1, 4)).map(lambda r: (r[0], min(20, r[0] + r[1]))))


@given(RANGES)
def test_lookup_is_a_walk(ranges):
    doc = Doc(VOCAB, ["word"] * 20)
    doc.spans["times"] = [doc[a:b] for a, b in ranges]
    for i in range(20):
        assert (i in words_in(doc, "times")) == any(s.start <= i < s.end for s in doc.spans["times"])
        walked = next((s for s in doc.spans["times"] if s.start == i), None)
        found = span_from(doc, "times", i)
        assert (found and (found.start, found.end)) == (walked and (walked.start, walked.end))


def test_a_group_that_is_not_there_holds_nothing():
    assert words_in(Doc(VOCAB, ["word"]), "toponyms") == frozenset()


def test_words_are_found_by_their_lemmas():
    doc = Doc(VOCAB, ["He", "said", "or", "tells"], lemmas=["he", "say", "or", "tell"])
    assert [word.text for word in words_of(doc, {"tell", "say", "ask"})] == ["said", "tells"]
