"""Inputs of every kind: each gives a capture or one clear failure, and the rest goes on."""

import json

import pytest

from khronika.collect import collect_files, collect_lines
from khronika.model import Capture, Failure, Given

GOOD = "Police arrested two men in Osh on Friday, a lawyer said."


def collect_one(path, **given):
    found = list(collect_files([str(path)], given=Given(**given)))
    assert len(found) == 1
    return found[0]


BAD_FILES = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\t\n", "is empty"),
    ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "is a binary file, not text or HTML"),
    ("program.html", b"\x7fELF\x01\x01\x02" + bytes(300), "is a binary file, not text or HTML"),
    ("cut-utf16.txt", b"\xff\xfea\x00b", "is not the utf-16 that its first bytes say: truncated data"),
]


@pytest.mark.parametrize(("name", "payload", "reason"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
def test_a_bad_file_fails_in_one_line_and_the_rest_goes_on(tmp_path, name, payload, reason):
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(payload)
    good.write_text(GOOD)
    first, second = collect_files([str(bad), str(good)])
    assert first == Failure(id=str(bad), error=reason)
    assert isinstance(second, Capture) and second.payload.decode() == GOOD


def test_a_file_that_is_not_there(tmp_path):
    assert collect_one(tmp_path / "gone.txt").error == "no such file or directory"


def test_an_empty_folder_is_named(tmp_path):
    assert "folder holds no" in collect_one(tmp_path).error


def test_a_folder_is_walked_in_order_of_name(tmp_path):
    (tmp_path / "b.txt").write_text("second")
    (tmp_path / "a.html").write_text("<p>first</p>")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found = list(collect_files([str(tmp_path)]))
    assert [c.payload for c in found] == [b"<p>first</p>", b"second"]
    assert [c.media_type for c in found] == ["text/html", "text/plain"]


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("naïve “quote” mass".encode(), "naïve “quote” mass"),
        ("Protest in Łódź".encode("utf-16"), "Protest in Łódź"),
        (b"\xef\xbb\xbfwith a mark", "with a mark"),
    ],
)
def test_text_is_decoded_by_its_bytes(tmp_path, payload, text):
    (tmp_path / "page.txt").write_bytes(payload)
    assert collect_one(tmp_path / "page.txt").payload.decode() == text


def test_invalid_utf8_is_read_in_the_charset_that_fits(tmp_path):
    (tmp_path / "old.txt").write_bytes(
        "Müller wurde am Freitag in Köln festgenommen, für drei Tage. Größe, Straße.".encode("latin-1")
    )
    assert "wurde am Freitag" in collect_one(tmp_path / "old.txt").payload.decode()


def test_a_date_that_does_not_exist_fails(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    assert "no date such as '0000-01-01'" in collect_one(tmp_path / "a.txt", published="0000-01-01").error


LINES = [
    (b'["a", "list"]', "documents.jsonl:1", "line is a list, not an object"),
    (b"7", "documents.jsonl:1", "line is a number, not an object"),
    (b"{broken", "documents.jsonl:1", "line is not JSON"),
    (b'{"id": "x"}', "x", 'has neither "text" nor "html"'),
    (b'{"id": "x", "text": "  "}', "x", "its text is empty"),
    (b'{"id": "x", "text": "words", "published": "0000-00-00"}', "x", "published: no date such as '0000-00-00'"),
    (b'{"id": "x", "text": 7.5, "url": []}', "x", "url: Input should be a valid string"),
    (b'{"id": "x", "text": "\\ud800"}', "x", "its text holds half a character"),
    (b"\xff\xfe\xfa", "documents.jsonl:1", "line is not UTF-8"),
]


@pytest.mark.parametrize(("line", "name", "reason"), LINES, ids=[row[2][:30] for row in LINES])
def test_a_bad_line_fails_and_the_rest_goes_on(tmp_path, line, name, reason):
    path = tmp_path / "documents.jsonl"
    path.write_bytes(line + b"\n\n" + json.dumps({"id": "good", "text": GOOD}).encode() + b"\n")
    first, second = collect_lines(str(path))
    assert first.id == name and first.error.startswith(reason)
    assert second.given.id == "good"


def test_a_line_without_id_is_taken(tmp_path):
    path = tmp_path / "documents.jsonl"
    path.write_text(json.dumps({"text": GOOD}) + "\n")
    (capture,) = collect_lines(str(path))
    assert capture.given.id is None and capture.payload.decode() == GOOD


def test_a_private_address_is_never_asked():
    (found,) = collect_files(["http://127.0.0.1:9/page"])
    assert found.error == "leads to a private address, which is never asked"
