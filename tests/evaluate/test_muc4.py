"""Statements against templates of MUC-4. Reports and places here are invented."""

from datetime import date

import pytest

from khronika.evaluate.muc4 import find_dateline, make_incidents, read_template, score_muc4, write_documents

TEXT = "ORUBA, 4 FEB 90 (ABC) -- [TEXT] GUERRILLAS BOMBED A FARM IN ORUBA TODAY AND KILLED TWO PEASANTS."
PLACE = {"name": "Oruba", "text": "ORUBA", "precision": "city", "country_name": "Freedonia"}
TEMPLATE = {
    "INCIDENT: TYPE": ["BOMBING"], "INCIDENT: DATE": ["04 FEB 90"], "INCIDENT: LOCATION": ["FREEDONIA: ORUBA (TOWN)"],
    "PERP: INDIVIDUAL ID": ['"GUERRILLAS"'], "PERP: ORGANIZATION ID": [], "HUM TGT: NAME": [],
    "HUM TGT: DESCRIPTION": ['"PEASANTS" / "FARMERS"'], "HUM TGT: NUMBER": ['2: "PEASANTS"'],
    "HUM TGT: EFFECT OF INCIDENT": ['DEATH: "PEASANTS"'],
}  # fmt: skip


def statement(act="killing", **fields):
    return {
        "act": act, "status": "occurred", "teaser": False, "evidence": [{"start": 32, "end": len(TEXT)}],
        "by": [{"text": "GUERRILLAS"}], "to": [{"text": "TWO PEASANTS"}],
        "quantity": {"min": 2, "max": 2}, "time": {"from": "1990-02-04", "to": "1990-02-04"},
        "place": PLACE, **fields,
    }  # fmt: skip


def report(*statements):
    return {"text": TEXT, "published": {"value": "1990-02-04"}, "statements": list(statements)}


def figures(*statements):
    scores = score_muc4([{"id": "a", "templates": [TEMPLATE]}], {"a": report(*statements)})
    return {slot: row["f1"] for slot, row in scores.items()}


def test_all_right_is_a_hundred():
    assert set(figures(statement()).values()) == {100.0}


WRONG = [
    ({"time": None}, "date", 50.0, "the day of the report or before is right in part"),
    ({"time": {"from": "1990-01-02", "to": "1990-01-02"}}, "date", 0.0, "another day"),
    ({"place": PLACE | {"name": "Land", "text": "LAND"}}, "location", 50.0, "the country"),
    ({"by": []}, "perpetrator", 0.0, "nobody"),
    ({"quantity": {"min": 3, "max": 9}}, "number", 0.0, "a vague number"),
    ({"act": "injury"}, "effect", 0.0, "another effect"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "slot", "f1", "note"), WRONG, ids=[row[3] for row in WRONG])
def test_what_is_wrong_costs_its_slot(fields, slot, f1, note):
    assert figures(statement(**fields))[slot] == f1


def test_an_incident_too_many_costs_all_its_fills():
    other = statement("abduction", time={"from": "1990-02-01", "to": "1990-02-01"})
    assert figures(statement(), other)["type"] == pytest.approx(66.7)


def test_plans_old_incidents_and_other_acts_are_no_incidents():
    old = statement(time={"from": "1980-02-04", "to": "1980-02-04"})
    assert make_incidents(report(statement(status="planned"), statement("protest"), old)) == []


def test_a_template_that_says_on_or_before():
    key = read_template({**TEMPLATE, "INCIDENT: DATE": ["- 04 FEB 90"]})
    assert key.date == (None, date(1990, 2, 4))


def test_the_dateline_is_handed_in(tmp_path):
    source = tmp_path / "documents.jsonl"
    source.write_text('{"id": "a", "text": "ORUBA, 4 FEB 90 -- [TEXT] NO NEWS."}\n')
    assert '"published": "1990-02-04"' in write_documents(source, tmp_path / "dated.jsonl").read_text()
    assert find_dateline("No day here.") is None
