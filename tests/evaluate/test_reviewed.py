"""What people decided as a score of the reader, and as answers that training and the scorer take."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from khronika.collect import make_capture
from khronika.evaluate.reviewed import Share, read_reviewed, score_reviewed, write_answers
from khronika.model import Act, Decision, DecisionKind, Given
from khronika.model.codec import to_dict
from khronika.pipeline import add_captures
from khronika.store import open_chronicle

WORDS = "Police in Orsk detained 64 workers on Thursday, a lawyer said. Soldiers raided a school in Kurgan on Friday."
AT = "2024-04-02T10:00:00Z"


@pytest.fixture
def home(tmp_path):
    folder = str(tmp_path / "c")
    with open_chronicle(folder, create=True, write=True) as chronicle:
        given = [Given(id=i, outlet="Orsk Post", published="2024-03-29", title="Held") for i in ("r1", "r2")]
        add_captures(chronicle, [make_capture(f"{WORDS} {g.id}".encode(), "text/plain", g) for g in given])
    return folder


def decide(home, *told, report="r1"):
    """Decide on the statements of a report: (number, kind, field, value)."""
    with open_chronicle(home, write=True) as chronicle:
        found = chronicle.report(report).statements
        assert [s.act for s in found] == [Act.ARREST_DETENTION, Act.RAID]
        for number, kind, *change in told:
            field, value = change or (None, None)
            what = {"kind": DecisionKind(kind), "field": field, "value": value}
            chronicle.decide(Decision(report=report, statement=found[number].id, who="Ada", at=AT, **what))


def make(home):
    """Add a statement that the reader missed."""
    with open_chronicle(home, write=True) as chronicle:
        made = replace(chronicle.report("r1").statements[0], id="s00made", act=Act.THREAT, made_by="person")
        chronicle.decide(
            Decision(report="r1", statement=made.id, kind=DecisionKind.MAKE, value=to_dict(made), who="Ada", at=AT)
        )


def scores(home) -> dict[str, Share]:
    with open_chronicle(home) as chronicle:
        return score_reviewed(chronicle)


def test_nothing_decided_is_no_score(home):
    assert scores(home)["right"] == Share(0, 0) and scores(home)["right"].percent is None


def test_what_is_right_what_was_found_and_how_often_fields_are_right(home):
    decide(home, (0, "correct", "quantity", {"min": 65, "max": None}), (1, "reject"))
    make(home)
    told = scores(home)
    assert told["reports"] == Share(1, 1) and told["right"] == Share(1, 2)
    assert told["found"] == Share(1, 2) and told["f1"] == Share(2, 4)
    assert (told["quantity"], told["act"]) == (Share(0, 1), Share(1, 1))


def test_a_report_with_statements_nobody_looked_at_is_no_answer(home, tmp_path):
    decide(home, (0, "accept"))
    assert (scores(home)["reports"], scores(home)["right"], scores(home)["found"]) == (
        Share(0, 1),
        Share(1, 1),
        Share(0, 0),
    )
    with open_chronicle(home) as chronicle:
        assert write_answers(chronicle, tmp_path / "answers") == 0


def test_a_decision_taken_back_counts_as_none(home):
    decide(home, (0, "accept"), (0, "undo"))
    with open_chronicle(home) as chronicle:
        assert list(read_reviewed(chronicle)) == []


def test_answers_are_what_training_takes(home, tmp_path):
    from training.corpora import ACTS, read_statements

    decide(home, (0, "accept"), (1, "reject"))
    make(home)
    folder = tmp_path / "answers"
    result = CliRunner().invoke(app(), ["evaluate", home, "--answers", str(folder), "--format", "table"])
    assert result.exit_code == 0 and "50.0" in result.output
    (document,) = [json.loads(line) for line in (folder / "documents.jsonl").read_text().splitlines()]
    (gold,) = [json.loads(line) for line in (folder / "gold.jsonl").read_text().splitlines()]
    assert (document["id"], document["published"]) == ("r1", "2024-03-29")
    first = gold["statements"][0]
    assert [s["act"] for s in gold["statements"]] == ["arrest_detention", "threat"]
    assert (first["quantity"], first["time"], first["place"]["country"]) == (
        [64, 64],
        ["2024-03-28", "2024-03-28"],
        "RU",
    )
    assert (first["root"]["text"], first["chain_length"]) == ("a lawyer", 2)
    for at in (first["quantity_at"], first["time_at"], first["place_at"], *first["by_at"], *first["to_at"]):
        assert document["text"][at["start"] : at["end"]] == at["text"]
    (record,) = read_statements(folder)
    assert 1 + ACTS.index("threat") in record.labels["acts"] and record.pairs[0][2][2]


def test_lines_for_programs(home):
    decide(home, (0, "accept"))
    result = CliRunner().invoke(app(), ["evaluate", home])
    assert json.loads(result.stdout)["right"] == {"right": 1, "of": 1, "percent": 100.0}


def app():
    from khronika.cli.app import app

    return app
