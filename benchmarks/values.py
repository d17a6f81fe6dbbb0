"""What times, places and quantities cost beside the reader, and beside two plain ways of finding times and places.

    python -m benchmarks.values [DOCUMENTS]

The documents are those of PolNeAR where they lie beside the project, else the samples over and over; 500 unless said.
Compared are `search_dates` of dateparser, which has to be installed, and the longest run of one to four capitalised
words that the same gazetteer knows, looked up from the left.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from importlib.resources import files
from itertools import cycle, islice

from khronika.language import load_engine
from khronika.model import Block, BlockKind, Published, Report
from khronika.settings import SHARED_DIR
from khronika.values.dates import find_times
from khronika.values.gazetteer import fold_name, load_gazetteer
from khronika.values.number_counts import find_counts
from khronika.values.places import find_places

_DOCUMENTS = 500
_PUBLISHED = date(2024, 3, 29)
_LONGEST = 4  # words of a name that the plain scan looks up
_RUN = re.compile(rf"[A-Z][\w'-]*(?: [A-Z][\w'-]*){{0,{_LONGEST - 1}}}")


def load_texts(count: int) -> list[str]:
    """Return the texts that are read."""
    corpus = SHARED_DIR / "corpora" / "polnear" / "train" / "documents.jsonl"
    source = corpus if corpus.exists() else files("khronika.samples") / "reports.jsonl"
    rows = [json.loads(line) for line in source.read_text(encoding="utf8").split("\n") if line]
    return list(islice(cycle(row["text"] for row in rows), count))


def scan_gazetteer(text: str) -> list[tuple[int, int]]:
    """Return where the longest runs of capitalised words stand that the gazetteer knows, as it meets them."""
    gazetteer, found, end = load_gazetteer(), [], 0
    for run in _RUN.finditer(text):
        words = [(run.start() + m.start(), run.start() + m.end()) for m in re.finditer(r"\S+", run[0])]
        for i, (start, _) in enumerate(words):
            stops = [stop for _, stop in reversed(words[i:]) if start >= end]
            hit = next((stop for stop in stops if gazetteer.find_folded(fold_name(text[start:stop]))), None)
            if hit is not None:
                found.append((start, hit))
                end = hit
    return found


def clock(name: str, texts: Sequence[str], work: Callable[[Iterable[str]], int]) -> float:
    """Return the seconds of processor that work on all texts took, and say how much it found."""
    work(texts[:2])  # tables and weights are loaded before the clock runs
    start = time.process_time()
    found = work(texts)
    seconds = time.process_time() - start
    print(f"{name:<44}{seconds:8.2f} s{found:9} found")
    return seconds


def read_reports(texts: Iterable[str]) -> int:
    """Read the texts with the trained reader."""
    reports = (
        Report(
            id=str(i), sha256="", url=None, outlet=None, title=None, language="en",
            published=Published(value=_PUBLISHED.isoformat(), from_="given"), text=text,
            blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),),
        )
        for i, text in enumerate(texts)
    )  # fmt: skip
    return sum(len(list(doc.sents)) for doc in load_engine("reader").annotate_many(reports))


def main(count: int) -> None:
    """Print seconds and ratios."""
    from dateparser.search import search_dates  # here, so that the rest can do without it

    texts = load_texts(count)
    settings = {"RELATIVE_BASE": datetime.combine(_PUBLISHED, datetime.min.time())}
    print(f"{len(texts)} documents, {sum(map(len, texts)) / len(texts):.0f} characters each on average")
    reader = clock("the reader (sentences)", texts, read_reports)
    times = clock("times", texts, lambda some: sum(len(find_times(text, _PUBLISHED)) for text in some))
    places = clock("places", texts, lambda some: sum(len(find_places(text)) for text in some))
    counts = clock("quantities", texts, lambda some: sum(len(find_counts(text)) for text in some))
    dates = clock(
        "dateparser's search_dates", texts,
        lambda some: sum(len(search_dates(text, languages=["en"], settings=settings) or ()) for text in some),
    )  # fmt: skip
    scan = clock("plain scan of the gazetteer", texts, lambda some: sum(len(scan_gazetteer(text)) for text in some))
    print(
        f"times, places and quantities together: {100 * (times + places + counts) / reader:.1f} % of the reader's time"
    )
    print(f"search_dates takes {dates / times:.1f} times as long as ours")
    print(f"our places take {places / scan:.1f} times as long as the plain scan")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _DOCUMENTS)
