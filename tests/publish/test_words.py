"""The words that what is shown has in common."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model import Act, ActorKind, Figure, FigureMode, Party, PlacePrecision, Quantity, Status, Verdict
from khronika.publish import words
from tests.factories import (
    make_event,
    make_event_statement,
    make_link,
    make_outlet,
    make_place,
    make_report,
    make_statement,
)


def make_figure(low, high, unit="people", what="killed", mode=FigureMode.TOTAL, contested=False, why="", history=()):
    return Figure(
        what=what, unit=unit, mode=mode, from_="2024-03-28", to="2024-03-28", history=history, latest=(low, high),
        contested=contested, why=why,
    )  # fmt: skip


def test_the_examples_hold():
    assert doctest.testmod(words).failed == 0


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (make_figure(9, None), "killed: at least 9"),
        (make_figure(0, 0), "killed: 0"),  # zero is a count
        (make_figure(None, None), "killed: an unknown number"),  # null is not zero
        (make_figure(22, 22, "protesters", "released"), "released: 22 protesters"),
        (make_figure(3, 3, "people", "detained", FigureMode.NEW), "detained: 3 more"),
        (make_figure(2, 2, "protesters", "protesters"), "protesters: 2"),  # no word twice
        (make_figure(2000, 9999), "killed: 2,000 to 9,999"),
    ],
)
def test_a_figure_in_few_words(figure, told):
    assert words.say_figure(figure) == told


@pytest.mark.parametrize(
    ("interval", "own", "told"),
    [
        ((14, 14), "Fourteen people", "14"),
        ((9, None), "At least nine people", "at least 9"),
        ((81, None), "More than 80 people", "at least 81 (“More than 80 people”)"),
        ((24, 99), "dozens", "24 to 99 (“dozens”)"),
        ((0, 5), None, "up to 5"),
    ],
)
def test_own_words_only_where_they_are_vaguer(interval, own, told):
    assert words.say_exactly(interval, own) == told


@pytest.mark.parametrize(
    ("independent", "roots_for", "told"),
    [
        (1, 1, "1 source"),
        (3, 3, "3 independent sources"),
        (2, 1, "2 independent sources, 1 for it"),
        (1, 0, "1 source, 0 for it"),
    ],
)
def test_sources(independent, roots_for, told):
    assert words.say_sources(make_event(independent_roots=independent, roots_for=roots_for)) == told


def test_a_country_is_not_taken_for_a_spot():
    place = make_place("Russia", country_name="Russia", precision=PlacePrecision.COUNTRY)
    assert words.say_where(place) == "Russia (somewhere in the country)"
    assert words.say_where(make_place()) == "Orsk, Russia (somewhere in the town)"
    assert words.say_where(None) == "not said"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (None, None, "not said"),
        ("2024-03-28", "2024-03-28", "28 March 2024"),
        ("2024-03-22", "2024-03-29", "22 to 29 March 2024 (between these days)"),
        (None, "2024-03-29", "until 29 March 2024"),
    ],
)
def test_a_window_is_called_one(first, last, told):
    assert words.say_when(first, last) == told


def test_long_months_are_cut_and_may_stays():
    assert words.say_short_days("2024-09-30", "2024-10-01") == "30 Sep to 1 Oct 2024"
    assert words.say_short_days("2025-05-11", "2025-05-11") == "11 May 2025"
    assert words.say_short_days(None, None) == "not said"


def test_a_chain_runs_from_the_root():
    chain = (make_link(text="one of its lawyers", kind=ActorKind.LAWYER), make_link("Open Border Watch"), make_outlet())
    assert words.say_chain(chain) == "lawyer → Open Border Watch → Orsk Post"
    assert words.say_chain((make_link(kind=ActorKind.MEDIA),)) == "outlet not known"


def test_marks_say_what_the_words_do_not():
    statement = make_statement(status=Status.PLANNED, hedged=True, quoted=True, to=())
    told = words.say_marks(make_event_statement(statement=statement), statement)
    assert told == "planned; how many: 64; hedged: its source does not vouch for it; in quotation marks"


def test_those_whom_a_count_names_are_not_told_twice():
    to = Party(text="64 workers", start=24, end=34, kind=ActorKind.COMMUNITY)
    count = Quantity(min=64, max=64, unit="workers", text="64", start=24, end=26)
    inside = make_statement(to=(to,), quantity=count)
    assert "whom" not in words.say_marks(make_event_statement(statement=inside), inside)
    apart = make_statement(to=(to,), quantity=None)
    assert words.say_marks(make_event_statement(statement=apart), apart) == "whom: 64 workers"


def test_every_status_and_precision_has_words():
    assert set(words._STATUS) == set(Status)
    assert set(words._ABOUT) == set(PlacePrecision)


def test_codes_are_told_as_words():
    assert words.say_code(Verdict.DID_NOT_HAPPEN) == "did not happen"
    assert words.say_act(Act.CLAIM_OF_RESPONSIBILITY) == "claim of responsibility"
    assert all(words.say_act(act) for act in Act)


@pytest.mark.parametrize(
    ("status", "verdict", "told"),
    [
        (Status.PLANNED, Verdict.DID_NOT_HAPPEN, "planned, no word of it since"),
        (Status.DENIED, Verdict.DID_NOT_HAPPEN, "did not happen"),
        (Status.OCCURRED, Verdict.SINGLE_SOURCE, "single source"),
    ],
)
def test_a_plan_that_nobody_called_off_is_called_no_more_than_that(status, verdict, told):
    held = make_event_statement(statement=make_statement(status=status))
    assert words.say_verdict(make_event(statements=[held], verdict=verdict)) == told


def test_where_a_report_stands():
    assert words.say_report(make_report()) == "Orsk Post, 29 Mar 2024: Workers detained in Orsk"
    assert words.say_report(make_report(outlet=None, url="https://www.post.example/1")).startswith("post.example, ")
    told = words.say_report(make_report(published=None, outlet=None, url=None, title=None))
    assert told == "outlet not known, no date: r1"


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text):
    told = words.clean(text)
    assert not any(c in told for c in "\x1b\n\r\t\x00\u202e\u2066")
    assert words.clean(told) == told
