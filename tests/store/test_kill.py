"""A kill at any moment of adding loses nothing that was acknowledged; running again ends where an unbroken run does."""

import json
import random
import signal
import subprocess
import sys
import time

from tests.store.test_chronicle import dump, findings

KILLS = 20
REPORTS = 40


def documents(path):
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


def start(place, path):
    return subprocess.Popen(
        [sys.executable, "-m", "khronika", "add", str(place), "--jsonl", str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_killed_at_any_moment(tmp_path):
    path = tmp_path / "documents.jsonl"
    documents(path)
    began = time.monotonic()
    assert start(tmp_path / "whole", path).wait() == 0
    whole = time.monotonic() - began
    wanted = dump(str(tmp_path / "whole"))
    dice = random.Random(11)
    killed = 0
    for n in range(KILLS):
        place = tmp_path / f"broken{n % 4}"
        process = start(place, path)
        time.sleep(dice.uniform(0.25, 1.0) * whole)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
    assert killed >= KILLS // 2
    for n in range(4):
        place = str(tmp_path / f"broken{n}")
        assert start(place, path).wait() == 0
        assert dump(place) == wanted
        assert findings(place) == []
