"""What adding takes beside reading: the same reports, in one process, by processor time.

    python -m benchmarks.adding [DOCUMENTS.jsonl | PAGES]

Without a file it adds invented pages, 200 unless told otherwise. The rate of `add` is that of `read` times reading's
share. Of keeping and linking the seconds of their thread are taken: the encoder reads on beside them.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from unittest.mock import patch

from benchmarks.pages import make_page
from khronika.collect import collect_lines, make_capture
from khronika.model import Capture, Failure, Given
from khronika.pipeline import add_captures, link_chronicle, read_captures
from khronika.store import open_chronicle

PAGES = 200
WARM = 8


class Clock:
    """Adds up the processor time that a function takes in its thread."""

    def __init__(self, work: Any) -> None:
        self.work, self.seconds = work, 0.0

    def __call__(self, *inputs: Any) -> Any:
        began = time.thread_time()
        try:
            return self.work(*inputs)
        finally:
            self.seconds += time.thread_time() - began


def make_captures(documents: str) -> Iterator[Capture | Failure]:
    """Give the captures of a file of documents, or of so many invented pages."""
    if not documents.isdecimal():
        yield from collect_lines(documents)
        return
    for number in range(int(documents)):
        yield make_capture(make_page(number).encode(), "text/html", Given(url=f"https://post.example/{number}"))


def measure(captures: Iterable[Capture | Failure], warm: Sequence[Capture | Failure]) -> dict[str, float]:
    """Return reports, events, and seconds of the processor: of all, of keeping and of linking."""
    gc.set_threshold(100_000)  # as the command does
    list(read_captures(warm))  # tables and weights are loaded before the clock runs
    linking = Clock(link_chronicle)
    with (
        tempfile.TemporaryDirectory() as home,
        open_chronicle(f"{home}/c", create=True, write=True) as opened,
        patch.object(opened, "add_many", Clock(opened.add_many)) as keeping,
        patch.object(opened, "holds", Clock(opened.holds)) as asking,
        patch("khronika.pipeline.link_chronicle", linking),
    ):
        began = time.process_time()
        done = add_captures(opened, captures)
        whole = time.process_time() - began
    kept = keeping.seconds + asking.seconds
    return {"reports": done.added, "events": done.events, "add": whole, "keep": kept, "link": linking.seconds}


def main(documents: str = str(PAGES)) -> None:
    """Print the figures."""
    told = measure(make_captures(documents), list(islice(make_captures(documents), WARM)))
    reports, whole = told["reports"], told["add"]
    print(f"{reports} reports, {told['events']} events\n")
    print("| part of adding | ms a report | share |\n| --- | ---: | ---: |")
    parts = {"reading": whole - told["keep"] - told["link"], "keeping": told["keep"], "linking": told["link"]}
    for name, seconds in parts.items():
        print(f"| {name} | {1000 * seconds / reports:.1f} | {100 * seconds / whole:.1f} % |")


if __name__ == "__main__":
    main(*sys.argv[1:])
