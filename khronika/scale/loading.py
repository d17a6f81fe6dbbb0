"""`khronika scale load`: what was read at scale, put into a chronicle without reading it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet

from khronika.errors import StoreError
from khronika.extract.captures import BATCH
from khronika.model import Capture, Report
from khronika.model.codec import from_json
from khronika.scale.parts import Part, collect_part
from khronika.scale.reading import find_file, read_whole_plan
from khronika.store import Chronicle
from khronika.store.rows import capture_key


@dataclass(slots=True)
class LoadResult:
    """What became of the records of one `scale load`."""

    added: int = 0
    already: int = 0
    failed: int = 0


def load_read(source: Path, chronicle: Chronicle) -> LoadResult:
    """Add captures and reports to a chronicle, in order; those that it holds already change nothing.

    The captures are taken from the files that were read, which have to be there still.

    Raises:
        StoreError: nothing was read to its end there, or a file is not what was read.
    """
    result = LoadResult()
    for part in read_whole_plan(source):
        _load_part(source, part, chronicle, result)
    return result


def _load_part(source: Path, part: Part, chronicle: Chronicle, result: LoadResult) -> None:
    pairs = _read_pairs(source, part)
    while batch := list(islice(pairs, BATCH)):
        new: dict[str, tuple[Capture, Report]] = {}
        for capture, record in batch:
            if capture is None:
                result.failed += 1
            elif (key := capture_key(capture)) in new or chronicle.holds(capture):
                result.already += 1
            else:
                new[key] = capture, from_json(Report, record)
        result.added += chronicle.add_many(list(new.values()))


def _read_pairs(source: Path, part: Part) -> Iterator[tuple[Capture | None, str]]:
    """Give captures and the records of their reports, None for what was set aside."""
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(find_file(source, part)).to_pylist()
    try:
        captures = list(collect_part(part))
    except OSError:
        raise StoreError("is no longer there, and its pages belong into the chronicle", about=part.file) from None
    same = len(captures) == len(rows)
    for capture, row in zip(captures, rows, strict=False):
        read = row["record"] is not None
        same = same and (not read or (isinstance(capture, Capture) and capture.sha256 == row["sha256"]))
        if same:
            yield (capture if read and isinstance(capture, Capture) else None), row["record"]
    if not same:
        raise StoreError("is no longer what was read", about=part.file)
