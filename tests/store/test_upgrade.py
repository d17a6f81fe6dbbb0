"""A chronicle that the first version made is brought up to date, and keeps every row.

`first/` holds one of three invented notes: its database as SQL, and its captures.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from khronika.collect import make_capture
from khronika.errors import StoreError
from khronika.model import Given
from khronika.pipeline import add_captures, link_chronicle
from khronika.store import open_chronicle, verify_location

FIRST = Path(__file__).parent / "first"
KEPT = ("capture", "report", "statement", "logentry")


@pytest.fixture
def chronicle(tmp_path):
    """The chronicle as the first version left it."""
    place = tmp_path / "chronicle"
    (place / "captures").mkdir(parents=True)
    shutil.copy(FIRST / "captures-00001.warc.gz", place / "captures")
    with closing(sqlite3.connect(place / "chronicle.sqlite3")) as database:
        database.executescript((FIRST / "chronicle.sql").read_text(encoding="utf8"))
    return place


def rows(place, columns=None):
    """Return the rows of the first version's tables, by table; of later ones only the columns given."""
    found = {}
    with closing(sqlite3.connect(place / "chronicle.sqlite3")) as database:
        for table in (*KEPT, "event"):
            told = database.execute(f"PRAGMA table_info(store_{table})").fetchall()
            names = columns[table][0] if columns else [row[1] for row in told]
            listed = ", ".join(f'"{name}"' for name in names)
            held = database.execute(f"SELECT {listed} FROM store_{table} ORDER BY 1").fetchall()
            found[table] = (names, held)
    return found


def test_it_is_never_read_half_upgraded(chronicle):
    with pytest.raises(StoreError, match="`khronika add` makes or upgrades one"), open_chronicle(str(chronicle)):
        pass


def test_an_upgrade_keeps_every_row(chronicle):
    before = rows(chronicle)
    assert [len(before[table][1]) for table in KEPT] == [3, 3, 6, 4]
    with open_chronicle(str(chronicle), create=True, write=True):
        pass
    assert rows(chronicle, before) == before


def test_what_is_added_later_leaves_the_old_rows_alone(chronicle):
    before = rows(chronicle)
    note = make_capture(
        b"Police detained nine teachers in Osh on Thursday, their lawyer Aida Nurova said.",
        "text/plain",
        Given(id="n4", outlet="Hill Post", published="2024-03-31"),
    )
    with open_chronicle(str(chronicle), create=True, write=True) as opened:
        assert add_captures(opened, [note], engine="rules").added == 1
        held = {stored.report.id: stored for stored in opened.reports()}
    assert sorted(held) == ["n1", "n2", "n3", "n4"]
    after = rows(chronicle, before)
    for table in ("capture", "statement", "logentry"):
        assert after[table][1][: len(before[table][1])] == before[table][1]
    (event,) = set(held["n4"].events) & set(held["n1"].events)
    assert list(verify_location(str(chronicle))) == []


def test_the_first_versions_captures_hold_and_claim_nothing(chronicle):
    with open_chronicle(str(chronicle), create=True, write=True) as opened:
        link_chronicle(opened)
        assert {words for _, _, words in opened.claims()} == {"Nothing is claimed of it."}
    assert list(verify_location(str(chronicle))) == []
    with sqlite3.connect(chronicle / "chronicle.sqlite3") as database:
        database.execute("UPDATE store_capture SET given = '{}' WHERE id = 2")
    database.close()
    assert any("what is said of it is not what was added" in line for line in verify_location(str(chronicle)))
