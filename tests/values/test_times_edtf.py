"""Days and precision as EDTF strings."""

from datetime import date

import pytest

from khronika.values.dates import find_times
from khronika.values.edtf import format_edtf

ROWS = [  # first, last, precision, value, EDTF
    ("2024-03-29", "2024-03-29", "day", "", "2024-03-29"),
    ("2024-03-29", "2024-03-29", "hour", "2024-03-29T10:35", "2024-03-29T10:35:00"),
    ("2024-03-29", "2024-03-29", "hour", "2024-03-29T24:00", "2024-03-29"),
    ("2024-03-22", "2024-03-29", "day", "", "2024-03-22/2024-03-29"),
    ("2024-03-22", "2024-03-29", "week", "", "2024-03-22/2024-03-29"),
    ("2024-03-25", "2024-03-31", "week", "2024-W13", "2024-03-25/2024-03-31"),
    ("2024-03-01", "2024-03-31", "month", "2024-03", "2024-03"),
    ("2024-02-01", "2024-02-29", "month", "2024-02", "2024-02"),
    ("2024-03-01", "2024-03-29", "month", "2024-03", "2024-03-01/2024-03-29"),
    ("2024-03-01", "2024-03-31", "day", "", "2024-03-01/2024-03-31"),
    ("2024-01-01", "2024-12-31", "year", "2024", "2024"),
    ("2024-01-01", "2024-12-31", "day", "", "2024-01-01/2024-12-31"),
    ("2024-01-01", "2024-03-29", "year", "2024", "2024-01-01/2024-03-29"),
    ("2023-06-01", "2023-08-31", "month", "2023-SU", "2023-22"),
    ("2023-07-01", "2023-09-30", "month", "2023-Q3", "2023-07-01/2023-09-30"),
    ("1990-01-01", "1999-12-31", "unknown", "199", "199X"),
    ("1900-01-01", "1999-12-31", "unknown", "19", "19XX"),
    ("1995-01-01", "1996-12-31", "year", "", "1995-01-01/1996-12-31"),
    (None, "2024-03-29", "day", "", "../2024-03-29"),
    ("2024-03-29", None, "day", "", "2024-03-29/.."),
    (None, None, "unknown", "", None),
    (None, None, "day", "XXXX-05-13", "XXXX-05-13"),
    (None, None, "month", "XXXX-05", "XXXX-05"),
    (None, None, "day", "XXXX-WXX-5", None),
    ("0987-05-01", "0987-05-31", "month", "", "0987-05"),
]


def day(iso):
    return date.fromisoformat(iso) if iso else None


@pytest.mark.parametrize(("first", "last", "precision", "value", "expected"), ROWS)
def test_edtf(first, last, precision, value, expected):
    assert format_edtf(day(first), day(last), precision=precision, value=value) == expected


MARKS = [(True, False, "2024-03~"), (False, True, "2024-03?"), (True, True, "2024-03%")]


@pytest.mark.parametrize(("approximate", "inferred", "expected"), MARKS)
def test_doubt_is_marked(approximate, inferred, expected):
    first, last = date(2024, 3, 1), date(2024, 3, 31)
    marked = format_edtf(first, last, precision="month", approximate=approximate, inferred=inferred)
    assert marked == expected


def test_both_ends_of_an_interval_are_marked():
    assert format_edtf(date(2024, 3, 1), date(2024, 3, 3), inferred=True) == "2024-03-01?/2024-03-03?"
    assert format_edtf(None, date(2024, 3, 3), inferred=True) == "../2024-03-03?"


WORDS = [
    ("in February", "2024-02"),
    ("at 10:35 a.m.", "2024-03-29T10:35:00"),
    ("since 22 March", "2024-03-22/2024-03-29"),
    ("last summer", "2023-22"),
    ("for three days", None),
]


@pytest.mark.parametrize(("words", "expected"), WORDS)
def test_times_found_in_text(words, expected):
    time = find_times(words, date(2024, 3, 29))[0]
    assert format_edtf(time.from_, time.to, precision=time.precision, value=time.value) == expected
