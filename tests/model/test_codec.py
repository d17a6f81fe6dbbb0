"""Records become JSON as the contract names them, and come back the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model import ActorKind, Event, Link, Published, Report, Statement, TimePrecision, When
from khronika.model.codec import from_json, json_schema, to_dict, to_json

DAYS = st.one_of(st.none(), st.dates().map(lambda d: d.isoformat()))


def test_from_is_printed_without_its_underscore():
    assert to_dict(Published(value="2024-03-29", from_="given")) == {"value": "2024-03-29", "from": "given"}


@given(DAYS, DAYS, st.text(max_size=40))
def test_a_time_comes_back(first, last, words):
    when = When(from_=first, to=last, text=words, precision=TimePrecision.DAY, start=0, end=len(words))
    assert from_json(When, to_json(when)) == when


@given(st.one_of(st.none(), st.text()), st.sampled_from(ActorKind), st.booleans())
def test_a_link_comes_back(name, kind, named):
    link = Link(name=name, text=name, kind=kind, named=named)
    assert from_json(Link, to_json(link)) == link


def test_text_is_not_escaped():
    assert "Санкт-Петербург" in to_json(Link(name="Санкт-Петербург", text=None, kind=ActorKind.MEDIA, named=True))


@pytest.mark.parametrize("kind", [Report, Statement, Event])
def test_schema_names_the_fields_that_are_printed(kind):
    schema = json_schema(kind)
    assert "from_" not in json.dumps(schema)
    assert schema["title"] == kind.__name__
