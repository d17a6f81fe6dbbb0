"""How fast an archive of pages is read, in one process, with its peak of memory.

python -m benchmarks.archives [RECORDS]

Writes a WARC file as CC-NEWS has it, a response of an invented page each, and goes through it three times, each in a
process of its own: records to captures, captures to text with all zones of the page, and the same records through
trafilatura alone, which keeps the article.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.pages import make_page
from benchmarks.reader import _alone, _peak_mb

RECORDS = 20_000
DIFFERENT = 2_000  # pages; those after them are the same again, under other addresses
_HEAD = [("Content-Type", "text/html; charset=utf-8"), ("Server", "invented"), ("Connection", "close")]


def write_archive(path: Path, records: int) -> None:
    """Write so many responses."""
    pages = [make_page(number).encode() for number in range(min(records, DIFFERENT))]
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "benchmark"}))
        for number in range(records):
            payload = BytesIO(pages[number % len(pages)])
            head = StatusAndHeaders("200 OK", _HEAD, protocol="HTTP/1.1")
            url = f"https://post{number % 50}.example/{number}.html"
            writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=head))


def count_captures(path: str) -> int:
    """Go through an archive and return how many captures it gives."""
    from khronika.collect import collect_files

    return sum(1 for _ in collect_files([path]))


def count_texts(path: str) -> int:
    """Go through an archive and return how many texts with zones it gives."""
    from khronika.collect import collect_files
    from khronika.model import Capture
    from khronika.read import read_capture

    return sum(bool(read_capture(found).text) for found in collect_files([path]) if isinstance(found, Capture))


def count_articles(path: str) -> int:
    """Go through an archive and return in how many of its records trafilatura alone finds an article."""
    from trafilatura import extract
    from warcio.archiveiterator import ArchiveIterator

    with Path(path).open("rb") as stream:
        records = (record for record in ArchiveIterator(stream) if record.rec_type == "response")
        return sum(extract(record.content_stream().read()) is not None for record in records)


def measure(work: Callable[[str], int], path: str, warm: str) -> dict[str, float]:
    """Return records, records a second of the processor, and peak memory.

    Args:
        warm: a short archive that is gone through first: tables are loaded before the clock runs.
    """
    gc.set_threshold(100_000)  # as the command does
    work(warm)
    began = time.process_time()
    found = work(path)
    return {"records": found, "a_second": found / (time.process_time() - began), "peak_mb": _peak_mb()}


def main(records: int) -> None:
    """Print the figures."""
    ways = {
        "records to captures": count_captures,
        "captures to text with zones": count_texts,
        "trafilatura alone": count_articles,
    }
    with tempfile.TemporaryDirectory() as home:
        whole, short = Path(home) / "whole.warc.gz", Path(home) / "short.warc.gz"
        write_archive(whole, records)
        write_archive(short, 3)
        print(f"{records:,} records, {whole.stat().st_size / 1e6:.0f} MB\n")
        print("| way | records | records a second | peak memory, MB |\n| --- | ---: | ---: | ---: |")
        for name, work in ways.items():
            told = _alone(measure, work, str(whole), str(short))
            print(f"| {name} | {told['records']:,} | {told['a_second']:,.0f} | {told['peak_mb']:.0f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS)
