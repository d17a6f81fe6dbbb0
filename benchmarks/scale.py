"""How reading and linking spread over processes: the same bytes as the embedded engine, in what time, and after a kill.

python -m benchmarks.scale DOCUMENTS.jsonl [MASTER...]    each master beside the embedded engine
python -m benchmarks.scale --kill DOCUMENTS.jsonl         local-cluster[2,1,2048], an executor killed on the way

Of reading it prints seconds by the clock, the processor seconds of all processes that read and of the busiest: on a
machine with other work to do, all by the busiest is what so many free cores would gain. The file is cut into some
dozens of parts, however short it is, so that two processes have the same to do; that one executor and two take their
time to load the reader is in the seconds. One executor alone is there to compare with: it links nothing.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow.dataset

from khronika.collect import collect_lines
from khronika.link import relink
from khronika.link.state import MemoryState
from khronika.model import Report
from khronika.model.codec import to_json
from khronika.pipeline import read_captures
from khronika.reckon import reckon_events
from khronika.scale.parts import Part, cut_file
from khronika.scale.reading import READ, read_part, set_aside, write_plan
from khronika.scale.run_link import EVENTS, link_at_scale
from khronika.scale.spark import open_spark, spread

ONE, TWO = "local-cluster[1,1,2048]", "local-cluster[2,1,2048]"
MASTERS = ["local[2]", ONE, TWO]
PARTS = 40


def main(arguments: Sequence[str]) -> None:
    """Measure what is asked for, a line of JSON for each."""
    kill = "--kill" in arguments
    documents, *masters = [a for a in arguments if a != "--kill"]
    begun, cpu = time.perf_counter(), time.process_time()
    reports = list(read_captures(collect_lines(documents)))
    _print(engine="embedded", read_s=time.perf_counter() - begun, read_cpu_s=time.process_time() - cpu)
    cpu = time.process_time()
    events = _link([r for r in reports if isinstance(r, Report)])
    _print(engine="embedded", link_cpu_s=time.process_time() - cpu, events=len(events))
    took: dict[str, float] = {}
    for master in [TWO] if kill else masters or MASTERS:
        home = Path(tempfile.mkdtemp(prefix="khronika-scale-"))
        told = measure_reading(documents, home / "read", master, size=-(-len(reports) // PARTS), kill=kill)
        took[master] = told["read_s"]
        same = _records(home / "read" / READ) == sorted(to_json(r) for r in reports if isinstance(r, Report))
        _print(engine=master, **told, equal=same)
        if not kill and master != ONE:
            begun = time.perf_counter()
            link_at_scale(home / "read", home / "events", master=master)
            _print(
                engine=master, link_s=time.perf_counter() - begun, equal=_records(home / "events" / EVENTS) == events
            )
        shutil.rmtree(home)
    if {ONE, TWO} <= took.keys():
        _print(two_executors_by_one=took[ONE] / took[TWO])


def _print(**told: object) -> None:
    rounded = {name: round(value, 2) if isinstance(value, float) else value for name, value in told.items()}
    print(json.dumps(rounded), flush=True)


def _link(reports: Sequence[Report]) -> list[str]:
    """Return the events of the embedded engine, sorted."""
    state = MemoryState({report.id: report for report in reports})
    clusters = relink(state, list(state.reports)).clusters
    return sorted(map(to_json, reckon_events(clusters, reports, state.originals(state.reports))))


def _records(folder: Path) -> list[str]:
    table = pyarrow.dataset.dataset(folder, format="parquet").to_table(columns=["record"])
    return sorted(record for record in table["record"].to_pylist() if record is not None)


def measure_reading(documents: str, out: Path, master: str, *, size: int, kill: bool) -> dict[str, Any]:
    """Return what reading takes on a cluster.

    Args:
        size: documents of a part.
    """
    with patch("khronika.scale.parts.SIZE", size):
        parts = write_plan(out, [(str(Path(documents).resolve()), cut_file(documents))], "reader")
    with open_spark(master) as session:
        list(spread(session, ["", ""], str))  # its processes are there
        begun = time.perf_counter()
        if kill:
            threading.Thread(target=_kill_executor, args=(out / READ,)).start()
        told = spread(session, [json.dumps(part) for part in parts], partial(_timed, str(out)))
        busy: Counter[int] = Counter()
        for line in told:
            process, seconds = json.loads(line)
            busy[process] += seconds
        wall = time.perf_counter() - begun
    count, failed = set_aside(out, parts)
    cpu, most = sum(busy.values()), max(busy.values())
    return {"records": count, "set_aside": failed, "processes": len(busy), "read_s": wall, "read_cpu_s": cpu,
            "busiest_cpu_s": most, "gain": cpu / most}  # fmt: skip


def _timed(out: str, part: str) -> str:
    """Read a part and return the process and its processor seconds, the loading of its reader among them."""
    cpu = time.process_time()
    read_part(Path(out), Part(*json.loads(part)), "reader")
    return json.dumps([os.getpid(), time.process_time() - cpu])


def _kill_executor(done: Path) -> None:
    """Kill one executor of this process's own cluster when the first part is read."""
    while not list(done.glob("*.parquet")):
        time.sleep(0.2)
    for process in _descendants(os.getpid()):
        if b"CoarseGrainedExecutorBackend" in Path(f"/proc/{process}/cmdline").read_bytes():
            os.kill(process, signal.SIGKILL)
            _print(killed=process)
            return
    _print(killed=None)


def _descendants(process: int) -> Iterator[int]:
    """Give all processes below one, as Linux lists them."""
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from _descendants(int(child))


if __name__ == "__main__":
    main(sys.argv[1:])
