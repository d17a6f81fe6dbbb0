"""A WACZ file holds the captures, an index that leads to each, and hashes that are true."""

import errno
import hashlib
import io
import json
import zipfile

import pytest
from warcio.archiveiterator import ArchiveIterator

from khronika.collect import collect_files, make_capture
from khronika.errors import StoreError
from khronika.model import Given
from khronika.store.archive import Archive
from khronika.store.wacz import sort_key, write_wacz
from tests.store.test_records import PAGE, URL, make_fetched

NOW = "2026-01-02T03:04:05Z"


@pytest.fixture
def held(tmp_path):
    archive = Archive(tmp_path / "captures")
    archive.append([make_fetched()])
    archive.append([make_fetched()])
    assert write_wacz(archive.folder, tmp_path / "a.wacz", NOW) == 2
    with zipfile.ZipFile(tmp_path / "a.wacz") as opened:
        yield opened


def test_every_line_of_the_index_leads_to_its_record(held):
    lines = held.read("indexes/index.cdx").decode().splitlines()
    assert len(lines) == 4 and lines == sorted(lines)
    for line in lines:
        key, at, told = line.split(" ", 2)
        told = json.loads(told)
        whole = held.read(f"archive/{told['filename']}")
        member = whole[int(told["offset"]) : int(told["offset"]) + int(told["length"])]
        (record,) = ArchiveIterator(io.BytesIO(member))
        assert record.rec_headers.get_header("WARC-Target-URI") == told["url"]
        assert record.http_headers.get_statuscode() == told["status"]
        assert at == "20260102030405" and key == "example,post)/1"


def test_the_manifest_is_true(held):
    manifest = held.read("datapackage.json")
    digest = json.loads(held.read("datapackage-digest.json"))
    assert digest["hash"] == "sha256:" + hashlib.sha256(manifest).hexdigest()
    rows = json.loads(manifest)["resources"]
    assert {row["path"] for row in rows} | {"datapackage.json", "datapackage-digest.json"} == set(held.namelist())
    for row in rows:
        payload = held.read(row["path"])
        assert (row["hash"], row["bytes"]) == ("sha256:" + hashlib.sha256(payload).hexdigest(), len(payload))


def test_pages_are_listed(held):
    head, *pages = map(json.loads, held.read("pages/pages.jsonl").decode().splitlines())
    assert head["format"] == "json-pages-1.0"
    assert len({page.pop("id") for page in pages}) == 2
    assert pages == [{"url": URL, "ts": NOW}] * 2


def test_what_is_written_can_be_taken_in(held, tmp_path):
    assert [c.payload for c in collect_files([str(tmp_path / "a.wacz")])] == [PAGE, PAGE]


def test_pages_that_came_without_an_address_are_listed_by_their_hash(tmp_path):
    archive = Archive(tmp_path / "captures")
    archive.append(
        [make_capture(b"<p>Words.</p>", "text/html", Given()), make_capture(b"Words.", "text/plain", Given(url=URL))]
    )
    assert write_wacz(archive.folder, tmp_path / "a.wacz", NOW) == 2
    with zipfile.ZipFile(tmp_path / "a.wacz") as opened:
        _, *pages = map(json.loads, opened.read("pages/pages.jsonl").decode().splitlines())
    assert sorted(page["url"] for page in pages) == [URL, f"urn:sha256:{hashlib.sha256(b'<p>Words.</p>').hexdigest()}"]
    assert sorted(c.payload for c in collect_files([str(tmp_path / "a.wacz")])) == [b"<p>Words.</p>", b"Words."]


def test_a_file_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "a.wacz").write_text("mine")
    with pytest.raises(StoreError, match="file exists"):
        write_wacz(tmp_path, tmp_path / "a.wacz", NOW)
    assert (tmp_path / "a.wacz").read_text() == "mine"


@pytest.mark.usefixtures("held")
def test_half_a_file_is_not_left_behind(tmp_path, monkeypatch):
    def put(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("khronika.store.wacz._put", put)
    with pytest.raises(StoreError, match="no space left"):
        write_wacz(tmp_path / "captures", tmp_path / "b.wacz", NOW)
    assert not (tmp_path / "b.wacz").exists()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Post.example/A?b=1", "example,post)/a?b=1"),
        ("http://post.example:8080", "example,post:8080)/"),
        ("urn:sha256:AB", "urn:sha256:AB"),
    ],
)
def test_sort_keys(url, key):
    assert sort_key(url) == key
