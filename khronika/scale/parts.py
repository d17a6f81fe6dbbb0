"""Inputs of any size cut into parts that are read one by one: some hundred records of a file each."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow
import pyarrow.parquet

from khronika.collect.archives import collect_records, mark_records
from khronika.collect.sources import collect_stream
from khronika.errors import CollectError
from khronika.model import Capture, Failure, Given

SIZE = 512
"""Records of a part: what is read anew where a process dies, and what one file of the output holds."""


class Part(NamedTuple):
    """A stretch of a file; `start` and `end` are bytes between two records, in Parquet rows."""

    number: int  # its place among all parts
    file: str
    start: int
    end: int
    before: int  # records that stand before it in its file


class _Kind(NamedTuple):
    """What is done with a kind of file."""

    cut: Callable[[str], Iterator[int]]
    collect: Callable[[Part], Iterator[Capture | Failure]]


def list_inputs(source: str) -> list[str]:
    """Return the files that can be read of a file or folder, in order of name.

    Raises:
        CollectError: there is none.
    """
    path = Path(source).resolve()
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    found = [str(p) for p in files if p.name.lower().endswith(tuple(_KINDS))]
    if not path.exists() or not found:
        kinds = ", ".join(_KINDS)
        raise CollectError(f"holds no file that ends in {kinds}" if path.exists() else "is not there", about=source)
    return found


def cut_file(file: str) -> list[tuple[int, int, int]]:
    """Return start, end and records before of each part of a file; a broken file is whole in its last part.

    Raises:
        CollectError: the file cannot be read.
    """
    try:
        marks = list(_kind_of(file).cut(file))
    except (OSError, pyarrow.ArrowException) as error:
        raise CollectError(f"cannot be read: {str(error)[:120]}", about=file) from None
    return [(start, end, n * SIZE) for n, (start, end) in enumerate(zip(marks, marks[1:], strict=False)) if start < end]


def collect_part(part: Part) -> Iterator[Capture | Failure]:
    """Give the captures of a part, those that collecting its whole file gives there."""
    yield from _kind_of(part.file).collect(part)


def _kind_of(file: str) -> _Kind:
    return next(kind for suffix, kind in _KINDS.items() if file.lower().endswith(suffix))


def _cut_lines(file: str) -> Iterator[int]:
    with Path(file).open("rb") as stream:
        at = 0
        for number, line in enumerate(stream):
            if number % SIZE == 0:
                yield at
            at += len(line)
        yield at


def _cut_records(file: str) -> Iterator[int]:
    return mark_records(file, SIZE)


def _cut_rows(file: str) -> Iterator[int]:
    rows = pyarrow.parquet.read_metadata(file).num_rows
    yield from range(0, rows, SIZE)
    yield rows


def _read_bytes(part: Part) -> BytesIO:
    with Path(part.file).open("rb") as stream:
        stream.seek(part.start)
        return BytesIO(stream.read(part.end - part.start))


def _collect_lines(part: Part) -> Iterator[Capture | Failure]:
    return collect_stream(_read_bytes(part), Path(part.file).name, part.before)


def _collect_records(part: Part) -> Iterator[Capture | Failure]:
    return collect_records(_read_bytes(part), part.file, Given(), part.before)


def _collect_rows(part: Part) -> Iterator[Capture | Failure]:
    """Give the captures of rows of Parquet, whose columns are those of a line of JSON."""
    lines = b"".join(json.dumps(row, default=_plain).encode() + b"\n" for row in _read_rows(part))
    return collect_stream(BytesIO(lines), Path(part.file).name, part.before)


def _plain(value: object) -> str | None:
    """Return a value of a column that JSON has no form for: bytes as UTF-8, null where they are none."""
    if not isinstance(value, bytes):
        return str(value)
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _read_rows(part: Part) -> Iterator[dict[str, Any]]:
    """Give a part's rows without what is null, reading only the row groups that hold them."""
    with pyarrow.parquet.ParquetFile(part.file) as held:
        first = 0
        for group in range(held.num_row_groups):
            count = held.metadata.row_group(group).num_rows
            low, high = max(part.start, first), min(part.end, first + count)
            if low < high:
                for row in held.read_row_group(group).slice(low - first, high - low).to_pylist():
                    yield {name: value for name, value in row.items() if value is not None}
            first += count


_LINES, _RECORDS = _Kind(_cut_lines, _collect_lines), _Kind(_cut_records, _collect_records)
_KINDS = {
    ".jsonl": _LINES, ".ndjson": _LINES, ".warc": _RECORDS, ".warc.gz": _RECORDS,
    ".parquet": _Kind(_cut_rows, _collect_rows),
}  # fmt: skip
