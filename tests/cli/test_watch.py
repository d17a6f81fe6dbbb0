"""`khronika watch` looks, adds and tells what it did not get."""

import os
import subprocess
import sys

import pytest

from tests.collect.test_watching import feed
from tests.collect.web import PAGE, serve


def run(*words):
    told = {**os.environ, "KHRONIKA_PRIVATE": "127.0.0.1, ::1", "COLUMNS": "200"}
    return subprocess.run([sys.executable, "-m", "khronika", *words], capture_output=True, text=True, env=told)


def test_watch_and_coverage(tmp_path):
    place, sources = str(tmp_path / "chronicle"), tmp_path / "sources.txt"
    with serve() as web:
        web.pages |= {"/feed": feed("/one", "/picture"), "/one": ("text/html", PAGE)}
        sources.write_text(f"# watched\n{web.url('/feed')}\n{web.url('/away')}\n")
        first = run("watch", place, str(sources), "--once")
        second = run("watch", place, str(sources), "--once")
    assert first.returncode == second.returncode == 0, first.stderr
    assert "/feed: 1 added, 0 already there, 1 failed" in first.stderr
    assert "/feed: 0 added, 0 already there, 1 failed" in second.stderr
    told = run("coverage", place).stdout
    assert "2 × is image/png, not a page" in " ".join(told.split())
    assert "answered 429 and asks to wait 86400 s" in " ".join(told.split())
    assert run("verify", place).returncode == 0


@pytest.mark.parametrize("words", ["", "not an address\n"])
def test_a_list_without_addresses(tmp_path, words):
    (tmp_path / "sources.txt").write_text(words)
    done = run("watch", str(tmp_path / "chronicle"), str(tmp_path / "sources.txt"))
    assert done.returncode == 1 and "names no address" in done.stderr
