"""Whether words mean one person. Trees are made by hand, sentences invented."""

import pytest

from khronika.extract.persons import is_single
from tests.extract.test_counting import tree

SINGLES = [
    ("she/PRON/ROOT/0", True, "a pronoun of one"),
    ("they/PRON/ROOT/0", False, "a pronoun of many"),
    ("the/DET/det/1 journalist/NOUN/ROOT/1", True, "a person of the press"),
    ("the/DET/det/1 ministry/NOUN/ROOT/1", False, "an institution"),
    ("an/DET/det/1 NGO/PROPN/ROOT/1", False, "a single organisation is no count"),
    ("her/PRON/nmod:poss/1 family/NOUN/ROOT/1", False, "a group"),
    ("the/DET/det/1 suspects/NOUN/ROOT/1/suspect", False, "a plural"),
    ("a/DET/det/2 41-year-old/ADJ/amod/2 sub/NOUN/ROOT/2 -/PUNCT/punct/2 inspector/NOUN/flat/2", True, "an age"),
    ("Nino/PROPN/ROOT/0 Testova/PROPN/flat/0", True, "a name"),
]


@pytest.mark.parametrize(("words", "wanted", "note"), SINGLES, ids=[row[2] for row in SINGLES])
def test_one_person(words, wanted, note):
    doc = tree(words)
    assert is_single(doc[:]) is wanted
