"""Exports checked by the standards' own libraries; skipped where `make standards` has not installed them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import khronika.samples
from khronika.cli.app import app
from khronika.publish.exports import EXPORTS
from tests.publish.exports.test_exports import CODES, tell_public
from tests.publish.telling import tell

model = pytest.importorskip("followthemoney", reason="`make standards` installs followthemoney").model


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A folder with the exports of the samples that libraries of the standards read."""
    folder = tmp_path_factory.mktemp("standards")
    for words in (["add", "c", str(Path(khronika.samples.__file__).parent)], *(
        ["export", "c", "--format", kind, "-o", str(folder / kind)] for kind in ("ftm", "claims", "geojson", "jsonl")
    )):  # fmt: skip
        done = CliRunner().invoke(app, [words[0], str(folder / words[1]), *words[2:]])
        assert done.exit_code == 0, done.output
    return folder


def entities():
    made = EXPORTS["ftm"]([tell_public(), tell_public(statement=tell(codes=CODES)), tell_public(from_=None, to=None)])
    return [json.loads(line) for line in made.files["entities.ftm.jsonl"].splitlines()]


def samples(home: Path, kind: str):
    return [json.loads(line) for line in (home / kind).read_text().splitlines()]


def test_followthemoney_knows_every_schema_and_keeps_every_value(home):
    assert {"Event", "Article", "Note", "Documentation"} <= {entity["schema"] for entity in entities()}
    for entity in (*entities(), *samples(home, "ftm")):
        schema = model.get(entity["schema"])
        assert schema.validate(entity) is None, entity
        kept = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert name in schema.properties, (entity["schema"], name)
            assert sorted(kept.get(name)) == sorted(set(values)), (entity["schema"], name)


def test_followthemoney_has_each_event_of_the_samples_once(home):
    found = [entity["id"] for entity in samples(home, "ftm") if entity["schema"] == "Event"]
    assert len(found) == len(set(found)) == len(samples(home, "jsonl"))


def test_what_followthemoney_does_not_take_is_found():
    (event,) = [entity for entity in entities() if entity["schema"] == "Event"][:1]
    event["properties"]["date"] = ["last Thursday"]
    assert "date" not in model.get_proxy(event, cleaned=False).properties


def test_json_ld_has_words_of_schema_org_alone_and_a_claim_for_each_report_of_an_event(home):
    rdflib = pytest.importorskip("rdflib", reason="`make standards` installs it with followthemoney")
    told = json.loads((home / "claims").read_text())
    assert told.pop("@context") == "https://schema.org"
    graph = rdflib.Graph().parse(data=json.dumps({"@context": {"@vocab": str(rdflib.SDO)}, **told}), format="json-ld")
    used = {p for p in graph.predicates() if p != rdflib.RDF.type} | set(graph.objects(predicate=rdflib.RDF.type))
    assert [word for word in used if word not in rdflib.SDO] == [] and rdflib.SDO.Claim in used
    reports = sum(len({s["report"] for s in event["statements"]}) for event in samples(home, "jsonl"))
    claims = set(graph.subjects(rdflib.RDF.type, rdflib.SDO.Claim))
    assert len(claims) == reports
    for claim in claims:
        assert graph.value(claim, rdflib.SDO.text) and graph.value(claim, rdflib.SDO.appearance)


def test_geojson_is_valid(home):
    geojson = pytest.importorskip("geojson", reason="pip install geojson")
    found = geojson.loads((home / "geojson").read_text())
    assert found.is_valid and len(found.features) == len(samples(home, "jsonl"))
    assert all(feature.geometry is None or feature.geometry.is_valid for feature in found.features)
