"""One part read into one file of Parquet, whole or not at all, and the plan that tells which are still to be read."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from khronika import __version__
from khronika.errors import StoreError
from khronika.extract.captures import cut_batches
from khronika.model import Capture, Failure, Report
from khronika.model.codec import to_json
from khronika.scale.parts import Part, collect_part
from khronika.scale.readers import fail, load_reader, read_safely
from khronika.store.rows import capture_key

PLAN, READ, TRIED, SET_ASIDE = "plan.json", "reports", "tried", "set-aside.jsonl"
COLUMNS = pyarrow.schema(
    [("part", pyarrow.int32()), ("position", pyarrow.int32()), ("id", pyarrow.string()), ("key", pyarrow.string()),
     ("sha256", pyarrow.string()), ("url", pyarrow.string()), ("outlet", pyarrow.string()), ("title", pyarrow.string()),
     ("published", pyarrow.string()), ("language", pyarrow.string()), ("statements", pyarrow.int32()),
     ("record", pyarrow.string()), ("error", pyarrow.string())]
)  # fmt: skip
"""One row a record: `record` is the report as `khronika read` prints it, null where `error` says why there is none."""
_DEATHS = 2  # of processes at one record, after which it is set aside


def write_plan(out: Path, cuts: Iterable[tuple[str, Sequence[tuple[int, int, int]]]], engine: str) -> list[Part]:
    """Add the parts of files to the plan of an output folder and return all parts in it.

    Raises:
        StoreError: the folder holds other things.
    """
    held = read_plan(out, engine)
    for file, cut in cuts:
        held += [Part(len(held) + n, file, *where) for n, where in enumerate(cut)]
    out.mkdir(parents=True, exist_ok=True)
    sizes = {file: Path(file).stat().st_size for file in dict.fromkeys(part.file for part in held)}
    plan = {"khronika": __version__, "engine": engine, "sizes": sizes, "parts": held}
    _write_whole(out / PLAN, json.dumps(plan, indent=0).encode())
    return held


def read_plan(out: Path, engine: str | None = None) -> list[Part]:
    """Return the parts in the plan of an output folder, none where it is new.

    Raises:
        StoreError: the folder holds other things, another engine or version read it, or a file changed since.
    """
    if not (out / PLAN).exists():
        assert_new(out)
        return []
    plan = json.loads((out / PLAN).read_text(encoding="utf8"))
    if engine is not None and (plan["engine"], plan["khronika"]) != (engine, __version__):
        was = f"{plan['engine']} of khronika {plan['khronika']}"
        raise StoreError(f"was begun by the engine {was}; name another folder", about=str(out))
    if engine is not None:
        _assert_unchanged(plan["sizes"])
    return [Part(*part) for part in plan["parts"]]


def read_whole_plan(source: Path) -> list[Part]:
    """Return the parts of an output folder of which all are read.

    Raises:
        StoreError: nothing was read to its end there.
    """
    parts = read_plan(source)
    if not parts or not all(find_file(source, part).exists() for part in parts):
        raise StoreError("was not read to its end; `khronika scale read` does that", about=str(source))
    return parts


def assert_new(out: Path) -> None:
    """Raise where an output folder without a plan is not new or empty.

    Raises:
        StoreError: it holds other things, or is a file.
    """
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise StoreError("holds other things; name a new or empty folder", about=str(out))


def _assert_unchanged(sizes: dict[str, int]) -> None:
    for file, size in sizes.items():
        if not Path(file).exists() or Path(file).stat().st_size != size:
            raise StoreError("changed since it was cut into parts; read what is new as a file of its own", about=file)


def find_file(out: Path, part: Part) -> Path:
    """Return where what a part says is kept."""
    return out / READ / f"part-{part.number:06}.parquet"


def read_part(out: Path, part: Part, engine: str) -> None:
    """Read a part and keep what it says, unless that is kept already."""
    target, tried = find_file(out, part), out / TRIED / f"part-{part.number:06}"
    if target.exists():
        return
    tried.parent.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    _write_parquet(target, pyarrow.Table.from_pylist(list(_read_rows(part, engine, tried)), schema=COLUMNS))
    tried.unlink(missing_ok=True)


def _read_rows(part: Part, engine: str, tried: Path) -> Iterator[dict[str, Any]]:
    """Give a row for each record of a part.

    Where an earlier try died, records are read one by one and noted first, so that the next try knows which killed it.
    """
    deaths = _count_deaths(tried)
    _note(tried, "try")
    reader, position = load_reader(engine), 0
    for batch in cut_batches(collect_part(part)):
        if deaths is None:
            found = read_safely(batch, reader)
        else:
            found = []
            for at, capture in enumerate(batch, position):
                if deaths[at] >= _DEATHS:
                    found.append(fail(capture, f"killed the process that read it {deaths[at]} times"))
                    continue
                _note(tried, str(at))
                found += read_safely([capture], reader)
        for at, (capture, one) in enumerate(zip(batch, found, strict=True), position):
            yield _make_row(part, at, capture, one)
        position += len(batch)


def _make_row(part: Part, position: int, capture: Capture | Failure, found: Report | Failure) -> dict[str, Any]:
    """Return the row of a record: its report, or why there is none."""
    row = {"part": part.number, "position": position, "id": found.id}
    if isinstance(found, Failure) or isinstance(capture, Failure):
        return row | {"error": found.error if isinstance(found, Failure) else None}
    try:
        record = to_json(found)
    except ValueError as error:  # half a character in a name, which JSON cannot hold
        return row | {"error": f"cannot be kept: {str(error)[:200]}"}
    return row | {
        "key": capture_key(capture), "sha256": found.sha256, "url": found.url, "outlet": found.outlet,
        "title": found.title, "published": found.published.value, "language": found.language,
        "statements": len(found.statements), "record": record,
    }  # fmt: skip


def _count_deaths(tried: Path) -> Counter[int] | None:
    """Return how often a process died at each record of a part, None where nobody tried to read it yet."""
    if not tried.exists():
        return None
    tries = tried.read_text(encoding="utf8").split("try\n")[1:]
    return Counter(int(lines.split()[-1]) for lines in tries if lines.strip())


def _note(tried: Path, line: str) -> None:
    with tried.open("a", encoding="utf8") as stream:
        stream.write(line + "\n")


def write_table(
    path: Path, names: Sequence[str], rows: Sequence[Sequence[Any]], kinds: Sequence[pyarrow.DataType]
) -> None:
    """Write rows as Parquet, whole or not at all."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    arrays = [pyarrow.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    _write_parquet(path, pyarrow.table(arrays, list(names)))


def _write_parquet(path: Path, table: pyarrow.Table) -> None:
    sink = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(table, sink, compression="zstd")
    _write_whole(path, sink.getvalue().to_pybytes())


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, even where two processes write it."""
    rough = path.with_name(f".{path.name}.{os.getpid()}")
    rough.write_bytes(content)
    rough.replace(path)


def set_aside(out: Path, parts: Iterable[Part]) -> tuple[int, int]:
    """Write the records that could not be read, with reasons, and return how many records and how many of these."""
    count, failed = 0, []
    for part in parts:
        held = pyarrow.parquet.read_table(find_file(out, part), columns=["position", "id", "error"])
        count += held.num_rows
        failed += [
            {
                "id": row["id"],
                "error": row["error"],
                "file": part.file,
                "part": part.number,
                "position": row["position"],
            }
            for row in held.to_pylist()
            if row["error"] is not None
        ]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in failed)
    _write_whole(out / SET_ASIDE, "".join(lines).encode("utf8", "surrogatepass"))
    return count, len(failed)
