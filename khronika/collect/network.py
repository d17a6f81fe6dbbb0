"""Connections that go to the very address that was checked, and end at a deadline."""

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore
import httpx

from khronika.collect.addresses import Network, assert_name_outside, resolve
from khronika.errors import CollectError


class Deadline:
    """The moment at which the exchange that runs now has to be over."""

    def __init__(self) -> None:
        self._at = float("inf")

    def set(self, seconds: float) -> None:
        """Let the exchange that begins now take so many seconds."""
        self._at = time.monotonic() + seconds

    def cap(self, timeout: float | None) -> float:
        """Return the seconds that an operation may still take.

        Raises:
            httpcore.ReadTimeout: there are none left.
        """
        left = self._at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("took too long in all")
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline, so that no slow drip outlasts it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.cap(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.cap(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects by address. A name is resolved once, checked, and what was checked is what is asked."""

    def __init__(self, deadline: Deadline, private: Sequence[Network], *, checks: bool) -> None:
        self._inner, self._deadline, self._private, self._checks = httpcore.SyncBackend(), deadline, private, checks

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        hosts = resolve(host, port, self._private) if self._checks else [host]
        for address in hosts:
            try:
                limit = self._deadline.cap(timeout)
                stream = self._inner.connect_tcp(address, port, limit, local_address, socket_options)
                return _Stream(stream, self._deadline)
            except httpcore.ConnectError:
                if address == hosts[-1]:
                    raise
        raise httpcore.ConnectError("its name has no address")


class Transport(httpx.BaseTransport):
    """What carries requests for httpx: HTTP/1.1 and HTTP/2, direct or through a proxy.

    Args:
        private: networks that may be asked although they are private.
        proxy: URL of an HTTP or SOCKS5 proxy; it resolves names then, and may itself be a private address.
        trust: what certificates are checked against; those of the system without it.
    """

    def __init__(
        self, private: Sequence[Network] = (), proxy: str | None = None, trust: ssl.SSLContext | None = None
    ) -> None:
        self.deadline = Deadline()
        self._private, self._proxied = private, proxy is not None
        backend = _Backend(self.deadline, private, checks=proxy is None)
        context = trust or httpx.create_ssl_context()
        self._pool = _make_pool(proxy, context, backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._proxied:
            assert_name_outside(request.url.host, self._private)
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore.Request(
            method=request.method,
            url=url,
            headers=request.headers.raw,
            content=request.read() or None,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Any:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _make_pool(proxy: str | None, context: ssl.SSLContext, backend: _Backend) -> httpcore.ConnectionPool:
    """Return the pool of connections, direct or through a proxy.

    Raises:
        CollectError: the proxy is none that can be used.
    """
    common: dict[str, Any] = {"ssl_context": context, "http2": True, "network_backend": backend, "max_connections": 8}
    if proxy is None:
        return httpcore.ConnectionPool(**common)
    try:
        told = httpx.Proxy(proxy)
        url = httpcore.URL(
            scheme=told.url.raw_scheme, host=told.url.raw_host, port=told.url.port, target=told.url.raw_path
        )
        kind = httpcore.HTTPProxy if told.url.scheme in {"http", "https"} else httpcore.SOCKSProxy
        return kind(proxy_url=url, proxy_auth=told.raw_auth, **common)
    except RuntimeError:  # how httpcore says that socksio is not there
        raise CollectError('SOCKS proxies need the extra "tor": pip install ".[tor]"') from None
    except (ValueError, httpx.InvalidURL) as error:
        raise CollectError(f"KHRONIKA_PROXY: {error}") from None
