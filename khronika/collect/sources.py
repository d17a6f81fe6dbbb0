"""Where material comes from: files, folders, standard input, JSON Lines, addresses."""

import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from khronika.collect.claims import make_claim
from khronika.collect.decode import decode_text
from khronika.collect.fetch import Fetcher, Unchanged
from khronika.collect.lines import DocumentLine, parse_day, read_lines
from khronika.errors import CollectError
from khronika.model import Capture, Failure, Fetch, Given, Way
from khronika.settings import LARGEST_PAYLOAD

_PAGES, LINES, _TEXTS = {".html", ".htm", ".xhtml"}, {".jsonl", ".ndjson"}, {".txt", ".text", ".md"}
_FETCHED = {
    "text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain",
}  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|p|div)[\s>]", re.IGNORECASE)


def make_capture(
    payload: bytes,
    media_type: str,
    given: Given,
    charset: str | None = None,
    name: str | None = None,
    way: Way = Way.HANDED_IN,
    fetch: Fetch | None = None,
) -> Capture:
    """Return the capture of bytes that came in just now.

    Args:
        name: what messages are to call it.
        way: how they came in.
        fetch: how they were got, where that was over the network.
    """
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hashlib.sha256(payload).hexdigest()
    return Capture(
        sha256=digest, payload=payload, media_type=media_type, charset=charset, captured_at=now, given=given, name=name,
        claim=make_claim(way), fetch=fetch,
    )  # fmt: skip


def collect_files(paths: Sequence[str], *, given: Given = Given()) -> Iterator[Capture | Failure]:  # noqa: B008 - frozen
    """Give a capture for each input, or a `Failure` that names it; a bad input never stops the rest.

    Args:
        paths: files, folders (walked in order of name), addresses, "-" for standard input. Files that end in .jsonl
            hold a document a line.
        given: what the user says of the inputs; a date that does not exist is a failure of every input.
    """
    if given.published:
        try:
            given = replace(given, published=parse_day(given.published))
        except ValueError as error:
            yield from (Failure(id=path, error=str(error)) for path in paths)
            return
    for path in paths:
        try:
            yield from _collect(path, given)
        except CollectError as error:
            yield Failure(id=error.about or path, error=error.reason)
        except OSError as error:
            yield Failure(id=path, error=(error.strerror or str(error)).lower())


def collect_lines(path: str) -> Iterator[Capture | Failure]:
    """Give a capture for each line of a JSON Lines file, or of standard input for "-"."""
    try:
        if path == "-":
            yield from _captures_of_lines(sys.stdin.buffer, "standard input")
            return
        with Path(path).open("rb") as stream:
            yield from _captures_of_lines(stream, Path(path).name)
    except OSError as error:
        yield Failure(id=path, error=(error.strerror or str(error)).lower())


def _collect(path: str, given: Given) -> Iterator[Capture | Failure]:
    """Give the captures of one input."""
    if path == "-":
        yield _capture_of_bytes(sys.stdin.buffer.read(LARGEST_PAYLOAD + 1), "standard input", given)
    elif re.match(r"https?://", path):
        with Fetcher() as fetcher:
            page = fetcher.fetch(path)
        if isinstance(page, Unchanged) or page.media_type not in _FETCHED:
            raise CollectError("is not a page", about=path)
        told = replace(given, url=given.url or page.url)
        kind = _FETCHED[page.media_type]
        yield make_capture(page.payload, kind, told, page.charset, path, Way.FETCHED, page.fetch)
    elif Path(path).is_dir():
        yield from _collect_folder(Path(path), given)
    elif Path(path).suffix.lower() in LINES:
        yield from collect_lines(path)
    else:
        with Path(path).open("rb") as stream:
            yield _capture_of_bytes(stream.read(LARGEST_PAYLOAD + 1), path, given)


def list_files(folder: Path) -> list[Path]:
    """Return the pages, texts and JSON Lines below a folder in order of name, notes for its readers left out."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in _PAGES | LINES | _TEXTS)
    return [p for p in files if p.name.lower() not in {"readme.md", "readme.txt"}]


def _collect_folder(folder: Path, given: Given) -> Iterator[Capture | Failure]:
    """Give the captures of the pages, texts and JSON Lines below a folder; other files are passed over."""
    files = list_files(folder)
    if not files:
        raise CollectError("folder holds no .html, .txt, .md or .jsonl file", about=str(folder))
    for file in files:
        yield from collect_files([str(file)], given=given)


def _capture_of_bytes(payload: bytes, name: str, given: Given) -> Capture:
    """Return the capture of a file's bytes; text is kept as UTF-8, pages as they came.

    Raises:
        CollectError: empty, too large or binary.
    """
    if len(payload) > LARGEST_PAYLOAD:
        raise CollectError(f"is larger than {LARGEST_PAYLOAD // 1_000_000} MB", about=name)
    if not payload.strip():
        raise CollectError("is empty", about=name)
    try:
        if Path(name).suffix.lower() in _PAGES or _HTML.search(payload[:4096]):
            decode_text(payload[:8192].split(b"\x00")[0] if payload[:2] not in {b"\xff\xfe", b"\xfe\xff"} else payload)
            return make_capture(payload, "text/html", given, name=name)
        return make_capture(decode_text(payload).encode("utf8", "surrogatepass"), "text/plain", given, name=name)
    except CollectError as error:
        raise CollectError(error.reason, about=name) from None


def _captures_of_lines(stream: BinaryIO, name: str) -> Iterator[Capture | Failure]:
    for row in read_lines(stream, name):
        yield row if isinstance(row, Failure) else _capture_of_line(*row)


def _capture_of_line(place: str, row: DocumentLine) -> Capture | Failure:
    """Return the capture of one document; without an id it is later named by its content."""
    given = Given(id=row.id, url=row.url, outlet=row.outlet, title=row.title, published=row.published)
    words, media_type = (row.text, "text/plain") if row.text is not None else (row.html or "", "text/html")
    if not words.strip():
        return Failure(id=row.id or place, error="its text is empty")
    try:
        return make_capture(words.encode("utf8"), media_type, given, "utf-8", place)
    except UnicodeEncodeError:
        return Failure(id=row.id or place, error="its text holds half a character (a lone surrogate)")
