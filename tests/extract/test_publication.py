"""The day of publication, inferred from days that a report names twice. Sentences are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.extract.publication import find_step
from tests.extract.telling import pick, tell_days

STEPS = [
    ("yesterday", -1, "a day back"),
    ("today", 0, "the day itself"),
    ("tomorrow", 1, "a day on"),
    ("two days ago", -2, "a count of days"),
    ("Friday", None, "hangs on the weekday"),
    ("last week", None, "no day"),
    ("28 March 2024", None, "stated"),
    ("a month ago", None, "no day"),
    ("raid", None, "no time"),
    ("yesterday and today", None, "two"),
]


@pytest.mark.parametrize(("words", "step", "note"), STEPS, ids=[row[0] for row in STEPS])
def test_steps(words, step, note):
    assert find_step(words) == step


@given(st.text(max_size=40))
def test_any_words_have_a_step_or_none(words):
    assert find_step(words) is None or isinstance(find_step(words), int)


TEXTS = [
    ("Police raided a camp in Osh yesterday, 28 March 2024.", "2024-03-29", "a day beside its date"),
    ("Police raided a camp in Osh on 27 March 2024, two days ago.", "2024-03-29", "the date first"),
    ("Ten men were detained on 28 March 2024. They were detained yesterday.", "2024-03-29", "an act twice"),
    ("Police raided a camp in Osh yesterday.", None, "no date"),
    ("Police raided a camp in Osh on 28 March 2024.", None, "no day of its own"),
    ("Police raided a camp on Friday, 22 March 2024.", None, "a weekday may be of any week"),
    ("Police came yesterday, 28 March 2024. They left yesterday, 3 April 2024.", None, "days that contradict"),
    ("Ten men were detained on 28 March 2024. One man was detained on 3 May 2023. Two were detained yesterday.", None,
     "an act on two days"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "note"), TEXTS, ids=[row[2] for row in TEXTS])
def test_reports(extract, text, day, note):
    published = extract(text, published=None).published
    assert (published.value, published.from_, bool(published.reason)) == (day, day and "inferred", day is not None)


def test_the_report_is_read_with_the_day_that_was_inferred(extract):
    report = extract(
        "Police raided a camp in Osh yesterday, 28 March 2024. Ten men were deported on Tuesday.", published=None
    )
    assert tell_days(pick(report, "deportation")) == ("2024-03-26", "2024-03-26")


def test_a_day_that_is_known_is_left_alone(extract):
    published = extract("Police raided a camp in Osh yesterday, 28 March 2024.", published="2024-05-01").published
    assert (published.value, published.from_, published.reason) == ("2024-05-01", "given", None)
