"""A capture as WARC 1.1 records: what came, what was asked, the redirects, and what is claimed of it."""

import hashlib
import json
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
from warcio.warcwriter import WARCWriter

from khronika import __version__
from khronika.collect.bodies import decode_body
from khronika.collect.claims import say_claim
from khronika.model import Capture, Exchange
from khronika.model.codec import to_dict
from khronika.settings import LARGEST_PAYLOAD

_HELD = frozenset({"response", "resource"})  # records whose payload is a capture


def write_info(stream: IO[bytes], file: str) -> None:
    """Write the record that says what wrote a file."""
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    info = {"software": f"khronika/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(file, info))


def write_capture(stream: IO[bytes], capture: Capture) -> None:
    """Write the records of one capture, first the one that holds its payload."""
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    exchanges = capture.fetch.exchanges if capture.fetch else ()
    if exchanges:
        main = _write_exchange(writer, exchanges[-1])
        for exchange in exchanges[:-1]:
            _write_exchange(writer, exchange)
    else:
        main = _write_resource(writer, capture)
    about = json.dumps(_describe(capture), ensure_ascii=False, sort_keys=True).encode("utf8", "surrogatepass")
    date = {"WARC-Date": capture.captured_at, "WARC-Concurrent-To": main}
    _write(writer, _uri(capture), "metadata", b"", about, "application/json", date)


def write_reading(stream: IO[bytes], capture: Capture, about: dict[str, object]) -> None:
    """Write a record with what was read of a capture, as JSON."""
    block = json.dumps(about, ensure_ascii=False).encode("utf8", "surrogatepass")
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    _write(writer, _uri(capture), "conversion", b"", block, "application/json", {"WARC-Date": capture.captured_at})


def write_text(stream: IO[bytes], uri: str, date: str, text: str) -> None:
    """Write a record with the text that was read of a capture."""
    writer, block = WARCWriter(stream, gzip=True, warc_version="1.1"), text.encode("utf8", "surrogatepass")
    _write(writer, uri, "conversion", b"", block, "text/plain; charset=utf-8", {"WARC-Date": date})


def write_about(stream: IO[bytes], uri: str, date: str, about: dict[str, object]) -> None:
    """Write a record with what is said of a capture."""
    block = json.dumps(about, ensure_ascii=False, sort_keys=True).encode("utf8", "surrogatepass")
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    _write(writer, uri, "metadata", b"", block, "application/json", {"WARC-Date": date})


def pad_member(member: bytes, length: int) -> bytes:
    """Return a gzip member made longer by a comment in its head, which nothing that unpacks it looks at.

    Args:
        length: bytes that it is to have, at least its own.

    Source: RFC 1952, 2.3.1.
    """
    if length == len(member):
        return member
    return member[:3] + bytes([member[3] | 16]) + member[4:10] + b" " * (length - len(member) - 1) + b"\0" + member[10:]


@dataclass(frozen=True, slots=True)
class Revisit:
    """A page that was fetched again and had the same bytes as a capture that is held."""

    capture: Capture  # as it came now
    first_at: str  # when the one that is held was captured


def write_revisit(stream: IO[bytes], revisit: Revisit) -> None:
    """Write the records of a page that was still the same: the head of its answer, without the body."""
    writer, capture = WARCWriter(stream, gzip=True, warc_version="1.1"), revisit.capture
    fetch = capture.fetch
    head = fetch.exchanges[-1].response if fetch else b""
    headers = {
        "WARC-Date": capture.captured_at,
        "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        "WARC-Refers-To-Target-URI": _uri(capture),
        "WARC-Refers-To-Date": revisit.first_at,
    }
    body = fetch.exchanges[-1].body if fetch else capture.payload
    name = _write(
        writer, _uri(capture), "revisit", head, b"", "application/http; msgtype=response", headers, payload=body
    )
    about = json.dumps(_describe(capture), ensure_ascii=False, sort_keys=True).encode("utf8", "surrogatepass")
    date = {"WARC-Date": capture.captured_at, "WARC-Concurrent-To": name}
    _write(writer, _uri(capture), "metadata", b"", about, "application/json", date)


def is_held(record: ArcWarcRecord) -> bool:
    """Tell whether a record holds the payload of a capture."""
    return record.rec_type in _HELD


def read_payload(record: ArcWarcRecord) -> bytes:
    """Return what a record holds, out of its content coding.

    Raises:
        CollectError: its coding is broken, or it is too large.
    """
    body = bytes(record.raw_stream.read())
    coding = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
    return decode_body(body, coding or "", LARGEST_PAYLOAD)


def _uri(capture: Capture) -> str:
    return capture.given.url or f"urn:sha256:{capture.sha256}"


def _write_resource(writer: WARCWriter, capture: Capture) -> str:
    """Write what was handed in; returns the record's id."""
    kind = capture.media_type + (f"; charset={capture.charset}" if capture.charset else "")
    return _write(writer, _uri(capture), "resource", b"", capture.payload, kind, {"WARC-Date": capture.captured_at})


def _write_exchange(writer: WARCWriter, exchange: Exchange) -> str:
    """Write an answer and its request; returns the id of the answer's record."""
    headers = {"WARC-Date": exchange.at}
    if exchange.address:
        headers["WARC-IP-Address"] = exchange.address
    if exchange.protocol == "HTTP/2":
        headers["WARC-Protocol"] = "h2"  # its head is written as HTTP/1.1, which every tool reads
    http = "application/http; msgtype="
    answer = _write(writer, exchange.url, "response", exchange.response, exchange.body, f"{http}response", headers)
    if exchange.request:
        asked = {**headers, "WARC-Concurrent-To": answer}
        _write(writer, exchange.url, "request", exchange.request, b"", f"{http}request", asked)
    return answer


def _write(
    writer: WARCWriter,
    uri: str,
    kind: str,
    head: bytes,
    body: bytes,
    media_type: str,
    headers: dict[str, str],
    payload: bytes | None = None,
) -> str:
    """Write one record, letter by letter as it came, with the SHA-256 of its block and payload; returns its id.

    Args:
        payload: what the record stands for, where its block leaves it out.
    """
    block, name = head + body, StatusAndHeadersParser.make_warc_id()
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": name,
        "WARC-Target-URI": uri,
        **headers,
        "WARC-Block-Digest": f"sha256:{hashlib.sha256(block).hexdigest()}",
        "WARC-Payload-Digest": f"sha256:{hashlib.sha256(body if payload is None else payload).hexdigest()}",
    }
    lines = StatusAndHeaders("", list(fields.items()), protocol="WARC/1.1")
    # The writer would leave out the block of a "revisit", whose head it wants parsed; the line above says what it is.
    record = ArcWarcRecord("warc", "resource", lines, BytesIO(block), None, media_type, len(block))
    writer.write_record(record)
    return str(name)


def _describe(capture: Capture) -> dict[str, object]:
    """Return what is said of a capture beside its bytes."""
    about: dict[str, object] = {"sha256": capture.sha256, "given": to_dict(capture.given)}
    if capture.claim:
        sentence = say_claim(capture.claim, capture.captured_at, capture.given.url)
        about["claim"] = {**to_dict(capture.claim), "words": sentence}
    if capture.fetch:
        about["robots"] = capture.fetch.robots.value if capture.fetch.robots else None
        about["attempts"] = capture.fetch.attempts
        about["addresses"] = [exchange.url for exchange in capture.fetch.exchanges]
    return about
