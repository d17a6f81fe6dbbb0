"""What the commands print into a pipe: plain text, no colours, no blanks at the ends of lines, as wide as asked."""

import json
import os
import subprocess
import sys

import pytest

NOTE = (
    "More than 64 people were deported from Izmir on Monday, Open Border Watch said, citing one of its lawyers.\n\n"
    "“Forty people were deported from Izmir on Monday,” the interior ministry of Turkey said.\n"
)


def run(*args, **environment):
    command = [sys.executable, "-m", "khronika", *args]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


@pytest.fixture(scope="module")
def chronicle(tmp_path_factory):
    home = tmp_path_factory.mktemp("piped")
    (home / "note.txt").write_text(NOTE, encoding="utf8")
    given = ("--outlet", "Aegean Monitor", "--published", "2025-04-09")
    assert run("add", str(home / "c"), str(home / "note.txt"), *given).returncode == 0
    return str(home / "c")


@pytest.fixture(scope="module")
def event(chronicle):
    return json.loads(run("events", chronicle).stdout.splitlines()[0])["id"]


@pytest.mark.parametrize("columns", ["50", "80", "100"])
@pytest.mark.parametrize("command", ["events", "reports", "show"])
def test_pages_for_people_are_plain_and_fit(chronicle, event, command, columns):
    args = [event] if command == "show" else ["--format", "table"]
    done = run(command, chronicle, *args, COLUMNS=columns)
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and done.stderr == "" and lines
    assert "\x1b" not in done.stdout
    assert [line for line in lines if line != line.rstrip()] == []
    assert max(map(len, lines)) <= int(columns)


def test_in_a_pipe_lists_are_json_lines(chronicle):
    for command in ("events", "reports"):
        assert all(json.loads(line)["id"] for line in run(command, chronicle).stdout.splitlines())


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_is_the_same_in_a_pipe_and_in_a_file(chronicle, tmp_path, form):
    target = tmp_path / "out"
    assert run("export", chronicle, "--format", form, "--output", str(target)).returncode == 0
    command = [sys.executable, "-m", "khronika", "export", chronicle, "--format", form]
    piped = subprocess.run(command, capture_output=True, check=True).stdout
    assert piped == target.read_bytes() and piped


def test_no_quotation_mark_is_doubled(chronicle, event):
    told = run("show", chronicle, event).stdout
    assert "““" not in told and "””" not in told
