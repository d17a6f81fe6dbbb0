"""One part is read whole or not at all, once, and what kills its readers is set aside."""

import json

import pyarrow.parquet
import pytest

from khronika.collect import collect_files
from khronika.errors import StoreError
from khronika.model import Report
from khronika.model.codec import to_json
from khronika.pipeline import read_captures
from khronika.scale import parts, reading
from khronika.scale.parts import Part, cut_file
from khronika.scale.reading import find_file, read_part, read_plan, set_aside, write_plan
from tests.scale.documents import POISON, write_documents


@pytest.fixture
def file(tmp_path):
    return str(write_documents(tmp_path / "documents.jsonl", 20))


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def plan(out, file):
    return write_plan(out, [(file, cut_file(file))], "rules")


def rows(out, *which):
    return [row for part in which for row in pyarrow.parquet.read_table(find_file(out, part)).to_pylist()]


def test_parts_hold_what_is_read_and_why_not(out, file, monkeypatch):
    monkeypatch.setattr(parts, "SIZE", 6)
    held = plan(out, file)
    for part in reversed(held):
        read_part(out, part, "rules")
    found = list(read_captures(collect_files([file]), engine="rules"))
    told = [(row["id"], row["record"] or row["error"]) for row in rows(out, *held)]
    assert len(held) == 4 and told == [(f.id, to_json(f) if isinstance(f, Report) else f.error) for f in found]
    assert set_aside(out, held) == (20, 1)
    (line,) = (out / "set-aside.jsonl").read_text().splitlines()
    aside = json.loads(line)
    assert (aside["id"], aside["file"], aside["part"], aside["position"]) == ("documents.jsonl:6", file, 0, POISON)
    assert aside["error"].startswith("line is not JSON")


def test_what_is_read_is_not_read_again(out, file, monkeypatch):
    (part,) = plan(out, file)
    read_part(out, part, "rules")
    monkeypatch.setattr(reading, "load_reader", None)
    read_part(out, part, "rules")
    assert list((out / "tried").iterdir()) == [], "a part that is read leaves no notes"


class Death(BaseException):
    """A process that ends at once."""


@pytest.fixture
def deadly(monkeypatch):
    """Readers that die at the third record."""
    read = reading.read_safely

    def die(captures, engine):
        if any(c.given.id == "d2" for c in captures if hasattr(c, "given")):
            raise Death
        return read(captures, engine)

    monkeypatch.setattr(reading, "read_safely", die)


def test_what_kills_its_readers_is_set_aside(out, file, deadly):
    (part,) = plan(out, file)
    for _ in range(3):
        with pytest.raises(Death):
            read_part(out, part, "rules")
        assert not find_file(out, part).exists()
    read_part(out, part, "rules")
    errors = {row["id"]: row["error"] for row in rows(out, part) if row["error"]}
    assert errors.pop("d2") == "killed the process that read it 2 times"
    assert len(errors) == 1 and len(rows(out, part)) == 20


def test_a_reader_that_is_killed_once_costs_no_record(out, file, deadly, monkeypatch):
    (part,) = plan(out, file)
    for _ in range(2):
        with pytest.raises(Death):
            read_part(out, part, "rules")
    monkeypatch.undo()
    read_part(out, part, "rules")
    assert [row["id"] for row in rows(out, part) if row["error"]] == ["documents.jsonl:6"]


def test_half_a_file_is_never_there(out, file, monkeypatch):
    (part,) = plan(out, file)
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("disk is full")))
    with pytest.raises(OSError, match="full"):
        read_part(out, part, "rules")
    assert not find_file(out, part).exists()


def test_a_plan_grows_by_new_files(out, file, tmp_path):
    other = str(write_documents(tmp_path / "more.jsonl", 12))
    before = plan(out, file)
    after = write_plan(out, [(other, cut_file(other))], "rules")
    assert after[: len(before)] == before and after[-1] == Part(1, other, 0, after[-1].end, 0)
    assert read_plan(out, "rules") == after


def test_a_file_that_grew_is_named(out, file):
    plan(out, file)
    with open(file, "a") as stream:
        stream.write("\n{}")
    with pytest.raises(StoreError, match=r"documents\.jsonl: changed since"):
        read_plan(out, "rules")
    assert len(read_plan(out)) == 1


def test_other_things_are_left_alone(out, file, tmp_path):
    plan(out, file)
    with pytest.raises(StoreError, match="was begun by the engine rules of khronika"):
        read_plan(out, "reader")
    with pytest.raises(StoreError, match="holds other things"):
        read_plan(tmp_path)
