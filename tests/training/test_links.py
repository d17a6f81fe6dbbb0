"""What the points of linking are fitted on, and how."""

import json

import pytest

from khronika.link.tables import load_table
from training.links import DAYS, Pair, fit, make_pairs, measure, read_scenarios, weigh_given

DOCUMENTS = [
    {"id": "r1", "outlet": "Orsk Post", "published": "2024-03-29",
     "text": "Police detained 64 workers at a hostel in Orsk on Thursday, a lawyer said."},
    {"id": "r2", "outlet": "Kama Wire", "published": "2024-03-29",
     "text": "Police detained 40 workers at a hostel in Orsk on Thursday, the ministry said."},
    {"id": "r3", "outlet": "Ural Radio", "published": "2024-04-12",
     "text": "Police detained two teachers in a school in Orsk on 11 April, a union said."},
]  # fmt: skip


def make_event(id, *reports):
    quotes = {d["id"]: d["text"] for d in DOCUMENTS}
    return {"id": id, "act": "arrest_detention", "statements": [{"report": r, "quote": quotes[r]} for r in reports]}


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    path = tmp_path_factory.mktemp("sets") / "scenarios.jsonl"
    line = {"name": "hostel", "documents": DOCUMENTS, "events": [make_event("e1", "r1", "r2"), make_event("e2", "r3")]}
    path.write_text(json.dumps(line) + "\n", encoding="utf8")
    (one,) = read_scenarios(path)
    return one


def test_a_passage_of_the_key_finds_the_statement_of_its_act(scenario):
    assert {key[0]: told for key, told in scenario.events.items()} == {"r1": {"e1"}, "r2": {"e1"}, "r3": {"e2"}}


def test_pairs_of_statements_of_one_event_are_the_same(scenario):
    pairs = make_pairs(scenario)
    assert sorted(pair.same for pair in pairs) == [False, False, True]
    assert all(set(pair.signs) >= {*DAYS, "comparable"} for pair in pairs)
    (same,) = (pair for pair in pairs if pair.same)
    assert same.signs["counts_apart"] == pytest.approx(0.466, abs=0.001)
    assert same.signs["other_days"] == 0.0


def test_groups_are_measured_with_the_points_that_are_given(scenario):
    assert measure([scenario], {}) == [(1.0, 1.0)] * 3
    apart = measure([scenario], {"comparable": -50.0})
    assert apart == [(1.0, 0.5), (1.0, 0.5), (1.0, 1.0)]


def test_what_is_given_is_not_fitted_again():
    cases = [{"comparable": 1.0, "tells": float(n % 2)} for n in range(200)]
    held = [n % 2 == 1 if n % 7 else n % 2 == 0 for n in range(200)]
    alone = weigh_given(cases, [0.0] * 200, held, strength=1000.0)
    beside = weigh_given(cases, [2.0 * (n % 2) for n in range(200)], held, strength=1000.0)
    assert alone["tells"] > 2.5 and beside["tells"] == pytest.approx(alone["tells"] - 2.0, abs=0.1)


def test_more_of_a_sign_of_one_event_has_more_points():
    pairs = [Pair({"comparable": 1.0, "words": n / 10}, 0.0, n + k > 9) for n in range(10) for k in range(10)]
    assert fit(pairs)["words"] > 1


def test_the_table_has_all_signs_that_are_fitted(scenario):
    found = {name for pair in make_pairs(scenario) for name in pair.signs}
    assert found <= set(load_table("fitted.yaml"))
