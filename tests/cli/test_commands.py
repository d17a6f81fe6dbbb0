"""The commands as a user runs them: output, exit status, one clear line for what is wrong."""

import json
import subprocess
import sys

import pytest

NOTE = """News from Osh

Police detained ten men in Osh on Monday, the rights group Open Border Watch said, citing one of its lawyers.
"""


def run(*args, stdin=None, **options):
    return subprocess.run(
        [sys.executable, "-m", "khronika", *args], input=stdin, capture_output=True, text=True, check=False, **options
    )


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    return path


def test_read_prints_a_report_a_line(note):
    done = run("read", str(note), "--outlet", "Harbour Post", "--published", "2025-05-14")
    (report,) = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0 and done.stderr == ""
    assert report["published"] == {"value": "2025-05-14", "from": "given", "reason": None}
    (statement,) = report["statements"]
    assert (statement["act"], statement["quantity"]["min"], statement["time"]["from"]) == (
        "arrest_detention",
        10,
        "2025-05-12",
    )
    assert [link["name"] or link["text"] for link in statement["chain"]] == [
        "one of its lawyers",
        "Open Border Watch",
        "Harbour Post",
    ]


def test_read_from_standard_input(note):
    assert json.loads(run("read", "-", stdin=NOTE).stdout)["text"] == NOTE


def test_read_as_a_table(note):
    told = run("read", str(note), "--format", "table").stdout
    assert "lawyer → Open Border Watch" in " ".join(told.split())


def test_read_as_a_page(note):
    page = run("read", str(note), "--format", "html").stdout
    assert page.startswith("<!doctype html>") and page.count("<!doctype") == 1
    assert "<mark>detained</mark>" in page and "Open Border Watch" in page


def test_lines_keep_their_order_and_bad_ones_say_why(tmp_path):
    path = tmp_path / "d.jsonl"
    path.write_text(
        '{"id": "a", "text": "Police held two men."}\n'
        "[]\n"
        '{"id": "b", "text": "x", "published": "0000-01-01"}\n'
        '{"id": "c", "text": "Two died."}\n'
    )
    done = run("read", "--jsonl", str(path))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "d.jsonl:2", "b", "c"]
    assert [("error" in row) for row in rows] == [False, True, True, False]
    assert done.returncode == 1 and "Traceback" not in done.stderr


def test_a_chronicle_from_end_to_end(tmp_path, note):
    place = str(tmp_path / "chronicle")
    assert run("add", place, str(note)).returncode == 0
    again = run("add", place, str(note))
    assert "0 added, 1 already there" in again.stderr
    (event,) = map(json.loads, run("events", place, "--format", "jsonl").stdout.splitlines())
    assert event["verdict"] == "single_source" and event["figures"][0]["latest"] == [10, 10]
    (report,) = map(json.loads, run("reports", place, "--format", "jsonl").stdout.splitlines())
    assert report["events"] == [event["id"]] and report["copy_of"] is None
    shown = run("show", place, event["id"][:5])
    assert "lawyer (to Open Border Watch)" in shown.stdout and "as told by Open Border Watch" in shown.stdout
    assert json.loads(run("show", place, event["id"], "--format", "json").stdout) == event
    assert run("verify", place).returncode == 0
    rows = run("export", place, "--format", "csv").stdout.splitlines()
    assert len(rows) == 2 and rows[0].startswith("event,")


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (["read", "gone.txt"], 1, "gone.txt"),
        (["events", "gone"], 1, "no chronicle here"),
        (["read"], 2, "name a file"),
        (["read", "x.txt", "--format", "pdf"], 2, "pdf"),
        (["show", "gone", "e1"], 1, "no chronicle here"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(tmp_path, args, status, words):
    done = run(*args, cwd=tmp_path)
    assert done.returncode == status
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_version_and_help():
    assert run("--version").stdout.startswith("khronika ")
    told = run("--help").stdout
    assert all(
        command in told for command in ("read", "add", "reports", "events", "show", "export", "verify", "schema")
    )


def test_schema_is_json():
    assert json.loads(run("schema", "report").stdout)["title"] == "Report"


def test_a_verified_fault_ends_with_status_one(tmp_path, note):
    place = tmp_path / "chronicle"
    run("add", str(place), str(note))
    (file,) = (place / "captures").glob("*.warc.gz")
    file.write_bytes(b"")
    done = run("verify", str(place))
    assert done.returncode == 1 and "no whole record" in done.stdout
