"""A kill at any moment of adding loses nothing that was acknowledged; running again ends where an unbroken run does."""

import json
import multiprocessing
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from khronika.collect import collect_lines
from khronika.pipeline import add_captures, read_captures
from khronika.store import open_chronicle
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
    """Do what `khronika add` does; a process forked off these tests has all tables in memory and is at work at once.

    The rules engine holds no threads, which a forked process would lack.
    """
    with open_chronicle(str(place), create=True, write=True) as chronicle:
        add_captures(chronicle, collect_lines(str(path)), engine="rules")


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
    """Documents, what an unbroken run makes of them, how long it takes and how much it writes."""
    folder = tmp_path_factory.mktemp("unbroken")
    path, place = folder / "documents.jsonl", folder / "whole"
    write_documents(path)
    list(read_captures(make_captures(1), engine="rules"))  # reads the tables
    began = time.monotonic()
    process = start(place, path)
    process.join()
    assert process.exitcode == 0
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


def test_the_command_itself_killed(tmp_path, unbroken):
    path = unbroken[0]
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    command = [sys.executable, "-m", "khronika", "add", "--jsonl", str(path)]
    subprocess.run([*command, str(whole)], check=True, capture_output=True)
    with subprocess.Popen([*command, str(broken)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and acknowledged(broken)[0] == 0:
            time.sleep(0.001)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert acknowledged(broken)[0] > 0
    subprocess.run([*command, str(broken)], check=True, capture_output=True)
    assert_whole(broken, dump(str(whole)))


def assert_whole(place, wanted):
    """Fail unless a chronicle holds what an unbroken run makes, without a fault."""
    assert dump(str(place)) == wanted
    assert findings(str(place)) == []
