"""How long `khronika publish` takes with many events, and how much of the site one new report rewrites.

    python -m benchmarks.publish [EVENTS]

The chronicle is invented (`benchmarks.desk`): three reports tell of each event, five statements a report. The whole
command is measured, from opening the chronicle and holding every citation to the last file; seconds are wall-clock.
"""

import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.desk import add_reports, fill, make_report

_EACH_REPORT = 5 / 3  # events that a report brings, each told of by three
_POLICY = "title: Invented chronicle\naddress: https://chronicle.example/\n"
_DONE = re.compile(r"(\d+) events, (\d+) files, (\d+) written")


def publish(home: str) -> str:
    """Publish the chronicle of a folder and return a line with what it took."""
    began, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "khronika", "publish", f"{home}/c", f"{home}/site", "--policy", f"{home}/p.yaml"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    seconds, after = time.perf_counter() - began, os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    done = _DONE.search(told)
    assert done, told
    return f"{done[1]} events: {seconds:.1f} s, {done[2]} files, {done[3]} written, {work:.1f} s of the processor"


def main(events: int) -> None:
    """Publish, add one report, publish again, and print seconds, files and peak memory."""
    with tempfile.TemporaryDirectory() as home:
        Path(home, "p.yaml").write_text(_POLICY, encoding="utf8")
        number = round(events / _EACH_REPORT)
        fill(f"{home}/c", number)
        print(publish(home), flush=True)
        add_reports(f"{home}/c", [make_report(number, random.Random(6))])
        print(publish(home))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
