"""The evaluation runs the command line on each task's documents, keeps the figures and writes the page."""

import json

import pytest

from khronika.evaluate import run
from khronika.evaluate.run import evaluate, flatten, make_page
from khronika.evaluate.tasks import SCENARIOS, TASKS, Task

FLAT = [
    ({}, {}, "nothing"),
    ({"f1": 80}, {"f1": 80}, "one level"),
    ({"statement": {"f1": 80, "p": 75.5}, "n": 3}, {"statement.f1": 80, "statement.p": 75.5, "n": 3}, "two levels"),
    ({"a": {"b": {"c": 1}}}, {"a.b.c": 1}, "three levels"),
]


@pytest.mark.parametrize(("figures", "flat", "note"), FLAT, ids=[row[2] for row in FLAT])
def test_flatten(figures, flat, note):
    assert flatten(figures) == flat
    assert list(flatten(figures)) == list(flat)  # the order of the scorer stays


def row(**figures):
    return {"figures": figures, "seconds": 1.5, "command": "score it"}


def test_a_page_has_a_section_for_each_task_in_their_order():
    page = make_page({SCENARIOS: row(f1=1), TASKS[1].name: row(f1=2), TASKS[0].name: row(f1=3)})
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        f"## {TASKS[0].name}",
        f"## {TASKS[1].name}",
        f"## {SCENARIOS}",
    ]
    assert page.endswith("|\n") and "\n\n\n" not in page


def test_a_page_shows_each_figure_beside_its_floor():
    page = make_page({"seed": row(statement={"f1": 81.5, "precision": 70})})
    assert "`score it` (1.5 s)" in page
    assert "| statement.f1 | 81.5 | 80 |" in page
    assert "| statement.precision | 70 |  |" in page


def test_a_task_that_is_no_longer_there_is_left_out():
    assert "gone" not in make_page({"gone": row(f1=1)})


def test_tasks_have_names_of_their_own():
    names = [task.name for task in TASKS]
    assert len(set(names)) == len(names) and SCENARIOS not in names


SCORER = """
import json, sys
task, gold, out = sys.argv[1:]
rows = [json.loads(line) for line in open(out, encoding="utf8")]
print(json.dumps({"task": {"read": sum("text" in row for row in rows), "failed": sum("error" in row for row in rows)}}))
"""


@pytest.fixture
def shared(tmp_path, monkeypatch):
    """A folder of data with one task, and places of the test's own for what is kept."""
    folder = tmp_path / "data"
    (folder / "evals").mkdir(parents=True)
    (folder / "evals" / "score.py").write_text(SCORER)
    (folder / "small").mkdir()
    (folder / "small" / "gold.jsonl").write_text("")
    (folder / "small" / "documents.jsonl").write_text('{"id": "a", "text": "Police held two men."}\n[]\n')
    monkeypatch.setattr(run, "SHARED_DIR", folder)
    monkeypatch.setattr(run, "TASKS", (Task("small", "pages", "small", {"task.read": 1}),))
    monkeypatch.setattr(run, "_KEPT", tmp_path / "scores.json")
    monkeypatch.setattr(run, "_PAGE", tmp_path / "scores.md")
    return tmp_path


def test_a_task_is_read_scored_and_kept(shared, capsys):
    (shared / "scores.json").write_text(json.dumps({SCENARIOS: row(f1=9)}))
    assert evaluate(["small"]) == 0
    assert capsys.readouterr().out == 'small {"task": {"read": 1, "failed": 1}}\n'
    kept = json.loads((shared / "scores.json").read_text())
    assert kept["small"]["figures"] == {"task": {"read": 1, "failed": 1}}
    assert kept["small"]["command"].startswith("khronika read --jsonl small/documents.jsonl")
    assert kept[SCENARIOS] == row(f1=9)  # what was not asked for stays
    assert "| task.read | 1 | 1 |" in (shared / "scores.md").read_text()


def test_an_unknown_task_is_named_and_nothing_is_written(shared, capsys):
    assert evaluate(["small", "large"]) == 1
    assert capsys.readouterr().err == "khronika: large: no such task\n"
    assert not (shared / "scores.md").exists()


def test_without_data_nothing_is_written(shared, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(run, "SHARED_DIR", tmp_path / "nowhere")
    assert evaluate([]) == 1
    assert "no evaluation data here" in capsys.readouterr().err
    assert not (shared / "scores.md").exists()
