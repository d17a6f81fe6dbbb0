"""English nouns in the plural and back."""

import pytest

from khronika.values.plurals import make_plural, make_singular

NOUNS = [("raid", "raids"), ("baby", "babies"), ("boy", "boys"), ("box", "boxes"), ("clash", "clashes"),
         ("coach", "coaches"), ("house", "houses"), ("class", "classes")]  # fmt: skip


@pytest.mark.parametrize(("one", "many"), NOUNS, ids=[row[0] for row in NOUNS])
def test_a_noun_in_the_plural_and_back(one, many):
    assert make_plural(one) == many
    assert make_singular(many) == one


def test_what_ends_in_no_s_stays():
    assert make_singular("people") == "people"
