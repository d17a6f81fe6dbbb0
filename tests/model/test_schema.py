"""The JSON Schema that is exported describes what is printed: all of it, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model import Event, Report, Statement
from khronika.model.codec import json_schema, to_dict, to_json
from tests.factories import make_event, make_report, make_statement
from tests.model.strategies import EVENTS, REPORTS, STATEMENTS
from tests.schemas import find_faults

SCHEMAS = {kind: json_schema(kind) for kind in (Report, Statement, Event)}


@pytest.mark.parametrize("kind", SCHEMAS, ids=lambda kind: kind.__name__)
def test_it_names_the_fields_that_are_printed(kind):
    assert "from_" not in json.dumps(SCHEMAS[kind])
    assert SCHEMAS[kind]["title"] == kind.__name__


@given(st.one_of(REPORTS, STATEMENTS, EVENTS))
def test_what_is_printed_fits(record):
    assert find_faults(json.loads(to_json(record)), SCHEMAS[type(record)]) == []


DAMAGE = [
    (make_statement(), ("act",), "arrest", "an act that is no code"),
    (make_statement(), ("hedged",), 1, "a number for yes"),
    (make_statement(), ("evidence", 0, "start"), "0", "words for an offset"),
    (make_statement(), ("quantity", "min"), 2.5, "half a person"),
    (make_statement(), ("chain", 0, "colour"), "red", "a field that nobody knows"),
    (make_report(), ("published", "from"), "guess", "a way to know a date that is not on the list"),
    (make_report(), ("blocks", 0, "kind"), "advert", "a kind of block that is not on the list"),
    (make_event(), ("statements", 0, "quantity"), [64], "an interval with one end"),
]


@pytest.mark.parametrize(("record", "path", "value", "why"), DAMAGE, ids=[row[3] for row in DAMAGE])
def test_what_is_not_printed_so_does_not_fit(record, path, value, why):
    plain = to_dict(record)
    assert find_faults(plain, SCHEMAS[type(record)]) == []
    inner = plain
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert len(find_faults(plain, SCHEMAS[type(record)])) >= 1


@pytest.mark.parametrize("kind", SCHEMAS, ids=lambda kind: kind.__name__)
def test_every_field_is_always_printed(kind):
    """Null is printed too, so a reader of the output may rely on every key."""
    schema = SCHEMAS[kind]
    assert set(schema["required"]) == set(schema["properties"])
