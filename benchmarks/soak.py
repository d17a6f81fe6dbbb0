"""Watch, desk and publish at once, with faults; in the end nothing may be lost, and memory must be flat.

    python -m benchmarks.soak MINUTES [OUT.json] [--database URL --restart COMMAND]

Pages come from a web on loopback. Faults, one after the other: a killed watch, desk and publish, a disk that is full
for a while, a database that somebody else has locked, a clock that jumps, and where a command is given a restart of
the database's server.
"""

import argparse
import json
import os
import random
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from html import unescape
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from benchmarks.soak_web import Web, serve
from khronika.store import open_chronicle

SECONDS_EACH = 2.0  # between two new pages
FAULT_EVERY = 25.0
PUBLISH_EVERY = 45.0
FAULT_LASTS = 8.0
_PAGES = ("/", "/events", "/log", "/sources", "/timeline")
_FORM = re.compile(r'<form method="post" action="(/decide)">(.*?)</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


class Service:
    """A command that runs all the time, is started anew where it ended, and whose memory is looked at."""

    def __init__(self, name: str, words: list[str], env: dict[str, str]) -> None:
        self.name, self.words, self.env = name, words, env
        self.lines: list[str] = []
        self.memory: list[list[float]] = []  # of each life, MB
        self.starts = 0
        self.start()

    def start(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(self.words, env=self.env, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self._listen, args=(self.process.stderr,), daemon=True).start()
        self.starts += 1
        self.memory.append([])

    def _listen(self, stream: Any) -> None:
        for line in stream:
            self.lines.append(line.rstrip())

    def look(self) -> None:
        """Note its memory; start it anew where it has ended."""
        if self.process.poll() is not None:
            self.start()
            return
        told = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", told)
        if found:
            self.memory[-1].append(int(found[1]) / 1000)

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """Stop it as a person would."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()

    def growth(self) -> tuple[float, float]:
        """Return the memory in the second quarter and in the last one of the longest life, MB."""
        life = max(self.memory, key=len)
        quarter = max(1, len(life) // 4)
        return median(life[quarter : 2 * quarter] or life or [0]), median(life[-quarter:] or [0])


class Reader:
    """Somebody at the desk: looks around, and accepts one statement after the other."""

    def __init__(self, desk: Service) -> None:
        self.desk, self.life = desk, 0
        self.client: httpx.Client | None = None
        self.told: Counter[str] = Counter()
        self.accepted: set[tuple[str, str]] = set()  # acknowledged by the desk
        self.seconds: list[float] = []

    def work(self) -> None:
        """Open some pages and decide on one statement; what does not answer is told."""
        try:
            if self.life != self.desk.starts or self.client is None:
                self._come_in()
            for page in _PAGES if self.client else ():
                self._get(page)
            if self.client:
                self._decide()
        except httpx.HTTPError as error:
            self.told[type(error).__name__] += 1

    def _come_in(self) -> None:
        told = re.findall(r"http://\S+key=\S+", "\n".join(self.desk.lines))
        if len(told) < self.desk.starts:
            return  # this life has not said where it is yet
        client = httpx.Client(follow_redirects=True, timeout=60, base_url=told[-1].split("/?")[0])
        if client.get(told[-1]).status_code == 200:
            self.client, self.life = client, self.desk.starts

    def _get(self, page: str) -> str:
        assert self.client
        began = time.perf_counter()
        answer = self.client.get(page)
        self.seconds.append(time.perf_counter() - began)
        self.told[f"{answer.status_code}"] += 1
        return answer.text if answer.status_code == 200 else ""

    def _decide(self) -> None:
        assert self.client
        links = re.findall(r'href="(/reports/[^"]+)"', self._get("/"))
        for form in _FORM.findall(self._get(unescape(links[0])) if links else ""):
            told = {name: unescape(value) for name, value in _HIDDEN.findall(form[1])}
            if told.get("seen") != "0" or 'value="accept"' not in form[1]:
                continue
            answer = self.client.post(form[0], data=told | {"kind": "accept"}, follow_redirects=False)
            self.told[f"decided {answer.status_code}"] += 1
            if answer.status_code == 302:
                self.accepted.add((told["report"], told["statement"]))
            return


class Soak:
    """All of it."""

    def __init__(self, home: Path, web: Web, database: str | None, restart: str | None) -> None:
        self.home, self.web, self.restart = home, web, restart
        self.place = database or str(home / "chronicle")
        self.shift = home / "shift"
        self.shift.write_text("0")
        self.env = {**os.environ, "KHRONIKA_PRIVATE": "127.0.0.0/8", "KHRONIKA_DATA": str(home / "data")}
        self.sources = home / "sources.txt"
        self.sources.write_text(f"http://127.0.0.1:{web.port}/feed\n")
        self.faults: Counter[str] = Counter()
        self.publishing: subprocess.Popen[bytes] | None = None
        self.published: Counter[str] = Counter()

    def run(self, minutes: float) -> dict[str, Any]:
        """Run for so long, then mend everything and return what was found."""
        self.khronika("watch", self.place, str(self.sources), "--once")
        clocked = [sys.executable, "-m", "benchmarks.soak_clock", str(self.shift)]
        self.watch = Service("watch", [*clocked, "watch", self.place, str(self.sources), "--every", "1"], self.env)
        desk = [sys.executable, "-m", "khronika", "desk", self.place, "--port", str(_free_port()), "--who", "soak"]
        self.desk = Service("desk", desk, self.env)
        self.reader = Reader(self.desk)
        faults = cycle(self._faults())
        end = time.monotonic() + minutes * 60
        fault_at, publish_at = time.monotonic() + FAULT_EVERY, time.monotonic()
        while time.monotonic() < end:
            self.watch.look()
            self.desk.look()
            self.reader.work()
            if time.monotonic() > publish_at:
                publish_at = time.monotonic() + PUBLISH_EVERY
                self._publish()
            if time.monotonic() > fault_at:
                fault_at = time.monotonic() + FAULT_EVERY
                fault = next(faults)
                self.faults[fault.__name__.removeprefix("_")] += 1
                fault()
            time.sleep(1)
        return self._mend() | {"minutes": minutes}

    def khronika(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "khronika", *words], env=self.env, capture_output=True, text=True, timeout=1800
        )

    def _publish(self) -> None:
        if self.publishing is not None:
            code = self.publishing.poll()
            if code is None:
                return
            self.published["done" if code == 0 else "killed" if code < 0 else "failed"] += 1
        words = [sys.executable, "-m", "khronika", "publish", self.place, str(self.home / "site")]
        self.publishing = subprocess.Popen(words, env=self.env, stderr=subprocess.DEVNULL)

    def _faults(self) -> list[Callable[[], None]]:
        found = [self._watch_killed, self._disk_full, self._clock_jumped, self._desk_killed, self._publish_killed]
        if "://" not in self.place:
            found.append(self._database_locked)
        if self.restart:
            found.insert(0, self._database_restarted)
        return found

    def _watch_killed(self) -> None:
        self.watch.kill()

    def _desk_killed(self) -> None:
        self.desk.kill()

    def _publish_killed(self) -> None:
        if self.publishing is not None:
            self.publishing.kill()

    def _disk_full(self) -> None:
        """Let watch and desk write no byte to any file for a while; each keeps its pipe to us."""
        alive = [s.process.pid for s in (self.watch, self.desk) if s.process.poll() is None]
        for pid in alive:
            hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, hard))
        until = time.monotonic() + FAULT_LASTS
        while time.monotonic() < until:
            self.reader.work()
            time.sleep(1)
        for pid in alive:
            if Path(f"/proc/{pid}").exists():
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))

    def _clock_jumped(self) -> None:
        self.shift.write_text(str(random.choice((-200_000, 0, 300_000))))

    def _database_locked(self) -> None:
        with sqlite3.connect(f"{self.place}/chronicle.sqlite3", timeout=30) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(FAULT_LASTS)
        other.close()

    def _database_restarted(self) -> None:
        subprocess.run(self.restart or "", shell=True, check=True, stdout=subprocess.DEVNULL)

    def _mend(self) -> dict[str, Any]:
        """End all faults, let watch catch up, and compare with a run without faults."""
        self.web.stop()
        self.shift.write_text("0")
        self.watch.end()
        self.desk.end()
        if self.publishing is not None:
            self.publishing.wait()
        self._catch_up(self.place)
        self.khronika("link", self.place)
        verified = self.khronika("verify", self.place)
        site = self.khronika("publish", self.place, str(self.home / "site"))
        calm = str(self.home / "calm")
        self._catch_up(calm)
        wanted = {self.web.url(n) for n in range(self.web.count())}
        urls, decided, events = _read(self.place)
        return {
            "pages": len(wanted), "lost": sorted(wanted - urls), "decisions": len(self.reader.accepted),
            "decisions_lost": len(self.reader.accepted - decided), "verify": verified.stdout.splitlines()[:5],
            "same_events": events == _read(calm)[2], "events": len(events), "site": site.returncode == 0,
            "faults": dict(self.faults), "publish": dict(self.published), "desk": dict(self.reader.told),
            "desk_ms": round(1000 * median(self.reader.seconds or [0])),
            "starts": {s.name: s.starts for s in (self.watch, self.desk)},
            "memory_mb": {s.name: [round(x, 1) for x in s.growth()] for s in (self.watch, self.desk)},
            "said": _said(self.watch.lines + self.desk.lines),
        }  # fmt: skip

    def _catch_up(self, place: str) -> None:
        """Let a chronicle watch until nothing is new."""
        for _ in range(10):
            if ": 0 added" in self.khronika("watch", place, str(self.sources), "--once").stderr:
                break


def _read(place: str) -> tuple[set[str], set[tuple[str, str]], set[tuple[str, ...]]]:
    """Return the addresses of reports, the statements decided on, and the events as sets of their statements."""
    with open_chronicle(place) as opened:
        urls = {stored.report.url or "" for stored in opened.reports()}
        decided = {(d.report, d.statement) for d in opened.decisions()}
        events = {tuple(sorted(f"{s.report}:{s.statement}" for s in event.statements)) for event in opened.events()}
    return urls, decided, events


def _said(lines: list[str]) -> dict[str, int]:
    """Return the faults that commands told, and how often, without what differs from one to the next."""
    told = (line for line in lines if re.match(r"khronika: |[\w.]*(Error|Exception)\b", line))
    return dict(Counter(re.sub(r"\b\d+|/\S+|http\S+", "…", line)[:120] for line in told).most_common(20))


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def main() -> None:
    """Run, print and write what was found; exit status 1 where something was lost."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("minutes", type=float)
    words.add_argument("out", nargs="?", type=Path)
    words.add_argument("--database")
    words.add_argument("--restart")
    told = words.parse_args()
    with tempfile.TemporaryDirectory() as home, serve(Web(SECONDS_EACH)) as web:
        os.environ["KHRONIKA_DATA"] = f"{home}/data"
        found = Soak(Path(home), web, told.database, told.restart).run(told.minutes)
    text = json.dumps(found, indent=1)
    print(text)
    if told.out:
        told.out.write_text(text + "\n")
    lost = found["lost"] or found["decisions_lost"] or found["verify"] or not found["same_events"] or not found["site"]
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
