"""Which reports keys bring together."""

from hypothesis import given
from hypothesis import strategies as st

from khronika.link.keys import are_comparable, find_comparable

KEYS = ("anna testova|m24600", "anna testova|m24601", "orsk|m24600", "orsk|w105400", "berezka|orsk", "XA|d2024-03-22")


@given(st.dictionaries(st.sampled_from(KEYS), st.lists(st.sampled_from("abcd"), unique=True)))
def test_all_together_as_one_by_one(holders):
    shared = {report: [key for key in holders if report in holders[key]] for report in "abcd"}
    assert find_comparable(holders) == {report for report, keys in shared.items() if are_comparable(keys)}
