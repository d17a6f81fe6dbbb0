"""Pages from the web: politely, within limits, and never from a private address unless a setting says so."""

import ssl
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from khronika import __version__
from khronika.collect.addresses import Network, parse_networks
from khronika.collect.bodies import decode_body
from khronika.collect.exchanges import find_peer, make_exchange, read_charset, read_headers
from khronika.collect.network import Transport
from khronika.collect.politeness import Politeness, parse_retry_after
from khronika.collect.robots import RobotRules
from khronika.errors import CollectError
from khronika.model.exchange import Exchange, Fetch, Robots
from khronika.settings import (
    ATTEMPTS,
    FETCH_SECONDS,
    HOST_DELAY,
    IGNORE_ROBOTS,
    LARGEST_PAGE,
    LARGEST_ROBOTS,
    LONGEST_WAIT,
    PRIVATE_NETWORKS,
    PROXY,
    REDIRECTS,
)
from khronika.values.clock import utc_now

_MOVED = {301, 302, 303, 307, 308}
_LATER = {429, 500, 502, 503, 504}
_HEADERS = {
    "User-Agent": f"khronika/{__version__} (keeps news pages as evidence)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, slots=True)
class FetchRules:
    """How pages are fetched; what the settings say unless said otherwise."""

    private: tuple[Network, ...] = field(default_factory=lambda: parse_networks(PRIVATE_NETWORKS))
    proxy: str | None = PROXY
    honour_robots: bool = not IGNORE_ROBOTS
    delay: float = HOST_DELAY
    seconds: float = FETCH_SECONDS
    largest: int = LARGEST_PAGE
    trust: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a page when it was last fetched, to ask whether it is still so."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: its bytes, what the server says they are, and how they were got."""

    url: str  # that gave it, after redirects
    payload: bytes  # out of its content coding
    media_type: str
    charset: str | None
    fetch: Fetch

    @property
    def validators(self) -> Validators:
        """What to send when it is asked for again."""
        headers = read_headers(self.fetch.exchanges[-1])
        return Validators(headers.get("etag"), headers.get("last-modified"))


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The answer that a page is still as it was."""

    url: str
    fetch: Fetch


class Fetcher:
    """Fetches pages, one after another; holds connections, the rules of hosts, and when each was last asked.

    Args:
        sleep: waits so many seconds.
    """

    def __init__(self, rules: FetchRules | None = None, sleep: Callable[[float], None] = time.sleep) -> None:
        self._rules = rules or FetchRules()
        self._transport = Transport(self._rules.private, self._rules.proxy, self._rules.trust)
        self._client = httpx.Client(transport=self._transport, headers=_HEADERS, trust_env=False)
        self._polite = Politeness(self._rules.delay, sleep=sleep)
        self._robots = RobotRules(self._ask_robots)
        self._attempts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(self, url: str, validators: Validators | None = None) -> Page | Unchanged:
        """Return the page at an address, following redirects; each hop is checked and kept.

        Cookies that a page sets are sent back on its own redirects and then forgotten.

        Args:
            validators: of the page as it was last fetched; then the answer may be that it is unchanged.

        Raises:
            CollectError: the address may not be asked, or gives no page; the error names the address that was asked.
        """
        self._client.cookies.clear()
        self._attempts = 0
        try:
            return self._follow(url, validators)
        except CollectError as error:
            raise CollectError(error.reason, about=error.about or url) from None

    def post(self, url: str, body: bytes, kind: str) -> bytes:
        """Return what a service answers that is sent something. It is asked once, and no redirect is followed.

        Args:
            kind: media type of the body.

        Raises:
            CollectError: the address may not be asked, or does not answer as it should.
        """
        assert_web(url)
        try:
            exchange = self._ask(url, sends=(body, kind))
        except CollectError as error:
            raise CollectError(error.reason, about=url) from None
        if exchange.status != 200:
            raise CollectError(f"answered {exchange.status}", about=url)
        return decode_body(exchange.body, read_headers(exchange).get("content-encoding", ""), self._rules.largest)

    def _follow(self, url: str, validators: Validators | None) -> Page | Unchanged:
        """Return the page that an address leads to."""
        exchanges: list[Exchange] = []
        for _ in range(REDIRECTS + 1):
            assert_web(url)
            robots = self._robots.judge(url) if self._rules.honour_robots else Robots.IGNORED
            exchange = self._ask_patiently(url, validators)
            exchanges.append(exchange)
            if exchange.status not in _MOVED:
                fetch = Fetch(exchanges=tuple(exchanges), robots=robots, attempts=self._attempts)
                return self._finish(url, fetch, asked_whether=validators is not None)
            target = read_headers(exchange).get("location")
            if not target:
                raise CollectError(f"answered {exchange.status} without saying where to")
            url = _join(url, target)
        raise CollectError(f"redirects more than {REDIRECTS} times")

    def _finish(self, url: str, fetch: Fetch, *, asked_whether: bool) -> Page | Unchanged:
        """Return the page of the last exchange.

        Args:
            asked_whether: it was asked whether it had changed; who says so unasked gives no page.
        """
        last = fetch.exchanges[-1]
        if last.status == 304 and asked_whether:
            return Unchanged(url, fetch)
        if last.status != 200:
            raise CollectError(f"answered {last.status}", about=url)
        headers = read_headers(last)
        kind = headers.get("content-type", "text/html")
        payload = decode_body(last.body, headers.get("content-encoding", ""), self._rules.largest)
        return Page(url, payload, kind.split(";")[0].strip().lower(), read_charset(kind), fetch)

    def _ask_patiently(self, url: str, validators: Validators | None) -> Exchange:
        """Return the answer of an address; asks again, ever later, where that may help.

        Raises:
            CollectError: it does not answer, or wants to be left alone for too long.
        """
        host = urlsplit(url).netloc
        for attempt in range(1, ATTEMPTS + 1):
            asked = self._robots.delay(url) if self._rules.honour_robots else None
            self._polite.wait(host, asked)
            self._attempts += 1
            pause = 2.0 ** (attempt - 1)
            try:
                exchange = self._ask(url, validators)
            except _NoAnswerError as error:
                if attempt == ATTEMPTS or not error.may_pass:
                    raise CollectError(error.reason, about=url) from None
            else:
                if exchange.status not in _LATER or attempt == ATTEMPTS:
                    return exchange
                pause = max(pause, parse_retry_after(read_headers(exchange).get("retry-after")) or 0.0)
                if pause > LONGEST_WAIT:
                    raise CollectError(f"answered {exchange.status} and asks to wait {pause:.0f} s", about=url)
            self._polite.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _ask(
        self,
        url: str,
        validators: Validators | None = None,
        cut: int | None = None,
        sends: tuple[bytes, str] | None = None,
    ) -> Exchange:
        """Return the exchange of one request.

        Args:
            cut: bytes after which the rest is left; without it, a body that is too large is refused.
            sends: a body and its media type, which are posted.

        Raises:
            _NoAnswerError: there was no whole answer.
            CollectError: the address may not be asked, or its answer is too large.
        """
        self._transport.deadline.set(self._rules.seconds)
        at = utc_now()
        try:
            with self._open(url, validators, sends) as answer:
                peer = find_peer(answer)
                body = self._read(answer, cut)
        except (httpcore.TimeoutException, httpx.TimeoutException):
            raise _NoAnswerError(f"did not answer within {self._rules.seconds:.0f} s", may_pass=True) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, httpx.HTTPError, OSError) as error:
            told = str(error) or type(error).__name__
            raise _NoAnswerError(f"could not be fetched: {told[:200]}", may_pass="CERTIFICATE" not in told) from None
        except (httpx.InvalidURL, httpcore.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise CollectError(f"is no address that can be asked: {str(error)[:100]}", about=url) from None
        return make_exchange(answer, url, at, peer, body)

    def _open(
        self, url: str, validators: Validators | None, sends: tuple[bytes, str] | None
    ) -> AbstractContextManager[httpx.Response]:
        """Send a request and return the answer, whose body is still to be read."""
        if sends is None:
            return self._client.stream("GET", url, headers=_conditions(validators), follow_redirects=False)
        told = {"Content-Type": sends[1], "Accept": "*/*"}
        return self._client.stream("POST", url, headers=told, content=sends[0], follow_redirects=False)

    def _read(self, answer: httpx.Response, cut: int | None) -> bytes:
        """Return the body of an answer."""
        largest = cut or self._rules.largest
        told = answer.headers.get("content-length", "")
        if cut is None and told.isdecimal() and int(told) > largest:
            raise CollectError(f"is larger than {largest // 1_000_000} MB")
        body = bytearray()
        for chunk in answer.iter_raw():
            body += chunk
            if len(body) > largest:
                if cut is None:
                    raise CollectError(f"is larger than {largest // 1_000_000} MB")
                break
        return bytes(body[:largest])

    def _ask_robots(self, url: str) -> tuple[int, bytes]:
        """Return status and body of a robots.txt."""
        for _ in range(REDIRECTS + 1):
            assert_web(url)
            self._polite.wait(urlsplit(url).netloc)
            exchange = self._ask(url, cut=LARGEST_ROBOTS)
            headers = read_headers(exchange)
            if exchange.status not in _MOVED or "location" not in headers:
                return exchange.status, decode_body(exchange.body, headers.get("content-encoding", ""), LARGEST_ROBOTS)
            url = _join(url, headers["location"])
        return 404, b""  # RFC 9309, 2.3.1.2: a file behind too many redirects counts as none


class _NoAnswerError(CollectError):
    """There was no whole answer.

    Args:
        may_pass: asking again may help.
    """

    def __init__(self, reason: str, *, may_pass: bool) -> None:
        super().__init__(reason)
        self.may_pass = may_pass


def assert_web(url: str) -> None:
    """Raise unless an address is one of the web.

    Raises:
        CollectError: its scheme is not http(s), or it names no host.
    """
    try:
        parts = urlsplit(url)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        whole = False
    if not whole:
        raise CollectError("is not an http or https address", about=url)


def _join(url: str, target: str) -> str:
    """Return the address that a redirect leads to, without its fragment."""
    try:
        return urljoin(url, target.strip()).partition("#")[0]
    except ValueError:
        raise CollectError("redirects to something that is no address") from None


def _conditions(validators: Validators | None) -> dict[str, str]:
    """Return the headers that ask for a page only where it changed."""
    told = validators or Validators()
    wanted = {"If-None-Match": told.etag, "If-Modified-Since": told.last_modified}
    return {name: value for name, value in wanted.items() if value}
