"""What is wrong with a chronicle, or not done yet, is named; a look changes nothing."""

import os
import re
import shutil
import sqlite3

import pytest
from typer.testing import CliRunner

from khronika.cli.app import app
from khronika.doctor import State, check_chronicle
from khronika.pipeline import read_captures
from khronika.store import open_chronicle
from tests.store.test_chronicle import add, location, make_captures  # noqa: F401 - a fixture


def told(place, state=State.WRONG):
    return [f"{found.about}: {found.words}" for found in check_chronicle(str(place)) if found.state is state]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A sound chronicle, made once."""
    place = tmp_path_factory.mktemp("made") / "chronicle"
    add(str(place), make_captures(4))
    return place


@pytest.fixture
def chronicle(made, tmp_path):
    """A copy of it for each test."""
    return shutil.copytree(made, tmp_path / "chronicle")


def test_a_sound_chronicle(location):  # noqa: F811
    add(location, make_captures(2))
    assert told(location) == told(location, State.NOTE) == []
    assert any(line.startswith("chronicle: 2 reports, 4 events") for line in told(location, State.OK))


def test_a_look_changes_nothing(chronicle):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in chronicle.rglob("*") if path.is_file()}
    told(chronicle)
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in chronicle.rglob("*") if path.is_file()
    }


def change(chronicle, sql):
    with sqlite3.connect(chronicle / "chronicle.sqlite3") as connection:
        connection.execute(sql)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE store_logentry SET what = '{}' WHERE number = 5", "log: entry 5 was changed"),
        ("DELETE FROM store_logentry WHERE number = 2", "log: 1 entries are missing"),
        ("UPDATE store_report SET title = 'x'", "seal: database: its file is not what was sealed"),
        ("DELETE FROM django_migrations WHERE name = '0003_decision'", "chronicle: .*`khronika add` makes or upgrades"),
        (
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999', '2020-01-01')",
            "chronicle: .*upgrade to read it",
        ),
    ],
)
def test_a_fault_is_named(chronicle, sql, words):
    change(chronicle, sql)
    assert [line for line in told(chronicle) if re.match(words, line)], told(chronicle)


def test_no_chronicle(tmp_path):
    assert told(tmp_path) == [f"chronicle: {tmp_path}: no chronicle here; `khronika add` makes one"]


def test_a_clock_that_went_back_is_named(chronicle, monkeypatch):
    monkeypatch.setattr("khronika.doctor.chronicle.utc_now", lambda: "2001-01-01T00:00:00Z")
    assert [line for line in told(chronicle) if line.startswith("clock: stands before the last entry")]


def test_unfinished_work_is_a_note(chronicle):
    captures = make_captures(6)[4:]
    with open_chronicle(str(chronicle), write=True) as opened:
        opened.add_many(list(zip(captures, read_captures(captures, engine="rules"), strict=True)))
    with (chronicle / "captures" / "captures-00001.warc.gz").open("ab") as stream:
        stream.write(b"half")
    (chronicle / "seal.json").unlink()
    notes = told(chronicle, State.NOTE)
    assert [line.split(":")[0] for line in notes] == ["seal", "unfinished", "unfinished"]
    assert "2 reports and 0 judgements" in notes[1] and "4 bytes" in notes[2]
    assert told(chronicle) == []


def test_a_writer_at_work_is_a_note(chronicle):
    child, parent = os.pipe(), os.pipe()
    if not (process := os.fork()):
        with open_chronicle(str(chronicle), write=True):
            os.write(child[1], b".")
            os.read(parent[0], 1)
        os._exit(0)
    os.read(child[0], 1)
    notes = told(chronicle, State.NOTE)
    os.write(parent[1], b".")
    os.waitpid(process, 0)
    assert "writer: somebody is writing to it now" in notes


def test_the_command(chronicle):
    done = CliRunner().invoke(app, ["doctor", str(chronicle)])
    assert done.exit_code == 0 and "\nok    seal: holds\n" in done.output
    change(chronicle, "UPDATE store_report SET title = 'x'")
    done = CliRunner().invoke(app, ["doctor", str(chronicle)])
    assert done.exit_code == 1 and "\nwrong seal: " in done.output
