"""Records become JSON as the contract names them, and come back the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from khronika.model import ActorKind, Event, Link, Published, Report, Statement
from khronika.model.codec import from_dict, from_json, to_dict, to_json
from tests.factories import make_event, make_report, make_statement
from tests.model.strategies import EVENTS, REPORTS, STATEMENTS


def test_from_is_printed_without_its_underscore():
    told = to_dict(Published(value="2024-03-29", from_="given"))
    assert told == {"value": "2024-03-29", "from": "given", "reason": None}


@given(st.one_of(REPORTS, STATEMENTS, EVENTS))
def test_a_record_comes_back(record):
    line = to_json(record)
    assert from_json(type(record), line) == record
    assert from_dict(type(record), to_dict(record)) == record
    assert json.loads(line) == to_dict(record)


@given(REPORTS)
def test_a_record_is_one_line(report):
    assert "\n" not in to_json(report) and "\r" not in to_json(report)


def test_text_is_not_escaped():
    assert "Санкт-Петербург" in to_json(Link(name="Санкт-Петербург", text=None, kind=ActorKind.MEDIA, named=True))


def test_null_is_printed():
    assert to_dict(make_statement(quantity=None, time=None))["quantity"] is None
    assert '"time":null' in to_json(make_statement(quantity=None, time=None))


NO_RECORDS = [
    ("{", "half a line"),
    ("[]", "a list"),
    ('{"value": "2024-03-29", "from": "somewhere"}', "a word that is not on the list"),
    ('{"value": 7}', "a number where a date is wanted"),
]


@pytest.mark.parametrize(("line", "why"), NO_RECORDS, ids=[row[1] for row in NO_RECORDS])
def test_what_is_no_record_is_refused(line, why):
    with pytest.raises(ValidationError):
        from_json(Published, line)


KEYS = [  # the contract's fields, in its order; those that it does not name stand after the bar
    (Report, make_report(), "id sha256 url outlet title byline language published text blocks teasers tags times "
     "places quantities attributions statements | warnings"),
    (Statement, make_statement(), "id act status hedged teaser evidence trigger by to quantity time place origin "
     "destination chain quoted codes confidence | retracts made_by"),
    (Event, make_event(), "id name act acts place from to statements figures independent_roots roots_for roots verdict "
     "why |"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "record", "keys"), KEYS, ids=[row[0].__name__ for row in KEYS])
def test_the_fields_are_those_of_the_contract(kind, record, keys):
    ours, _, others = keys.partition("|")
    assert set(to_dict(record)) == {*ours.split(), *others.split()}


def test_a_place_carries_its_names_and_its_words():
    place = to_dict(make_statement())["place"]
    names = "text start end name geonames_id country country_name admin1 admin1_name lat lon precision kind"
    names += " radius_km reason"
    assert list(place) == names.split()
