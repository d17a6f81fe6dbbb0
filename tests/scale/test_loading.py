"""What was read at scale makes the chronicle that adding the same files makes."""

import random

import pytest
from typer.testing import CliRunner

from khronika.cli.app import app
from khronika.collect import collect_files
from khronika.errors import StoreError
from khronika.model.codec import to_json
from khronika.pipeline import add_captures
from khronika.scale.loading import load_read
from khronika.scale.parts import cut_file, list_inputs
from khronika.scale.reading import find_file, read_part, write_plan
from khronika.store import open_chronicle
from tests.postgres import make_database
from tests.scale.documents import write_inputs


@pytest.fixture(scope="module")
def read(inputs):
    out = inputs.parent / "out"
    parts = write_plan(out, [(file, cut_file(file)) for file in list_inputs(str(inputs))], "rules")
    for part in parts:
        read_part(out, part, "rules")
    return out


@pytest.fixture(params=["sqlite", "postgres"])
def location(request, tmp_path, monkeypatch):
    if request.param == "sqlite":
        return str(tmp_path / "chronicle")
    monkeypatch.setattr("khronika.store.opening.DATA_DIR", tmp_path / "data")
    return make_database(request.getfixturevalue("postgres_url"), f"s{random.randrange(10**9)}")


def dump(location):
    with open_chronicle(location) as chronicle:
        reports = [(to_json(s.report), s.events, s.copy_of) for s in chronicle.reports()]
        return reports, sorted(map(to_json, chronicle.events())), list(chronicle.verify())


def test_loading_makes_the_chronicle_that_adding_makes(inputs, read, location, tmp_path):
    done = CliRunner().invoke(app, ["scale", "load", str(read), location])
    assert done.exit_code == 0 and "already there, 1 set aside" in done.stderr
    files = [file for file in list_inputs(str(inputs)) if not file.endswith(".parquet")]
    with open_chronicle(str(tmp_path / "added"), create=True, write=True) as chronicle:
        add_captures(chronicle, collect_files(files), engine="rules")
        # a file of Parquet is no input of `add`: its rows are, as lines
        add_captures(chronicle, collect_files([str(write_rows(tmp_path, inputs))]), engine="rules")
    reports, events, findings = dump(location)
    assert findings == [] and events
    assert (reports, events) == dump(str(tmp_path / "added"))[:2]
    again = CliRunner().invoke(app, ["scale", "load", str(read), location])
    assert again.stderr.startswith("0 added") and dump(location) == (reports, events, [])


def write_rows(folder, inputs):
    import pyarrow.parquet

    rows = pyarrow.parquet.read_table(inputs / "c.parquet").to_pandas()
    rows.to_json(folder / "c.jsonl", orient="records", lines=True)
    return folder / "c.jsonl"


def load(read, folder):
    with open_chronicle(str(folder / "c"), create=True, write=True) as chronicle:
        return load_read(read, chronicle)


def test_what_is_not_read_to_its_end_is_not_loaded(read, tmp_path):
    held = find_file(read, next(iter(write_plan(read, [], "rules"))))
    held.rename(tmp_path / "away")
    try:
        with pytest.raises(StoreError, match="was not read to its end"):
            load(read, tmp_path)
    finally:
        (tmp_path / "away").rename(held)


def test_a_file_that_changed_is_named(tmp_path):
    file = write_inputs(tmp_path / "in", 12) / "a.jsonl"
    (part,) = write_plan(tmp_path / "out", [(str(file), cut_file(str(file)))], "rules")
    read_part(tmp_path / "out", part, "rules")
    file.write_text(file.read_text(encoding="utf8").replace("ten men", "two men"), encoding="utf8")
    with pytest.raises(StoreError, match=r"a\.jsonl: is no longer what was read"):
        load(tmp_path / "out", tmp_path)
    file.unlink()
    with pytest.raises(StoreError, match="is no longer there"):
        load(tmp_path / "out", tmp_path)
