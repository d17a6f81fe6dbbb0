"""A progress bar on the terminal leaves output where it belongs."""

import json
import os
import pty
import subprocess
import sys

import pytest

LINES = "".join(json.dumps({"id": str(i), "text": "Two people died in Osh on Monday."}) + "\n" for i in range(3))


def run_watched(arguments, *, cwd, stdout):
    """Run a command whose standard error is a terminal; return what the terminal got, and the standard output."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "khronika", *arguments]
    out = theirs if stdout == "terminal" else subprocess.PIPE
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=theirs, env=environment)
    os.close(theirs)
    written = process.stdout.read().decode() if stdout == "pipe" else ""
    seen = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # how Linux tells that the other end is closed
            break
        if not chunk:
            break
        seen += chunk
    os.close(ours)
    assert process.wait() == 0
    return seen.decode(), written


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "d.jsonl").write_text(LINES)
    return tmp_path


def test_output_goes_into_the_pipe_and_the_bar_to_the_terminal(folder):
    seen, written = run_watched(["read", "--jsonl", "d.jsonl"], cwd=folder, stdout="pipe")
    assert [json.loads(line)["id"] for line in written.splitlines()] == ["0", "1", "2"]
    assert "reading" in seen and "3/3" in seen and '"id"' not in seen


def test_on_one_terminal_the_output_is_the_progress(folder):
    seen, _ = run_watched(["read", "--jsonl", "d.jsonl", "--format", "table"], cwd=folder, stdout="terminal")
    assert "reading" not in seen and seen.count("Two people died") == 3


def test_adding_shows_a_bar_with_how_many_there_are(folder):
    seen, _ = run_watched(["add", "c", "d.jsonl"], cwd=folder, stdout="terminal")
    assert "adding" in seen and "3/3" in seen and "3 added" in seen


def test_files_and_lines_are_read_together(folder):
    (folder / "note.txt").write_text("Two people died in Osh on Monday.")
    _, written = run_watched(["read", "note.txt", "--jsonl", "d.jsonl"], cwd=folder, stdout="pipe")
    assert len(written.splitlines()) == 4
