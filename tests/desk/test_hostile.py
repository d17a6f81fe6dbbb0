"""What a hostile page, form, address or site may try on the desk, and a kill in the middle of work."""

import csv
import io
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import html

from khronika.collect import make_capture
from khronika.desk.run import THIS_RUN
from khronika.model import Given
from khronika.pipeline import add_captures
from khronika.publish.export import export_csv
from khronika.store import open_chronicle
from khronika.store.soundness import verify_location
from tests.desk.team import PASSWORD, browse, code_of, enlist, sign_in
from tests.desk.test_permissions import FORMS, PATHS, ROWS

EVILS = {
    "script": "<script>alert(1)</script>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "svg": "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "closing": "</textarea></title></q></style><img src=x onerror=alert(1)>",
    "template": "{{ 7|add:7 }}{% load x %}${7*7}",
    "entity": "&lt;script&gt;&#60;b&#62;",
    "direction": "\u202egnp.exe\u0000\ufeff",
    "formula": '=HYPERLINK("http://evil.example";"x")',
}
PAGES = [PATHS[name] for method, name, record, _ in ROWS if method == "GET" and record == "-" and name != "join"]


def evil_page(evil, kicker):
    """Return a page whose every part is hostile: title, headline, kicker, outlet, byline, links, text."""
    safe = evil.replace("\0", "")
    return f"""<html><head><title>{safe}</title><meta property="og:site_name" content='{safe}'>
<meta name="author" content='{safe}'></head><body><article><p class="kicker">{kicker}</p><h1>{safe}</h1>
<p>Soldiers of {safe} raided a school in Kurgan on Friday and detained 7 workers, {safe} said.</p>
<p><a href="javascript:alert(1)">{safe}</a> Police detained 12 people, residents told {safe}.</p></article>
</body></html>""".encode()


@pytest.fixture(scope="module")
def evil_chronicle(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("evil") / "c")
    captures = []
    for name, evil in EVILS.items():
        given = Given(id=f"{name} {evil}"[:60].replace("\0", ""), outlet=evil, published="2024-03-29", title=evil,
                      url=f"javascript:alert('{name}')")  # fmt: skip
        captures.append(make_capture(evil_page(evil, evil), "text/html", given))
        captures.append(make_capture(f"Police in Orsk detained 3 men, {evil} said.".encode(), "text/plain", given))
    with open_chronicle(folder, create=True, write=True) as chronicle:
        add_captures(chronicle, captures)
    return folder


@pytest.fixture
def evil_client(evil_chronicle):
    THIS_RUN.chronicle, THIS_RUN.key, THIS_RUN.who = evil_chronicle, "the key of this run", EVILS["attribute"]
    client = Client(SERVER_NAME="127.0.0.1")
    client.get("/", {"key": THIS_RUN.key})
    yield client
    THIS_RUN.chronicle, THIS_RUN.key, THIS_RUN.who = "", "", ""


def faults_of(text):
    """Return what a browser would run, load or lead to elsewhere in a page, beside the desk's own."""
    tree = html.fromstring(text)
    found = [str(html.tostring(e))[:120] for e in tree.iter("script") if not e.get("src", "").startswith("/assets/")]
    found += [e.tag for e in tree.iter("iframe", "object", "embed", "base", "img", "style", "template", "applet")]
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            name, value = name.lower(), re.sub(r"[\s\x00-\x1f]", "", value).lower()
            if name.startswith("on") or name == "style" or name == "srcdoc":
                found.append(f"{element.tag} {name}={value[:60]}")
            if name in ("href", "xlink:href", "src", "action", "formaction", "data") and re.match(
                r"(javascript|data|vbscript):", value
            ):
                found.append(f"{element.tag} {name}={value[:60]}")
    return found


def test_nothing_that_was_captured_runs_on_any_page(evil_client, evil_chronicle):
    with open_chronicle(evil_chronicle) as chronicle:
        reports = [stored.report.id for stored in chronicle.reports()]
        events = [event.id for event in chronicle.events()]
    assert len(reports) == 2 * len(EVILS) and events
    from django.urls import reverse

    pages = [p for p in PAGES if p not in ("/sign-in", "/me", "/people", "/assets/desk.css")]
    pages += [reverse("report", args=[r]) for r in reports] + [reverse("confidential", args=[r]) for r in reports]
    pages += [reverse("event", args=[e]) for e in events]
    pages += [f"/events?{urlencode({'q': evil})}" for evil in EVILS.values()]
    pages += [f"/reports?{urlencode({'q': evil})}" for evil in EVILS.values()]
    for page in pages:
        answer = evil_client.get(page)
        assert answer.status_code in (200, 404), page
        text = answer.content.decode()
        assert faults_of(text) == [], page
        assert "14$" not in text, "captured text is no template"


def test_the_search_for_faults_finds_them():
    for text in (
        "<p onclick=x>",
        "<a href='java\nscript:x'>y</a>",
        "<script>1</script>",
        "<svg onload=x>",
        "<p style=a>",
    ):
        assert faults_of(f"<html><body>{text}</body></html>"), text


def test_no_cell_of_an_export_is_a_formula(evil_chronicle):
    written = io.StringIO()
    with open_chronicle(evil_chronicle) as chronicle:
        export_csv(chronicle.events(), {stored.report.id: stored for stored in chronicle.reports()}, written)
    cells = [cell for row in csv.reader(io.StringIO(written.getvalue())) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if re.match(r"\s*[=+@\t]|\s*-\D", cell)] == []


IDS = {"report": "r1", "statement": "s1", "event": "e1", "source": "orsk post", "account": 1, "job": "x", "mark": "yes"}
POSTS = list(dict.fromkeys(name for method, name, *_ in ROWS if method == "POST"))


@pytest.mark.parametrize("name", POSTS)
def test_a_form_of_another_site_does_nothing(home, team, name):
    enlist("Ada")
    client = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)
    page = client.get("/sign-in").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    told = {"name": "Ada", "password": PASSWORD, "code": code_of("Ada"), "csrfmiddlewaretoken": token}
    assert client.post("/sign-in", told).status_code == 302
    path = PATHS[name].format(**IDS)
    form = {key: value.format(**IDS) for key, value in FORMS.get(name, {}).items()}
    if name != "join":
        assert client.post(path, form).status_code == 403
    fresh = client.cookies["csrftoken"].value
    answer = client.post(path, {**form, "csrfmiddlewaretoken": fresh}, HTTP_ORIGIN="https://evil.example")
    assert answer.status_code in (403, 404) and (answer.status_code == 403 or name == "join")


TARGETS = [
    ("/events", "/events"),
    ("/events?q=a&page=1", "/events?q=a&page=1"),
    ("//evil.example", "/"),
    ("///evil.example", "/"),
    ("https://evil.example", "/"),
    ("https:evil.example", "/"),
    ("http://127.0.0.1@evil.example/", "/"),
    ("/\\evil.example", "/"),
    ("\\\\evil.example", "/"),
    ("javascript:alert(1)", "/"),
    ("java\nscript:alert(1)", "/"),
    (" //evil.example", "/"),
    ("\t//evil.example", "/"),
    ("events", "/"),
    ("", "/"),
]


@pytest.mark.parametrize(("told", "leads"), TARGETS)
def test_signing_in_leads_to_no_other_site(team, told, leads):
    enlist("Ada")
    assert sign_in("Ada", next=told)[1]["Location"] == leads
    page = html.fromstring(browse().get("/sign-in", {"next": told}).content.decode())
    assert page.xpath("//input[@name='next']/@value") == [leads]


@pytest.mark.parametrize("size", [2_000_000, 10_000_000])
@pytest.mark.parametrize("path", ["/decide", "/judge", "/confidential/r1"])
def test_a_form_of_ten_megabytes_is_refused_and_the_desk_goes_on(client, home, path, size):
    assert client.post(path, {"why": "x" * size}).status_code in (400, 413)
    assert (
        client.post(
            path, "&".join(f"a{n}=1" for n in range(5000)), content_type="application/x-www-form-urlencoded"
        ).status_code
        == 400
    )
    assert client.get("/events").status_code == 200
    with open_chronicle(home) as chronicle:
        assert chronicle.decisions() == []


ODD = [
    "\0",
    "\udcff",
    "%00",
    "%ff%fe",
    "%c0%ae%c0%ae/",
    "a" * 5000,
    "';DROP TABLE store_event;--",
    "%25",
    "../../etc/passwd",
    "-1",
    "9" * 40,
]


ASKED = {
    "/": ("why", "page", "a", "did"),
    "/events": ("q", "act", "since", "source", "page"),
    "/reports": ("q", "outlet"),
    "/reports/r1": ("s",),
    "/timeline": ("page",),
    "/map": ("q",),
    "/sources": ("q", "page"),
}


@pytest.mark.parametrize("odd", ODD)
def test_odd_addresses_are_answered_without_falling_over(client, odd):
    told = odd.encode("utf8", "surrogateescape")
    raw = odd if odd.startswith("%") else "".join(f"%{b:02x}" for b in told)
    for path in ("/events/", "/reports/", "/assets/", "/confidential/", "/"):
        assert client.get(f"{path}{raw}").status_code in (200, 301, 302, 400, 403, 404, 405), path
    for path, fields in ASKED.items():
        for field in fields:
            assert client.get(f"{path}?{field}={raw}").status_code in (200, 400, 404), f"{path} {field}"


def test_refusals_carry_the_strict_headers_too(client, stranger):
    for answer in (
        client.get("/nowhere"),
        client.get("/decide"),
        stranger.get("/"),
        client.get("/", SERVER_NAME="evil.example"),
    ):
        assert answer.status_code >= 400
        assert "default-src 'none'" in answer["Content-Security-Policy"] and answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_header_cannot_make_a_link_a_deed(client):
    for header in ("HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_HTTP_METHOD", "HTTP_X_METHOD_OVERRIDE"):
        assert client.get("/decide", {"_method": "POST"}, **{header: "POST"}).status_code == 405


class Browser:
    """A browser that holds one connection to a desk in another process."""

    def __init__(self, port, key):
        self.link = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = {}
        self.ask("GET", f"/?key={key}")
        self.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask("GET", "/reports/r1")[1])[1]

    def ask(self, method, path, form=None):
        body = urlencode({**form, "csrfmiddlewaretoken": self.token}) if form else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        cookies = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        self.link.request(method, path, body, kind | cookies)
        answer = self.link.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode()


def open_desk(home):
    """Return a desk in a process of its own, its port and its key."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    desk = subprocess.Popen([sys.executable, "-m", "khronika", "desk", home, "--port", str(port), "--who", "Ada"],
                            stderr=subprocess.PIPE, text=True, env=environment)  # fmt: skip
    key = re.search(r"key=(\S+)", desk.stderr.readline())[1]
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.05).close()
            return desk, port, key
        except OSError:
            threading.Event().wait(0.05)
    raise AssertionError("the desk did not open")


def test_what_was_acknowledged_before_a_kill_is_there(home):
    with open_chronicle(home) as chronicle:
        statement = chronicle.report("r1").statements[0].id
    desk, port, key = open_desk(home)
    acknowledged = []
    try:
        browser = Browser(port, key)
        killer = threading.Timer(0, desk.send_signal, [signal.SIGKILL])
        for n in range(200):
            form = {"report": "r1", "statement": statement, "kind": "undo" if n % 2 else "accept", "seen": str(n)}
            if n == 6:
                killer.start()  # while this one is on its way
            try:
                status, _ = browser.ask("POST", "/decide", {**form, "why": f"decision {n}"})
            except OSError:
                break
            assert status == 302
            acknowledged.append(f"decision {n}")
    finally:
        desk.kill()
        desk.wait()
        desk.stderr.close()
    assert len(acknowledged) >= 6 and desk.returncode == -signal.SIGKILL
    assert list(verify_location(home)) == []
    with open_chronicle(home, write=True) as chronicle:
        kept = [decision.why for decision in chronicle.decisions()]
    assert kept[: len(acknowledged)] == acknowledged and len(kept) - len(acknowledged) in (0, 1)
    assert list(verify_location(home)) == []
