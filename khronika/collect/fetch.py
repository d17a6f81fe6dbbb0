"""One page from the web. Never asks a private, loopback or link-local address."""

import ipaddress
import socket
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import httpx

from khronika.errors import CollectError
from khronika.settings import FETCH_SECONDS, LARGEST_PAYLOAD

_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: its bytes, what the server says they are, and the address that gave them."""

    url: str
    payload: bytes
    media_type: Literal["text/plain", "text/html"]
    charset: str | None


def fetch_page(url: str) -> Page:
    """Return the page at `url`, following up to five redirects.

    Raises:
        CollectError: the address is private, or the request fails, or gives something other than text.
    """
    with httpx.Client(timeout=FETCH_SECONDS, follow_redirects=False, headers={"User-Agent": "khronika"}) as client:
        for _ in range(_REDIRECTS + 1):
            assert_public(url)
            try:
                with client.stream("GET", url) as answer:
                    if answer.is_redirect:
                        url = str(answer.url.join(answer.headers["location"]))
                        continue
                    return _page(answer, url)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise CollectError(f"could not be fetched: {error}", about=url) from None
    raise CollectError(f"redirects more than {_REDIRECTS} times", about=url)


def _page(answer: httpx.Response, url: str) -> Page:
    """Return the page of an answer."""
    if answer.status_code != httpx.codes.OK:
        raise CollectError(f"answered {answer.status_code}", about=url)
    kind = answer.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml", "text/plain"}:
        raise CollectError(f"is {kind}, not a page", about=url)
    chunks, size = [], 0
    for chunk in answer.iter_bytes():
        size += len(chunk)
        if size > LARGEST_PAYLOAD:
            raise CollectError(f"is larger than {LARGEST_PAYLOAD // 1_000_000} MB", about=url)
        chunks.append(chunk)
    media_type: Literal["text/plain", "text/html"] = "text/plain" if kind == "text/plain" else "text/html"
    return Page(url, b"".join(chunks), media_type, answer.charset_encoding)


def assert_public(url: str) -> None:
    """Raise unless every address that the name of `url` resolves to is public.

    Raises:
        CollectError: the scheme is not http(s), the name does not resolve, or an address is not public.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise CollectError("is not an http or https address", about=url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CollectError(f"its name does not resolve: {error}", about=url) from None
    for *_, address in found:
        if not ipaddress.ip_address(str(address[0]).split("%")[0]).is_global:
            raise CollectError("leads to a private address, which is never asked", about=url)
