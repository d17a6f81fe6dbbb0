"""Hostile inputs: one clear line each, the rest goes on, within time and memory."""

import json
import resource
import subprocess
import sys

import pytest

GOOD = "Police detained ten men in Osh on Monday, a lawyer said."
_GIGABYTE = 1 << 30
MEASURED = """
import re, sys
from khronika.cli import main
try:
    main()
finally:
    with open('/proc/self/status') as status:
        sys.stderr.write('PEAK ' + re.search(r'VmHWM:\\s+(\\d+)', status.read())[1])
"""
"""What a process says of itself counts the memory of the one that it was forked from: the whole test run's."""


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (4 * _GIGABYTE, 4 * _GIGABYTE))


def run(*args):
    """Run a command in a process of its own; return its exit status, peak memory in bytes, output and what it said."""
    command = [sys.executable, "-c", MEASURED, *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit, timeout=120)
    told, _, peak = done.stderr.rpartition("PEAK ")
    return done.returncode, int(peak) * 1024, done.stdout, told


def page(words, head=""):
    return f"<html><head>{head}</head><body><article><p>{words}</p></article></body></html>".encode()


FILES = [
    # what it is, name, payload (None: a folder), what the failure says (None: it is read)
    ("an empty file", "empty.txt", b"", "is empty"),
    ("an empty folder", "folder", None, "folder holds no"),
    ("a picture", "picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "binary"),
    ("invalid UTF-8", "bytes.txt", b"\xc3\x28 " + GOOD.encode() + b" \xff\xfe\xc0", None),
    ("UTF-16 with its mark", "wide.txt", GOOD.encode("utf-16"), None),
    ("a UTF-16 page with its mark", "wide.html", page(GOOD).decode().encode("utf-16"), None),
    ("a page cut in the middle", "cut.html", f"<html><body><article><p>{GOOD}</p><p>And the <a hre".encode(), None),
    ("an unknown charset", "odd.html", page(GOOD, '<meta charset="klingon-8">'), None),
    ("a page without text", "none.html", b"<html><body><script>1</script></body></html>", "is a page without text"),
    ("NUL in a page", "nul.html", page("Police\x00 held two men."), None),
]
LINES = [
    # what it is, the line, what the failure says (None: it is read)
    ("no object", "[1, 2]", "line is a list, not an object"),
    ("no JSON", '{"id": "x", ', "line is not JSON"),
    ("without id", json.dumps({"text": GOOD + " So it was."}), None),
    ("a date of year 0", json.dumps({"id": "zero", "text": GOOD, "published": "0000-01-01"}), "no date such as"),
    ("a line without text", '{"id": "bare"}', 'has neither "text" nor "html"'),
]
HEAVY = [
    ("50 MB of text", "big.txt", lambda: (GOOD + "\n\n").encode() * 900_000, "a report has at most"),
    ("a line of 10 MB", "line.txt", lambda: b"word " * 2_000_000, "has 10,000,000 characters"),
    ("100,000 nested tags", "deep.html", lambda: b"<html><body>" + b"<div>" * 100_000 + GOOD.encode(), "too deeply"),
]


def write_all(folder):
    """Write every file and line, each followed by a good one; return the paths to read."""
    paths = []
    for _, name, payload, _ in FILES:
        path = folder / name
        path.mkdir() if payload is None else path.write_bytes(payload)
        paths.append(path)
    lines = folder / "lines.jsonl"
    lines.write_text("".join(line + "\n" for _, line, _ in LINES))
    good = folder / "good.txt"
    good.write_text(GOOD)
    return [*paths, lines, good]


def assert_as_told(row, reason):
    if reason is None:
        assert row.get("text"), row
    else:
        assert reason in row["error"] and "\n" not in row["error"], row


def test_each_gives_one_line_and_the_rest_goes_on(tmp_path):
    status, peak, output, told = run("read", "--format", "jsonl", *write_all(tmp_path))
    rows = [json.loads(line) for line in output.splitlines()]
    assert len(rows) == len(FILES) + len(LINES) + 1
    for row, reason in zip(rows, [*(case[3] for case in FILES), *(case[2] for case in LINES), None], strict=True):
        assert row["id"]
        assert_as_told(row, reason)
    assert status == 1 and "Traceback" not in told and peak < _GIGABYTE


def test_a_chronicle_takes_what_can_be_read_and_names_the_rest(tmp_path):
    paths = write_all(tmp_path)
    status, _, _, told = run("add", tmp_path / "chronicle", *paths)
    reasons = [reason for *_, reason in (*FILES, *LINES) if reason]
    lines = [line for line in told.splitlines() if line.startswith("khronika: ")]
    assert status == 1 and "Traceback" not in told and len(lines) == len(reasons)
    assert all(reason in line for reason, line in zip(reasons, lines, strict=True))
    assert run("verify", tmp_path / "chronicle")[0] == 0


@pytest.mark.parametrize(("what", "name", "payload", "reason"), HEAVY, ids=[row[0] for row in HEAVY])
def test_within_memory(tmp_path, what, name, payload, reason):
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(payload())
    good.write_text(GOOD)
    status, peak, output, told = run("read", "--format", "jsonl", bad, good)
    first, second = map(json.loads, output.splitlines())
    assert_as_told(first, reason)
    assert first["id"] == str(bad)
    assert second["text"] == GOOD
    assert status == 1 and "Traceback" not in told and peak < _GIGABYTE, peak
