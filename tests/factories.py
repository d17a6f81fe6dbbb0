"""Records with sensible defaults, so that a test says only what it is about. Texts and names are invented."""

import re
from collections.abc import Sequence
from typing import Any

from khronika.model import (
    Act,
    ActorKind,
    Block,
    BlockKind,
    Event,
    EventStatement,
    Link,
    Party,
    Place,
    PlacePrecision,
    Published,
    Quantity,
    Report,
    Span,
    Statement,
    Status,
    TimePrecision,
    Verdict,
    When,
)

TEXT = "Police in Orsk detained 64 workers on Thursday, a lawyer said."
_UNSET: Any = object()


def make_place(name: str = "Orsk", **changes: Any) -> Place:
    """Return a city in Russia; `changes` are fields of `Place`."""
    fields: dict[str, Any] = {
        "text": name, "start": 0, "end": len(name), "name": name, "geonames_id": sum(map(ord, name)), "country": "RU",
        "country_name": "Russia", "admin1": "55", "admin1_name": "Orenburg Oblast", "lat": 51.2, "lon": 58.6,
        "precision": PlacePrecision.CITY,
    }  # fmt: skip
    return Place(**{**fields, **changes})


def make_link(name: str | None = None, text: str | None = None, kind: ActorKind = ActorKind.NGO) -> Link:
    """Return a link of a chain: named where a name is given, else words."""
    return Link(name=name, text=text or name, kind=kind, named=name is not None)


def make_outlet(name: str = "Orsk Post") -> Link:
    """Return the last link of a chain, the outlet's own voice."""
    return Link(name=name, text=None, kind=ActorKind.MEDIA, named=True)


def make_quantity(
    low: int | None, high: int | None = _UNSET, unit: str | None = "workers", text: str | None = None
) -> Quantity:
    """Return a count; one number is exact."""
    high = low if high is _UNSET else high
    return Quantity(min=low, max=high, unit=unit, text=text or f"{low} {unit}", start=0, end=5)


def make_when(first: str | None, last: str | None = _UNSET, text: str = "on Thursday") -> When:
    """Return a time; one day is that day."""
    return When(
        from_=first, to=first if last is _UNSET else last, text=text, precision=TimePrecision.DAY, start=0, end=5
    )


def make_statement(id: str = "s1", *sources: Link, outlet: str = "Orsk Post", **changes: Any) -> Statement:  # noqa: A002
    """Return a detention of 64 workers in Orsk on 28 March 2024.

    Args:
        sources: links of the chain, root first, without the outlet.
        changes: fields of `Statement`; `quantity`, `time`, `place` may be None; `time` may be an ISO day.
    """
    if isinstance(changes.get("time"), str):
        changes["time"] = make_when(changes["time"])
    fields: dict[str, Any] = {
        "id": id, "act": Act.ARREST_DETENTION, "status": Status.OCCURRED, "evidence": (Span(start=0, end=len(TEXT)),),
        "trigger": Span(start=15, end=23), "quantity": make_quantity(64),
        "to": (Party(text="64 workers", start=24, end=34, kind=ActorKind.COMMUNITY),),
        "time": make_when("2024-03-28"), "place": make_place(), "chain": (*sources, make_outlet(outlet)),
    }  # fmt: skip
    return Statement(**{**fields, **changes})


def make_report(
    id: str = "r1", *statements: Statement, text: str = TEXT, published: str | None = "2024-03-29", **changes: Any
) -> Report:  # noqa: A002
    """Return a report of one paragraph; `changes` are fields of `Report`."""
    fields: dict[str, Any] = {
        "id": id, "sha256": "0" * 64, "url": f"https://post.example/{id}", "outlet": "Orsk Post",
        "title": "Workers detained in Orsk", "language": "en", "text": text,
        "published": Published(value=published, from_="given" if published else None),
        "blocks": (Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),), "statements": statements,
    }  # fmt: skip
    return Report(**{**fields, **changes})


def make_blocks(text: str, *kinds: BlockKind) -> tuple[Block, ...]:
    """Return the blocks of a text, one for each piece between empty lines; what `kinds` leaves over are paragraphs."""
    pieces = [(m.start(), m.end()) for m in re.finditer(r"(?:[^\n]|\n(?!\n))+", text)]
    named = [*kinds, *[BlockKind.PARAGRAPH] * (len(pieces) - len(kinds))]
    return tuple(Block(kind=kind, start=start, end=end) for kind, (start, end) in zip(named, pieces, strict=True))


def make_event_statement(report: str = "r1", statement: Statement | None = None) -> EventStatement:
    """Return a statement as an event holds it."""
    held = statement or make_statement()
    quantity = (held.quantity.min, held.quantity.max) if held.quantity else None
    return EventStatement(
        report=report, statement=held.id, act=held.act, evidence=held.evidence, quantity=quantity, status=held.status,
        chain=held.chain,
    )  # fmt: skip


def make_event(id: str = "e0123456789ab", statements: Sequence[EventStatement] = _UNSET, **changes: Any) -> Event:  # noqa: A002
    """Return an event of one statement; `changes` are fields of `Event`."""
    fields: dict[str, Any] = {
        "id": id, "name": "Detention of 64 workers, Orsk, 28 March 2024", "act": Act.ARREST_DETENTION,
        "acts": (Act.ARREST_DETENTION,), "place": make_place(), "from_": "2024-03-28", "to": "2024-03-28",
        "statements": (make_event_statement(),) if statements is _UNSET else tuple(statements), "figures": (),
        "independent_roots": 1, "roots_for": 1, "roots": (), "verdict": Verdict.SINGLE_SOURCE,
        "why": "One source, Orsk Post, says it happened.",
    }  # fmt: skip
    return Event(**{**fields, **changes})
