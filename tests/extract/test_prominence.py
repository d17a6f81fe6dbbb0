"""The statement that a report is chiefly about stands first."""

from dataclasses import replace

import pytest

from khronika.extract.prominence import rank_statements, read_page, signs_of, signs_of_whole
from khronika.extract.tables import load_table
from khronika.model import Codes, Party, Place, PlacePrecision, Report, Span, Status, When
from tests.factories import make_report, make_statement

TEXT = "Ten men were held in Oruba on Monday. " + "The weather was calm that week. " * 60 + "A man was held in 1999."
NAMES = {"told", "place", "time", "doer"}
BARE = {"no place", "no time", "no doer"}


def held(start, **fields):
    fields = {"time": None, "place": None, **fields}
    evidence = (Span(start=start, end=start + 30),)
    return make_statement(
        id=str(start), trigger=Span(start=start, end=start + 4), evidence=evidence,
        codes=Codes(hrdsattack="arbitrary detention"), **fields,
    )  # fmt: skip


def place(name, precision=PlacePrecision.CITY, country="XA"):
    return Place(text=name, start=21, end=26, name=name, country=country, precision=precision)


def day(value):
    return When(from_=value, to=value, text="Monday", precision="day", start=30, end=36)


def first_of(*statements, report=None):
    report = report or replace(make_report(), text=TEXT, title="Men held in Oruba")
    return rank_statements(report, statements, [s.place for s in statements if s.place])[0].id


ORDERS = [
    (held(1900), held(10), "10", "the opening before what comes late"),
    (
        held(10, place=place("Land", PlacePrecision.COUNTRY)),
        held(12, place=place("Oruba")),
        "12",
        "a town of the title",
    ),
    (held(10, status=Status.PLANNED, place=place("Oruba")), held(12, place=place("Oruba")), "12", "what happened"),
    (held(10, place=place("Oruba", country=None)), held(12, place=place("Oruba")), "12", "a place that is known"),
    (held(10), held(12, time=day("2024-03-25")), "12", "a time said"),
]


@pytest.mark.parametrize(("one", "other", "first", "note"), ORDERS, ids=[row[3] for row in ORDERS])
def test_which_comes_first(one, other, first, note):
    assert first_of(one, other) == first
    assert first_of(other, one) == first


def test_the_place_that_a_report_is_about_comes_first():
    elsewhere, there = held(10, place=place("Oruba")), held(11, place=place("Tolyan"))
    report = replace(make_report(), text=TEXT)
    places = [elsewhere.place, there.place]
    for main in places:
        ranked = rank_statements(report, [elsewhere, there], places, main_place=main)
        assert ranked[0].place == main


def test_equals_stay_and_teasers_come_last():
    teaser = held(5, teaser=True, place=place("Oruba"))
    report: Report = replace(make_report(), text=TEXT)
    ranked = rank_statements(report, [teaser, replace(held(10), id="a"), replace(held(10), id="b")], [])
    assert [s.id for s in ranked] == ["a", "b", "5"]


def test_what_a_statement_lacks_is_a_sign():
    report = replace(make_report(), text=TEXT)
    signs = signs_of_whole(held(10), True, read_page(report, [], []))
    assert {name for name in BARE if signs[name]} == BARE


def test_a_report_without_statements():
    assert rank_statements(make_report(), [], []) == []


def test_every_weight_is_of_a_sign():
    report = replace(make_report(), text=TEXT, published=replace(make_report().published, value="2024-03-29"))
    party = (Party(text="police", start=0, end=6, kind="state_security"),)
    codes = Codes(hrdsattack="killing", hrdsattack_perpetrator="state actor")
    whole = replace(held(10, by=party, place=place("Oruba"), time=day("2024-03-25")), codes=codes)
    page = read_page(report, [whole], [])
    table = load_table("prominence.yaml")["signs"]
    assert set(table) == NAMES | {"whole"}
    assert set(table.pop("whole")) <= set(signs_of_whole(whole, True, page)) | BARE
    assert set(load_table("prominence.yaml")["by_hand"]) <= NAMES
    for name, weights in (*table.items(), *load_table("prominence.yaml")["by_hand"].items()):
        assert set(weights) <= set(signs_of(name, whole, True, page)), name
