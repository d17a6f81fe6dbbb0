"""How linking grows: time, memory and B-cubed on invented streams, and the time to add one report to a large chronicle.

python -m benchmarks.linking 1000 10000 100000      one line of JSON a size, each in a process of its own
python -m benchmarks.linking --one 100000           add one report to a chronicle of so many statements
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from benchmarks.stream import Told, make_stream
from khronika.collect import make_capture
from khronika.link import relink
from khronika.link.state import MemoryState
from khronika.model import Cluster, Given
from khronika.pipeline import link_chronicle
from khronika.store import open_chronicle

_BATCH = 1000


def main(arguments: Sequence[str]) -> None:
    """Measure what is asked for."""
    if arguments[0] == "--size":
        print(json.dumps(measure(int(arguments[1]))))  # noqa: T201
    elif arguments[0] == "--one":
        print(json.dumps(measure_one(int(arguments[1]))))  # noqa: T201
    else:
        for size in arguments:  # a process each, so that the memory of one is not that of another
            subprocess.run([sys.executable, "-m", "benchmarks.linking", "--size", size], check=True)  # noqa: S603


def measure(size: int) -> dict[str, float]:
    """Return time, memory and B-cubed for one size."""
    stream = list(make_stream(size))
    before = _memory_mb()
    begun = time.process_time()
    done = relink(MemoryState({told.report.id: told.report for told in stream}), [t.report.id for t in stream])
    seconds = time.process_time() - begun  # of the processor, whatever else the machine does
    n = sum(len(told.truth) for told in stream)
    return {"statements": n, "reports": len(stream), "events": len(done.clusters), "seconds": round(seconds, 2),
            "ms_per_statement": round(1000 * seconds / n, 3), "stream_mb": round(before),
            "peak_mb": round(_memory_mb()), "bcubed_f1": round(100 * bcubed(done.clusters, stream), 2)}  # fmt: skip


def bcubed(clusters: Iterable[Cluster], stream: Iterable[Told]) -> float:
    """Return the F1 of B-cubed precision and recall over statements."""
    truth = {(told.report.id, s): event for told in stream for s, event in told.truth.items()}
    size = Counter(truth.values())
    precision = recall = 0.0
    for cluster in clusters:
        for event, n in Counter(truth[member] for member in cluster.members).items():
            precision += n * n / len(cluster.members)
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
