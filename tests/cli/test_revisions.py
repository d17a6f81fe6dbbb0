"""`khronika revisions` tells what became of a page."""

import json
import subprocess
import sys

FIRST = {"url": "https://post.example/1", "text": "Police detained 12 workers in Osh, a lawyer said."}


def run(*words):
    done = subprocess.run([sys.executable, "-m", "khronika", *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_page_that_changed(tmp_path):
    place, path = str(tmp_path / "chronicle"), tmp_path / "documents.jsonl"
    for count in ("12", "14"):
        path.write_text(json.dumps({**FIRST, "text": FIRST["text"].replace("12", count)}))
        run("add", place, "--jsonl", str(path))
    told = run("revisions", place, "--format", "table")
    assert "- Police detained 12 workers in Osh, a lawyer said." in told and "corrected in quantity" in told
    (row,) = map(json.loads, run("revisions", place, "--url", FIRST["url"]).splitlines())
    assert row["corrected"][0]["after"]["quantity"]["min"] == 14
    assert run("revisions", place, "--url", "https://post.example/2") == ""
