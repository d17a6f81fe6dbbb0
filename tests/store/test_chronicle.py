"""A chronicle keeps what it is given, once, in any order, and names whatever does not hold."""

import json
import random
import sqlite3

import pytest

from khronika.collect import make_capture
from khronika.errors import StoreError
from khronika.model import Given
from khronika.model.codec import to_json
from khronika.pipeline import add_captures
from khronika.store import open_chronicle
from tests.postgres import make_database

TOWNS = ["Osh", "Naryn", "Bishkek", "Almaty"]


def make_captures(n=8):
    """Return captures of invented notes, some about the same events."""
    found = []
    for i in range(n):
        town, count = TOWNS[i % 4], 10 + i // 4
        text = (
            f"Raid in {town}\n\n"
            f"Police detained {count} workers in {town} on Monday, lawyer number {i} said in a long call with us."
        )
        found.append(
            make_capture(text.encode(), "text/plain", Given(id=f"r{i}", outlet=f"Post {i}", published="2025-05-14"))
        )
    return found


def dump(location):
    """Return all that a chronicle says of its reports and events."""
    with open_chronicle(location) as chronicle:
        reports = [(to_json(s.report), s.events, s.copy_of) for s in chronicle.reports()]
        return sorted(reports), [to_json(e) for e in chronicle.events()]


def add(location, captures):
    with open_chronicle(location, create=True, write=True) as chronicle:
        return add_captures(chronicle, captures)


def findings(location):
    with open_chronicle(location) as chronicle:
        return list(chronicle.verify())


@pytest.fixture(params=["sqlite", "postgres"])
def location(request, tmp_path, monkeypatch):
    """A folder, and a database of its own on a PostgreSQL server."""
    if request.param == "sqlite":
        return str(tmp_path / "chronicle")
    monkeypatch.setattr("khronika.store.opening.DATA_DIR", tmp_path / "data")
    return make_database(request.getfixturevalue("postgres_url"), f"t{random.randrange(10**9)}")


@pytest.mark.parametrize("version", ["0001_initial", "0005_confidence"])
def test_tables_are_made_all_or_none(location, monkeypatch, version):
    from django.db.migrations.recorder import MigrationRecorder

    record = MigrationRecorder.record_applied

    def end(recorder, app, name):
        if name == version:
            raise KeyboardInterrupt
        record(recorder, app, name)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(MigrationRecorder, "record_applied", end)
        with open_chronicle(location, create=True, write=True):
            pass
    with open_chronicle(location, create=True, write=True) as chronicle:
        assert chronicle.count_reports() == 0


def test_what_is_added_is_kept(location):
    result = add(location, make_captures())
    assert (result.added, result.already, result.failed) == (8, 0, [])
    reports, events = dump(location)
    told = sorted((event["act"], event["place"]["name"]) for event in map(json.loads, events))
    assert len(reports) == 8 and told == [(act, town) for act in ("arrest_detention", "raid") for town in sorted(TOWNS)]
    assert findings(location) == []


def test_adding_twice_changes_nothing(location):
    add(location, make_captures())
    before = dump(location)
    result = add(location, make_captures())
    assert (result.added, result.already) == (0, 8)
    assert dump(location) == before


def test_order_does_not_matter(tmp_path):
    captures = make_captures(12)
    add(str(tmp_path / "one"), captures)
    for seed in range(3):
        other = captures[:]
        random.Random(seed).shuffle(other)
        half = len(other) // 2
        add(str(tmp_path / f"other{seed}"), other[:half])
        add(str(tmp_path / f"other{seed}"), other[half:])
        assert dump(str(tmp_path / f"other{seed}")) == dump(str(tmp_path / "one"))


def test_other_content_under_a_known_id_is_kept_beside_it(location):
    one = make_capture(b"Police held ten men in Osh.", "text/plain", Given(id="note"))
    two = make_capture(b"Police held nine men in Osh.", "text/plain", Given(id="note"))
    add(location, [one, two])
    with open_chronicle(location) as chronicle:
        ids = sorted(s.report.id for s in chronicle.reports())
    assert ids[0] == "note" and ids[1].startswith("note~") and len(ids) == 2
    assert findings(location) == []


def test_one_writer_at_a_time(location):
    with (
        open_chronicle(location, create=True, write=True),
        pytest.raises(StoreError, match="somebody else is writing"),
        open_chronicle(location, write=True),
    ):
        pass


@pytest.mark.parametrize("name", ["gone", "file.txt"])
def test_opening_what_is_no_chronicle(tmp_path, name):
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(StoreError, match="no chronicle here|is a file"), open_chronicle(str(tmp_path / name)):
        pass


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("x")
    with pytest.raises(StoreError, match="holds other files"), open_chronicle(str(tmp_path), create=True, write=True):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_bytes_that_were_never_acknowledged_are_cut(tmp_path):
    place = str(tmp_path / "chronicle")
    add(place, make_captures(2))
    (file,) = (tmp_path / "chronicle" / "captures").glob("*.warc.gz")
    file.write_bytes(file.read_bytes() + b"half a record")
    assert findings(place) == [f"{file.name}: 13 bytes behind the last record"]
    add(place, make_captures(3))
    assert findings(place) == []


def change(place, sql):
    with sqlite3.connect(f"{place}/chronicle.sqlite3") as connection:
        connection.execute(sql)


DAMAGE = [
    (
        "UPDATE store_report SET record = replace(record, 'workers', 'soldiers') WHERE id = 'r1'",
        "report r1: is not what was added",
    ),
    (
        "UPDATE store_report SET outlet = 'Another' WHERE id = 'r2'",
        "report r2: its columns are not those of its record",
    ),
    ("DELETE FROM store_logentry WHERE number = 2", "log: entry 2 is missing"),
    ("UPDATE store_logentry SET at = '2020-01-01T00:00:00Z' WHERE number = 3", "log: entry 3 was changed"),
    ("UPDATE store_event SET record = replace(record, 'Osh', 'Orsk')", "events: are not what was last reckoned"),
    ("UPDATE store_event SET verdict = 'corroborated'", "its columns are not those of its record"),
    ("DELETE FROM store_statement WHERE report_id = 'r0'", "of report r0: has no row"),
    (
        "UPDATE store_capture SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x') WHERE id = 1",
        "are not what was captured",
    ),
    ("UPDATE store_report SET capture_id = 2 WHERE id = 'r0'", "its capture is not the one it was read from"),
]


@pytest.mark.parametrize(("sql", "line"), DAMAGE, ids=[row[1][:40] for row in DAMAGE])
def test_damage_in_the_database_is_named(tmp_path, sql, line):
    place = str(tmp_path / "chronicle")
    add(place, make_captures(4))
    change(place, sql)
    assert any(line in found for found in findings(place)), findings(place)


def test_any_flipped_bit_in_a_capture_is_named(tmp_path):
    place = str(tmp_path / "chronicle")
    add(place, make_captures(4))
    (file,) = (tmp_path / "chronicle" / "captures").glob("*.warc.gz")
    whole = file.read_bytes()
    dice = random.Random(7)
    for _ in range(25):
        at = dice.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :])
        found = findings(place)
        harmless = not found and _same_payloads(place)
        assert found or harmless, at
    file.unlink()
    assert any("file of captures is missing" in line for line in findings(place))


def _same_payloads(place):
    """A bit in a gzip header (time, name of the system) or a WARC header says nothing of the payload."""
    add_again = make_captures(4)
    with open_chronicle(place) as chronicle:
        return all(chronicle.holds(capture) for capture in add_again)
