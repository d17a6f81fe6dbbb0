"""Measures everything at a small size and writes what it found, and the machine, as JSON.

    python -m benchmarks.run docs/benchmarks.json

Each part runs in a process of its own. Times are of the processor, so that another program on the machine does not
count; the ratio of two of them was taken in one process.
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.linking import measure as measure_linking
from benchmarks.pages import make_page
from benchmarks.reader import _alone, _peak_mb, measure_reading
from benchmarks.start import HELP, READ, measure_start

PAGES, TEXTS = 80, 25
SIZES = (1000, 3000, 10_000)  # statements that are linked
EVENTS = 1000
DESK = 1000  # reports


def _seconds(work: Callable[[], object]) -> float:
    """Return the seconds of all processors that something took."""
    began = time.process_time()
    work()
    return time.process_time() - began


def measure_text(count: int) -> dict[str, float]:
    """Return pages a second and core from HTML to text: ours, which keeps every zone, and two that keep the article."""
    from trafilatura import extract

    from khronika.collect import make_capture
    from khronika.model import Given
    from khronika.read import read_capture

    pages = [make_page(n) for n in range(count)]
    captures = [make_capture(p.encode(), "text/html", Given(id=str(n))) for n, p in enumerate(pages)]
    ways: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
        "khronika": (read_capture, captures), "trafilatura": (extract, pages),
    }  # fmt: skip
    if find_spec("readability"):
        from readability import Document

        ways["readability-lxml"] = (lambda page: Document(page).summary(), pages)
    found = {}
    for name, (work, inputs) in ways.items():
        work(inputs[0])  # tables are loaded before the clock runs
        found[name] = count / _seconds(lambda work=work, inputs=inputs: [work(one) for one in inputs])
    return found


def measure_reports(count: int) -> dict[str, float]:
    """Return what reading, keeping and linking pages takes, and what they take on the disk."""
    from khronika.collect import make_capture
    from khronika.model import Given, Report
    from khronika.model.codec import to_json
    from khronika.pipeline import add_captures, read_captures
    from khronika.store import open_chronicle

    def captures(begin: int) -> list[Any]:
        numbers = range(begin, begin + count)
        return [
            make_capture(make_page(n).encode(), "text/html", Given(url=f"https://post.example/{n}")) for n in numbers
        ]

    list(read_captures(captures(-count)[:16]))  # tables and weights are loaded before the clock runs
    reports: list[Report] = []
    read = _seconds(lambda: reports.extend(r for r in read_captures(captures(0)) if isinstance(r, Report)))
    with tempfile.TemporaryDirectory() as home:
        with open_chronicle(f"{home}/c", create=True, write=True) as opened:
            add = _seconds(lambda: add_captures(opened, captures(0)))
        sizes = {kind: sum(p.stat().st_size for p in Path(home).rglob(kind)) for kind in ("*.warc.gz", "*.sqlite3")}
    return {
        "reports": len(reports), "words": sum(len(r.text.split()) for r in reports),
        "statements": sum(len(r.statements) for r in reports),
        "html_bytes": sum(len(make_page(n)) for n in range(count)),
        "record_bytes": sum(len(to_json(r)) for r in reports), "captures_bytes": sizes["*.warc.gz"],
        "database_bytes": sizes["*.sqlite3"], "read_seconds": read, "add_seconds": add, "peak_mb": _peak_mb(),
    }  # fmt: skip


def measure_values(count: int) -> dict[str, float]:
    """Return what times, places and quantities take as a part of the reader's time."""
    from benchmarks import values

    texts = values.load_texts(count)
    reader = values.clock("reader", texts, values.read_reports)
    ways = {
        "times": lambda some: sum(len(values.find_times(t, values._PUBLISHED)) for t in some),
        "places": lambda some: sum(len(values.find_places(t)) for t in some),
        "quantities": lambda some: sum(len(values.find_counts(t)) for t in some),
    }
    return {name: values.clock(name, texts, work) / reader for name, work in ways.items()}


def _printed(module: str, *words: str) -> str:
    """Return what another benchmark prints."""
    done = subprocess.run([sys.executable, "-m", module, *words], check=True, capture_output=True, text=True)
    return done.stdout


def measure_desk(reports: int) -> dict[str, float]:
    """Return the median processor time of each page of a desk, ms."""
    with tempfile.TemporaryDirectory() as home:
        told = _printed("benchmarks.desk", f"{home}/c", str(reports))
    return {m[1]: float(m[2]) for m in re.finditer(r"(?m)^(/\S*)\s+wall.*?processor\s+(\d+)", told)}


def measure_publish(events: int) -> list[dict[str, float]]:
    """Return seconds, files and files written for a site, and for the same with one event more."""
    told = _printed("benchmarks.publish", str(events))
    rows = re.findall(r"(\d+) events: ([\d.]+) s, (\d+) files, (\d+) written", told)
    return [dict(zip(("events", "seconds", "files", "written"), map(float, row), strict=True)) for row in rows]


def _start(words: Sequence[str]) -> float:
    """Return the least seconds of the processor that a command takes from nothing."""
    return min(cpu for _, cpu in measure_start(words, 3))


def say_machine() -> dict[str, Any]:
    """Return what it was measured on."""
    info = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    return {
        "day": datetime.now(UTC).date().isoformat(), "processor": model[1] if model else platform.processor(),
        "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1), "python": platform.python_version(),
    }  # fmt: skip


def main(out: Path) -> None:
    """Measure, and write the file."""
    found: dict[str, Any] = {"machine": say_machine()}
    parts: dict[str, Callable[[], Any]] = {
        "start": lambda: {"--help": _start(HELP), "read": _start(READ)},
        "text": lambda: _alone(measure_text, PAGES),
        "encoder": lambda: _alone(measure_reading, None, TEXTS),
        "reports": lambda: _alone(measure_reports, PAGES),
        "values": lambda: _alone(measure_values, TEXTS),
        "linking": lambda: [_alone(measure_linking, size) for size in SIZES],
        "desk": lambda: measure_desk(DESK),
        "publish": lambda: measure_publish(EVENTS),
    }
    for name, work in parts.items():
        began = time.perf_counter()
        found[name] = work()
        out.write_text(json.dumps(found, indent=1) + "\n")
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
