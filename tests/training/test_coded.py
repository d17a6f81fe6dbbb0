"""What HRDsAttack answers, beside statements; the answers are invented."""

import pytest

from khronika.model import Codes, PlacePrecision
from tests.factories import make_place, make_report, make_statement, make_when
from training.coded import agree, make_coded, violations

GOLD = {
    "violation_types": ["killing", "unknown"], "perpetrator_type": "state actor", "country": "Russia", "city": "Orsk",
    "year": "2024.0", "month": "March", "date": "5",
}  # fmt: skip
STATE = Codes(hrdsattack="killing", hrdsattack_perpetrator="state actor")
STATEMENT = {"place": make_place(), "time": make_when("2024-03-05"), "codes": STATE}

ANSWERS = [
    ("country", {}, {}, True, "the same country"),
    ("country", {}, {"country": "Kenya"}, False, "another country"),
    ("country", {}, {"country": "n/a"}, None, "no answer"),
    ("country", {"place": None}, {}, None, "no place"),
    ("city", {}, {"city": "ORSK"}, True, "the same town"),
    ("city", {"place": make_place(precision=PlacePrecision.REGION)}, {}, False, "a region is no town"),
    ("year", {}, {}, True, "the same year"),
    ("month", {}, {}, True, "a month by its name"),
    ("month", {}, {"month": "03"}, True, "a month by its number"),
    ("month", {}, {"month": "Mrch"}, None, "a slip"),
    ("month", {"time": make_when("2024-03-05", "2024-04-05")}, {}, False, "more than a month"),
    ("date", {}, {}, True, "the same day"),
    ("date", {"time": make_when("2024-03-05", "2024-03-06")}, {}, False, "more than a day"),
    ("date", {"time": None}, {}, None, "no time"),
    ("perpetrator_type", {}, {}, True, "the same perpetrator"),
    ("perpetrator_type", {"codes": Codes(hrdsattack="killing")}, {}, None, "nobody"),
]


@pytest.mark.parametrize(("field", "changes", "gold", "agrees", "note"), ANSWERS, ids=[row[4] for row in ANSWERS])
def test_a_statement_answers_a_field(field, changes, gold, agrees, note):
    statement = make_statement(**{**STATEMENT, **changes})
    assert agree(field, statement, {**GOLD, **gold}) is agrees


def test_unknown_counts_only_alone():
    assert violations(GOLD) == {"killing"}
    assert violations({"violation_types": ["unknown"]}) == {"unknown"}


def test_statements_get_back_the_codes_that_the_report_is_not_about():
    plain, teaser = make_statement("s1", codes=Codes()), make_statement("s2", teaser=True)
    coded = make_coded(make_report("r1", plain, teaser), GOLD)
    assert [s.codes.hrdsattack for s in coded.told] == ["arbitrary detention"]
