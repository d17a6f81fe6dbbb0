"""A redacted name stands in no file of a chronicle, no offset moves, and what was done can be shown."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from khronika.cli.app import app
from khronika.collect import make_capture
from khronika.collect.ledger import Ledger, Source, write_ledger
from khronika.errors import StoreError
from khronika.model import Claim, Decision, DecisionKind, Exchange, Fetch, Given, Way
from khronika.pipeline import add_captures, link_chronicle, redact_name
from khronika.store import open_chronicle, verify_location
from tests.store.test_chronicle import location  # noqa: F401 - a fixture

NAME = "Mirbek Testov"
NOTE = (
    "Raid in Osh\n\nPolice detained the lawyer Mirbek Testov in Osh on Monday, Azamat Invented said. "
    "Testov was beaten in custody, a colleague said."
)
PAGE = (
    "<html><head><title>Raid in Osh</title><meta name=author content='Mirbek Testov'></head><body><article>"
    "<h1>Raid in Osh</h1><p>Police detained the lawyer <b>Mirb&#101;k</b> Testov in Osh on Monday, witnesses said. "
    "The lawyer was held for two days and then released, his colleague said on Wednesday.</p></article></body></html>"
)
OTHER = "Raid in Naryn\n\nPolice detained 12 workers in Naryn on Monday, a lawyer said."
URL = "https://post.example/mirbek-testov-held"


def make_page():
    """Return the capture of a page that was fetched, gone through a redirect, whose address holds the name."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    moved = b"HTTP/1.1 301 Moved\r\nLocation: " + URL.encode() + b"\r\n\r\n"
    steps = [(f"{URL}/", 301, moved, b""), (URL, 200, head, PAGE.encode())]
    exchanges = tuple(
        Exchange(url=u, at="2025-05-16T08:00:00Z", address=None, protocol="HTTP/1.1", request=b"GET / HTTP/1.1\r\n\r\n",
                 status=s, response=r, body=b)
        for u, s, r, b in steps
    )  # fmt: skip
    capture = make_capture(PAGE.encode(), "text/html", Given(url=URL, outlet="Post", published="2025-05-16"))
    claim = Claim(way=Way.FETCHED, tool="khronika", attended=True)
    return replace(capture, fetch=Fetch(exchanges=exchanges), claim=claim)


def add(home):
    """Make a chronicle of a note, a page that was asked twice, and a note that has nothing to do with them."""
    told = Given(id="note", outlet="Mirbek Testov", title="What Mirbek Testov saw", published="2025-05-14")
    other = Given(id="other", outlet="Post", published="2025-05-14")
    captures = [
        make_capture(OTHER.encode(), "text/plain", other),
        make_capture(NOTE.encode(), "text/plain", told),
        make_page(),
    ]
    with open_chronicle(home, create=True, write=True) as chronicle:
        add_captures(chronicle, captures, engine="rules")
        add_captures(chronicle, [make_page()], engine="rules")
        report = chronicle.report("note")
        chronicle.decide(
            Decision(report="note", statement=report.statements[0].id, kind=DecisionKind.ACCEPT, who="editor",
                     why="Mirbek Testov told me on the phone", at="2025-05-17T08:00:00Z")
        )  # fmt: skip
        link_chronicle(chronicle)


@pytest.fixture
def home(tmp_path):
    add(str(tmp_path / "c"))
    return tmp_path / "c"


def redact(home, name=NAME):
    with open_chronicle(str(home), write=True) as chronicle:
        return redact_name(chronicle, name)


def unpacked(path: Path) -> bytes:
    """Return the bytes of a file, with what its gzip members hold."""
    import zlib

    held = rest = path.read_bytes()
    found = held
    while path.name.endswith(".gz") and rest:
        packed = zlib.decompressobj(31)
        found += packed.decompress(rest)
        rest = packed.unused_data
    return found


def standing(home):
    """Return the files in which a form of the name stands."""
    forms = [b"mirbek", b"testov"]
    return [p.name for p in home.rglob("*") if p.is_file() and any(f in unpacked(p).lower() for f in forms)]


def test_the_name_stands_in_no_file_and_all_holds(home):
    assert {"captures-00001.warc.gz", "chronicle.sqlite3"} <= set(standing(home)), "it did before"
    with open_chronicle(str(home)) as chronicle:
        before = {s.report.id: s.report for s in chronicle.reports()}
        hashes = [sha256 for sha256, _, _ in chronicle.claims()]
    done = redact(home)
    assert (done.reports, done.captures, done.left) == (2, 3, ()), "two captures, and the page asked again"
    assert standing(home) == []
    assert list(verify_location(str(home))) == []
    with open_chronicle(str(home)) as chronicle:
        after = {s.report.id: s.report for s in chronicle.reports()}
        assert [sha256 for sha256, _, _ in chronicle.claims()] == hashes, "the hashes of what came are kept"
        assert "Redacted" in [words for _, _, words in chronicle.claims()][1]
    assert {len(r.text) for r in after.values()} == {len(r.text) for r in before.values()}
    assert after["other"] == before["other"]
    note = after["note"]
    assert note.text.count("█") == len("MirbekTestovTestov") and note.outlet == "██████ ██████"
    assert [s.id for s in note.statements] == [s.id for s in before["note"].statements]
    for statement in note.statements:
        for party in (*statement.by, *statement.to):
            assert note.text[party.start : party.end] == party.text


def test_the_commitment_shows_whom_it_was_about(home):
    done = redact(home)
    assert hashlib.sha256(f"{done.salt}\n{NAME}".encode()).hexdigest() == done.commitment
    with open_chronicle(str(home)) as chronicle:
        ((_, commitment, reports),) = chronicle.redacted()
    assert (commitment, reports) == (done.commitment, 2)


def test_search_and_events_do_not_find_the_name(home):
    from khronika.store.search import find_by_words

    def found(words):
        from khronika.store.models import ReportEntry

        with open_chronicle(str(home)) as chronicle:
            rows = find_by_words(ReportEntry.objects.using(chronicle.alias), "store_reportwords", words)
            return rows.count(), [e.id for e in chronicle.events()]

    before = found("testov")
    redact(home)
    assert (before[0], found("testov")[0], found("colleague")[0]) == (2, 0, 2)
    assert sorted(found("x")[1]) == sorted(before[1]), "the events are the same"


def test_a_second_name_and_the_same_again(home):
    redact(home)
    redact(home, "Azamat Invented")
    assert list(verify_location(str(home))) == []
    with pytest.raises(StoreError, match="stands in nothing"):
        redact(home)
    with pytest.raises(StoreError, match="is no name"):
        redact(home, "...")


def test_a_change_after_a_redaction_is_found(home):
    redact(home)
    (path,) = (home / "captures").glob("*.warc.gz")
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)
    assert any("not what was written" in line for line in verify_location(str(home)))


def test_a_run_that_was_killed_between_tables_and_files_is_finished_by_the_next(home):
    with open_chronicle(str(home), write=True) as chronicle:
        with chronicle.linking():
            chronicle.redact(NAME)
            link_chronicle(chronicle)
    assert standing(home) and list(verify_location(str(home)))
    with open_chronicle(str(home), write=True):
        pass
    assert standing(home) == [] and list(verify_location(str(home))) == []


def test_a_run_that_was_killed_before_it_was_acknowledged_changes_nothing(home):
    with open_chronicle(str(home), write=True) as chronicle, pytest.raises(RuntimeError):
        with chronicle.linking():
            chronicle.redact(NAME)
            raise RuntimeError("killed")
    with open_chronicle(str(home), write=True):
        pass
    assert (home / "redaction.pending").exists() is False
    assert standing(home) and list(verify_location(str(home))) == []


def test_what_is_left_is_told(tmp_path):
    home = tmp_path / "c"
    with open_chronicle(str(home), create=True, write=True) as chronicle:
        add_captures(chronicle, [make_capture(NOTE.encode(), "text/plain", Given(id="mirbek-testov"))], engine="rules")
    write_ledger(home, Ledger({URL: Source()}))
    (home / "people.sqlite3").write_bytes(b"\x00\xffMirbek Testov\x00")
    left = ("the id of report mirbek-testov", "the file people.sqlite3", "the file watch.json")
    assert redact(home).left == left


def test_the_command(home):
    def run(*words, **more):
        return CliRunner().invoke(app, list(words), **more)

    done = run("redact", str(home), "-", input=f"{NAME}\n")
    assert done.exit_code == 0 and "taken out of 2 reports, 3 captures" in done.stderr
    commitment, salt = (line.split()[1] for line in done.stdout.splitlines())
    assert hashlib.sha256(f"{salt}\n{NAME}".encode()).hexdigest() == commitment
    told = run("verify", str(home))
    assert told.exit_code == 0 and commitment in told.stderr and "2 reports" in told.stderr
    assert run("redact", str(home), "").exception.reason == "name somebody"
    exported = run("export", str(home), "--format", "jsonl").stdout
    assert exported and not [w for w in NAME.split() if w in exported]
    json.loads(exported.splitlines()[0])


def test_in_a_folder_and_in_a_server(location):  # noqa: F811
    from warcio.checker import Checker

    add(location)
    assert redact(location).reports == 2
    assert list(verify_location(location)) == []
    with open_chronicle(location) as chronicle:
        (path,) = (chronicle.home / "captures").glob("*.warc.gz")
        assert not [s.report.id for s in chronicle.reports() if "Testov" in s.report.text]

    checker = Checker(SimpleNamespace(inputs=[str(path)], verbose=False))
    assert checker.process_all() == 0, "the files are whole for other tools too"


def test_a_correction_holds_the_name_in_no_form(tmp_path):
    name, place = "Zoë Müller", tmp_path / "c"
    words = f"Police in Osh detained {name}, 34, on Monday. Nobody knew why."
    with open_chronicle(str(place), create=True, write=True) as chronicle:
        add_captures(chronicle, [make_capture(words.encode(), "text/plain", Given(id="r1"))], engine="rules")
        (statement,) = chronicle.report("r1").statements
        at = words.index(name)
        party = {"text": name, "start": at, "end": at + len(name), "kind": "person", "name": name}
        chronicle.decide(
            Decision(report="r1", statement=statement.id, kind=DecisionKind.CORRECT, field="to",
                     value={"parties": [party]}, who="ada", at="2025-05-17T08:00:00Z")
        )  # fmt: skip
        link_chronicle(chronicle)
    assert redact(place, name).left == ()
    with open_chronicle(str(place)) as chronicle:
        assert "Zo" not in str(chronicle.decisions()) + str(chronicle.report("r1"))
        assert list(chronicle.verify()) == []
