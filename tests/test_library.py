"""Khronika from Python: two words, records and tables."""

import asyncio
import os
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

import khronika
from khronika.collect import make_capture
from khronika.errors import KhronikaError
from khronika.library import OpenChronicle, Records
from khronika.model import Act, Given
from khronika.pipeline import add_captures
from khronika.store import open_chronicle
from tests.factories import make_event, make_place, make_statement

WORDS = "Police in Orsk detained 64 workers on Thursday, a lawyer said."


def test_words_and_a_file_read_alike(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(WORDS)
    told = [khronika.read(source, published="2024-03-29").statements.rows() for source in (WORDS, path, str(path))]
    assert told[0] == told[1] == told[2]
    (row,) = told[0]
    assert (row["act"], row["min"], row["max"], row["from"], row["place"]) == (
        "arrest_detention", 64, 64, "2024-03-28", "Orsk",
    )  # fmt: skip
    assert row["quote"] == WORDS


def test_a_missing_file_is_an_error_and_not_a_text(tmp_path):
    with pytest.raises(KhronikaError, match="none.html"):
        khronika.read(tmp_path / "none.html")


def test_a_table_tells_null_from_zero():
    frame = Records([make_statement("s1"), make_statement("s2", quantity=None)], row_of).to_pandas()
    assert frame["min"].isna().tolist() == [False, True] and frame["min"].dtype == "Int64"


def row_of(statement):
    return {"min": statement.quantity.min if statement.quantity else None}


EVENTS = [  # as a chronicle gives them: in time order, those without a day last
    make_event("ec", [], place=make_place("Kurgan", admin1_name="Kurgan Oblast"), from_="2024-01-01", to="2024-01-31"),
    make_event("eb", [], act=Act.KILLING, acts=(Act.KILLING, Act.ATTACK), place=None, from_=None, to="2024-02-10"),
    make_event("ea", [], from_="2024-03-28", to="2024-03-28"),
    make_event("ed", [], place=None, from_=None, to=None),
]
QUESTIONS = [
    ({}, ["ec", "eb", "ea", "ed"]),
    ({"act": "attack"}, ["eb"]),
    ({"act": "deportation"}, []),
    ({"place": "orsk"}, ["ea"]),
    ({"place": "Russia"}, ["ec", "ea"]),
    ({"since": "2024-01-15", "until": "2024-02-10"}, ["ec", "eb"]),
    ({"since": "2024-02-11"}, ["ea"]),
    ({"until": "2023-12-31"}, []),
]


@pytest.mark.parametrize(("question", "wanted"), QUESTIONS)
def test_events_are_asked_for_by_act_place_and_days(question, wanted):
    events = OpenChronicle(lambda: nullcontext(SimpleNamespace(events=lambda: iter(EVENTS)))).events(**question)
    assert [event.id for event in events] == wanted
    assert [row["event"] for row in events.rows()] == wanted


def test_a_chronicle_gives_its_reports_and_events(tmp_path):
    with open_chronicle(str(tmp_path / "c"), create=True, write=True) as store:
        add_captures(store, [make_capture(WORDS.encode(), "text/plain", Given(published="2024-03-29"))])
    with khronika.open(tmp_path / "c") as chronicle:
        assert [report.text for report in chronicle.reports()] == [WORDS]
        assert [event.act for event in chronicle.events(place="Orsk", since="2024-03-01")] == [Act.ARREST_DETENTION]
    assert khronika.open(str(tmp_path / "c")).events(place="Orsk").to_pandas()["act"].tolist() == ["arrest_detention"]


def test_no_chronicle_is_told_when_it_is_opened(tmp_path):
    with pytest.raises(KhronikaError, match="nowhere"):
        khronika.open(tmp_path / "nowhere")


def test_the_package_has_no_other_words():
    with pytest.raises(AttributeError, match="nonsense"):
        khronika.nonsense  # noqa: B018


def test_a_chronicle_opens_where_an_event_loop_runs_as_in_a_notebook(tmp_path):
    with open_chronicle(str(tmp_path / "c"), create=True, write=True):
        pass

    async def cell():
        with khronika.open(tmp_path / "c") as chronicle:
            return len(chronicle.reports())

    assert asyncio.run(cell()) == 0
    assert "DJANGO_ALLOW_ASYNC_UNSAFE" not in os.environ
