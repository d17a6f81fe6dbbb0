"""Who says what, read from scores: which parts belong to which anchor."""

import pytest

from khronika.language.speech import read_attributions, read_parts
from tests.language.scored import empty_rows, make_weights, speech_rows

# Words are three characters long with a space between; an attribution is told as "source/cue/content" in word numbers.
CASES = [
    ("c0 c0 c0 | s0 q0*", ["4/5/0-2"], "content, source, cue"),
    ("s0 q0* c0 c0", ["0/1/2-3"], "source first"),
    ("c0 c0 | s0 q0* | c0 c0", ["3/4/0-1,6-7"], "content on both sides"),
    ("c0 | c0 c0 q0*", ["/4/0,2-3"], "a word that is nobody's parts the content; no source"),
    ("s0* c0 c0", ["0//1-2"], "no cue"),
    ("s0 q0* c0 | s1 q1* c1", ["0/1/2", "4/5/6"], "two, each with its own"),
    ("s0 q0*", [], "nothing is said"),
    ("c0* c0", [], "content alone is nobody's"),
    ("| | |", [], "nothing at all"),
    ("s0 q0* c0 c0 | | | | c- c-", ["0/1/2-3,8-9"], "content that nobody claims goes to the one there is"),
]


def words_of(span):
    first, last = span[0] // 4, (span[1] - 3) // 4
    return str(first) if first == last else f"{first}-{last}"


@pytest.mark.parametrize(("words", "wanted", "note"), CASES, ids=[row[2] for row in CASES])
def test_attributions(words, wanted, note):
    weights = make_weights()
    rows = speech_rows(weights, words)
    offsets = [(4 * i, 4 * i + 3) for i in range(len(rows))]
    found = read_attributions(weights, rows, offsets)
    told = ["/".join(",".join(words_of(s) for s in part) for part in (a.source, a.cue, a.content)) for a in found]
    assert told == wanted


def test_no_words_no_attributions():
    weights = make_weights()
    assert read_attributions(weights, empty_rows(weights, 0), []) == []


def test_parts_are_told_whoever_they_belong_to():
    weights = make_weights()
    rows = speech_rows(weights, "s- s- | c- q-")
    offsets = [(4 * i, 4 * i + 3) for i in range(len(rows))]
    assert read_parts(weights, rows, offsets) == {"source": [(0, 7)], "cue": [(16, 19)], "content": [(12, 15)]}
