"""Pages out of WARC and WACZ files, record by record, so that a file of any size is read in little memory."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import SEEK_END, BytesIO
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from khronika.collect.bodies import decode_body
from khronika.collect.captures import make_capture
from khronika.collect.exchanges import read_charset, read_headers
from khronika.collect.kinds import FETCHED
from khronika.errors import CollectError
from khronika.model import Capture, Exchange, Failure, Fetch, Given, Way
from khronika.settings import LARGEST_PAGE

_BROKEN = (ArchiveLoadFailed, zlib.error, OSError, EOFError, ValueError, KeyError, AttributeError, zipfile.BadZipFile)


def collect_archive(path: str, given: Given) -> Iterator[Capture | Failure]:
    """Give a capture for each page of a WARC or WACZ file; records of other kinds are passed over.

    Where the file breaks off, what stands before is given and then a `Failure`.
    """
    with Path(path).open("rb") as stream:
        if path.lower().endswith(".wacz"):
            yield from _collect_wacz(stream, path, given)
        else:
            yield from collect_records(stream, path, given)


def _collect_wacz(stream: IO[bytes], path: str, given: Given) -> Iterator[Capture | Failure]:
    """Give the captures of the WARC files in a WACZ file."""
    try:
        with zipfile.ZipFile(stream) as held:
            names = [n for n in held.namelist() if n.startswith("archive/") and n.endswith((".warc", ".warc.gz"))]
            if not names:
                yield Failure(id=path, error="holds no WARC file")
            for name in names:
                with held.open(name) as inner:
                    yield from collect_records(inner, f"{path}/{name}", given)
    except (*_BROKEN, RuntimeError) as error:
        yield Failure(id=path, error=f"is no whole WACZ file: {str(error)[:80]}")


def collect_records(stream: IO[bytes], name: str, given: Given, before: int = 0) -> Iterator[Capture | Failure]:
    """Give a capture for each page in a stream of WARC records.

    Args:
        name: what the stream is called in failures.
        before: records that stand before those of the stream.
    """
    number = before
    try:
        records = _Records(stream, no_record_parse=True)
        for record in records:
            number += 1
            found = _capture_of_record(record, name, given)
            if found is not None:
                yield found
    except _BROKEN as error:
        yield Failure(id=name, error=f"breaks off after record {number}: {str(error)[:80] or type(error).__name__}")
    else:
        if records.is_cut:
            yield Failure(id=name, error=f"breaks off after record {number}")


def mark_records(path: str, size: int) -> Iterator[int]:
    """Give the byte where each run of so many records of a WARC file begins, then where the file ends.

    What cannot be told apart belongs to the last run; `collect_records` will say what is wrong with it.
    """
    with Path(path).open("rb") as stream:
        records, number = ArchiveIterator(stream, no_record_parse=True), 0
        try:
            for _ in records:
                if number % size == 0:
                    yield records.get_record_offset()
                number += 1
        except _BROKEN:
            if number == 0:
                yield 0
        yield stream.seek(0, SEEK_END)


class _Records(ArchiveIterator):  # type: ignore[misc]
    """The records of a stream; tells at its end whether the last gzip member was whole, which warcio lets go."""

    is_cut = False

    def close(self) -> None:
        """Look at the last member before it is let go."""
        last = self.reader.decompressor if self.reader else None
        self.is_cut = last is not None and not last.eof
        super().close()


def _capture_of_record(record: ArcWarcRecord, name: str, given: Given) -> Capture | Failure | None:
    """Return the capture of one record, None where it holds no page."""
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI") or ""
    kind = (headers.get_header("Content-Type") or "").replace(" ", "").lower()
    if record.rec_type == "response" and not kind.startswith("application/http"):
        return None
    if record.rec_type not in {"response", "resource"}:
        return None
    if (record.length or 0) > LARGEST_PAGE:
        return Failure(id=url or name, error=f"is larger than {LARGEST_PAGE // 1_000_000} MB")
    try:
        if record.rec_type == "resource":
            return _capture_of_resource(record, url, kind, name, given)
        return _capture_of_answer(_read_answer(record, url), name, given)
    except CollectError as error:
        return Failure(id=url or name, error=error.reason)


def _capture_of_resource(record: ArcWarcRecord, url: str, kind: str, name: str, given: Given) -> Capture | None:
    """Return the capture of what was kept without its answer's head, None where it is of another kind."""
    media_type = FETCHED.get(kind.split(";")[0])
    if media_type is None:
        return None
    told = _told(given, url if url.startswith(("http://", "https://")) else None)
    payload = _read_block(record)
    return make_capture(payload, media_type, told, read_charset(kind), f"{name}: {url}", Way.FROM_ARCHIVE)


def _read_block(record: ArcWarcRecord) -> bytes:
    """Return the block of a record.

    Raises:
        CollectError: less of it is there than its head says.
    """
    block = bytes(record.raw_stream.read())
    if record.length is not None and len(block) < record.length:
        raise CollectError("its record is cut short")
    return block


def _read_answer(record: ArcWarcRecord, url: str) -> Exchange:
    """Return the exchange that a response record holds."""
    block = _read_block(record)
    head, gap, body = block.partition(b"\r\n\r\n")
    words = head.split(b"\r\n")[0].split(None, 2)
    if not gap or len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit():
        raise CollectError("its record holds no answer that can be read")
    return Exchange(
        url=url, at=_second(record.rec_headers.get_header("WARC-Date") or ""),
        address=record.rec_headers.get_header("WARC-IP-Address"), protocol=words[0].decode("ascii"), request=b"",
        status=int(words[1]), response=head + gap, body=body,
    )  # fmt: skip


def _capture_of_answer(exchange: Exchange, name: str, given: Given) -> Capture | None:
    """Return the capture of an answer, None where it is no page that was found."""
    headers = read_headers(exchange)
    kind = headers.get("content-type", "")
    media_type = FETCHED.get(kind.split(";")[0].strip().lower())
    if exchange.status != 200 or media_type is None:
        return None
    body = exchange.body
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = ChunkedDataReader(BytesIO(body)).read()
    payload = decode_body(body, headers.get("content-encoding", ""), LARGEST_PAGE)
    if not payload.strip():
        return None
    fetch = Fetch(exchanges=(exchange,))
    told = _told(given, exchange.url)
    named = f"{name}: {exchange.url}"
    return make_capture(payload, media_type, told, read_charset(kind), named, Way.FROM_ARCHIVE, fetch)


def _told(given: Given, url: str | None) -> Given:
    return replace(given, url=given.url or url)


def _second(date: str) -> str:
    """Return a date of a record in universal time with whole seconds.

    Raises:
        CollectError: it is none.
    """
    try:
        told = datetime.fromisoformat(date)
    except ValueError:
        raise CollectError(f"its WARC-Date is no time: {date[:40]!r}") from None
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return told.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
