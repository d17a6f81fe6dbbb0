"""The days on which a statement puts its act."""

from datetime import date

import pytest

from khronika.link.days import read_days
from tests.factories import make_report, make_statement, make_when

WINDOWS = [
    # words, first and last day, the window, note
    ("on Thursday", "2024-03-28", "2024-03-28", (28, 28), "a day"),
    ("on the night of 28 March", "2024-03-28", "2024-03-28", (28, 29), "a night is of two days"),
    ("early on Thursday", "2024-03-28", "2024-03-28", (27, 28), "a dawn, too"),
    ("early March", "2024-03-01", "2024-03-10", (1, 10), "early in a month is no dawn"),
]


@pytest.mark.parametrize(("words", "first", "last", "window", "note"), WINDOWS, ids=[row[4] for row in WINDOWS])
def test_the_window_of_words(words, first, last, window, note):
    statement = make_statement(time=make_when(first, last, words))
    found = read_days(make_report("r1", statement), statement).window
    assert found == tuple(date(2024, 3, day) for day in window)
