"""Bare numbers: intervals, comparators and kinds; and what holds for any text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.values.number_counts import find_counts
from khronika.values.numbers import find_numbers, parse_count

KINDS = [  # words, kind of the first number
    ("64 workers", "count"),
    ("dozens of workers", "count"),
    ("the third raid", "ordinal"),
    ("the 3rd raid", "ordinal"),
    ("40 percent", "percent"),
    ("$400", "money"),
    ("400 euros", "money"),
    ("aged 40", "age"),
    ("a 40-year-old", "age"),
    ("Testov, 40, said", "age"),
    ("in 2017", "year"),
    ("the 1990s", "year"),
    ("at 10:35", "clock"),
    ("at 9 p.m.", "clock"),
    ("at half past eight", "clock"),
    ("at twenty past eleven", "clock"),
    ("a quarter to nine", "clock"),
    ("on 29 March", "date"),
    ("March 29", "date"),
    ("29.03.2024", "date"),
    ("40 km away", "measure"),
    ("for 40 days", "measure"),
    ("Article 19", "other"),
    ("Image 2 of 44", "other"),
    ("Photo: 21", "other"),
    ("one of them", "other"),
]
SPANS = [  # words, the number with its comparator, the bare number
    ("police held more than 64 workers", "more than 64", "64"),
    ("well over 100 people", "well over 100", "100"),
    ("between 20 and 30 people", "between 20 and 30", "20 and 30"),
    ("30 or more people", "30 or more", "30"),
    ("about 1.2 million people", "about 1.2 million", "1.2 million"),
]
PHRASES = [
    "more than 64 workers", "a dozen men", "one in five", "between 20 and 30", "12-year-old", "no arrests",
    "2 to 3 million",
    "40 of the 64", "including", "a man", "$5", "12 March 2024", "half of the", "tens of", "hundreds", "40%",
    "-", ",", ".", "1,000,000",
    "999999999999999", "٣٤", "½", "²", "most of the", "0", "00", "hundred", "a", "or more", "\n\n", "million",
]  # fmt: skip
NOISE = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
TEXTS = st.lists(st.one_of(st.sampled_from(PHRASES), NOISE), max_size=8).map(" ".join)


@pytest.mark.parametrize(("words", "kind"), KINDS, ids=[row[0] for row in KINDS])
def test_kinds(words, kind):
    assert find_numbers(words)[0].kind == kind


@pytest.mark.parametrize(("words", "whole", "bare"), SPANS, ids=[row[0] for row in SPANS])
def test_spans(words, whole, bare):
    number = find_numbers(words)[0]
    assert words[number.start : number.end] == whole
    assert words[number.core_start : number.core_end] == bare


def test_the_first_count_of_a_text():
    assert parse_count("In 2017 more than 64 people and 12 buses") == (65, None)
    assert parse_count("In 2017 nothing was said") is None


@given(text=TEXTS)
def test_any_text_gives_ordered_spans_and_intervals(text):
    end = 0
    for number in find_numbers(text):
        assert end <= number.start <= number.core_start < number.core_end <= number.end <= len(text)
        assert number.min is None or number.max is None or number.min <= number.max
        end = number.end


@given(text=TEXTS)
def test_any_text_gives_counts_inside_it(text):
    for count in find_counts(text):
        assert 0 <= count.start < count.end <= len(text)
        assert count.text == text[count.start : count.end]
        assert count.low is None or count.high is None or count.low <= count.high
        assert count.part_of is None or count.part_of[1] <= len(text)


LINES = (Path(__file__).parent / "numbers_counts.tsv").read_text(encoding="utf8").splitlines()
ROWS = [line.split("\t")[0] for line in LINES if line and not line.startswith("#") and "12 500" not in line]


@pytest.mark.parametrize("gap", ["  ", "\n", "\u00a0"])
def test_added_spaces_change_no_count(gap):
    for words in ROWS:
        spaced, plain = find_counts(words.replace(" ", gap)), find_counts(words)
        assert [(words, c.low, c.high, c.comparator, c.unit, c.mode, c.period) for c in spaced] == [
            (words, c.low, c.high, c.comparator, c.unit, c.mode, c.period) for c in plain
        ]
