"""Exports checked by the standards' own libraries; skipped where `make standards` has not installed them."""

import json

import pytest

from khronika.publish.exports import EXPORTS
from tests.publish.exports.test_exports import CODES, tell_public
from tests.publish.telling import tell

model = pytest.importorskip("followthemoney", reason="`make standards` installs followthemoney").model


def entities():
    made = EXPORTS["ftm"]([tell_public(), tell_public(statement=tell(codes=CODES)), tell_public(from_=None, to=None)])
    return [json.loads(line) for line in made.files["entities.ftm.jsonl"].splitlines()]


def test_followthemoney_knows_every_schema_and_keeps_every_value():
    found = entities()
    assert {"Event", "Article", "Note", "Documentation"} <= {entity["schema"] for entity in found}
    for entity in found:
        schema = model.get(entity["schema"])
        assert schema.validate(entity) is None, entity
        kept = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert name in schema.properties, (entity["schema"], name)
            assert sorted(kept.get(name)) == sorted(set(values)), (entity["schema"], name)


def test_what_followthemoney_does_not_take_is_found():
    (event,) = [entity for entity in entities() if entity["schema"] == "Event"][:1]
    event["properties"]["date"] = ["last Thursday"]
    assert "date" not in model.get_proxy(event, cleaned=False).properties
