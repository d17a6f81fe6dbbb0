"""A desk over a chronicle of three invented reports; each test gets a copy of its own."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import django
import pytest
from django.test import Client, override_settings

from khronika.collect import make_capture
from khronika.desk.run import THIS_RUN
from khronika.model import Given
from khronika.pipeline import add_captures
from khronika.store import open_chronicle
from tests.browsing import open_browser

django.setup()  # so that test modules can name tables

EVIL = "<script>alert(1)</script>"
REPORTS = [
    ("r1", "Orsk Post", "2024-03-29", "Police in Orsk detained 64 workers on Thursday, a lawyer said."),
    ("r2", "Kama Wire", "2024-03-29", "Police in Orsk detained 40 workers on Thursday, the interior ministry said."),
    ("r3", EVIL, "2024-03-30", f"Soldiers raided a school in Kurgan on Friday, residents said. {EVIL}"),
]


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="session")
def first_chronicle(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "c"
    captures = [
        make_capture(
            words.encode(), "text/plain", Given(id=id, outlet=outlet, published=day, url=f"https://post.example/{id}")
        )
        for id, outlet, day, words in REPORTS
    ]
    with open_chronicle(str(folder), create=True, write=True) as chronicle:
        add_captures(chronicle, captures)
    return folder


@pytest.fixture
def home(first_chronicle, tmp_path) -> Iterator[str]:
    folder = tmp_path / "c"
    shutil.copytree(first_chronicle, folder)
    THIS_RUN.chronicle, THIS_RUN.key, THIS_RUN.who = str(folder), "the key of this run", "Ada"
    yield str(folder)
    THIS_RUN.chronicle, THIS_RUN.key, THIS_RUN.who = "", "", ""


@pytest.fixture
def stranger(home) -> Client:
    """Somebody on this machine who did not open the desk."""
    return Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)


@pytest.fixture
def client(home) -> Client:
    """Whoever opened the desk; tokens of forms are not asked for here but in their own test."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.get("/", {"key": THIS_RUN.key})
    return client


class Clock:
    """The clock by which codes, locks and invitations go."""

    def __init__(self) -> None:
        self.now = float(int(time.time()) // 30 * 30 + 5)

    def shift(self, seconds: float) -> None:
        self.now += seconds

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("time.time", clock.time)
    return clock


@pytest.fixture
def team(home, clock) -> Iterator[Path]:
    """A desk at which a team signs in; nobody has an account yet. Gives the folder of the accounts."""
    from khronika.desk.people.database import open_people
    from tests.desk.team import TEAM_SETTINGS

    with override_settings(**TEAM_SETTINGS):
        THIS_RUN.key, THIS_RUN.people = "", open_people(Path(home))
        yield Path(home)
    THIS_RUN.people = ""


@pytest.fixture
def admin(team) -> Client:
    """The browser of Ada, an administrator."""
    from tests.desk.team import enlist, sign_in

    enlist("Ada")
    return sign_in("Ada")[0]


@pytest.fixture
def serving() -> Iterator[Callable[[Any, int], int]]:
    """Serve an application as the command does, at a port or (0) at any, and give the port."""
    from waitress import wasyncore
    from waitress.server import create_server

    with ExitStack() as ends:

        def serve(app: Any, port: int) -> int:
            server = create_server(app, host="127.0.0.1", port=port, threads=2)
            loop = threading.Thread(target=server.run, daemon=True)
            loop.start()
            ends.callback(loop.join, 10)
            # Sockets are the loop's own: closed from here, they would be taken from under it.
            ends.callback(server.trigger.pull_trigger, lambda: wasyncore.close_all(server._map))
            ends.callback(server.task_dispatcher.shutdown)
            return int(server.effective_port)

        yield serve


@pytest.fixture
def address(home, serving) -> str:
    """The desk, served as the command serves it."""
    from khronika.desk.serve import make_desk

    desk = make_desk(home, port=0, who="Ada")
    return f"http://127.0.0.1:{serving(desk.app, 0)}/?key={THIS_RUN.key}"


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Iterator[Any]:
    """Chromium, opened once for the tests of a module."""
    driver = open_browser(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def browser(opened, home, serving) -> Iterator[Any]:
    """Chromium without page or cookies of an earlier test; its console must stay without faults.

    It leaves the last page before the desk behind it goes: a page that still loads would complain.
    """
    opened.execute_cdp_cmd("Network.clearBrowserCookies", {})
    opened.get_log("browser")
    yield opened
    opened.get("about:blank")
    assert [entry for entry in opened.get_log("browser") if entry["level"] == "SEVERE"] == []
