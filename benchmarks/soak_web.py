"""A web that grows: a feed on loopback that names one invented page more every few seconds, on several hosts."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOSTS = 6  # a host is asked once a second at most
_TOWNS = "Osh Naryn Bishkek Almaty Tbilisi Kutaisi Gyumri Maroua Garoua Bamenda Jos Kaduna".split()
_WHOM = "workers teachers miners students drivers nurses".split()
_WHO = "Police Soldiers Gunmen".split()


class Web:
    """What is served: how many pages there are by now, until it is told to stop growing."""

    def __init__(self, seconds_each: float) -> None:
        self.seconds_each = seconds_each
        self.began = time.monotonic()
        self.stopped: float | None = None
        self.port = 0

    def count(self) -> int:
        """Return how many pages there are."""
        return 1 + int(((self.stopped or time.monotonic()) - self.began) / self.seconds_each)

    def stop(self) -> None:
        """Let no more pages come."""
        self.stopped = time.monotonic()

    def url(self, number: int) -> str:
        """Return the address of a page."""
        return f"http://127.0.0.{1 + number % HOSTS}:{self.port}/page/{number}"

    def feed(self) -> str:
        """Return the feed, which names every page that there is."""
        items = (
            f"<item><title>Invented report {n}</title><link>{self.url(n)}</link></item>" for n in range(self.count())
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Soak</title>{"".join(items)}</channel></rss>'


def make_page(number: int) -> str:
    """Return an invented page; every third tells of what the one before it told."""
    told = number - number % 3
    town, whom, who = (words[told // 3 % len(words)] for words in (_TOWNS, _WHOM, _WHO))
    count, day = 2 + told % 61 + number % 2, 1 + told // 3 % 28
    verb = "killed" if who == "Gunmen" else "detained"
    return (
        f"<html><head><title>Report {number}: {whom} in {town}</title>"
        f'<meta property="article:published_time" content="2024-03-{day:02}"></head><body><article>'
        f"<h1>{who} in {town}, report {number}</h1>"
        f"<p>{who} {verb} {count} {whom} in {town} on {day} March 2024, lawyer number {number} told Post."
        "</p>"
        f"<p>The governor denied it in a statement of {number} words that he read to our reporter.</p>"
        "</article></body></html>"
    )


@contextmanager
def serve(web: Web) -> Iterator[Web]:
    """Serve a growing web on each of its hosts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = self.path.removeprefix("/page/")
            known = number.isdigit() and int(number) < web.count()
            body = web.feed() if self.path == "/feed" else make_page(int(number)) if known else ""
            self.send_response(200 if body else 404)
            kind = "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *words: object) -> None:
            pass

    servers: list[ThreadingHTTPServer] = []
    for host in range(HOSTS):
        servers.append(ThreadingHTTPServer((f"127.0.0.{1 + host}", web.port), Handler))
        web.port = servers[0].server_port
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield web
    finally:
        for server in servers:
            server.shutdown()
