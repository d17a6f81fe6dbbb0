"""Times: type, value, days and basis by a table of invented phrases, times that refer to others, and any text."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.values.dates import find_times

PUBLISHED = date(2024, 3, 29)  # a Friday
LINES = (Path(__file__).parent / "times.tsv").read_text(encoding="utf8").splitlines()
ROWS = [line.split("\t") for line in LINES if line and not line.startswith("#")]


def told(text, published=PUBLISHED):
    """Return words, value and days of the times of a text."""
    return [(t.text, t.value, iso(t.from_), iso(t.to)) for t in find_times(text, published)]


def iso(day):
    return day.isoformat() if day else "-"


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_times(row):
    found = find_times(row[0], PUBLISHED)
    if row[1] == "-":
        assert found == []
        return
    first = found[0]
    assert [first.text, first.type, first.value, iso(first.from_), iso(first.to), first.basis or "-"] == row[1:]


REFERRING = [  # text, the last time in it: words, value, basis
    ("They were held on 3 March. The next day they were freed.", "The next day", "2024-03-04", "text"),
    ("They were held on 3 March and freed that night.", "that night", "2024-03-03TNI", "text"),
    ("He was held on 3 March. Two days later he was free.", "Two days later", "P2D", "text"),
    ("Output fell in the third quarter. In that quarter it lost.", "that quarter", "2023-Q3", "text"),
    ("He was held in 2015. The following year he left.", "The following year", "2016", "text"),
    ("He was held in 2015. He left that year.", "that year", "2015", "text"),
    ("It fell in the third quarter, from a year earlier.", "a year earlier", "2022-Q3", "text"),
    ("On 3 March at 10:35 a.m. they came.", "10:35 a.m.", "2024-03-03T10:35", "text"),
    ("On 3 March men came. They shot at 10:35 a.m.", "10:35 a.m.", "2024-03-03T10:35", "text"),
    ("On 3 March they came, the previous Friday they did not.", "the previous Friday", "2024-03-01", "text"),
    ("They came on 3 March. In the morning they left.", "the morning", "2024-03-03TMO", "text"),
]


@pytest.mark.parametrize(("text", "words", "value", "basis"), REFERRING, ids=[row[1] for row in REFERRING])
def test_times_that_refer_to_others(text, words, value, basis):
    last = find_times(text, PUBLISHED)[-1]
    assert (last.text, last.value, last.basis) == (words, value, basis)


def test_a_day_of_the_month_told_of():
    times = find_times("They met on 3 January. On the 5th they left.", PUBLISHED)
    assert [t.value for t in times] == ["2024-01-03", "2024-01-05"]


@pytest.mark.parametrize("words", ["on the 9th floor", "the 9th, they said", "before the 9th round"])
def test_other_ordinals_are_no_days(words):
    assert find_times(words, PUBLISHED) == []


def test_a_length_told_on_from_a_day_has_its_day():
    assert told("They were held on 3 March. Two days later he was free.")[-1][2:] == ("2024-03-05", "2024-03-05")


JOINED = [  # text, days of each time in it
    ("in the first nine months of 2020", [("2020-01-01", "2020-09-30")] * 2),
    ("the last two weeks of March 2021", [("2021-03-18", "2021-03-31")] * 2),
    ("the first three days of the year", [("2024-01-01", "2024-01-03")] * 2),
    ("in October and November", [("2023-10-01", "2023-11-30")] * 2),
    ("on Tuesday and Thursday they came", [("2024-03-26", "2024-03-28")] * 2),
    ("in the 1970s and early 1980s", [("1970-01-01", "1983-12-31")] * 2),
    ("it lasted from Saturday evening until early Monday", [("2024-03-23", "2024-03-25")] * 2),
    ("between 2016 and now", [("2016-01-01", "2024-03-29")] * 2),
    ("in the 12 months to March 2023", [("2022-04-01", "2023-03-31")] * 2),
    ("for the nine months ended 30 September 2023", [("2023-01-01", "2023-09-30")] * 2),
    ("he has 12 months to March 2025", [("-", "-"), ("2025-03-01", "2025-03-31")]),
    ("on Tuesday and in March", [("2024-03-26", "2024-03-26"), ("2024-03-01", "2024-03-29")]),
    ("They came on 3 March. By the next day they left.", [("2024-03-03",) * 2, ("2024-03-04",) * 2]),
    ("on Wednesday night June 1, 2016", [("2016-06-01", "2016-06-01")] * 2),
    ("on Wednesday night, and on June 1, 2016", [("2024-03-27", "2024-03-27"), ("2016-06-01", "2016-06-01")]),
]


@pytest.mark.parametrize(("text", "days"), JOINED, ids=[row[0] for row in JOINED])
def test_times_side_by_side_tell_of_each_other(text, days):
    assert [row[2:] for row in told(text)] == days


LENT = [  # text, days of the first time in it
    ("between September and March 2021", ("2020-09-01", "2021-03-31")),
    ("from 5 May to 2 July 2021", ("2021-05-05", "2021-07-02")),
    ("on May 3 and June 7, 2021", ("2021-05-03", "2021-06-07")),
    ("the May 3 and June 7, 2021 raids", ("2021-05-03", "2021-05-03")),
    ("on Thursday and in March 2021", ("2024-03-28", "2024-03-28")),
]


@pytest.mark.parametrize(("text", "days"), LENT, ids=[row[0] for row in LENT])
def test_a_year_counts_for_the_month_before_it_too(text, days):
    assert told(text)[0][2:] == days


def test_the_week_since_an_attack_runs_from_it_to_publication():
    times = find_times("In the week since the attack of 22 March, 64 were held.", PUBLISHED)
    assert (times[0].text, times[0].value) == ("the week", "P1W")
    assert (iso(times[0].from_), iso(times[0].to)) == ("2024-03-22", "2024-03-29")


WITHOUT_DATE = [
    ("on Friday", "XXXX-WXX-5"),
    ("on 22 March", "XXXX-03-22"),
    ("yesterday", "XXXX-XX-XX"),
    ("tonight", "XXXX-XX-XXTNI"),
    ("last week", "XXXX-WXX"),
    ("in May", "XXXX-05"),
    ("two days ago", "P2D"),
]


@pytest.mark.parametrize(("text", "value"), WITHOUT_DATE)
def test_a_report_without_a_date_leaves_times_relative(text, value):
    assert [row[1:] for row in told(text, None)] == [(value, "-", "-")]


def test_a_caller_that_knows_the_tense_decides():
    assert told("on Monday")[0][1] == "2024-03-25"
    assert find_times("on Monday", PUBLISHED, future=lambda at: True)[0].value == "2024-04-01"


PHRASES = [row[0] for row in ROWS] + [
    "31 February", "30 February 2023", "29 Feb 2023", "2024-13-45", "99:99", "0000", "9999", "1000 years ago",
    "since", "until",
    "two thousand", "Q9", "the last", "9999 years ago", "12 a.m.", "13 p.m.", "every", "100 centuries ago", "in the",
    "'90s", "٣ March",
]  # fmt: skip
NOISE = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TEXTS = st.lists(st.one_of(st.sampled_from(PHRASES), NOISE), max_size=7).map(" ".join)
DAYS = st.one_of(st.none(), st.just(PUBLISHED), st.dates())


@given(text=TEXTS, published=DAYS)
def test_any_text_gives_ordered_spans_and_days(text, published):
    end = 0
    for time in find_times(text, published):
        assert end <= time.start < time.end <= len(text)
        assert time.text == text[time.start : time.end]
        assert time.type in {"DATE", "TIME", "DURATION", "SET"}
        assert time.value
        assert time.from_ is None or time.to is None or time.from_ <= time.to
        end = time.end


@pytest.mark.parametrize("published", [date.min, date.max])
def test_a_publication_at_the_end_of_the_calendar_is_unknown(published):
    assert told("last March, last Thanksgiving and yesterday", published)[0][1:] == ("XXXX-03", "-", "-")


@pytest.mark.parametrize("gap", ["  ", "\n", " \n ", "\u00a0"])
def test_added_spaces_change_no_value(gap):
    for words in [row[0] for row in ROWS]:
        spaced = find_times(words.replace(" ", gap), PUBLISHED)
        plain = find_times(words, PUBLISHED)
        assert [(words, t.type, t.value, t.from_, t.to, t.basis) for t in spaced] == [
            (words, t.type, t.value, t.from_, t.to, t.basis) for t in plain
        ]


@pytest.mark.parametrize(
    "words", ["on 22 March 2024", "in February", "Feb. 29-March 2", "on March 22, 2024", "on Friday"]
)
def test_capitals_change_no_value(words):
    capitals = [row[1:] for row in told(words.upper())]
    assert capitals == [row[1:] for row in told(words)]


OF_THE_YEAR_BEFORE = [
    ("The raid was on 2 September 2023. Two were freed on 11 September.", "2023-09-11"),
    ("In December 2023 they came. They were freed on 2 January.", "2024-01-02"),
    ("2023, March. A man died on 14 March.", "2023-03-14"),
    ("Founded in 1998. They were freed on 2 May.", "-"),
    ("They were freed on 2 May.", "-"),
]


@pytest.mark.parametrize(("text", "day"), OF_THE_YEAR_BEFORE)
def test_without_publication_a_day_is_of_the_year_named_before(text, day):
    last = find_times(text, None)[-1]
    assert iso(last.from_) == day
    assert last.basis == (None if day == "-" else "text")
