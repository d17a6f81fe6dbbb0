"""Named rules for exports: the same words, other figures."""

import pytest

from khronika.values.count_rules import RULES, export_count, pick_lowest, split_evenly
from khronika.values.number_counts import find_counts

ROWS = [  # words, acled-2024 small and large, literal-lower, literal-upper, idmc-median, ucdp-lbh
    ("12 people were killed", 12, 12, 12, 12, 12, (12, 12, 12)),
    ("dozens of people were killed", 12, 12, 24, 99, 55, (24, None, 99)),
    ("tens of people were killed", 10, 10, 20, 99, 59, (20, None, 99)),
    ("hundreds of people were killed", 100, 100, 200, 999, 550, (200, None, 999)),
    ("several people were killed", 3, 10, 3, 9, 6, (3, None, 9)),
    ("many people were killed", 3, 10, None, None, None, (None, None, None)),
    ("a number of people were killed", 3, 10, 3, 9, 6, (3, None, 9)),
    ("30 casualties", 0, 0, 30, 30, 30, (30, 30, 30)),
    ("no people were killed", 0, 0, 0, 0, 0, (0, 0, 0)),
    ("at least 40 people were killed", 40, 40, 40, None, None, (40, None, None)),
    ("20 to 30 people were killed", 20, 20, 20, 30, 25, (20, None, 30)),
    ("tens of thousands of people", 10000, 10000, 20000, 99999, 59999, (20000, None, 99999)),
]


@pytest.mark.parametrize(("words", "small", "large", "lower", "upper", "median", "lbh"), ROWS, ids=[r[0] for r in ROWS])
def test_figures(words, small, large, lower, upper, median, lbh):
    count = find_counts(words)[0]
    assert export_count(count, "acled-2024", what="killed") == {"killed (acled-2024)": small}
    assert export_count(count, "acled-2024", what="killed", large=True) == {"killed (acled-2024)": large}
    assert export_count(count, "literal-lower", what="killed") == {"killed (literal-lower)": lower}
    assert export_count(count, "literal-upper", what="killed") == {"killed (literal-upper)": upper}
    assert export_count(count, "idmc-median", what="killed") == {"killed (idmc-median)": median}
    assert tuple(export_count(count, "ucdp-lbh", what="killed").values()) == lbh


def test_every_column_carries_its_rule():
    count = find_counts("64 workers")[0]
    names = [name for rule in RULES for name in export_count(count, rule, what="held")]
    assert len(names) == len(set(names)) == len(RULES) + 2
    assert all("(" in name and name.startswith("held ") for name in names)


def test_an_unknown_rule_is_named():
    with pytest.raises(KeyError, match="best-guess"):
        export_count(find_counts("64 workers")[0], "best-guess", what="held")


def test_where_sources_differ_the_lowest_stands():
    assert pick_lowest([40, None, 64]) == 40
    assert pick_lowest([None]) is None


@pytest.mark.parametrize(("total", "records", "shares"), [(10, 3, [4, 3, 3]), (2, 3, [2, 0, 0]), (9, 1, [9])])
def test_split(total, records, shares):
    assert split_evenly(total, records) == shares
    assert sum(shares) == total


def test_nothing_is_split_over_no_records():
    with pytest.raises(ValueError, match="one record"):
        split_evenly(10, 0)
