"""Whether any bytes crash or hang a parser: as many as fit into some minutes, each parser in its turn.

    python -m benchmarks.fuzz [MINUTES] [PARSER ...]

Prints one line for each parser: how many payloads it was given, how many it took, and the slowest, in seconds.
A payload on which a parser fails is written to a file of its own, and the run ends with exit status 1. What parsers
print meanwhile goes nowhere: warcio tells of each record that is broken, and most are.
"""

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from khronika.errors import KhronikaError
from tests.collect.test_fuzz import PARSERS, payloads

ROUND = 500  # payloads that a parser gets in one turn
LONGEST = 5.0  # seconds of the processor that one payload may take


@dataclass(slots=True)
class Run:
    """What became of one parser's payloads."""

    given: int = 0
    taken: int = 0  # the rest was refused with one line
    slowest: float = 0.0
    failed: str | None = None


def main(arguments: Sequence[str]) -> int:
    """Fuzz for so many minutes and return how many parsers failed."""
    minutes = float(arguments[0]) if arguments else 60.0
    runs = {name: Run() for name in arguments[1:] or PARSERS}
    end = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere, redirect_stderr(nowhere):
        while time.monotonic() < end and any(run.failed is None for run in runs.values()):
            for name, run in runs.items():
                if run.failed is None and time.monotonic() < end:
                    fuzz(name, run, Path(folder))
    for name, run in runs.items():
        told = run.failed or "no failure"
        print(f"{name:75} {run.given:8} {run.taken:8} {run.slowest:7.2f}  {told}")
    return sum(run.failed is not None for run in runs.values())


def fuzz(name: str, run: Run, folder: Path) -> None:
    """Give a parser one round of payloads, other ones each time."""
    parse, seeds = PARSERS[name]
    last = b""

    @settings(max_examples=ROUND, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(payloads(seeds))
    def one(payload: bytes) -> None:
        nonlocal last
        last = payload
        run.given += 1
        began = time.process_time()
        try:
            parse(payload, folder)
            run.taken += 1
        except KhronikaError as error:
            assert "\n" not in str(error)
        seconds = time.process_time() - began
        run.slowest = max(run.slowest, seconds)
        assert seconds < LONGEST

    try:
        one()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        kept = Path(f"fuzz-{name.replace('/', '-').replace(' ', '-')}.bin")
        kept.write_bytes(last)
        run.failed = f"{type(error).__name__}: {str(error)[:60]!r}, see {kept}"


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
