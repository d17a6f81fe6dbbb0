"""Search finds the same in SQLite and in PostgreSQL, and what is entered follows what is linked and decided."""

import shutil

import django
import pytest

from khronika.collect import make_capture
from khronika.model import Act, Decision, DecisionKind, Given
from khronika.pipeline import add_captures, link_chronicle
from khronika.store import open_chronicle
from tests.postgres import make_database

django.setup()  # as the tables are asked for here by name

from khronika.store import models  # noqa: E402
from khronika.store.entries import rebuild_entries, source_key  # noqa: E402
from khronika.store.search import find_by_words, fold_words  # noqa: E402

REPORTS = [
    ("r1", "Orsk Post", "2024-03-29", "Police in Orsk detained 64 workers on Thursday, Open Border Watch said."),
    (
        "r2",
        "Kama Wire",
        "2024-03-30",
        "Police in Orsk detained 64 workers on Thursday, Open Border Watch said on Friday.",
    ),
    (
        "r3",
        "Kurgan Día",
        "2024-03-30",
        "Soldiers raided a school in Kurgan on Friday. It was not closed, O'Neil_Testov said.",
    ),
]
FOUND = [
    ("", {"r1", "r2", "r3"}, "nothing asked for: all"),
    ("orsk", {"r1", "r2"}, "any case"),
    ("police worker detain", {"r1", "r2"}, "other forms, any order"),
    ("dia", {"r3"}, "without accents, in the outlet"),
    ('"open border"', {"r1", "r2"}, "a phrase"),
    ('"border open"', set(), "not the other way round"),
    ('"open border', {"r1", "r2"}, "a quotation mark left open"),
    ("not", {"r3"}, "no word is too common"),
    ("o'neil_testov", {"r3"}, "signs part words"),
    ("kurgan orsk", set(), "all of them"),
    ("title", {"r1", "r2", "r3"}, "in all of them"),
    ("%", set(), "a sign alone is in no text"),
    ("orsk OR kurgan", set(), "words of the engine's own language are words"),
    ("orsk*", {"r1", "r2"}, "and so are its signs"),
    ('" NEAR( ; --', set(), "whatever they are"),
]  # fmt: skip


def make_chronicle(location):
    captures = [
        make_capture(words.encode(), "text/plain", Given(id=id, outlet=outlet, published=day, title=f"Title of {id}"))
        for id, outlet, day, words in REPORTS
    ]
    with open_chronicle(location, create=True, write=True) as chronicle:
        add_captures(chronicle, captures, engine="rules")
    return location


@pytest.fixture(scope="module")
def in_file(tmp_path_factory):
    return make_chronicle(str(tmp_path_factory.mktemp("search") / "c"))


@pytest.fixture(scope="module")
def in_server(postgres_url, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("khronika.store.opening.DATA_DIR", tmp_path_factory.mktemp("data"))
        yield make_chronicle(make_database(postgres_url, "searched"))


def find(location, words):
    with open_chronicle(location) as chronicle:
        reports = find_by_words(models.ReportEntry.objects.using(chronicle.alias), "store_reportwords", words)
        return set(reports.values_list("report", flat=True))


@pytest.mark.parametrize(("words", "found", "note"), FOUND, ids=[row[2] for row in FOUND])
def test_reports_are_found_in_a_file(in_file, words, found, note):
    assert find(in_file, words) == found


@pytest.mark.parametrize("many", [0, 5000])
@pytest.mark.parametrize(("words", "found", "note"), FOUND, ids=[row[2] for row in FOUND])
def test_reports_are_found_in_a_server(in_server, monkeypatch, words, found, note, many):
    """Where most reports are found the server is told which are not."""
    monkeypatch.setattr("khronika.store.search._MANY", many)
    assert find(in_server, words) == found


def dump_entries(alias):
    """Return all that is entered, without the numbers of rows."""
    tables = (models.EventEntry, models.EventSource, models.ReportEntry)
    held = [sorted(map(str, (row | {"id": 0} for row in t.objects.using(alias).values()))) for t in tables]
    words = [models.EventWords, models.ReportWords]
    return held + [sorted(t.objects.using(alias).values_list("words", flat=True)) for t in words]


@pytest.fixture
def own(in_file, tmp_path):
    """A copy of the chronicle, to change."""
    shutil.copytree(in_file, tmp_path / "c")
    return str(tmp_path / "c")


def find_events(alias, words):
    found = find_by_words(models.EventEntry.objects.using(alias), "store_eventwords", words)
    return set(found.values_list("act", flat=True))


def test_entries_follow_decisions_and_are_what_a_rebuild_makes(own):
    with open_chronicle(own, write=True) as chronicle:
        assert find_events(chronicle.alias, "school") == {Act.RAID}
        raid = next(s.id for s in chronicle.report("r3").statements if s.act is Act.RAID)
        chronicle.decide(Decision(report="r3", statement=raid, kind=DecisionKind.REJECT, who="Ada", at="2024-04-01"))
        link_chronicle(chronicle)
        assert find_events(chronicle.alias, "raid") == set() and find_events(chronicle.alias, "orsk")
        before = dump_entries(chronicle.alias)
        rebuild_entries(chronicle.alias)
        assert dump_entries(chronicle.alias) == before and find_events(chronicle.alias, "orsk")


def test_sources_know_who_was_first_and_how_often_their_word_is_repeated(in_file):
    with open_chronicle(in_file) as chronicle:
        rows = models.EventSource.objects.using(chronicle.alias).filter(event__in=models.EventEntry.objects.using(
            chronicle.alias).filter(act=Act.ARREST_DETENTION).values("event"))  # fmt: skip
        told = {row.name: (row.root, row.day, row.first, row.repeated) for row in rows}
    assert told["Open Border Watch"] == (True, "2024-03-29", True, 2)
    assert told["Orsk Post"] == (False, "2024-03-29", True, 0)
    assert told["Kama Wire"] == (False, "2024-03-30", False, 0)


def test_names_of_one_source_have_one_key():
    assert source_key("The Kurgan Día") == source_key("kurgan dia") != source_key("Kurgan Post")
    assert fold_words(["Día!", None, "a_b"]) == "dia a b"
