"""A desk that is killed while people decide: every decision that it acknowledged is there."""

import http.cookiejar
import re
import signal
import subprocess
import sys
import threading
import urllib.parse
import urllib.request

from khronika.store import open_chronicle
from tests.desk.conftest import free_port
from tests.desk.test_review import statement


class Reviewer:
    """A browser without pictures, that decides on one statement again and again."""

    def __init__(self, address: str) -> None:
        self.base = address.split("/?")[0]
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.opener.open(address, timeout=30)
        self.acknowledged = 0

    def decide(self, statement: str) -> None:
        """Accept and take back until nobody answers any more."""
        page = self.opener.open(f"{self.base}/reports/r1?s={statement}", timeout=30).read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        while True:
            kind = "undo" if self.acknowledged % 2 else "accept"
            told = {"csrfmiddlewaretoken": token, "report": "r1", "statement": statement, "kind": kind,
                    "seen": self.acknowledged}  # fmt: skip
            asked = urllib.request.Request(
                f"{self.base}/decide", urllib.parse.urlencode(told).encode(), {"Referer": f"{self.base}/"}
            )
            try:
                self.opener.open(asked, timeout=30)
            except OSError:
                return
            self.acknowledged += 1


def test_every_acknowledged_decision_is_there(home):
    name = statement(home)
    command = [sys.executable, "-m", "khronika", "desk", home, "--port", str(free_port()), "--who", "Ada"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as desk:
        try:
            address = re.search(r"http\S+", next(line for line in desk.stderr if "http" in line))[0]
            reviewer = open_when_ready(address)
            deciding = threading.Thread(target=reviewer.decide, args=(name,))
            deciding.start()
            while reviewer.acknowledged < 3 and deciding.is_alive():
                deciding.join(0.05)
        finally:
            desk.send_signal(signal.SIGKILL)
        deciding.join()
    assert reviewer.acknowledged >= 3
    with open_chronicle(home) as chronicle:
        kept = chronicle.decisions("r1")
        assert reviewer.acknowledged <= len(kept) <= reviewer.acknowledged + 1  # one may be kept and not yet told
        assert list(chronicle.verify()) == []


def open_when_ready(address: str) -> Reviewer:
    """Return a reviewer; the address is told a moment before anybody listens."""
    wait = threading.Event()
    for _ in range(200):
        try:
            return Reviewer(address)
        except OSError:
            wait.wait(0.1)
    raise AssertionError("nobody listens")
