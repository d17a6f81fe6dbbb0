"""How long the pages of the desk take with a large chronicle: 20,000 reports of five statements each, unless told so.

    python -m benchmarks.desk [CHRONICLE [REPORTS]]

The chronicle (a folder or a database URL; a temporary folder without it) is filled with invented reports, each of five
statements, and kept where it was named, so that a second run only asks. Each page is asked for by one person, one after
the other; what is printed are the median and the 95th percentile of wall-clock and of processor time.
"""

import os
import random
import sys
import tempfile
import time
from calendar import day_name
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import quantiles
from typing import TYPE_CHECKING

from khronika.model import (
    Act,
    ActorKind,
    Block,
    BlockKind,
    Event,
    EventStatement,
    Figure,
    FigureMode,
    FigurePoint,
    Link,
    Party,
    Place,
    PlacePrecision,
    Published,
    Quantity,
    Report,
    Root,
    Span,
    Statement,
    Status,
    TimePrecision,
    Verdict,
    When,
)
from khronika.model.codec import to_json

if TYPE_CHECKING:
    from django.test import Client

_EACH = 5  # statements of a report
_TOLD_BY = 3  # reports of an event
_LARGE = 400  # reports of the one event that all tell of
_COUNTRIES = ("RU", "KZ", "TR", "GE", "KG")
_TIMES = 20  # each page is asked for
_FILL = "Residents spoke of a long night in the square, of lights, of a road that was closed and opened again. "
PAGES = (
    "/events", "/events?q=soldiers", "/events?q=square+soldiers", "/events?q=%22town+7%22",
    "/events?act=raid&verdict=contested", "/events?country=RU&since=2023&until=2023",
    "/events?source=invented+source+3", "/events?page=300", "/reports", "/reports?q=night+lights",
    "/reports?q=town+77", "/timeline", "/timeline?by=act", "/map", "/map?q=soldiers", "/sources",
    "/sources?q=source+1", "/sources/invented source 3", "/sources/invented post 7",
    "/", "/?why=unsure&page=3", "/reports/r000777", "/log",
)  # fmt: skip


def say_weekday(day: date) -> str:
    """Return how a report of that day tells it."""
    return f"on {day_name[day.weekday()]}"


def make_report(number: int, dice: random.Random) -> Report:
    """Return an invented report of five sentences that tell, among others that do not."""
    told_on = date(2022, 1, 3) + timedelta(days=number // _TOLD_BY % 1000)
    day, on = told_on.isoformat(), say_weekday(told_on)
    pieces, statements, at = [], [], 0
    outlet = f"Invented Post {number % 60}"
    for k in range(_EACH):
        town = f"Town {(number // _TOLD_BY * _EACH + k) % 800}"
        count, source = dice.randrange(3, 90), f"Invented Source {dice.randrange(900)}"
        words = f"Soldiers detained {count} workers in {town} {on}, {source} said. "
        statements.append(_statement(k, words, at, town, count, source, outlet, day, number))
        pieces += [words, _FILL * 3]
        at += len(words) + 3 * len(_FILL)
    text = "".join(pieces)
    return Report(
        id=f"r{number:06}", sha256=f"{number:064x}", url=f"https://post.example/{number}", outlet=outlet,
        title=f"Invented headline {number}", language="en", published=Published(value=day, from_="given"), text=text,
        blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),), statements=tuple(statements),
    )  # fmt: skip


def _statement(
    k: int, words: str, at: int, town: str, count: int, source: str, outlet: str, day: str, number: int
) -> Statement:
    """Return what one sentence tells."""

    def find(part: str) -> dict[str, int]:
        return {"start": at + words.index(part), "end": at + words.index(part) + len(part)}

    happening = number // _TOLD_BY * _EACH + k
    north = happening % 800  # of its town
    precision = PlacePrecision.COUNTRY if happening % 17 == 0 else PlacePrecision.CITY
    place = Place(text=town, name=town, country=_COUNTRIES[north % 5], country_name="Inventia", **find(town),
                  lat=north % 110 - 50.0, lon=north % 300 - 150.0, precision=precision)  # fmt: skip
    on = say_weekday(date.fromisoformat(day))
    when = When(from_=None if happening % 23 == 0 else day, to=day, text=on, precision=TimePrecision.DAY,
                **find(on))  # fmt: skip
    return Statement(
        id=f"s{k}", act=tuple(Act)[happening % 31], status=Status.OCCURRED, trigger=Span(**find("detained")),
        evidence=(Span(start=at, end=at + len(words) - 1),), place=None if happening % 19 == 0 else place,
        time=None if happening % 29 == 0 else when,
        quantity=Quantity(min=count, max=count, unit="workers", text=f"{count} workers", **find(f"{count} workers")),
        to=(Party(text=f"{count} workers", kind=ActorKind.COMMUNITY, **find(f"{count} workers")),),
        confidence=0.4 + happening % 59 / 100,
        chain=(Link(name=source, text=source, kind=ActorKind.NGO, named=True, **find(source)),
               Link(name=outlet, text=None, kind=ActorKind.MEDIA, named=True)),
    )  # fmt: skip


def make_event(number: int, members: list[tuple[Report, Statement]]) -> Event:
    """Return the event of some statements."""
    first = members[0][1]
    name = f"Invented {first.act.value} {number}, {first.place.name if first.place else 'somewhere'}"
    points = tuple(
        FigurePoint(as_of=r.published.value, min=s.quantity.min, max=s.quantity.max, root=str(s.chain[0].name),
                    reports=(r.id,))
        for r, s in members[:12] if s.quantity
    )  # fmt: skip
    figure = Figure(what="detained", unit="workers", mode=FigureMode.TOTAL, from_=None, to=None, history=points,
                    latest=(points[-1].min, points[-1].max), contested=True, why="Two sources differ.")  # fmt: skip
    held = tuple(
        EventStatement(report=r.id, statement=s.id, act=s.act, evidence=s.evidence, status=s.status, chain=s.chain,
                       quantity=(s.quantity.min, s.quantity.max) if s.quantity else None)
        for r, s in members
    )  # fmt: skip
    roots = tuple(
        Root(name=s.chain[0].name, kind=s.chain[0].kind, statements=((r.id, s.id),)) for r, s in members[:30]
    )  # fmt: skip
    return Event(
        id=f"e{number:012x}", name=name, act=first.act, acts=(first.act,), place=first.place,
        from_=first.time.from_ if first.time else None, to=first.time.to if first.time else None, statements=held,
        figures=(figure,), independent_roots=len(roots), roots_for=len(roots), roots=roots,
        verdict=tuple(Verdict)[number % 7], why="Some say so, others do not.",
    )  # fmt: skip


def fill(location: str, number: int) -> None:
    """Fill a new chronicle with invented reports and events, without captures: only pages are asked for."""
    from khronika.store.database import connect

    connect(location)  # sets Django up, which tables need
    from khronika.store import models, open_chronicle
    from khronika.store.log import append_entry

    dice = random.Random(5)
    with open_chronicle(location, create=True, write=True) as opened:
        from django.db import transaction

        alias = opened.alias
        with transaction.atomic(using=alias):
            models.Capture.objects.using(alias).create(
                key="k", sha256="0" * 64, media_type="text/plain", captured_at="2024-01-01T00:00:00Z", given="{}",
                file="none", offset=0, length=0,
            )  # fmt: skip
            large: list[tuple[Report, Statement]] = []
            for start in range(0, number, 300):
                reports = [make_report(n, dice) for n in range(start, min(number, start + 300))]
                _enter_reports(alias, reports)
                if len(large) < _LARGE:
                    large += [(r, r.statements[0]) for r in reports]
                taken = {r.id for r, _ in large}
                held = {r.id: r for r in (*reports, *(r for r, _ in large))}
                events = list(_events(start, reports, taken if start < _LARGE else set()))
                _enter(alias, events, held)
            whole = make_event(10**9, large)
            _enter(alias, [whole], {r.id: r for r, _ in large})
            append_entry(alias, "linked", {"events": 0})


def add_reports(location: str, reports: list[Report]) -> None:
    """Add reports to a filled chronicle, each with events of its own."""
    from django.db import transaction

    from khronika.store import open_chronicle

    with open_chronicle(location, write=True) as opened, transaction.atomic(using=opened.alias):
        _enter_reports(opened.alias, reports)
        held = {r.id: r for r in reports}
        events = [make_event(10**10 + n, [(r, s)]) for r in reports for n, s in enumerate(r.statements)]
        _enter(opened.alias, events, held)


def _enter_reports(alias: str, reports: list[Report]) -> None:
    """Write reports with their statements and what lists know of them."""
    from khronika.store import models
    from khronika.store.entries import enter_reports
    from khronika.store.rows import statement_columns

    capture = models.Capture.objects.using(alias).get()
    rows = [
        models.Report(id=r.id, capture=capture, url=r.url, outlet=r.outlet, title=r.title, language="en",
                      published=r.published.value, record=to_json(r))
        for r in reports
    ]  # fmt: skip
    models.Report.objects.using(alias).bulk_create(rows)
    models.Statement.objects.using(alias).bulk_create(
        models.Statement(report_id=r.id, **statement_columns(i, s)) for r in reports for i, s in enumerate(r.statements)
    )
    enter_reports(alias, reports)


def _enter(alias: str, events: list[Event], held: dict[str, Report]) -> None:
    """Write events, what lists know of them, and what is asked about them."""
    from khronika.store import models
    from khronika.store.database import insert_rows
    from khronika.store.entries import replace_entries
    from khronika.store.questions import _of_events, _Question
    from khronika.store.relinking import _replace_rows

    _replace_rows(alias, (), [(e, to_json(e)) for e in events])
    replace_entries(alias, (), events, held.__getitem__)
    insert_rows(alias, models.Question, _Question._fields, _of_events(events, _Held(held)))


class _Held:
    """What asking needs of linking's state: statements by their keys."""

    def __init__(self, reports: dict[str, Report]) -> None:
        self._reports = reports

    def statement(self, key: tuple[str, str]) -> Statement:
        """Return a statement; they are numbered in the order of their report."""
        return self._reports[key[0]].statements[int(key[1][1:])]


def _events(start: int, reports: list[Report], taken: set[str]) -> Iterator[Event]:
    """Give the events of some reports; three tell of each."""
    for n in range(0, len(reports), _TOLD_BY):
        for k in range(_EACH):
            members = [(r, r.statements[k]) for r in reports[n : n + _TOLD_BY] if k or r.id not in taken]
            if members:
                yield make_event((start + n) // _TOLD_BY * _EACH + k, members)


def ask(client: "Client", page: str) -> str:
    """Ask for a page so many times, and return a line with its times in milliseconds."""
    walls, works = [], []
    for _ in range(_TIMES):
        wall, work = time.perf_counter(), time.process_time()
        answer = client.get(page)
        assert answer.status_code == 200, (page, answer.status_code)
        walls.append((time.perf_counter() - wall) * 1000)
        works.append((time.process_time() - work) * 1000)
    wall50, wall95, work50, work95 = (quantiles(t, n=20)[i] for t in (walls, works) for i in (9, 18))
    size = len(answer.content) / 1000
    return f"{page:46} wall {wall50:6.0f} {wall95:6.0f}   processor {work50:6.0f} {work95:6.0f} ms   {size:5.0f} kB"


def main(location: str, number: int) -> None:
    """Fill a chronicle where there is none, and ask for every page."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "khronika.desk.django_settings"
    import django
    from django.test import Client

    django.setup()
    from khronika.desk.serve import make_desk
    from khronika.store import models, open_chronicle

    began = time.perf_counter()
    with open_chronicle(location, create=True, write=True) as opened:
        empty = not opened.count_reports()
    if empty:
        fill(location, number)
        print(f"filled in {time.perf_counter() - began:.0f} s")
    key = make_desk(location, port=8400, who="Ada").address.partition("key=")[2]
    client = Client(SERVER_NAME="127.0.0.1")
    client.get("/", {"key": key})
    with open_chronicle(location) as opened:
        some = models.Event.objects.using(opened.alias).values_list("id", flat=True)[20]
    for page in (*PAGES, f"/events/{some}", f"/events/e{10**9:012x}"):
        print(ask(client, page), flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        main(sys.argv[1] if len(sys.argv) > 1 else f"{home}/c", int(sys.argv[2]) if len(sys.argv) > 2 else 20_000)
