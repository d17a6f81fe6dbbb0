"""Hostile inputs: one clear line each, the rest goes on, within time and memory."""

import json
import resource
import subprocess
import sys

import pytest

GOOD = "Police detained ten men in Osh on Monday, a lawyer said."
_GIGABYTE = 1 << 30
MEASURED = """
import resource, sys
from khronika.cli import main
try:
    main()
finally:
    sys.stderr.write('PEAK %d' % resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (3 * _GIGABYTE, 3 * _GIGABYTE))


def peak_and_rows(path, *args):
    """Read files in a process of its own; return its peak memory in bytes, its rows and what it said."""
    command = [sys.executable, "-c", MEASURED, "read", "--format", "jsonl", *map(str, path), *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit, timeout=120)
    told, _, peak = done.stderr.rpartition("PEAK ")
    return int(peak) * 1024, [json.loads(line) for line in done.stdout.splitlines()], told


CASES = [
    ("50 MB of text", "big.txt", lambda: (GOOD + "\n\n").encode() * 900_000, "a report has at most"),
    ("a line of 10 MB", "line.txt", lambda: b"word " * 2_000_000, "characters"),
    (
        "100,000 nested tags",
        "deep.html",
        lambda: b"<html><body>" + b"<div>" * 100_000 + GOOD.encode(),
        "nested too deeply",
    ),
    (
        "a page cut in the middle",
        "cut.html",
        lambda: f"<html><head><title>Raid in Osh</title></head><body><article><p>{GOOD}</p><p>And the".encode(),
        None,
    ),
    (
        "an unknown charset",
        "odd.html",
        lambda: f'<html><head><meta charset="klingon-8"></head><body><p>{GOOD}</p></body></html>'.encode(),
        None,
    ),
    (
        "a page without text",
        "none.html",
        lambda: b"<html><body><script>1</script></body></html>",
        "is a page without text",
    ),
    ("NUL in a page", "nul.html", lambda: b"<html><body><p>Police\x00 held two men.</p></body></html>", None),
]


@pytest.mark.parametrize(("name", "file", "payload", "reason"), CASES, ids=[row[0] for row in CASES])
def test_hostile_file(tmp_path, name, file, payload, reason):
    bad, good = tmp_path / file, tmp_path / "good.txt"
    bad.write_bytes(payload())
    good.write_text(GOOD)
    peak, (first, second), told = peak_and_rows([bad, good])
    assert "Traceback" not in told
    assert peak < _GIGABYTE
    assert ("error" in first) == (reason is not None)
    if reason:
        assert reason in first["error"]
    else:
        assert "text" in first
    assert second["text"] == GOOD
