"""Exports: what a spreadsheet and a program get."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model import Event
from khronika.model.codec import from_json
from khronika.publish import COLUMNS, export_csv, export_jsonl
from khronika.store import StoredReport
from tests.factories import (
    make_event,
    make_event_statement,
    make_link,
    make_place,
    make_quantity,
    make_report,
    make_statement,
)


def export(events, *stored):
    stream = io.StringIO()
    export_csv(events, {s.report.id: s for s in stored}, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue())))


def row_of(statement, **changes):
    report = make_report("r1", statement, **changes)
    (row,) = export([make_event(statements=[make_event_statement("r1", statement)])], StoredReport(report, (), "r0"))
    return row


def test_a_row_for_each_statement_with_every_column():
    row = row_of(make_statement("s1", make_link("Open Border Watch")))
    assert tuple(row) == COLUMNS
    wanted = {
        "event": "e0123456789ab", "verdict": "single_source", "statement": "s1", "who": "", "whom": "64 workers",
        "min": "64", "max": "64", "unit": "workers", "count_words": "64 workers", "from": "2024-03-28",
        "to": "2024-03-28", "time_words": "on Thursday", "country": "RU", "hedged": "no", "made_by": "reader",
        "chain": "Open Border Watch → Orsk Post",
        "root": "Open Border Watch", "root_kind": "ngo", "outlet": "Orsk Post",
        "published": "2024-03-29", "copy_of": "r0",
        "words": "Police in Orsk detained 64 workers on Thursday, a lawyer said.",
        "sha256": "0" * 64,
    }  # fmt: skip
    assert {column: row[column] for column in wanted} == wanted


@pytest.mark.parametrize(
    ("quantity", "cells"),
    [
        (None, ("", "")),
        (make_quantity(0), ("0", "0")),  # zero is a count, an empty cell is none
        (make_quantity(65, None), ("65", "")),
        (make_quantity(None, 9), ("", "9")),
    ],
)
def test_null_is_not_zero(quantity, cells):
    row = row_of(make_statement(quantity=quantity))
    assert (row["min"], row["max"]) == cells


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\n-"])
def test_no_cell_runs_as_a_formula(start):
    row = row_of(make_statement(), title=f"{start}HYPERLINK(1)", outlet=f"{start}1")
    assert row["title"].startswith("'") and row["outlet"].startswith("'")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_text_runs_as_a_formula_and_none_is_lost(title):
    cell = row_of(make_statement(), title=title)["title"]
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert cell.removeprefix("'") == title.removeprefix("'") or cell == title


def test_a_place_south_and_west_stays_a_number():
    row = row_of(make_statement(place=make_place("Lima", lat=-12.0, lon=-77.0)))
    assert (float(row["lat"]), float(row["lon"])) == (-12.0, -77.0)


def test_a_missing_report_leaves_its_cells_empty():
    (row,) = export([make_event()])
    assert (row["report"], row["outlet"], row["words"], row["status"]) == ("r1", "", "", "occurred")


def test_json_lines_come_back_as_the_same_events():
    events = [make_event(), make_event("e2", place=None, name="Ünïcode “x”")]
    stream = io.StringIO()
    export_jsonl(events, stream)
    lines = stream.getvalue().splitlines()
    assert [from_json(Event, line) for line in lines] == events
    assert "Ünïcode “x”" in lines[1] and set(json.loads(lines[0])) == set(json.loads(lines[1]))
