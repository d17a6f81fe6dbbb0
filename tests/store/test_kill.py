"""A kill at any moment of adding loses nothing that was acknowledged; running again ends where an unbroken run does."""

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from khronika.cli.app import app
from khronika.pipeline import read_captures
from tests.store.test_chronicle import dump, findings, make_captures

KILLS = 24
TRIES = 120  # runs, those among them that end before the kill reaches them included
REPORTS = 40


def write_documents(path):
    """Write invented documents, a line each."""
    towns = ["Osh", "Naryn", "Bishkek", "Almaty", "Tbilisi"]
    rows = []
    for i in range(REPORTS):
        town = towns[i % 5]
        text = (
            f"Raid in {town}\n\nPolice detained {10 + i} workers in {town} on Monday, lawyer number {i} said.\n\n"
            "The workers were released on Tuesday, they added."
        )
        rows.append({"id": f"r{i}", "outlet": f"Post {i % 7}", "published": "2025-05-14", "text": text})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def run_add(place, path):
    """Be `khronika add` in a process that has the word lists and the gazetteer in memory already."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    app(["add", str(place), "--jsonl", str(path)])


def start(place, path):
    """Start adding in a process of its own."""
    process = multiprocessing.get_context("fork").Process(target=run_add, args=(place, path))
    process.start()
    return process


def written(place):
    """Return how many bytes of captures a chronicle has, acknowledged or not."""
    return sum(file.stat().st_size for file in Path(place).glob("captures/*.warc.gz"))


def acknowledged(place):
    """Return how many reports a chronicle has acknowledged, and how often it was linked."""
    file = Path(place) / "chronicle.sqlite3"
    if not file.exists():
        return 0, 0
    with sqlite3.connect(file, timeout=10) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'store_logentry'").fetchone():
            return 0, 0
        kinds = [kind for (kind,) in connection.execute("SELECT kind FROM store_logentry")]
    return kinds.count("added"), kinds.count("linked")


def wait_for_bytes(process, place, wanted):
    """Wait until so many bytes of captures are written, or the run is over."""
    while process.is_alive() and written(place) < wanted:
        time.sleep(0.001)


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    """Documents, what an unbroken run of the command makes of them, how long it takes and how much it writes."""
    folder = tmp_path_factory.mktemp("unbroken")
    path, place = folder / "documents.jsonl", folder / "whole"
    write_documents(path)
    command = [sys.executable, "-m", "khronika", "add", str(place), "--jsonl", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    list(read_captures(make_captures(1)))  # so that the processes to come are at work at once
    began = time.monotonic()
    again = start(folder / "again", path)
    again.join()
    assert again.exitcode == 0
    return path, dump(str(place)), time.monotonic() - began, written(place)


def test_killed_at_any_moment(tmp_path, unbroken):
    path, wanted, seconds, size = unbroken
    dice = random.Random(11)
    killed, n, held, seen = 0, 0, (0, 0), set()
    for _ in range(TRIES):
        place = tmp_path / f"broken{n}"
        process = start(place, path)
        if dice.random() < 0.5:
            process.join(dice.uniform(0, seconds))
        else:
            wait_for_bytes(process, place, written(place) + dice.uniform(0, size / 2))
        process.kill()
        process.join()
        if process.exitcode == -signal.SIGKILL:
            killed += 1
            before, held = held, acknowledged(place)
            assert held >= before
            seen.add(held)
            continue
        assert process.exitcode == 0
        assert_whole(place, wanted)
        n, held = n + 1, (0, 0)
        if killed >= KILLS:
            break
    assert killed >= KILLS
    assert len({reports for reports, _ in seen}) >= 3, seen  # kills fell between batches, not only before the first


def assert_whole(place, wanted):
    """Fail unless a chronicle holds what an unbroken run makes, without a fault."""
    assert dump(str(place)) == wanted
    assert findings(str(place)) == []
