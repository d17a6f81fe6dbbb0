"""A backup holds what was acknowledged, whatever goes on meanwhile; what is restored from it is the same, and sound."""

import io
import os
import resource
import shutil
import signal
import sqlite3
import threading
import zipfile

import pytest

from khronika.errors import StoreError
from khronika.model import Decision, DecisionKind
from khronika.pipeline import add_captures, link_chronicle
from khronika.store import open_chronicle, verify_location
from khronika.store.backup import backup_chronicle, restore_chronicle
from tests.store.test_chronicle import add, dump, location, make_captures  # noqa: F401 - a fixture


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A chronicle with a judgement and a decision of people, and a ledger of what was watched; made once."""
    place = tmp_path_factory.mktemp("made") / "chronicle"
    add(str(place), make_captures(6))
    (place / "watch.json").write_text('{"sources": {}}')
    with sqlite3.connect(place / "people.sqlite3") as people:
        people.execute("CREATE TABLE person (name TEXT)")
    (place / "people.sqlite3").chmod(0o600)
    with open_chronicle(str(place), write=True) as opened:
        a, b = ((s.report.id, s.report.statements[0].id) for s in list(opened.reports())[:2])
        opened.judge(a, b, same=True, who="amina", why="the same night")
        opened.decide(
            Decision(report=a[0], statement=a[1], kind=DecisionKind.ACCEPT, who="amina", at="2025-05-20T10:00:00Z")
        )
        link_chronicle(opened)
    return place


@pytest.fixture
def chronicle(made, tmp_path):
    """A copy of it for each test."""
    return shutil.copytree(made, tmp_path / "chronicle")


def everything(place):
    with open_chronicle(str(place)) as opened:
        return dump(str(place)), opened.decisions(), opened.last_entry()


def test_what_was_lost_is_restored_whole(chronicle, tmp_path):
    before = everything(chronicle)
    assert backup_chronicle(str(chronicle), tmp_path / "backup.zip") == 6
    shutil.rmtree(chronicle)
    assert restore_chronicle(tmp_path / "backup.zip", chronicle) == 6
    assert everything(chronicle) == before
    assert list(verify_location(str(chronicle))) == []
    assert (chronicle / "seal.json").exists() and (chronicle / "watch.json").read_text() == '{"sources": {}}'
    assert (chronicle / "people.sqlite3").stat().st_mode & 0o777 == 0o600
    assert add(str(chronicle), make_captures(8)).added == 2
    assert list(verify_location(str(chronicle))) == []


def test_what_a_desktop_left_in_the_folder_is_not_backed_up(chronicle, tmp_path):
    for name in (".DS_Store", "my notes.txt"):
        (chronicle / name).write_bytes(b"x")
    backup_chronicle(str(chronicle), tmp_path / "backup.zip")
    assert restore_chronicle(tmp_path / "backup.zip", tmp_path / "again") == 6
    assert not (tmp_path / "again" / ".DS_Store").exists()


def test_the_backup_is_its_owners_alone_and_takes_no_files_place(chronicle, tmp_path):
    out = tmp_path / "backup.zip"
    backup_chronicle(str(chronicle), out)
    assert out.stat().st_mode & 0o777 == 0o600
    held = out.read_bytes()
    with pytest.raises(StoreError, match="is there already; name a new file"):
        backup_chronicle(str(chronicle), out)
    assert out.read_bytes() == held
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "chronicle"]


def test_a_backup_taken_while_others_write_is_sound(chronicle, tmp_path):
    def write():
        for n in range(8, 20, 4):
            with open_chronicle(str(chronicle), write=True) as opened:
                add_captures(opened, make_captures(n), engine="rules")

    writer = threading.Thread(target=write)
    writer.start()
    for n in range(3):
        backup_chronicle(str(chronicle), tmp_path / f"{n}.zip")
    writer.join()
    counts = []
    for n in range(3):
        counts.append(restore_chronicle(tmp_path / f"{n}.zip", tmp_path / f"restored-{n}"))
        assert list(verify_location(str(tmp_path / f"restored-{n}"))) == []
    assert counts == sorted(counts)


def test_a_backup_that_a_redaction_ran_into_is_not_kept(chronicle, tmp_path, monkeypatch):
    counts = iter((0, 1))
    monkeypatch.setattr("khronika.store.redacted.count_redactions", lambda alias: next(counts))
    with pytest.raises(StoreError, match="redacted meanwhile"):
        backup_chronicle(str(chronicle), tmp_path / "backup.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["chronicle"]


def test_another_database_beside_it_is_copied_whole(chronicle, tmp_path):
    people = sqlite3.connect(chronicle / "people.sqlite3")
    people.execute("PRAGMA journal_mode=WAL")
    people.execute("INSERT INTO person VALUES ('Amina')")
    people.commit()  # it lies in a file beside until somebody closes
    backup_chronicle(str(chronicle), tmp_path / "backup.zip")
    people.close()
    restore_chronicle(tmp_path / "backup.zip", tmp_path / "restored")
    with sqlite3.connect(tmp_path / "restored" / "people.sqlite3") as restored:
        assert restored.execute("SELECT name FROM person").fetchall() == [("Amina",)]


def test_what_was_never_acknowledged_is_left_out(chronicle, tmp_path):
    (file,) = (chronicle / "captures").glob("*.warc.gz")
    with file.open("ab") as stream:
        stream.write(b"half a record")
    backup_chronicle(str(chronicle), tmp_path / "backup.zip")
    restore_chronicle(tmp_path / "backup.zip", tmp_path / "restored")
    assert list(verify_location(str(tmp_path / "restored"))) == []


def test_a_chronicle_is_never_restored_over(chronicle, tmp_path):
    backup_chronicle(str(chronicle), tmp_path / "backup.zip")
    before = everything(chronicle)
    with pytest.raises(StoreError, match="is there already; name a new folder"):
        restore_chronicle(tmp_path / "backup.zip", chronicle)
    assert everything(chronicle) == before


def damaged(name, file):
    """Return a backup that was damaged in one way."""
    whole = file.read_bytes()
    if name == "cut":
        return whole[: len(whole) // 2]
    if name == "flipped":
        return whole[:2000] + bytes([whole[2000] ^ 1]) + whole[2001:]
    if name == "text":
        return b"no archive"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if name == "outside":
            archive.writestr("../outside", b"x")
            archive.writestr("SHA256SUMS", "00  ../outside\n")
        if name == "changed":
            archive.writestr("chronicle.sqlite3", b"x")
            archive.writestr("SHA256SUMS", "00  chronicle.sqlite3\n")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cut", "no whole backup"),
        ("flipped", "no whole backup|not what was backed up"),
        ("text", "no whole backup"),
        ("empty", "no whole backup"),
        ("outside", "a name that cannot be"),
        ("changed", "not what was backed up"),
    ],
)
def test_a_damaged_backup_is_refused_and_leaves_nothing(chronicle, tmp_path, name, words):
    backup_chronicle(str(chronicle), tmp_path / "backup.zip")
    (tmp_path / "damaged.zip").write_bytes(damaged(name, tmp_path / "backup.zip"))
    with pytest.raises(StoreError, match=words):
        restore_chronicle(tmp_path / "damaged.zip", tmp_path / "restored")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "chronicle", "damaged.zip"]


def test_a_full_disk_is_told_in_one_line_and_leaves_nothing(chronicle, tmp_path):
    if not (child := os.fork()):
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            backup_chronicle(str(chronicle), tmp_path / "backup.zip")
        except StoreError as error:
            os._exit(0 if "\n" not in str(error) else 3)
        os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["chronicle"]


def test_a_chronicle_in_a_server_is_left_to_the_servers_tools(location, tmp_path):  # noqa: F811
    add(location, make_captures(1))
    if "://" not in location:
        pytest.skip("kept in a folder")
    with pytest.raises(StoreError, match="pg_dump"):
        backup_chronicle(location, tmp_path / "backup.zip")
