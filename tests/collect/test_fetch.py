"""Fetching over a web that behaves badly: each page is got or refused in one clear line, and nothing crashes."""

import socket
import ssl
import subprocess
import sys

import httpcore
import pytest
import trustme

from khronika.collect.addresses import parse_networks
from khronika.collect.fetch import Fetcher, FetchRules, Page, Unchanged, Validators
from khronika.errors import CollectError
from khronika.model.exchange import Robots
from tests.collect.web import PAGE, serve, serve_http2

LOOPBACK = parse_networks("127.0.0.1/32, ::1/128")


@pytest.fixture
def web():
    with serve() as running:
        yield running


@pytest.fixture
def slept():
    return []


@pytest.fixture
def fetcher(slept):
    with make_fetcher(slept) as made:
        yield made


def make_fetcher(slept, **rules):
    return Fetcher(FetchRules(**{"private": LOOPBACK, "delay": 0.0, "seconds": 5.0, **rules}), sleep=slept.append)


def test_a_page(web, fetcher):
    page = fetcher.fetch(web.url("/page"))
    assert (page.payload, page.media_type, page.charset) == (PAGE, "text/html", "utf-8")
    (exchange,) = page.fetch.exchanges
    assert exchange.request.startswith(b"GET /page HTTP/1.1\r\nHost: localhost:")
    assert exchange.response.startswith(b"HTTP/1.1 200 OK\r\n")
    assert (exchange.status, exchange.address, exchange.protocol) == (200, "127.0.0.1", "HTTP/1.1")
    assert page.fetch.robots is Robots.NO_RULES and page.fetch.attempts == 1


def test_a_server_that_closes_behind_its_answer(web, fetcher):
    (exchange,) = fetcher.fetch(web.url("/closing")).fetch.exchanges
    assert (exchange.status, exchange.address) == (200, "127.0.0.1")


def test_redirects_are_followed_and_kept(web, fetcher):
    page = fetcher.fetch(web.url("/moved"))
    assert page.url == web.url("/page")
    assert [(e.status, e.url) for e in page.fetch.exchanges] == [
        (302, web.url("/moved")), (302, web.url("/moved-again")), (200, web.url("/page")),
    ]  # fmt: skip


REFUSED = [
    ("/loop", "redirects more than 5 times"),
    ("/to-private", "leads to a private address, which is never asked"),
    ("/to-metadata", "leads to a private address, which is never asked"),
    ("/to-file", "is not an http or https address"),
    ("/to-nothing", "answered 302 without saying where to"),
    ("/to-broken", "could not be fetched: Invalid URL in location header"),
    ("/missing", "answered 404"),
    ("/too-short", "could not be fetched: peer closed connection without sending complete message body"),
    ("/not-packed", "is not the gzip that its header says"),
    ("/brotli", "is packed as br, which was not asked for"),
    ("/bomb", "unpacks to more than 32 MB"),
    ("/huge", "is larger than 32 MB"),
    ("/huge-chunks", "is larger than 32 MB"),
    ("/broken", "answered 503"),
    ("/away", "answered 429 and asks to wait 86400 s"),
    ("/garbage", "could not be fetched: "),
]


@pytest.mark.parametrize(("path", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_got_is_told_in_one_line(web, fetcher, path, reason):
    with pytest.raises(CollectError) as caught:
        fetcher.fetch(web.url(path))
    assert caught.value.reason.startswith(reason) and "\n" not in str(caught.value)
    assert caught.value.about is not None and caught.value.about.startswith(("http://", "file://"))
    assert isinstance(fetcher.fetch(web.url("/page")), Page)  # the next page comes all the same


@pytest.mark.parametrize("path", ["/drip", "/drip-head"])
def test_a_slow_drip_ends_at_the_deadline(web, slept, path):
    with make_fetcher(slept, seconds=0.3, honour_robots=False) as fetcher:
        with pytest.raises(CollectError, match="did not answer within 0 s"):
            fetcher.fetch(web.url(path))
    assert web.paths() == [path] * 3


def test_a_packed_page_is_unpacked_and_kept_as_it_came(web, fetcher):
    page = fetcher.fetch(web.url("/packed"))
    assert page.payload == PAGE and page.fetch.exchanges[-1].body[:2] == b"\x1f\x8b"


def test_a_charset_that_is_not_true_or_not_known(web, fetcher):
    assert fetcher.fetch(web.url("/charset")).charset == "utf-8"  # told as it was said; reading finds out
    assert fetcher.fetch(web.url("/no-such-charset")).charset is None


def test_cookies_live_for_one_page(web, fetcher):
    assert fetcher.fetch(web.url("/cookie")).payload == PAGE
    fetcher.fetch(web.url("/page"))
    assert "Cookie" not in web.asked[-1][1]


def test_unchanged(web, fetcher):
    page = fetcher.fetch(web.url("/etag"))
    assert page.validators == Validators(etag='"v1"')
    again = fetcher.fetch(web.url("/etag"), page.validators)
    assert isinstance(again, Unchanged) and again.fetch.exchanges[-1].status == 304


def test_who_says_unasked_that_nothing_changed_gives_no_page(web, fetcher):
    with pytest.raises(CollectError, match="answered 304"):
        fetcher.fetch(web.url("/same"))


def test_retry_after_is_waited_for(web, fetcher, slept):
    assert fetcher.fetch(web.url("/busy")).fetch.attempts == 2
    assert slept == [7.0]


def test_a_passing_fault_is_asked_again_ever_later(web, fetcher, slept):
    assert fetcher.fetch(web.url("/mended")).fetch.attempts == 3
    assert slept == [1.0, 2.0]


@pytest.mark.parametrize(
    ("rules", "outcome"),
    [
        (b"User-agent: *\nDisallow: /", "its robots.txt forbids it"),
        (b"User-agent: khronika\nDisallow: /pa*e$", "its robots.txt forbids it"),
        (b"User-agent: other\nDisallow: /", Robots.ALLOWED),
        (b"User-agent: *\nDisallow: /\nAllow: /page", Robots.ALLOWED),
        (b"\xff\xfe\x00 nonsense", Robots.ALLOWED),
        (404, Robots.NO_RULES),
        (500, "its robots.txt answered 500, so nothing there is asked"),
    ],
)
def test_robots(web, fetcher, rules, outcome):
    web.rules = rules
    try:
        found = fetcher.fetch(web.url("/page")).fetch.robots
    except CollectError as error:
        found = error.reason
    assert found == outcome
    assert ("/page" in web.paths()) == isinstance(outcome, Robots)


def test_robots_are_asked_once_and_their_delay_is_kept(web, fetcher, slept):
    web.rules = b"User-agent: *\nCrawl-delay: 9"
    for _ in range(3):
        fetcher.fetch(web.url("/page"))
    assert web.paths().count("/robots.txt") == 1
    assert [round(s) for s in slept] == [9, 9]


def test_robots_forbid_the_target_of_a_redirect(web, fetcher):
    web.rules = b"User-agent: *\nDisallow: /page"
    with pytest.raises(CollectError, match="robots.txt forbids it"):
        fetcher.fetch(web.url("/moved"))


def test_robots_are_ignored_only_by_setting(web, slept):
    web.rules = b"User-agent: *\nDisallow: /"
    with make_fetcher(slept, honour_robots=False) as fetcher:
        assert fetcher.fetch(web.url("/page")).fetch.robots is Robots.IGNORED


def test_one_host_is_not_hurried(web, slept):
    with make_fetcher(slept, delay=30.0) as fetcher:
        fetcher.fetch(web.url("/page"))
        fetcher.fetch(web.url("/page"))
    assert [round(s) for s in slept] == [30, 30]  # robots.txt counts


def test_certificates(slept):
    authority = trustme.CA()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with serve(authority) as web:
        with make_fetcher(slept, trust=trusting) as fetcher:
            assert fetcher.fetch(web.url("/page")).payload == PAGE
        with make_fetcher(slept) as fetcher, pytest.raises(CollectError, match="CERTIFICATE_VERIFY_FAILED"):
            fetcher.fetch(web.url("/page"))
    with serve(authority, name="other.example") as web, make_fetcher(slept, trust=trusting) as fetcher:
        with pytest.raises(CollectError, match="CERTIFICATE_VERIFY_FAILED"):
            fetcher.fetch(web.url("/page"))
    assert slept == []  # a wrong certificate does not pass by waiting


def test_http2(slept):
    authority = trustme.CA()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with serve_http2(authority) as url, make_fetcher(slept, trust=trusting, honour_robots=False) as fetcher:
        page = fetcher.fetch(url)
    (exchange,) = page.fetch.exchanges
    assert (page.payload, exchange.protocol) == (PAGE, "HTTP/2")
    assert exchange.response.startswith(b"HTTP/1.1 200 OK\r\n") and exchange.request.startswith(
        b"GET /page HTTP/1.1\r\n"
    )


NEVER = ["http://127.0.0.1:9/", "http://[::1]/", "http://localhost:9/", "http://0.0.0.0/", "http://10.1.2.3/", "http://2130706433/",
         "http://[::ffff:192.168.0.1]/", "http://[64:ff9b::a00:1]/", "http://169.254.169.254/", "http://[fe80::1]/",
         "http://224.0.0.1/", "http://100.64.0.1/", "http://[2002:7f00:1::]/", "http://[fec0::1]/",
         "http://[64:ff9b:1::a00:1]/"]  # fmt: skip


@pytest.mark.parametrize("url", NEVER)
def test_private_addresses_are_never_asked(slept, url):
    with make_fetcher(slept, private=()) as fetcher, pytest.raises(CollectError, match="private address"):
        fetcher.fetch(url)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/", "http://", "http:///x", "http://a:99999/"])
def test_only_the_web_is_asked(fetcher, url):
    with pytest.raises(CollectError, match="is not an http or https address"):
        fetcher.fetch(url)


def resolving(monkeypatch, *answers):
    """Let every name resolve to the answers in turn, the last one for ever."""
    left = list(answers)

    def answer(host, port, *rest, **named):
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def test_a_name_that_resolves_to_a_private_address(monkeypatch, slept):
    resolving(monkeypatch, "192.168.1.1")
    with make_fetcher(slept, private=()) as fetcher, pytest.raises(CollectError, match="private address"):
        fetcher.fetch("http://harmless.example/")


def test_what_was_checked_is_what_is_asked(monkeypatch, slept):
    resolving(monkeypatch, "93.184.215.14", "127.0.0.1")  # a name that is rebound after the first look
    asked = []

    def connect(self, host, *rest, **named):
        asked.append(host)
        raise httpcore.ConnectError("not in a test")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with make_fetcher(slept, private=(), honour_robots=False) as fetcher:
        with pytest.raises(CollectError, match="private address"):  # the second attempt looks the name up again
            fetcher.fetch("http://rebound.example/")
    assert asked == ["93.184.215.14"]


@pytest.mark.parametrize(
    "host",
    ["localhost", "printer", "10.0.0.1", "nas.local", "db.internal", "127.1", "0x7f.1", "127.0.0.1.", "x.localdomain"],
)
def test_a_proxy_is_not_asked_for_names_inside(slept, host):
    with make_fetcher(slept, private=(), proxy="http://127.0.0.1:9", honour_robots=False) as fetcher:
        with pytest.raises(CollectError, match="private address"):
            fetcher.fetch(f"http://{host}/")


@pytest.mark.parametrize(
    ("proxy", "reason"),
    [("gopher://x", "KHRONIKA_PROXY: Unknown scheme"), ("http://a:b:c", "KHRONIKA_PROXY: ")],
)
def test_a_proxy_that_cannot_be_used_is_told_in_one_line(slept, proxy, reason):
    with pytest.raises(CollectError, match=f"^{reason}"):
        make_fetcher(slept, proxy=proxy)


def test_socks_without_its_extra(monkeypatch, slept):
    def missing(**options):
        raise RuntimeError("the socksio package is not installed")

    monkeypatch.setattr(httpcore, "SOCKSProxy", missing)
    with pytest.raises(CollectError, match='need the extra "tor"'):
        make_fetcher(slept, proxy="socks5://127.0.0.1:9050")


def test_a_proxy_is_used_and_resolves_names(web, slept):
    with make_fetcher(slept, private=(), proxy=f"http://127.0.0.1:{web.server_port}", honour_robots=False) as fetcher:
        with pytest.raises(CollectError, match="answered 404"):
            fetcher.fetch("http://no-such-name.example/page")
    assert web.paths() == ["http://no-such-name.example/page"]


def test_memory_stays_small(web):
    code = f"""
from khronika.collect.addresses import parse_networks
from khronika.collect.fetch import Fetcher, FetchRules
from khronika.errors import CollectError
with Fetcher(FetchRules(private=parse_networks("127.0.0.1, ::1"), delay=0.0)) as fetcher:
    for path in ("bomb", "huge", "huge-chunks", "page"):
        try:
            fetcher.fetch("{web.url("/")}" + path)
        except CollectError:
            pass
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert int(done.stdout) < 300_000  # kB
