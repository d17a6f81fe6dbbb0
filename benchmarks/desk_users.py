"""How long twenty people at once wait for the desk, which is served as the command serves it, in a large chronicle.

    python -m benchmarks.desk_users [CHRONICLE ...]

Without a chronicle two are filled with 20,000 invented reports of five statements each: in a folder, and in a
PostgreSQL server that is started for it. Each is asked three times: by one person, page by page, for the processor time
that a page takes in the desk and the server, at first and again; by twenty who read, 3 to 7 seconds a page, one click
in ten accepting a statement; and by twenty who never read and click as soon as they are answered, for what the desk can
give at most.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote, unquote, urlencode, urlsplit

from benchmarks.desk import PAGES

_USERS = 20
_REPORTS = 20_000
_READS = (3.0, 7.0)  # seconds between two clicks of one person
_READING, _HURRYING = 85.0, 10.0  # seconds of the two crowds
_AIM = 200  # milliseconds under which 95 of 100 are to stay
_ALONE = 5  # times that one person asks for each page
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
Waits = dict[str, list[float]]
"""Milliseconds that were waited, by page."""


class User:
    """Somebody with a browser of their own."""

    def __init__(self, address: str, number: int) -> None:
        parts = urlsplit(address)
        self._wire = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=60)
        self._cookies: dict[str, str] = {}
        self._dice = random.Random(number)
        self.ask(f"{parts.path}?{parts.query}")

    def ask(self, page: str, form: dict[str, str] | None = None) -> tuple[float, str]:
        """Ask for a page or send a form, and return the milliseconds and the page."""
        heads = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        body = None
        if form is not None:
            heads["Content-Type"], body = "application/x-www-form-urlencoded", urlencode(form)
        began = time.perf_counter()
        self._wire.request("POST" if body else "GET", quote(page, safe="/?&=+%:"), body, heads)
        answer = self._wire.getresponse()
        text = answer.read().decode()
        took = (time.perf_counter() - began) * 1000
        assert answer.status in (200, 302), (page, answer.status, text[:300])
        for value in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = value.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return took, text

    def click(self, waits: Waits) -> None:
        """Open some page, or open a report and accept a statement that nobody has decided on."""
        if self._dice.random() < 0.9:
            page = self._dice.choice(PAGES)
            waits.setdefault(page, []).append(self.ask(page)[0])
            return
        report, statement = f"r{self._dice.randrange(_REPORTS):06}", f"s{self._dice.randrange(5)}"
        took, text = self.ask(f"/reports/{report}?s={statement}")
        waits.setdefault("/reports/…", []).append(took)
        if 'class="history"' not in text:
            token = _TOKEN.findall(text)[0]
            form = {
                "csrfmiddlewaretoken": token,
                "report": report,
                "statement": statement,
                "kind": "accept",
                "seen": "0",
            }
            waits.setdefault("accept", []).append(self.ask("/decide", form)[0])

    def work(self, waits: Waits, seconds: float, reads: tuple[float, float]) -> None:
        """Click for so long, reading between two clicks."""
        end = time.monotonic() + seconds
        time.sleep(self._dice.uniform(0, reads[1]))  # they do not come in at one stroke
        while time.monotonic() < end:
            self.click(waits)
            time.sleep(self._dice.uniform(*reads))


def crowd(address: str, seconds: float, reads: tuple[float, float]) -> Waits:
    """Let all users work, and return what each waited for each page."""
    each: list[Waits] = [{} for _ in range(_USERS)]
    users = [User(address, number) for number in range(_USERS)]
    threads = [
        threading.Thread(target=user.work, args=(waits, seconds, reads))
        for user, waits in zip(users, each, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pages = sorted({page for waits in each for page in waits})
    return {page: [took for waits in each for took in waits.get(page, ())] for page in pages}


def tell(waits: Waits) -> None:
    """Print a line for each page, the slowest first, and one for all; and which miss what was aimed at."""
    late = [page for page, took in waits.items() if _slow(took) > _AIM]
    rows = sorted(waits.items(), key=lambda row: -_slow(row[1]))
    for page, took in (*rows, ("all", [one for held in waits.values() for one in held])):
        print(f"  {page:42} {len(took):5} times {median(took):7.0f} {_slow(took):7.0f} {max(took):7.0f} ms", flush=True)
    print(f"  over {_AIM} ms: {', '.join(late) or 'none'}", flush=True)


def _slow(took: list[float]) -> float:
    return quantiles(took, n=20, method="inclusive")[18] if len(took) > 1 else took[0]


def spent(pids: Callable[[], list[int]]) -> float:
    """Return the milliseconds of processor that processes have taken so far."""
    found = 0.0
    for pid in pids():
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            with suppress(OSError):  # one that has just ended
                found += int(task.read_text().split()[0]) / 1e6
    return found


def alone(address: str, pids: Callable[[], list[int]]) -> None:
    """Ask for every page and print the median wait, and the processor time of desk and database server: of the first
    time, when all is counted that the page tells of the chronicle, and of one after it.
    """
    user = User(address, 0)
    for page in PAGES:
        before = spent(pids)
        user.ask(page)
        counted = spent(pids)
        took = median(user.ask(page)[0] for _ in range(_ALONE))
        again = (spent(pids) - counted) / _ALONE
        print(f"  {page:42} wait {took:6.0f}   processor {counted - before:6.0f}, again {again:6.0f} ms", flush=True)


@contextmanager
def desk(location: str) -> Iterator[tuple[str, int]]:
    """Open the desk with the command; give its address and process."""
    command = [sys.executable, "-m", "khronika", "desk", location, "--port", "8439", "--who", "Ada"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            told = next(line for line in process.stderr if "http" in line)
            yield re.findall(r"http\S+", told)[0], process.pid
        finally:
            process.terminate()


def _server(location: str) -> list[int]:
    """Return the processes of the PostgreSQL server of a location, none for a folder."""
    if "://" not in location:
        return []
    folder = Path(unquote(location.split("@")[1].split("/")[0]))
    first = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return [first, *map(int, children)]


def measure(location: str) -> None:
    """Ask one chronicle in all three ways."""
    print(f"{location.partition('://')[0] if '://' in location else 'a folder'}, {_REPORTS} reports")
    with desk(location) as (address, pid):
        print(" one person: median of what is waited, processor time of desk and database server")
        alone(address, lambda: [pid, *_server(location)])
        for name, seconds, reads in (
            (f"{_USERS} people who read {_READS[0]:.0f} to {_READS[1]:.0f} s", _READING, _READS),
            (f"{_USERS} people who do not read", _HURRYING, (0.0, 0.0)),
        ):
            before, began = spent(lambda: [pid, *_server(location)]), time.monotonic()
            waits = crowd(address, seconds, reads)
            took, work = time.monotonic() - began, spent(lambda: [pid, *_server(location)]) - before
            number = sum(map(len, waits.values()))
            print(f" {name}: median, 95 of 100, longest; {number / took:.1f} pages a second, {work / number:.0f} ms"
                  " of processor a page")  # fmt: skip
            tell(waits)


def _fill_both(home: str, server: str) -> list[str]:
    """Return two chronicles that were filled side by side."""
    locations = [f"{home}/chronicle", server]
    code = "import sys; from benchmarks.desk import fill; fill(sys.argv[1], int(sys.argv[2]))"
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "khronika.desk.django_settings"}
    began = time.monotonic()
    filling = [subprocess.Popen([sys.executable, "-c", code, one, str(_REPORTS)], env=env) for one in locations]
    assert [process.wait() for process in filling] == [0, 0]
    print(f"filled in {time.monotonic() - began:.0f} s", flush=True)
    return locations


def main(locations: list[str]) -> None:
    """Measure each chronicle; without any, fill two."""
    with ExitStack() as ends:
        if not locations:
            from tests.postgres import find_programs, make_database, serve_postgres

            home, programs = ends.enter_context(tempfile.TemporaryDirectory()), find_programs()
            assert programs, "PostgreSQL is not installed"
            os.environ["KHRONIKA_DATA"] = f"{home}/data"
            locations = _fill_both(home, make_database(ends.enter_context(serve_postgres(programs)), "desk"))
        for location in locations:
            measure(location)


if __name__ == "__main__":
    main(sys.argv[1:])
