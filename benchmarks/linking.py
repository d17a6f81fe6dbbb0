"""How linking grows: time, memory and B-cubed on invented streams, and the time to add one report to a large chronicle.

python -m benchmarks.linking 1000 10000 100000      one line of JSON a size, each in a process of its own
python -m benchmarks.linking --kept 10000 100000    the same of one chronicle each time that it has grown so large
python -m benchmarks.linking --one 100000           add one report to a chronicle of so many statements
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby, islice
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path

from benchmarks.stream import Told, make_stream
from khronika.collect import make_capture
from khronika.link import relink
from khronika.link.state import MemoryState
from khronika.model import Given
from khronika.pipeline import link_chronicle
from khronika.store import open_chronicle

_BATCH = 1000
_LINKED = 2000  # reports that come together


def main(arguments: Sequence[str]) -> None:
    """Measure what is asked for."""
    ways = {"--in-memory": measure, "--one": measure_one}
    way, *told = arguments if arguments[0].startswith("--") else ("--in-memory", *arguments)
    sizes = [int(size) for size in told]
    if way == "--kept":
        for measured in measure_kept(sizes):
            print(json.dumps(measured), flush=True)  # noqa: T201
    elif len(sizes) == 1:
        print(json.dumps(ways[way](sizes[0])), flush=True)  # noqa: T201
    else:
        for size in told:  # a process each, so that the memory of one is not that of another
            subprocess.run([sys.executable, "-m", "benchmarks.linking", way, size], check=True)  # noqa: S603


def measure(size: int) -> dict[str, float]:
    """Return time, memory and B-cubed for one size."""
    stream = list(make_stream(size))
    before = _memory_mb()
    begun = time.process_time()
    done = relink(MemoryState({told.report.id: told.report for told in stream}), [t.report.id for t in stream])
    seconds = time.process_time() - begun  # of the processor, whatever else the machine does
    peak = _memory_mb()
    score = bcubed([cluster.members for cluster in done.clusters], stream)
    n = sum(len(told.truth) for told in stream)
    return {"statements": n, "reports": len(stream), "events": len(done.clusters), "seconds": round(seconds, 2),
            "ms_per_statement": round(1000 * seconds / n, 3), "stream_mb": round(before),
            "peak_mb": round(peak), "bcubed_f1": round(100 * score, 2)}  # fmt: skip


def measure_kept(sizes: Sequence[int]) -> Iterator[dict[str, float]]:
    """Give time, memory and B-cubed of a chronicle to which a stream is added as it comes, and linked.

    Args:
        sizes: the statements at which they are given, from the smallest on.
    """
    stream, n, reports, keeping, linking = make_stream(sizes[-1]), 0, 0, 0.0, 0.0
    with tempfile.TemporaryDirectory() as home, open_chronicle(f"{home}/c", create=True, write=True) as chronicle:
        for size in sizes:
            while n < size and (batch := list(_take(stream, size - n))):
                begun = time.process_time()
                chronicle.add_many([_pair(told) for told in batch])
                added = time.process_time()
                link_chronicle(chronicle)
                keeping, linking = keeping + added - begun, linking + time.process_time() - added
                n, reports = n + sum(len(told.truth) for told in batch), reports + len(batch)
            disk = sum(path.stat().st_size for path in Path(home).rglob("*") if path.is_file())
            with ProcessPoolExecutor(1, get_context("spawn")) as aside:  # its memory is not the chronicle's
                score = aside.submit(_score_kept, f"{home}/c", sizes[-1], reports).result()
            yield {"statements": n, "reports": reports, "events": chronicle.count_events(),
                   "keep_s": round(keeping, 1), "link_s": round(linking, 1),
                   "link_ms_per_statement": round(1000 * linking / n, 3), "peak_mb": round(_memory_mb()),
                   "disk_mb": round(disk / 1e6), "bcubed_f1": round(100 * score, 2)}  # fmt: skip


def _take(stream: Iterator[Told], statements: int) -> Iterator[Told]:
    """Give the reports that come together next, no more than hold so many statements."""
    for told in islice(stream, _LINKED):
        yield told
        statements -= len(told.truth)
        if statements <= 0:
            return


def _score_kept(location: str, size: int, reports: int) -> float:
    """Return the B-cubed F1 of a chronicle that holds so many reports of a stream."""
    with open_chronicle(location) as chronicle:
        return bcubed(_read_clusters(chronicle.alias), islice(make_stream(size), reports))


def _read_clusters(alias: str) -> Iterator[list[tuple[str, str]]]:
    """Give the statements of each event of a chronicle, one event at a time."""
    from khronika.store.models import EventMember

    rows = EventMember.objects.using(alias).order_by("event").values_list("event", "report", "statement").iterator()
    for _, members in groupby(rows, key=itemgetter(0)):
        yield [(report, statement) for _, report, statement in members]


def bcubed(clusters: Iterable[Sequence[tuple[str, str]]], stream: Iterable[Told]) -> float:
    """Return the F1 of B-cubed precision and recall over statements."""
    truth = {(told.report.id, s): event for told in stream for s, event in told.truth.items()}
    size = Counter(truth.values())
    precision = recall = 0.0
    for members in clusters:
        for event, n in Counter(truth[member] for member in members).items():
            precision += n * n / len(members)
            recall += n * n / size[event]
    return 2 * precision * recall / (precision + recall) / len(truth) if truth else 1.0


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_one(size: int) -> dict[str, float]:
    """Return how long it takes to build a chronicle of so many statements, and to add one report more."""
    *held, last = make_stream(size)
    with tempfile.TemporaryDirectory() as home, open_chronicle(f"{home}/c", create=True, write=True) as chronicle:
        begun = time.perf_counter()
        stream = iter(held)
        while batch := list(islice(stream, _BATCH)):
            chronicle.add_many([_pair(told) for told in batch])
        added = time.perf_counter()
        link_chronicle(chronicle)
        linked = time.perf_counter()
        chronicle.add_many([_pair(last)])
        link_chronicle(chronicle)
        done = time.perf_counter()
    return {"statements": sum(len(t.truth) for t in held), "add_s": round(added - begun, 1),
            "link_s": round(linked - added, 1), "one_more_s": round(done - linked, 3)}  # fmt: skip


def _pair(told: Told):  # type: ignore[no-untyped-def]
    capture = make_capture(told.report.text.encode(), "text/plain", Given(id=told.report.id))
    return capture, told.report


if __name__ == "__main__":
    main(sys.argv[1:])
