"""What is written is WARC 1.1 that other tools check and read, with every exchange and an honest claim."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from khronika.collect.claims import make_claim, say_claim
from khronika.collect.sources import make_capture
from khronika.model import Exchange, Fetch, Given, Robots, Way
from khronika.pipeline import add_captures
from khronika.store import open_chronicle, verify_location
from khronika.store.archive import Archive

PAGE = "<p>Two men were held in Osh, a lawyer said. — Ü</p>".encode()
URL = "https://post.example/1"


def make_exchange(url, status, body, *headers):
    head = "\r\n".join((f"HTTP/1.1 {status} Said", *headers, "", "")).encode("latin-1")
    return Exchange(
        url=url, at="2026-01-02T03:04:05Z", address="93.184.215.14", protocol="HTTP/2",
        request=f"GET /1 HTTP/1.1\r\nHost: post.example\r\nX: {url}\r\n\r\n".encode(), status=status, response=head,
        body=body,
    )  # fmt: skip


def make_fetched(body=PAGE, *headers):
    moved = make_exchange("http://post.example/1", 301, b"", "Location: https://post.example/1", "X-Odd: caf\xe9")
    page = make_exchange(
        URL, 200, body, "Content-Type: text/html", "X-Archive-Orig-Transfer-Encoding: chunked", *headers
    )
    fetch = Fetch(exchanges=(moved, page), robots=Robots.ALLOWED, attempts=3)
    return make_capture(PAGE, "text/html", Given(url=URL), "utf-8", way=Way.FETCHED, fetch=fetch)


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "captures")


def read_records(archive):
    """Return (type, address, block, headers) of each record as another program reads them."""
    (path,) = archive.folder.glob("*.warc.gz")
    with path.open("rb") as stream:
        return [
            (r.record_type, r.headers.get("WARC-Target-URI"), r.reader.read(), dict(r.headers))
            for r in ArchiveIterator(stream, parse_http=False, record_types=WarcRecordType.any_type)
        ]


def test_exchanges_are_kept_letter_by_letter(archive):
    capture = make_fetched()
    (place,) = archive.append([capture])
    records = read_records(archive)
    moved, page = capture.fetch.exchanges
    kinds = ["warcinfo", "response", "request", "response", "request", "metadata"]
    assert [r[3]["WARC-Type"] for r in records] == kinds
    assert [r[2] for r in records[1:5]] == [
        page.response + page.body, page.request, moved.response + moved.body, moved.request,
    ]  # fmt: skip
    assert records[1][3]["WARC-IP-Address"] == "93.184.215.14"
    assert records[1][3]["WARC-Payload-Digest"] == "sha256:" + hashlib.sha256(PAGE).hexdigest()
    assert records[2][3]["WARC-Concurrent-To"] == records[1][3]["WARC-Record-ID"]
    assert archive.read(place) == PAGE


def test_a_packed_answer_is_kept_packed(archive):
    import gzip

    packed = gzip.compress(PAGE)
    (place,) = archive.append([make_fetched(packed, "Content-Encoding: gzip")])
    assert read_records(archive)[1][2].endswith(packed)
    assert archive.read(place) == PAGE


def test_what_is_said_of_a_capture_lies_beside_it(archive):
    archive.append([make_fetched()])
    about = json.loads(read_records(archive)[-1][2])
    assert about["robots"] == "allowed" and about["attempts"] == 3
    assert about["addresses"] == ["http://post.example/1", URL]
    assert about["claim"]["way"] == "fetched" and about["claim"]["attended"] is True
    assert "asked post.example for it" in about["claim"]["words"]


def test_other_tools_find_nothing_wrong(archive):
    archive.append([make_fetched()])
    archive.append([make_capture("words — Ü".encode(), "text/plain", Given(id="é"), "utf-8"), make_fetched()])
    (path,) = archive.folder.glob("*.warc.gz")
    command = Path(sys.executable).with_name("warcio")
    done = subprocess.run([command, "check", "-v", str(path)], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.count("digest pass") == 6 + 2 + 5
    kinds = [record[3]["WARC-Type"] for record in read_records(archive)]
    assert kinds.count("warcinfo") == 1 and kinds.count("metadata") == 3


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("attended", [True, False])
def test_every_way_has_its_claim(way, attended):
    words = say_claim(make_claim(way, attended=attended), "2026-01-02T03:04:05Z", URL)
    assert "It proves: that " in words and "It does not prove: " in words and "{" not in words
    assert ("nobody watched" in words) is not attended


def test_a_page_that_was_still_the_same_leaves_a_revisit(tmp_path):
    place = str(tmp_path / "chronicle")
    for _ in range(2):
        with open_chronicle(place, create=True, write=True) as chronicle:
            result = add_captures(chronicle, [make_fetched()], engine="rules")
    assert (result.added, result.already) == (0, 1)
    archive = Archive(tmp_path / "chronicle" / "captures")
    again = read_records(archive)[6:]
    assert [r[3]["WARC-Type"] for r in again] == ["revisit", "metadata"]
    assert again[0][2].startswith(b"HTTP/1.1 200") and PAGE not in again[0][2]
    first = read_records(archive)[1][3]
    assert again[0][3]["WARC-Payload-Digest"] == first["WARC-Payload-Digest"]
    assert again[0][3]["WARC-Refers-To-Target-URI"] == first["WARC-Target-URI"]
    assert list(verify_location(place)) == []
    path = next(archive.folder.glob("*.warc.gz"))
    command = Path(sys.executable).with_name("warcio")
    assert subprocess.run([command, "check", str(path)], capture_output=True).returncode == 0
    spoilt = bytearray(path.read_bytes())
    spoilt[-400] ^= 1
    path.write_bytes(spoilt)
    assert any(line.startswith("revisit of capture ") for line in verify_location(place))
    path.write_bytes(spoilt[:-10])
    with open_chronicle(place, write=True) as chronicle:  # what was acknowledged is not cut
        assert len(path.read_bytes()) == len(spoilt) - 10


def test_what_comes_after_a_revisit_is_kept(tmp_path):
    place = str(tmp_path / "chronicle")
    other = make_capture(b"Other words.", "text/plain", Given(id="other"), "utf-8")
    for captures in ([make_fetched()], [make_fetched()], [other], [make_fetched()]):
        with open_chronicle(place, create=True, write=True) as chronicle:
            add_captures(chronicle, captures, engine="rules")
    assert list(verify_location(place)) == []


def test_claims_are_read_back(tmp_path):
    place = str(tmp_path / "chronicle")
    note = make_capture(b"Words of a note.", "text/plain", Given(id="note"), "utf-8")
    with open_chronicle(place, create=True, write=True) as chronicle:
        add_captures(chronicle, [make_fetched(), note], engine="rules")
        first, second = chronicle.claims()
    assert first[:2] == (make_fetched().sha256, URL) and "asked post.example for it" in first[2]
    assert second[:2] == (note.sha256, None) and "Somebody handed " in second[2]
