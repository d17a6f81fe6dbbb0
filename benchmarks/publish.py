"""How long a site of many events takes to write, and how much of it one more event rewrites.

    python -m benchmarks.publish [EVENTS]

The events are invented and differ in name, day, place, sources and figures.
"""

import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from khronika.model import Act, ActorKind, Codes, PlacePrecision, Status, Verdict
from khronika.publish.policy import Policy
from khronika.publish.public import (
    PublicEvent,
    PublicFigure,
    PublicPlace,
    PublicPoint,
    PublicReport,
    PublicRoot,
    PublicStatement,
)  # fmt: skip
from khronika.publish.site import make_release, make_site, read_release, write_files

_ACTS, _VERDICTS = tuple(Act), (Verdict.SINGLE_SOURCE, Verdict.CORROBORATED, Verdict.CONTESTED)


def make_event(number: int) -> PublicEvent:
    """Return an invented event with two reports, three roots and one figure of four counts."""
    day = (date(2020, 1, 1) + timedelta(days=number % 2000)).isoformat()
    roots = tuple(f"Invented Source {(number * k) % 997}" for k in (1, 3, 7))
    points = tuple(PublicPoint(day=day, count=(number % 90 + k, None if k % 2 else 120), root=r)
                   for k, r in enumerate((*roots, roots[0])))  # fmt: skip
    place = PublicPlace(name=f"Town {number % 400}", country="Inventia", country_code=None, lat=number % 120 - 60.0,
                        lon=number % 340 - 170.0, precision=PlacePrecision.CITY)  # fmt: skip
    act = _ACTS[number % len(_ACTS)]
    figure = PublicFigure(
        words=f"counted: {number % 90}", what="counted", unit=None, mode="total", first=day, last=day,
        latest=(number % 90, None), contested=False, why="The sources agree.", history=points,
    )  # fmt: skip
    quote = f"An invented sentence number {number}, about as long as those that reports are made of, was said here."
    told = tuple(
        PublicStatement(id=f"s{number}-{k}", act=act, status=Status.OCCURRED, hedged=False, marks="", by=(), to=(),
                        quantity=(number % 90, None), unit="people", first=day, last=day, quote=quote,
                        chain=(root, "Invented Post"), kinds=(ActorKind.NGO, ActorKind.MEDIA), codes=Codes())
        for k, root in enumerate(roots)
    )  # fmt: skip
    reports = tuple(
        PublicReport(id=f"r{number}-{k}", outlet="Invented Post", title=f"Invented headline {number}", published=day,
                     url=f"https://post.example/{number}/{k}", sha256=f"{number:064x}", copy_of=None, statements=told)
        for k in range(2)
    )  # fmt: skip
    return PublicEvent(
        id=f"e{number:012x}", name=f"Invented event {number}, Town {number % 400}", act=act, acts=(act,), first=day,
        last=day, place=place, verdict=_VERDICTS[number % 3], verdict_words="single source", why="Three say so.",
        independent_roots=3, roots_for=3, roots=tuple(PublicRoot(name=r, kind="ngo", statements=2) for r in roots),
        figures=(figure,), reports=reports,
    )  # fmt: skip


def main(number: int) -> None:
    """Publish, publish again with one event more, and print seconds, files and peak memory."""
    policy = Policy(title="Invented chronicle", address="https://chronicle.example/")
    events = [make_event(n) for n in range(number)]
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "site"
        for told in (events, [*events, make_event(number)]):
            began = time.perf_counter()
            release = make_release(told, read_release(folder), day="2024-04-02")
            done = write_files(folder, make_site(told, policy, release))
            seconds = time.perf_counter() - began
            print(f"{len(told)} events: {seconds:.1f} s, {done.files} files, {done.written} written")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
