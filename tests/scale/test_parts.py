"""Parts of a file give together what the whole file gives."""

from dataclasses import replace
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from khronika.collect import collect_files
from khronika.errors import CollectError
from khronika.model import Capture
from khronika.scale import parts
from khronika.scale.parts import Part, collect_part, cut_file, list_inputs
from tests.collect.material import make_page, make_warc
from tests.scale.documents import make_document, write_documents

WARC = make_warc(*(make_page(n) for n in range(12)))
FILES = [
    # file, what it holds, note
    ("whole.warc.gz", WARC, "an archive"),
    ("plain.warc", make_warc(make_page(1), make_page(2), gzip=False), "an archive that is not packed"),
    ("cut.warc.gz", WARC[: len(WARC) // 2], "an archive that breaks off"),
    ("tail.warc.gz", WARC[:-3], "an archive whose last record breaks off"),
    ("noise.warc.gz", b"no archive at all", "no archive"),
    (
        "bad.jsonl",
        b'{"id": "a", "text": "Ten men were freed."}\n\n{"id": \n{"id": "c", "text": "Six fled."}',
        "bad line",
    ),
]


def bare(found):
    """Return what a capture is, whenever it came."""
    return replace(found, captured_at="") if isinstance(found, Capture) else found


def collect_in_parts(file):
    return [bare(c) for n, cut in enumerate(cut_file(file)) for c in collect_part(Part(n, file, *cut))]


@pytest.mark.parametrize("size", [1, 3, 500])
@pytest.mark.parametrize(("name", "content", "note"), FILES, ids=[row[2] for row in FILES])
def test_parts_give_what_the_whole_gives(tmp_path, monkeypatch, name, content, note, size):
    monkeypatch.setattr(parts, "SIZE", size)
    file = tmp_path / name
    file.write_bytes(content)
    whole = [bare(found) for found in collect_files([str(file)])]
    assert collect_in_parts(str(file)) == whole and whole


def test_lines_are_numbered_in_the_whole_file(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "SIZE", 4)
    file = str(write_documents(tmp_path / "documents.jsonl", 15))
    assert collect_in_parts(file) == [bare(found) for found in collect_files([file])]
    assert [cut[2] for cut in cut_file(file)] == [0, 4, 8, 12]


@pytest.mark.parametrize("size", [1, 4, 5, 500])
def test_rows_of_parquet_are_read_as_lines(tmp_path, monkeypatch, size):
    monkeypatch.setattr(parts, "SIZE", size)
    rows = [make_document(n) for n in range(11)]
    rows[3]["title"] = None
    file = tmp_path / "documents.parquet"
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), file, row_group_size=3)
    found = collect_in_parts(str(file))
    assert [c.given.id for c in found] == [row["id"] for row in rows]
    assert [c.payload.decode() for c in found] == [row["text"] for row in rows] and found[3].given.title is None


def test_inputs_are_found_in_order_of_name(tmp_path):
    for name in ("b.jsonl", "a.warc.gz", "c.PARQUET", "d.txt"):
        (tmp_path / name).touch()
    assert [Path(file).name for file in list_inputs(str(tmp_path))] == ["a.warc.gz", "b.jsonl", "c.PARQUET"]


@pytest.mark.parametrize(("name", "why"), [("none", "is not there"), (".", "holds no file that ends in")])
def test_nothing_to_read_is_told(tmp_path, name, why):
    with pytest.raises(CollectError, match=why):
        list_inputs(str(tmp_path / name))


def test_no_parquet_is_told(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR0")
    with pytest.raises(CollectError, match="cannot be read"):
        cut_file(str(tmp_path / "a.parquet"))
