"""The words that events and figures are told in."""

import pytest

from khronika.model import Act
from khronika.reckon.words import (
    act_noun,
    act_preposition,
    figure_word,
    name_unit,
    say_count,
    say_counted,
    say_days,
    say_interval,
    say_list,
    say_source,
    split_counted,
    unit_family,
)


@pytest.mark.parametrize("act", Act)
def test_every_act_has_its_words(act):
    assert act_noun(act)[0].isupper()
    assert split_counted(say_counted(act, left=True, part=True)) == (figure_word(act), True, True)
    assert act_preposition(act) in {"of", "to", "on", "against", "by", None}


INTERVALS = [
    ((None, None), "an unknown number"),
    ((65, None), "at least 65"),
    ((None, 9), "up to 9"),
    ((0, 9), "up to 9"),
    ((0, 0), "0"),
    ((4, 4), "4"),
    ((2000, 9999), "2,000 to 9,999"),
]


@pytest.mark.parametrize(("interval", "words"), INTERVALS, ids=[row[1] for row in INTERVALS])
def test_intervals(interval, words):
    assert say_interval(interval) == words


DAYS = [
    ("2024-03-28", "2024-03-28", "28 March 2024"),
    ("2024-03-01", "2024-03-31", "March 2024"),
    ("2024-02-01", "2024-02-29", "February 2024"),
    ("2024-03-22", "2024-03-29", "22 to 29 March 2024"),
    ("2024-03-01", "2024-03-30", "1 to 30 March 2024"),
    ("2024-03-28", "2024-04-02", "28 March to 2 April 2024"),
    ("2023-12-30", "2024-01-02", "30 December 2023 to 2 January 2024"),
    ("2024-01-01", "2024-12-31", "2024"),
    (None, "2024-03-29", "until 29 March 2024"),
    ("2024-03-29", None, "from 29 March 2024"),
    (None, None, ""),
]


@pytest.mark.parametrize(("first", "last", "words"), DAYS, ids=[row[2] for row in DAYS])
def test_days(first, last, words):
    assert say_days(first, last) == words


@pytest.mark.parametrize(("names", "words"), [("", ""), ("A", "A"), ("AB", "A and B"), ("ABC", "A, B and C")])
def test_lists(names, words):
    assert say_list(names) == words


@pytest.mark.parametrize(("number", "words"), [(0, "no"), (2, "two"), (11, "11"), (1200, "1,200")])
def test_small_numbers_are_words(number, words):
    assert say_count(number) == words


FAMILIES = [
    (Act.KILLING, "farmers", "people"),
    (Act.KILLING, None, "people"),
    (Act.KILLING, "children", "children"),
    (Act.DISPLACEMENT, "households", "families"),
    (Act.PROPERTY_DESTRUCTION, "homes", "houses"),
    (Act.PROPERTY_DESTRUCTION, "bridges", "bridges"),
    (Act.SEIZURE, "rifles", "weapons"),
    (Act.RAID, "homes", "sites"),
    (Act.RAID, "offices", "sites"),
]


@pytest.mark.parametrize(("act", "unit", "family"), FAMILIES)
def test_only_like_is_set_beside_like(act, unit, family):
    assert unit_family(act, unit) == family


@pytest.mark.parametrize(
    ("unit", "named"),
    [
        ("victim", "victims"),
        ("woman", "women"),
        ("dead", "people"),
        ("baby", "babies"),
        ("Custody", "people"),
        ("miners", "miners"),
    ],
)
def test_a_unit_is_named_as_a_plural_of_whom_it_counts(unit, named):
    assert name_unit(unit) == named


@pytest.mark.parametrize(
    ("name", "said"),
    [("regional hospital", "the regional hospital"), ("post.example", "post.example"), ("Open Watch", "Open Watch")],
)
def test_a_site_takes_no_article(name, said):
    assert say_source(name) == said
