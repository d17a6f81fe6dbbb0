"""The log is stamped by others, its proofs are checked by their own tools, and a proof of another log is found."""

import subprocess

import pytest
from typer.testing import CliRunner

from khronika.cli.app import app
from khronika.collect.addresses import parse_networks
from khronika.collect.fetch import Fetcher, FetchRules
from khronika.errors import CollectError, StoreError
from khronika.store import open_chronicle, verify_location
from tests.collect.authority import answer_calendar, make_authority
from tests.collect.web import serve
from tests.store.test_chronicle import add, make_captures


@pytest.fixture
def web():
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """What answers for an authority of our own, and the file of its root certificate."""
    return make_authority(tmp_path_factory.mktemp("authority"))


def fetcher():
    return Fetcher(FetchRules(private=parse_networks("127.0.0.1/32, ::1/128"), delay=0.0, seconds=5.0))


def stamp(home, **services):
    with open_chronicle(str(home), write=True) as chronicle, fetcher() as asking:
        return list(chronicle.stamp(asking, **{"tsa": None, "calendar": None, **services}))


def openssl_says(home, root, proof):
    """Return whether openssl finds a stamp good: the recipe of docs/howto/stamp.md."""
    command = ["openssl", "ts", "-verify", "-data", home / "stamp-2.txt", "-in", proof, "-CAfile", root]
    return subprocess.run(command, capture_output=True).returncode == 0


def test_an_authority_stamps_the_log_and_openssl_agrees(tmp_path, web, authority):
    answer, root = authority
    web.services["/tsr"] = answer
    home = tmp_path / "c"
    add(str(home), make_captures(1))
    (proof,) = stamp(home, tsa=web.url("/tsr"))
    with open_chronicle(str(home)) as chronicle:
        entry, digest = chronicle.last_entry()
        (found,) = chronicle.stamps()
    assert (home / "stamp-2.txt").read_text() == digest and (found.entry, found.file) == (entry, proof.name)
    assert found.at is not None and found.at.startswith("20") and found.at.endswith("Z")
    assert openssl_says(home, root, proof) and list(verify_location(str(home))) == []
    _, other = make_authority(tmp_path / "other", "Other Time")
    assert not openssl_says(home, other, proof), "a root that is another's"
    add(str(home), make_captures(2))
    assert list(verify_location(str(home))) == [], "it still speaks of the entry that it stamped"


def test_a_calendar_promises_a_block(tmp_path, web):
    web.services["/digest"] = answer_calendar
    home = tmp_path / "c"
    add(str(home), make_captures(1))
    (proof,) = stamp(home, calendar=web.url("/"))
    assert proof.read_bytes().startswith(b"\x00OpenTimestamps") and list(verify_location(str(home))) == []
    with open_chronicle(str(home)) as chronicle:
        assert [(s.entry, s.at) for s in chronicle.stamps()] == [(2, None)]


def test_a_proof_of_something_else_is_found(tmp_path, web, authority):
    web.services |= {"/tsr": authority[0], "/digest": answer_calendar}
    home = tmp_path / "c"
    add(str(home), make_captures(1))
    proofs = stamp(home, tsa=web.url("/tsr"), calendar=web.url("/"))
    for proof in proofs:
        proof.rename(proof.with_name(proof.name.replace("stamp-2-", "stamp-1-")))
    assert [line.split(": ")[1] for line in verify_location(str(home))] == [
        "is no proof of entry 1 of the log as it is now"
    ] * 2
    (home / "stamp-99-host.tsr").write_bytes(b"")
    assert "the log has no entry 99" in "".join(verify_location(str(home)))


REFUSALS = [
    (lambda body: 500, "answered 500", "a broken service"),
    (lambda body: b"", "is no stamp for what was asked", "an empty answer"),
    (lambda body: b"<html>Welcome</html>", "is no stamp for what was asked", "a page"),
    (lambda body: bytes.fromhex("30053003020102"), "is no stamp for what was asked", "a refusal of the authority"),
    (lambda body: body, "is no stamp for what was asked", "the request itself"),
]


@pytest.mark.parametrize(("answer", "told", "why"), REFUSALS, ids=[row[2] for row in REFUSALS])
def test_what_is_no_stamp_is_not_kept(tmp_path, web, answer, told, why):
    web.services["/tsr"] = answer
    home = tmp_path / "c"
    add(str(home), make_captures(1))
    with pytest.raises(CollectError, match=told):
        stamp(home, tsa=web.url("/tsr"))
    assert list(home.glob("*.tsr")) == []


def test_an_empty_log_and_a_private_address(tmp_path, web):
    with open_chronicle(str(tmp_path / "c"), create=True, write=True) as chronicle, fetcher() as asking:
        with pytest.raises(StoreError, match="nothing was added"):
            list(chronicle.stamp(asking, tsa=web.url("/tsr"), calendar=None))
        add_one(chronicle)
        with Fetcher(FetchRules(private=())) as careful, pytest.raises(CollectError, match="private address"):
            list(chronicle.stamp(careful, tsa=web.url("/tsr"), calendar=None))


def add_one(chronicle):
    from khronika.pipeline import add_captures

    add_captures(chronicle, make_captures(1), engine="rules")


def test_the_command(tmp_path, web, authority, monkeypatch):
    monkeypatch.setattr("khronika.collect.fetch.PRIVATE_NETWORKS", "127.0.0.1/32, ::1/128")
    web.services |= {"/tsr": authority[0], "/digest": answer_calendar}
    home = str(tmp_path / "c")
    add(home, make_captures(1))
    done = CliRunner().invoke(app, ["stamp", home, "--tsa", web.url("/tsr"), "--calendar", web.url("")])
    assert done.exit_code == 0 and [line[-4:] for line in done.stdout.splitlines()] == [".tsr", ".ots"]
    told = CliRunner().invoke(app, ["verify", home]).stderr
    assert "the log up to entry 2 stood on 20" in told and "is promised a block" in told
    assert CliRunner().invoke(app, ["stamp", home]).exit_code == 2
