"""Statements against templates of MUC-4. Reports and places here are invented."""

from datetime import date

import pytest

from khronika.evaluate.muc4 import find_dateline, read_template, score_muc4, write_documents
from khronika.evaluate.muc4_incidents import fill_incident, join_statements
from khronika.evaluate.muc4_relevance import find_incidents, signs_of

TEXT = "ORUBA, 4 FEB 90 (ABC) -- [TEXT] GUERRILLAS BOMBED A FARM IN ORUBA TODAY AND KILLED TWO PEASANTS."
PLACE = {"name": "Oruba", "text": "ORUBA", "precision": "city", "country_name": "Freedonia", "start": 500}
TEMPLATE = {
    "INCIDENT: TYPE": ["BOMBING"], "INCIDENT: DATE": ["04 FEB 90"], "INCIDENT: LOCATION": ["FREEDONIA: ORUBA (TOWN)"],
    "PERP: INDIVIDUAL ID": ['"GUERRILLAS"'], "PERP: ORGANIZATION ID": [], "HUM TGT: NAME": [],
    "HUM TGT: DESCRIPTION": ['"PEASANTS" / "FARMERS"'], "HUM TGT: NUMBER": ['2: "PEASANTS"'],
    "HUM TGT: EFFECT OF INCIDENT": ['DEATH: "PEASANTS"'],
}  # fmt: skip


def statement(act="killing", **fields):
    return {
        "id": act, "act": act, "status": "occurred", "teaser": False, "evidence": [{"start": 32, "end": len(TEXT)}],
        "trigger": {"start": 43, "end": 49}, "confidence": 0.9, "chain": [{}], "hedged": False,
        "by": [{"text": "GUERRILLAS", "kind": "armed_group"}],
        "to": [{"text": "TWO PEASANTS", "kind": "community", "name": None}],
        "quantity": {"min": 2, "max": 2}, "time": {"from": "1990-02-04", "to": "1990-02-04"},
        "place": PLACE, **fields,
    }  # fmt: skip


def report(*statements):
    return {"text": TEXT, "published": {"value": "1990-02-04"}, "places": [PLACE], "statements": list(statements)}


@pytest.fixture(autouse=True)
def every_incident_is_kept(request, monkeypatch):
    """Scoring is tested apart from what MUC-4 takes for an incident."""
    if "relevance" not in request.node.name:
        monkeypatch.setattr("khronika.evaluate.muc4_relevance.chance_of", lambda signs, weights: 1.0)


def figures(*statements):
    scores = score_muc4([{"id": "a", "templates": [TEMPLATE]}], {"a": report(*statements)})
    return {slot: row["f1"] for slot, row in scores.items()}


def test_all_right_is_a_hundred():
    assert set(figures(statement()).values()) == {100.0}


ALTERNATIVES = [
    ("INCIDENT: LOCATION", "(FREEDONIA: LAND (TOWN)) / (FREEDONIA: ORUBA (TOWN))", "location", 100.0),
    ("INCIDENT: LOCATION", "(SYLVANIA: LAND (TOWN)) / (FREEDONIA: HILL (TOWN))", "location", 50.0),
    ("INCIDENT: LOCATION", "(SYLVANIA: LAND (TOWN)) / (SYLVANIA)", "location", 0.0),
    ("INCIDENT: LOCATION", "SYLVANIA: ORUBA (TOWN)", "location", 50.0),
    ("INCIDENT: TYPE", "ATTACK / BOMBING", "type", 100.0),
    ("INCIDENT: TYPE", "ATTACK", "type", 0.0),
    ("INCIDENT: DATE", "(03 FEB 90) / (04 FEB 90)", "date", 100.0),
    ("INCIDENT: DATE", "(01 FEB 90) / (- 04 FEB 90)", "date", 50.0),
    ("INCIDENT: DATE", "(01 FEB 90) / (02 FEB 90)", "date", 0.0),
]


@pytest.mark.parametrize(("slot", "fill", "figure", "wanted"), ALTERNATIVES, ids=[row[1] for row in ALTERNATIVES])
def test_any_alternative_of_a_key_is_right(slot, fill, figure, wanted):
    scores = score_muc4([{"id": "a", "templates": [TEMPLATE | {slot: [fill]}]}], {"a": report(statement())})
    assert scores[figure]["f1"] == wanted


WRONG = [
    ({"time": None}, "date", 50.0, "the day of the report or before is right in part"),
    ({"evidence": [{"start": 0, "end": 5}]}, "type", 50.0, "an attack is right in part of a bombing"),
    ({"time": {"from": "1990-01-02", "to": "1990-01-02"}}, "date", 0.0, "another day"),
    ({"place": PLACE | {"name": "Land", "text": "LAND"}}, "location", 50.0, "the country"),
    ({"by": []}, "perpetrator", 0.0, "nobody"),
    ({"quantity": {"min": 3, "max": 9}}, "number", 0.0, "a vague number"),
    ({"act": "injury"}, "effect", 0.0, "another effect"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "slot", "f1", "note"), WRONG, ids=[row[3] for row in WRONG])
def test_what_is_wrong_costs_its_slot(fields, slot, f1, note):
    assert figures(statement(**fields))[slot] == f1


def test_by_the_day_of_the_report_is_wrong_of_an_earlier_day():
    template = TEMPLATE | {"INCIDENT: DATE": ["01 FEB 90"]}
    assert score_muc4([{"id": "a", "templates": [template]}], {"a": report(statement(time=None))})["date"]["f1"] == 0


OPTIONAL = [
    ({"MESSAGE: TEMPLATE": ["2 (OPTIONAL)"]}, "type", 100.0, "an optional template may be lacking"),
    ({"MESSAGE: TEMPLATE": ["2"]}, "type", 66.7, "another may not"),
    ({"MESSAGE: TEMPLATE": ["2"]}, "effect", 66.7, "nor its fills"),
    (
        {"MESSAGE: TEMPLATE": ["2"], "HUM TGT: EFFECT OF INCIDENT": ['? DEATH: "X"']},
        "effect",
        100.0,
        "but optional ones",
    ),
]


@pytest.mark.parametrize(("fields", "slot", "f1", "note"), OPTIONAL, ids=[row[3] for row in OPTIONAL])
def test_what_the_key_calls_optional(fields, slot, f1, note):
    lacking = TEMPLATE | {"INCIDENT: TYPE": ["KIDNAPPING"], "INCIDENT: DATE": ["20 JAN 90"]} | fields
    scores = score_muc4([{"id": "a", "templates": [TEMPLATE, lacking]}], {"a": report(statement())})
    assert scores[slot]["f1"] == f1


def test_an_incident_too_many_costs_all_its_fills():
    other = statement("abduction", time={"from": "1990-02-01", "to": "1990-02-01"})
    assert figures(statement(), other)["type"] == pytest.approx(66.7)


def test_plans_old_incidents_and_other_acts_are_no_incidents():
    old = statement(time={"from": "1980-02-04", "to": "1980-02-04"})
    assert find_incidents(report(statement(status="planned"), statement("protest"), old)) == []


def test_a_template_that_says_on_or_before():
    key = read_template({**TEMPLATE, "INCIDENT: DATE": ["- 04 FEB 90"]})
    assert key.date == (None, date(1990, 2, 4))
    assert read_template({**TEMPLATE, "INCIDENT: DATE": ["31 FEB 90"]}).date is None  # such slips there are


def test_the_dateline_is_handed_in(tmp_path):
    source = tmp_path / "documents.jsonl"
    source.write_text('{"id": "a", "text": "ORUBA, 4 FEB 90 -- [TEXT] NO NEWS."}\n')
    assert '"published": "1990-02-04"' in write_documents(source, tmp_path / "dated.jsonl").read_text()
    assert find_dateline("No day here.") is None


JOINED = [
    (statement("injury"), 1, "the killed and the injured of one attack"),
    (statement("injury", time=None, place=None), 1, "what is told without day and place"),
    (statement("injury", time={"from": "1990-01-30", "to": "1990-01-30"}), 2, "another day"),
    (statement("injury", place=PLACE | {"name": "Puno"}), 2, "another town"),
    (statement("injury", place=PLACE | {"name": "Freedonia", "precision": "country"}), 1, "the country around it"),
    (statement("injury", place=PLACE | {"name": "Lima", "start": 0}), 1, "the town that the report is sent from"),
    (statement("abduction"), 2, "another kind"),
]


SENT_FROM = [
    ([0], [], "the dateline alone"),
    ([0, 66], [{"oruba"}], "the dateline, and the report's own words"),
    ([66], [{"oruba"}], "the report's own words alone"),
]


@pytest.mark.parametrize(("starts", "wanted", "note"), SENT_FROM, ids=[row[2] for row in SENT_FROM])
def test_the_town_of_the_dateline_is_a_place_only_where_it_is_named_again(starts, wanted, note):
    places = [PLACE | {"start": start} for start in starts]
    (incident,) = filled(statement(place=places[0]), places=places)
    assert incident.place == wanted


@pytest.mark.parametrize(("other", "incidents", "note"), JOINED, ids=[row[2] for row in JOINED])
def test_statements_of_one_incident_are_joined(other, incidents, note):
    assert len(join_statements(report(statement(), other))) == incidents


def filled(*statements, places=(PLACE,)):
    told = {**report(*statements), "places": list(places)}
    return [fill_incident(told, telling) for telling in join_statements(told)]


def test_the_more_exact_kind_and_days_hold_for_the_whole_incident():
    vague = statement("property_destruction", time=None, evidence=[{"start": 0, "end": 5}])
    (incident,) = filled(vague, statement())
    assert incident.type == "BOMBING" and incident.date == (date(1990, 2, 4), date(1990, 2, 4))


KINDS = [
    ("A BOMB WENT OFF.", "attack", "BOMBING"),
    ("AIR FORCE HELICOPTERS DROPPED BOMBS.", "attack", "ATTACK"),
    ("REBELS SHOT AT A BUS.", "attack", "ATTACK"),
    ("REBELS SET FIRE TO A BUS.", "property_destruction", "ARSON"),
    ("REBELS TOOK A MAYOR.", "abduction", "KIDNAPPING"),
    ("REBELS THREATENED TO KILL A MAYOR.", "threat", "ATTACK"),
]


@pytest.mark.parametrize(("text", "act", "kind"), KINDS, ids=[row[0] for row in KINDS])
def test_the_kind_of_an_incident(text, act, kind):
    told = statement(act, evidence=[{"start": 0, "end": len(text)}])
    assert [telling.type for telling in join_statements({**report(told), "text": text})] == [kind]


COUNTRIES = [
    (PLACE, [PLACE], "freedonia", "that of the place"),
    (PLACE | {"country_name": None}, [PLACE], "freedonia", "that of the report where the place has none"),
    (PLACE, [PLACE | {"country_name": "Peru"}], "peru", "one of MUC's own where the place has another"),
    (None, [PLACE | {"start": 0}, PLACE | {"country_name": "Peru"}], "peru", "one of MUC's own before the dateline's"),
    (None, [PLACE | {"country_name": name} for name in ("Chile", "Peru", "Peru")], "peru", "the one named most often"),
]


@pytest.mark.parametrize(("place", "places", "country", "note"), COUNTRIES, ids=[row[3] for row in COUNTRIES])
def test_the_country_of_an_incident(place, places, country, note):
    (incident,) = filled(statement(place=place), places=places)
    assert incident.country == country


def test_signs_of_relevance_tell_who_when_and_where():
    told = report(statement("protest"), statement())
    (telling,) = join_statements(told)
    signs = signs_of(told, telling, fill_incident(told, telling), 1)
    wanted = {"by armed_group": 1, "to community": 1, "day": 1, "week": 1, "town": 1, "own country": 0, "rank": 0.5}
    assert {name: signs[name] for name in wanted} == wanted
    assert signs["told protest"] > 0 and "act protest" not in signs
    assert [name for name in signs if name.startswith("word")] == ["word bombed"]


def test_words_of_the_report_count_half_as_much_as_those_of_the_sentence():
    told = report(statement(evidence=[{"start": 0, "end": 19}])) | {"text": "THEY BOMBED A BANK. THE ELECTIONS WENT ON"}
    (telling,) = join_statements(told)
    signs = signs_of(told, telling, fill_incident(told, telling), 1)
    assert (signs["sentence bank"], signs["report bank"], signs["report elections"]) == (1, 0.5, 0.5)
    assert "sentence elections" not in signs


def test_relevance_leaves_out_what_armies_do_to_armies():
    army = [{"text": "SOLDIERS", "kind": "state_security", "name": None}]
    named = [{"text": "MAYOR ROJAS", "kind": "official", "name": "Rojas"}]
    place = PLACE | {"country_name": "Peru"}
    clash = statement(by=army, to=army, place=None, time=None, quantity=None, confidence=0.5)
    fights = [statement("armed_clash", id=str(k)) for k in range(5)]
    assert find_incidents(report(*fights, clash)) == []
    assert len(find_incidents(report(statement(to=named, place=place)))) == 1
