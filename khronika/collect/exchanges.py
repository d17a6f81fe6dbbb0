"""Requests and answers as they are kept, and what their heads say."""

import codecs
from email.message import Message

import httpx

from khronika.model.exchange import Exchange

_MARKED = "utf-8-sig"  # what Python alone calls UTF-8 with a mark in front


def find_peer(answer: httpx.Response) -> str | None:
    """Return the address that answers, None where that cannot be told; ask before the last byte, which may close."""
    stream = answer.extensions.get("network_stream")
    try:
        peer = stream.get_extra_info("server_addr") if stream else None
    except OSError:
        return None
    return str(peer[0]) if peer else None


def make_exchange(answer: httpx.Response, url: str, at: str, peer: str | None, body: bytes) -> Exchange:
    """Return what went over the wire.

    Args:
        at: when it was asked, UTC.
        peer: the address that answered.
        body: as it came.
    """
    request = answer.request
    asked = _head(f"{request.method} {request.url.raw_path.decode('ascii')} HTTP/1.1", request.headers.raw)
    told = _head(f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}".rstrip(), answer.headers.raw)
    return Exchange(
        url=url, at=at, address=peer, protocol=answer.http_version, request=asked,
        status=answer.status_code, response=told, body=body,
    )  # fmt: skip


def read_headers(exchange: Exchange) -> httpx.Headers:
    """Return the headers of an answer."""
    lines = [line.partition(b":") for line in exchange.response.split(b"\r\n")[1:] if line]
    return httpx.Headers([(name, value.strip()) for name, _, value in lines])


def read_charset(content_type: str) -> str | None:
    """Return the charset of a Content-Type header, None where it names none that is known."""
    message = Message()
    message["Content-Type"] = content_type
    charset = message.get_content_charset()
    if not charset:
        return None
    try:
        name = codecs.lookup(charset).name
        "".encode(name)  # raises for what is a codec and no charset: "hex"
    except (LookupError, ValueError, TypeError):
        return None
    return "utf-8" if name == _MARKED else name


def _head(first: str, headers: list[tuple[bytes, bytes]]) -> bytes:
    """Return a head as on the wire. The transfer coding is undone already, so its header is renamed, as archives do."""
    lines = [first.encode("latin-1", "replace")]
    for name, value in headers:
        moved = name.lower() == b"transfer-encoding"
        lines.append((b"X-Archive-Orig-" + name if moved else name) + b": " + value)
    return b"\r\n".join([*lines, b"", b""])
