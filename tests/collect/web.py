"""A small web on loopback that behaves as badly as the real one, for tests."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

PAGE = b"<html><body><h1>Raid in Osh</h1><p>Police held two men in Osh on Friday, a lawyer said.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by the path; `server.asked` keeps what was asked, `server.rules` is its robots.txt."""

    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.split("?")[0].strip("/").replace("-", "_").replace(".", "_")
        known = self.server.pages.get(self.path)
        if known is not None:
            self.say(known[1], kind=known[0])
        else:
            getattr(self, f"say_{name}", self.say_missing)()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.services[self.path](body)
        self.say(b"", answer) if isinstance(answer, int) else self.say(answer, kind="application/octet-stream")

    def log_message(self, *words: object) -> None:
        pass

    def say(self, body: bytes = PAGE, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def move(self, target: str, **headers: str) -> None:
        self.say(b"", 302, Location=target, **headers)

    def say_robots_txt(self) -> None:
        rules = self.server.rules
        self.say(rules, kind="text/plain") if isinstance(rules, bytes) else self.say(b"", rules)

    def say_missing(self) -> None:
        self.say(b"gone", 404)

    def say_page(self) -> None:
        self.say()

    def say_save_moved(self) -> None:
        self.move("/web/20250516/http:/page")

    def say_save_named(self) -> None:
        self.say(Content_Location="/web/20250516/http:/page")

    def say_save_silent(self) -> None:
        self.say()

    def say_moved(self) -> None:
        self.move("/moved-again")

    def say_moved_again(self) -> None:
        self.move("page#part")

    def say_loop(self) -> None:
        self.move("/loop")

    def say_to_private(self) -> None:
        self.move("http://10.0.0.1/secret")

    def say_to_metadata(self) -> None:
        self.move("http://169.254.169.254/latest/")

    def say_to_file(self) -> None:
        self.move("file:///etc/passwd")

    def say_to_nothing(self) -> None:
        self.say(b"", 302)

    def say_to_broken(self) -> None:
        self.move("http://[::1/")

    def say_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.drip(b"x")

    def say_drip_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.drip(b"y")

    def drip(self, what: bytes) -> None:
        try:
            for _ in range(200):
                self.wfile.write(what)
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            self.close_connection = True

    def say_too_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(PAGE) + 50))
        self.end_headers()
        self.wfile.write(PAGE)
        self.close_connection = True

    def say_closing(self) -> None:
        self.say(Connection="close")

    def say_packed(self) -> None:
        self.say(gzip.compress(PAGE), Content_Encoding="gzip")

    def say_bomb(self) -> None:
        self.say(gzip.compress(bytes(200_000_000), 9), Content_Encoding="gzip")

    def say_not_packed(self) -> None:
        self.say(PAGE, Content_Encoding="gzip")

    def say_brotli(self) -> None:
        self.say(PAGE, Content_Encoding="br")

    def say_huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000000000")
        self.end_headers()
        self.pour()

    def say_huge_chunks(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.pour(b"100000\r\n", b"\r\n")

    def pour(self, before: bytes = b"", after: bytes = b"") -> None:
        block = before + bytes(0x100000) + after
        try:
            for _ in range(1000):
                self.wfile.write(block)
        except OSError:
            self.close_connection = True

    def say_charset(self) -> None:
        self.say("<p>Полиция задержала двух человек.</p>".encode("cp1251"), kind="text/html; charset=utf-8")

    def say_no_such_charset(self) -> None:
        self.say(kind="text/html; charset=klingon")

    def say_cookie(self) -> None:
        seen = "pass=1" in self.headers.get("Cookie", "")
        self.say() if seen else self.move("/cookie", Set_Cookie="pass=1; Path=/")

    def say_etag(self) -> None:
        same = self.headers.get("If-None-Match") == '"v1"'
        self.say(b"", 304, ETag='"v1"') if same else self.say(ETag='"v1"')

    def say_same(self) -> None:
        self.say(b"", 304)

    def say_busy(self) -> None:
        times = sum(path == "/busy" for path, _ in self.server.asked)
        self.say(b"", 429, Retry_After="7") if times == 1 else self.say()

    def say_away(self) -> None:
        self.say(b"", 429, Retry_After="86400")

    def say_broken(self) -> None:
        self.say(b"", 503)

    def say_mended(self) -> None:
        times = sum(path == "/mended" for path, _ in self.server.asked)
        self.say(b"", 502) if times < 3 else self.say()

    def say_garbage(self) -> None:
        self.wfile.write(b"\x00\xff not HTTP at all\r\n\r\n")
        self.close_connection = True

    def say_picture(self) -> None:
        self.say(b"\x89PNG", kind="image/png")


class Web(ThreadingHTTPServer):
    """The server, with what was asked of it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.rules: bytes | int = 404
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.services: dict[str, Callable[[bytes], bytes | int]] = {}  # what answers a POST
        self.scheme = "http"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # clients that leave are what tests are about

    def url(self, path: str) -> str:
        return f"{self.scheme}://localhost:{self.server_port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serve(tls: trustme.CA | None = None, name: str = "localhost") -> Iterator[Web]:
    """Run the web on a free port of loopback."""
    with Web() as web:
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.issue_cert(name).configure_cert(context)
            web.socket = context.wrap_socket(web.socket, server_side=True)
            web.scheme = "https"
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield web
        web.shutdown()


@contextmanager
def serve_http2(tls: trustme.CA) -> Iterator[str]:
    """Serve one page over HTTP/2 to whoever asks, and give its address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2"])
    tls.issue_cert("localhost").configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_answer_http2, args=(listening, context), daemon=True)
        thread.start()
        yield f"https://localhost:{listening.getsockname()[1]}/page"


def _answer_http2(listening: socket.socket, context: ssl.SSLContext) -> None:
    """Answer every request of one connection with the page."""
    raw, _ = listening.accept()
    with context.wrap_socket(raw, server_side=True) as stream:
        connection = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        connection.initiate_connection()
        stream.sendall(connection.data_to_send())
        while data := stream.recv(65536):
            for event in connection.receive_data(data):
                if isinstance(event, RequestReceived):
                    headers = [(":status", "200"), ("content-type", "text/html")]
                    connection.send_headers(event.stream_id, headers)
                    connection.send_data(event.stream_id, PAGE, end_stream=True)
            stream.sendall(connection.data_to_send())
