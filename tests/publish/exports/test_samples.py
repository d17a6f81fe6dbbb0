"""The exports of the shipped samples, read back by programs that are not ours, with the rows that they have to have."""

import csv
import io
import json
import zipfile
from pathlib import Path

import duckdb
import pandas
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

import khronika.samples
from khronika.cli.app import app
from khronika.publish.exports import EXPORTS

SAMPLES = Path(khronika.samples.__file__).parent


def run(*words: object):
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A folder with the chronicle `c` of the samples, and every export of it by the name of its format."""
    folder = tmp_path_factory.mktemp("exports")
    run("add", folder / "c", SAMPLES)
    for kind in ("csv", "jsonl", *EXPORTS):
        told = run("export", folder / "c", "--format", kind, "-o", folder / kind).stderr
        assert f"What {kind} does not carry:\n- " in told
    run("wacz", folder / "c", folder / "c.wacz")
    return folder


@pytest.fixture(scope="module")
def events(home) -> list[dict]:
    """The events as the command line prints them."""
    return [json.loads(line) for line in run("events", home / "c").stdout.splitlines()]


def count(events: list[dict], part: str) -> int:
    return sum(len(event[part]) for event in events)


def test_csv_has_a_row_for_each_statement(home, events):
    rows = duckdb.sql(f"select event, min, max from read_csv('{home}/csv')").fetchall()
    told = [(e["id"], *(s["quantity"] or (None, None))) for e in events for s in e["statements"]]
    assert sorted(map(str, rows)) == sorted(map(str, told)) and len(rows) > 60


@pytest.mark.parametrize("types", [{"dtype": str, "keep_default_na": False}, {}])
def test_csv_comes_back_from_another_program_without_a_change(home, types):
    """Once cell by cell as text, once with pandas' own guesses: counts with gaps become "64.0"."""
    frame = pandas.read_csv(home / "csv", **types)
    frame.to_csv(home / "again.csv", index=False)
    if types:
        rows = [list(csv.reader(io.StringIO(path.read_text()))) for path in (home / "csv", home / "again.csv")]
        assert rows[0] == rows[1]
    assert run("import", home / "c", home / "again.csv").stderr.splitlines()[-1] == "0 corrections"


def test_json_lines_are_the_events(home, events):
    found = duckdb.sql(
        f"select id, verdict, len(statements) from read_json('{home}/jsonl', format='newline_delimited')"
    )
    assert found.fetchall() == [(e["id"], e["verdict"], len(e["statements"])) for e in events]


def as_typed(cell: object) -> str:
    """Return a cell of the workbook as the typed table prints it: truth in words, and the guard of a formula off."""
    return {"yes": "True", "no": "False"}.get(str(cell), str(cell).removeprefix("'"))


def test_workbook_and_parquet_hold_the_same_tables(home, events):
    book = load_workbook(io.BytesIO((home / "xlsx").read_bytes()))
    wanted = {"events": len(events), "statements": count(events, "statements"),
              "figures": sum(len(f["history"]) for e in events for f in e["figures"])}  # fmt: skip
    for name, number in wanted.items():
        header, *rows = book[name].iter_rows(values_only=True)
        frame = duckdb.sql(f"select * from '{home}/parquet/{name}.parquet'")
        assert frame.columns == list(header) and len(rows) == number == len(frame.fetchall())
        assert [[as_typed(cell) for cell in row] for row in rows] == [list(map(str, row)) for row in frame.fetchall()]


def test_geojson_has_a_feature_for_each_event_and_a_point_where_one_is_known(home, events):
    found = duckdb.sql(f"select unnest(features) as f from read_json('{home}/geojson')").fetchall()
    points = {row[0]["id"]: row[0]["geometry"] for row in found}
    assert set(points) == {e["id"] for e in events}
    spots = {e["id"] for e in events if e["place"] and e["place"]["precision"] != "country"}
    assert {i for i, point in points.items() if point} == spots


def test_esf_has_a_record_for_each_event_and_its_acts_belong_to_it(home, events):
    tables = {path.stem: pandas.read_csv(path, dtype=str) for path in (home / "esf").iterdir()}
    assert len(tables["event"]) == len(events)
    assert set(tables["act"]["2103 Event"]) <= set(tables["event"]["0101 Event Record Number"])
    assert set(tables["involvement"]["2404 Act"]) <= set(tables["act"]["2101 Act Record Number"])


@pytest.mark.parametrize(("kind", "read"), [("acled", "read_csv"), ("ucdp", "read_csv"), ("plover", "read_json")])
def test_what_a_research_format_leaves_out_is_counted(home, events, kind, read):
    told = run("export", home / "c", "--format", kind, "-o", home / kind).stderr
    left_out = sum(int(line.split()[3]) for line in told.splitlines() if line.startswith("- Left out:"))
    more = ", format='newline_delimited'" if read == "read_json" else ""
    ((rows,),) = duckdb.sql(f"select count(*) from {read}('{home}/{kind}'{more})").fetchall()
    assert rows > 0 and f"{rows} records" in told and rows + left_out == len(events)


def test_wacz_holds_the_bytes_of_every_report(home):
    reports = [json.loads(line) for line in run("reports", home / "c", "--format", "jsonl").stdout.splitlines()]
    with zipfile.ZipFile(home / "c.wacz") as held:
        _, *pages = map(json.loads, held.read("pages/pages.jsonl").decode().splitlines())
        (name,) = [name for name in held.namelist() if name.startswith("archive/")]
        records = [r for r in ArchiveIterator(io.BytesIO(held.read(name))) if r.rec_type == "resource"]
        digests = {r.rec_headers.get_header("WARC-Payload-Digest").removeprefix("sha256:") for r in records}
    assert len(pages) == len(reports) == len(records)
    told = duckdb.sql(f"select distinct sha256 from '{home}/parquet/statements.parquet'").fetchall()
    assert {sha256 for (sha256,) in told} <= digests and len(digests) == len(records)
