"""Invented streams of reports with known events, the same for the same seed: towns, names and words are made up.

Events come at an even pace, so a longer stream is one of more weeks. Reports leave out places and days, give other
counts, come late, or copy one another.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from khronika.model import (
    Act,
    ActorKind,
    Block,
    BlockKind,
    Link,
    Party,
    Place,
    Published,
    Quantity,
    Report,
    Span,
    Statement,
    Status,
    TimePrecision,
    When,
)

_TOWNS = 300
_PER_WEEK = 40  # happenings
_START = date(2020, 1, 6)
_SYLLABLES = "ba den ki lo mur ne sha tol vek yar zu gri pol han dor fel mi nash tur ok".split()
_ACTS = (Act.ATTACK, Act.RAID, Act.ARREST_DETENTION, Act.KILLING, Act.INJURY, Act.DEPORTATION, Act.RELEASE)
_WHOM = ("workers", "students", "farmers", "teachers", "drivers", "miners")


@dataclass(frozen=True, slots=True)
class _Happening:
    """What truly happened: acts on days in one town, to some number of people, with names that reports use."""

    number: int
    town: Place
    acts: tuple[tuple[Act, date, int, str], ...]  # act, day, how many, whom
    names: tuple[str, str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A report, and for each of its statements which event it is truly about."""

    report: Report
    truth: dict[str, tuple[int, Act]]


def make_stream(statements: int, seed: int = 7) -> Iterator[Told]:
    """Give reports until they hold so many statements."""
    dice = random.Random(seed)  # noqa: S311 - no secrets
    towns = [_town(dice, i) for i in range(_TOWNS)]
    made, number = 0, 0
    while made < statements:
        happening = _happening(dice, number, dice.choice(towns))
        before: list[Told] = []
        for n in range(1 + min(9, int(dice.expovariate(0.4)))):
            told = _copy(dice, before[0], f"r{number}-{n}") if before and dice.random() < 0.2 else None
            told = told or _report(dice, happening, f"r{number}-{n}")
            before.append(told)
            made += len(told.truth)
            yield told
        number += 1


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(4))


def _town(dice: random.Random, i: int) -> Place:
    """Return a town on a grid, far from the others."""
    name = f"{_word(dice).title()}{_SYLLABLES[i % len(_SYLLABLES)]}"
    return Place(
        text=name, start=0, end=len(name), name=name, geonames_id=i, country="XA", country_name="Xanadu",
        admin1=str(i % 30), admin1_name=f"Region {i % 30}", lat=-60 + i // 20 * 8.0, lon=-170 + i % 20 * 17.0,
    )  # fmt: skip


def _happening(dice: random.Random, number: int, town: Place) -> _Happening:
    day = _START + timedelta(days=number * 7 // _PER_WEEK)
    acts = []
    for act in dice.sample(_ACTS, dice.randint(1, 3)):
        acts.append((act, day + timedelta(days=dice.choice((0, 0, 1, 4))), dice.randint(2, 90), dice.choice(_WHOM)))
    names = (f"{_word(dice).title()} {_word(dice).title()}", f"{_word(dice).title()} {_word(dice).title()}")
    return _Happening(number, town, tuple(acts), names, tuple(_word(dice) + "el" for _ in range(8)))


def _report(dice: random.Random, happening: _Happening, id: str) -> Told:  # noqa: A002
    """Return a report that tells of some of the acts in words of its own."""
    published = max(day for _, day, _, _ in happening.acts) + timedelta(days=min(30, int(dice.expovariate(0.5))))
    words = dice.sample(happening.words, 4) + [_word(dice) + "um" for _ in range(20)]
    dice.shuffle(words)
    text = f"In {happening.town.name}, {dice.choice(happening.names)} said. {' '.join(words)}.\n\n"
    own = [a for a in happening.acts if dice.random() < 0.8] or [happening.acts[0]]
    outlet = f"Outlet {dice.randint(1, 60)}"
    statements, truth = [], {}
    for act, day, count, whom in own:
        line = f"{act.value} of {count} {whom} {day} {_word(dice)}."
        statement = _statement(dice, happening.town, (act, day, count, whom), len(text), line, outlet)
        text += line + " "
        statements.append(statement)
        truth[statement.id] = (happening.number, act)
    report = Report(
        id=id, sha256="0" * 64, url=f"https://{id}.example", outlet=outlet, title=None, language="en", text=text,
        published=Published(value=published.isoformat(), from_="given"), places=(happening.town,),
        blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),), statements=tuple(statements),
    )  # fmt: skip
    return Told(report, truth)


def _statement(
    dice: random.Random, town: Place, told: tuple[Act, date, int, str], start: int, line: str, outlet: str
) -> Statement:
    """Return a statement; some leave out place or day, and some counts differ."""
    act, day, count, whom = told
    count += dice.choice((0, 0, 0, 1, -1, 5))
    when = When(from_=day.isoformat(), to=day.isoformat(), text="", precision=TimePrecision.DAY, start=start, end=start)
    return Statement(
        id=f"s{act.value}", act=act, status=Status.OCCURRED, evidence=(Span(start=start, end=start + len(line)),),
        trigger=Span(start=start, end=start + len(act.value)),
        to=(Party(text=whom, start=start, end=start + 3, kind=ActorKind.COMMUNITY),),
        quantity=Quantity(min=count, max=count, unit=whom, text=str(count), start=start, end=start),
        time=when if dice.random() < 0.75 else None, place=town if dice.random() < 0.85 else None,
        chain=(Link(name=outlet, text=None, kind=ActorKind.MEDIA, named=True),),
    )  # fmt: skip


def _copy(dice: random.Random, original: Told, id: str) -> Told:  # noqa: A002
    """Return a copy of a report in another outlet, a day later."""
    day = date.fromisoformat(original.report.published.value or "") + timedelta(days=1)
    report = replace(
        original.report, id=id, url=f"https://{id}.example", outlet=f"Outlet {dice.randint(1, 60)}",
        published=Published(value=day.isoformat(), from_="given"),
    )  # fmt: skip
    return Told(report, original.truth)
