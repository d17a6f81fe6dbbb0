"""What is confidential is kept so that only the key opens it, and stands nowhere else."""

import json
import os
import subprocess
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from khronika.cli.app import app
from khronika.collect import collect_files, make_capture
from khronika.errors import StoreError
from khronika.model import Given
from khronika.model.codec import to_json
from khronika.pipeline import add_captures
from khronika.store import open_chronicle
from khronika.store.keys import Key, make_key, read_key

NOTE = (
    "Told by: Mirbek Testov, driver\nWhen: 2025-05-16\nConfidential: yes\n\n"
    "Police detained 64 workers in Osh on Friday, the driver Mirbek Testov said in a long call with us.\n"
)
SECRET = ["Testov", "Mirbek", "driver", "64 workers"]


@pytest.fixture
def key_file(tmp_path, monkeypatch):
    """The file of a key, named by the setting."""
    path = tmp_path / "stick" / "khronika.key"
    path.parent.mkdir()
    make_key(path)
    monkeypatch.setattr("khronika.store.evidence.KEY_FILE", path)
    return path


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    return str(path)


def add(location, *paths):
    with open_chronicle(location, create=True, write=True) as chronicle:
        return add_captures(chronicle, collect_files(paths), engine="rules")


def verify(location):
    with open_chronicle(location) as chronicle:
        return list(chronicle.verify())


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_confidential_note_stands_in_no_file_and_opens_with_its_key(tmp_path, key_file, note, monkeypatch):
    home = tmp_path / "c"
    assert (add(str(home), note).added, add(str(home), note).already) == (1, 1), "the second time it is there"
    for name, held in bytes_of(home).items():
        assert [word for word in SECRET if word.encode() in held] == [], name
    with open_chronicle(str(home)) as chronicle:
        (locked, report), events = next(chronicle.locked()), list(chronicle.events())
        assert (report.outlet, report.published.value) == ("Mirbek Testov, driver", "2025-05-16")
        assert report.statements and not events and not list(chronicle.reports())
        assert locked.size % 4096 < 600, "sizes are multiples of a page, and what age writes before it"
    assert verify(str(home)) == []
    monkeypatch.setattr("khronika.store.evidence.KEY_FILE", None)
    with open_chronicle(str(home)) as chronicle:
        assert [report for _, report in chronicle.locked()] == [None]
    assert verify(str(home)) == [], "it is checked without the key too"


def test_without_a_key_a_confidential_note_fails_and_the_rest_goes_on(tmp_path, note):
    other = tmp_path / "other.txt"
    other.write_text("Raid in Osh\n\nPolice detained 12 workers in Osh on Monday, a lawyer said.")
    result = add(str(tmp_path / "c"), note, str(other))
    assert (result.added, [f.error.split(";")[0] for f in result.failed]) == (1, ["is marked confidential"])
    with open_chronicle(str(tmp_path / "c"), write=True) as chronicle, pytest.raises(StoreError, match="confidential"):
        capture = next(collect_files([note]))
        chronicle.add_many([(capture, next(chronicle.reports()).report)])


def test_a_key_that_is_not_there_stops_only_what_is_confidential(tmp_path, key_file, note):
    other = tmp_path / "other.txt"
    other.write_text("Raid in Osh\n\nPolice detained 12 workers in Osh on Monday, a lawyer said.")
    key_file.unlink()
    result = add(str(tmp_path / "c"), note, str(other))
    assert (result.added, len(result.failed)) == (1, 1) and "the key cannot be read" in result.failed[0].error
    assert verify(str(tmp_path / "c")) == []


def test_the_public_key_adds_and_does_not_open(tmp_path, key_file, note, monkeypatch):
    public = tmp_path / "khronika.pub"
    public.write_text(key_file.read_text().splitlines()[0].removeprefix("# public key: "))
    monkeypatch.setattr("khronika.store.evidence.KEY_FILE", public)
    add(str(tmp_path / "c"), note)
    with open_chronicle(str(tmp_path / "c")) as chronicle:
        assert [report for _, report in chronicle.locked()] == [None]
    assert verify(str(tmp_path / "c")) == []
    monkeypatch.setattr("khronika.store.evidence.KEY_FILE", key_file)
    with open_chronicle(str(tmp_path / "c")) as chronicle:
        assert [report.outlet for _, report in chronicle.locked()] == ["Mirbek Testov, driver"]


def test_the_bytes_that_came_are_in_the_locked_file_as_a_warc_file(tmp_path, key_file):
    from fastwarc.warc import ArchiveIterator

    payload = b"%PDF-1.7 \xff\x00 no text"
    capture = replace(make_capture(payload, "text/plain", Given(outlet="A")), confidential=True)
    with open_chronicle(str(tmp_path / "c"), create=True, write=True) as chronicle:
        from tests.factories import make_report

        chronicle.add_many([(capture, make_report("r1"))])
    (path,) = (tmp_path / "c").glob("locked-*.age")
    key = read_key(key_file)
    opened = tmp_path / "note.warc.gz"
    opened.write_bytes(key.unlock(path.read_bytes()))
    with opened.open("rb") as stream:
        assert [r.reader.read() for r in ArchiveIterator(stream)][0] == payload
    done = subprocess.run([f"{os.path.dirname(os.sys.executable)}/warcio", "check", opened], capture_output=True)
    assert done.returncode == 0, done.stdout
    from khronika.store.locked import open_report

    assert open_report(path.read_bytes(), key).payload == payload


def test_what_was_changed_taken_away_or_left_behind(tmp_path, key_file, note):
    home = tmp_path / "c"
    add(str(home), note)
    (path,) = home.glob("locked-*.age")
    whole = path.read_bytes()
    for at in (0, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert [line.split(": ")[1] for line in verify(str(home))] == ["its file is not what was added"]
    path.unlink()
    assert "cannot be read" in verify(str(home))[0]
    path.write_bytes(whole)
    (home / "locked-0123.age").write_bytes(b"of a run that was killed")
    with open_chronicle(str(home), write=True):
        assert list(home.glob("locked-*.age")) == [path]


def test_one_is_shown_without_opening_the_others(tmp_path, key_file, note):
    other = tmp_path / "other.txt"
    other.write_text(NOTE.replace("Testov", "Probov"))
    add(str(tmp_path / "c"), note, str(other))
    with open_chronicle(str(tmp_path / "c")) as chronicle:
        one, another = (locked.name for locked, _ in chronicle.locked())
        (tmp_path / "c" / f"locked-{one}.age").write_bytes(b"damaged")
        assert [report.outlet for _, report in chronicle.locked(another[:9])] == ["Mirbek Probov, driver"]
        with pytest.raises(StoreError):
            list(chronicle.locked())


BAD_KEYS = [
    ("", "no age key", "an empty file"),
    ("# only a remark\n", "no age key", "a remark"),
    ("AGE-SECRET-KEY-1FOO", "no age key", "a secret key that is none"),
    ("age1foo", "no age key", "a public key that is none"),
    ("hunter2", "no age key", "a password"),
]


@pytest.mark.parametrize(("words", "told", "why"), BAD_KEYS, ids=[row[2] for row in BAD_KEYS])
def test_a_file_that_holds_no_key(tmp_path, words, told, why):
    (tmp_path / "key").write_text(words)
    with pytest.raises(StoreError, match=told):
        read_key(tmp_path / "key")


def test_another_key_and_a_key_in_the_wrong_place(tmp_path, key_file, note, monkeypatch):
    home = tmp_path / "c"
    add(str(home), note)
    make_key(tmp_path / "other.key")
    monkeypatch.setattr("khronika.store.evidence.KEY_FILE", tmp_path / "other.key")
    with open_chronicle(str(home)) as chronicle, pytest.raises(StoreError, match="cannot be opened: no matching keys"):
        list(chronicle.locked())
    key_file.rename(home / "khronika.key")
    monkeypatch.setattr("khronika.store.evidence.KEY_FILE", home / "khronika.key")
    with open_chronicle(str(home)) as chronicle, pytest.raises(StoreError, match="keep it elsewhere"):
        chronicle.key  # noqa: B018
    with pytest.raises(StoreError, match="file exists"):
        make_key(tmp_path / "other.key")


def test_names_tell_nothing_without_the_secret_key(tmp_path):
    make_key(tmp_path / "a")
    make_key(tmp_path / "b")
    a, b = read_key(tmp_path / "a"), read_key(tmp_path / "b")
    public = Key((tmp_path / "a").read_text().split()[3])
    assert a.name("x") == a.name("x") != b.name("x")
    assert len({a.name("x"), a.name("y"), public.name("x"), public.name("x")}) == 4
    assert oct((tmp_path / "a").stat().st_mode & 0o777) == "0o600"


def test_the_commands(tmp_path, key_file, note, monkeypatch):
    def run(*words):
        return CliRunner().invoke(app, list(words))

    plain = tmp_path / "plain.txt"
    plain.write_text("Raid in Naryn\n\nPolice detained 12 workers in Naryn on Monday, a lawyer said.")
    home = str(tmp_path / "c")
    assert run("add", home, str(plain), "--confidential", "--engine", "rules").exit_code == 0
    assert run("add", home, note, "--engine", "rules").exit_code == 0
    rows = [json.loads(line) for line in run("locked", home, "--format", "jsonl").stdout.splitlines()]
    assert [row["report"]["outlet"] for row in rows] == [None, "Mirbek Testov, driver"]
    assert "Naryn" in run("locked", home, "--format", "table").stdout
    shown = run("locked", home, rows[1]["name"][:9], "--format", "table").stdout
    assert "Mirbek Testov" in shown and "Naryn" not in shown
    assert run("locked", home, "zz").exception.reason == "no confidential report with this name"
    for words in (["reports", home], ["events", home], ["export", home, "--format", "jsonl"], ["verify", home]):
        done = run(*words)
        assert done.exit_code == 0 and not [word for word in SECRET if word in done.output], words
    assert "confidential reports: 2, opened and checked" in run("verify", home).stderr
    monkeypatch.setattr("khronika.store.evidence.KEY_FILE", None)
    assert "confidential reports: 2, whole, and not opened" in run("verify", home).stderr
    closed = run("locked", home, "--format", "table").output
    assert closed.count("closed") == 3 and "Testov" not in closed, "each of them, and what to do"
    assert run("key", str(tmp_path / "new.key")).stdout.startswith("age1")


def test_a_capture_says_nothing_of_being_confidential_in_what_makes_it_the_same():
    from khronika.store.rows import capture_key

    capture = make_capture(b"words", "text/plain", Given(outlet="A"))
    assert capture_key(capture) == capture_key(replace(capture, confidential=True))
    assert "confidential" in to_json(replace(capture, confidential=True))
