"""What starting takes: commands from nothing, in processes of their own.

    python -m benchmarks.start [TIMES]

Modules are compiled, as pip leaves them: where Python is told to write no bytecode, compiling would be a fifth of it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.pages import make_page

TIMES = 7
HELP, READ = ("-m", "khronika", "--help"), ("-m", "khronika", "read", "page.html")
SENTENCE = ("-c", "from khronika.language import load_engine; load_engine().nlp('Police detained ten men.')")


def measure_start(words: Sequence[str], times: int = TIMES) -> list[tuple[float, float]]:
    """Return seconds by the clock and of the processor of each time that Python is given some words."""
    took = []
    with tempfile.TemporaryDirectory() as home:
        Path(home, "page.html").write_text(make_page(1), encoding="utf8")
        paths = os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])
        told = {"PYTHONPYCACHEPREFIX": f"{home}/bytecode", "PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": paths}
        for _ in range(times + 1):
            before, began = os.times(), time.perf_counter()
            subprocess.run(  # noqa: S603 - words of our own
                [sys.executable, *words], cwd=home, env=os.environ | told, check=True, stdout=subprocess.DEVNULL
            )
            wall, after = time.perf_counter() - began, os.times()
            took.append((wall, sum(after[2:4]) - sum(before[2:4])))
    return took[1:]  # the first one compiles


def main(times: str = str(TIMES)) -> None:
    """Print the figures."""
    print("| command | seconds, median | least | of the processor, least |\n| --- | ---: | ---: | ---: |")
    for name, words in (("--help", HELP), ("read of one page", READ), ("the first sentence read", SENTENCE)):
        took = measure_start(words, int(times))
        walls = [wall for wall, _ in took]
        print(f"| {name} | {statistics.median(walls):.2f} | {min(walls):.2f} | {min(cpu for _, cpu in took):.2f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
