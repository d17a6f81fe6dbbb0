"""The day of publication of a report without one, from acts that other reports date. Sentences are invented."""

import pytest

from khronika.link.contexts import make_context
from khronika.link.dating import date_by_others
from khronika.link.keys import find_keys
from khronika.link.state import MemoryState

DATED = "Police raided the Berezka camp in Orsk on Friday, 22 March 2024 and detained 64 workers, Anna Testova said."
OTHER = "Police raided the Berezka camp in Orsk on Friday, 15 March 2024 and detained 64 workers, Anna Testova said."


def date_report(extract, text, *others, published=None):
    """Return the day and the reason that others give a report."""
    held = {f"r{i}": extract(other, id=f"r{i}", outlet=f"Post {i}") for i, other in enumerate(others)}
    state = MemoryState(held)
    for one in held.values():
        state.put_keys({one.id: find_keys(make_context(one))})
    found = date_by_others(state, extract(text, id="new", outlet="News", published=published))
    return (found.value, found.from_, found.reason) if found else None


def told(words):
    return f"Police raided the Berezka camp in Orsk {words} and detained 64 workers, Anna Testova said."


CASES = [
    (told("yesterday"), [DATED], "2024-03-23", "a step from the day of the report"),
    (told("two days ago"), [DATED], "2024-03-24", "two steps"),
    (told("last Friday"), [DATED], "2024-03-23", "a week in which all days read the same: the first of them"),
    (told("on Friday"), [DATED], "2024-03-22", "the day itself too"),
    (told("last week"), [DATED], None, "no day"),
    (told("on Thursday"), [DATED], None, "another weekday"),
    (told("last Friday"), [DATED, OTHER], None, "two acts that it may mean"),
    (told("last Friday"), [], None, "nobody else tells of it"),
    (told("last Friday") + " They detained 12 men in Riga yesterday.", [DATED], None, "days that hang on which it is"),
    ("Police raided a shop in Riga last Friday.", [DATED], None, "another act"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "others", "day", "note"), CASES, ids=[row[3] for row in CASES])
def test_dating(extract, text, others, day, note):
    found = date_report(extract, text, *others)
    assert (found and found[:2]) == (day and (day, "inferred"))


def test_the_reason_names_the_words_the_day_and_who_told_it(extract):
    assert date_report(extract, told("last Friday"), DATED)[2] == (
        "what was “last Friday” is of 2024-03-22 in r0; written between 2024-03-23 and 2024-03-29"
    )
    assert date_report(extract, told("yesterday"), DATED)[2] == "what was “yesterday” is of 2024-03-22 in r0"


def test_a_report_that_has_its_day_is_left_alone(extract):
    assert date_report(extract, told("yesterday"), DATED, published="2024-03-29") is None
