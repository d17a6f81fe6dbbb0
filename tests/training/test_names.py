"""Which words of a mention are a name; the sentences are invented."""

import pytest

from training.names import find_proper_name, find_written_name, tag_names

PERSON, ORG, LOC = 0, 1, 2

WRITTEN = [
    ("the old mayor", ORG, None, "no name"),
    ("They", ORG, None, "a pronoun that begins a sentence"),
    ("US", LOC, "US", "no pronoun"),
    ("the town of Orlo", LOC, "Orlo", "a name behind a common noun"),
    ("The Orlo Guards", ORG, "Orlo Guards", "no article"),
    ("Bank of Orlo", ORG, "Bank of Orlo", "a link between parts"),
    ("Orlo and Bank", ORG, "Orlo and Bank", "what is joined is one firm"),
    ("Ilan and Mara", PERSON, None, "what is joined is two persons"),
    ("Judge Ilan Orlo", PERSON, "Ilan Orlo", "no title"),
    ("General", PERSON, None, "a title alone"),
    ("Minister of Orlo", PERSON, None, "an office"),
    ("Ilan , who left Orlo", PERSON, None, "words between"),
]


@pytest.mark.parametrize(("text", "kind", "name", "note"), WRITTEN, ids=[row[3] for row in WRITTEN])
def test_a_name_in_a_mention_without_word_classes(text, kind, name, note):
    words = text.split()
    found = find_written_name(words, (0, len(words) - 1, kind))
    assert (found and " ".join(words[found[0] : found[1] + 1])) == name


PROPER = [
    ("Orlo/P University/P , Kazkana/P", "1 -1 1 1", ORG, "Orlo University", "not what is beyond a comma"),
    ("University/P of Orlo/P", "-1 2 0", ORG, "University of Orlo", "a link"),
    ("the mayor of Orlo/P", "1 -1 3 1", PERSON, None, "the head is no name"),
    ("Dr./P Ilan/P Orlo/P", "1 -1 1", PERSON, "Ilan Orlo", "no title"),
    ("Ilan/P and Mara/P", "-1 2 0", PERSON, "Ilan", "the first of two"),
]


@pytest.mark.parametrize(("text", "heads", "kind", "name", "note"), PROPER, ids=[row[4] for row in PROPER])
def test_a_name_in_a_mention_with_word_classes(text, heads, kind, name, note):
    words, proper = [w.split("/")[0] for w in text.split()], [w.endswith("/P") for w in text.split()]
    found = find_proper_name(words, proper, [int(h) for h in heads.split()], (0, len(words) - 1, kind))
    assert (found and " ".join(words[found[0] : found[1] + 1])) == name


def test_a_name_in_a_longer_name_does_not_cut_it():
    tags = [0, -100, 0, -100, 0]
    tag_names(tags, [(3, 3, LOC), (1, 3, ORG)])
    assert tags == [0, 3, 4, 4, 0]
