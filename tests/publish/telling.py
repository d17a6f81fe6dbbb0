"""A small chronicle whose every field stands where it is cited: what the tests of publishing begin with."""

from dataclasses import replace
from typing import Any

from khronika.model import (
    Act,
    ActorKind,
    Event,
    Figure,
    FigureMode,
    FigurePoint,
    Link,
    Party,
    Quantity,
    Report,
    Root,
    Span,
    Statement,
    Verdict,
    When,
)
from khronika.store import StoredReport
from tests.factories import TEXT, make_event, make_event_statement, make_outlet, make_place, make_report, make_statement


def find(words: str, text: str = TEXT) -> dict[str, int]:
    """Return where words stand, as the offsets of a record."""
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def tell(id: str = "s1", **changes: Any) -> Statement:  # noqa: A002
    """Return the statement that `TEXT` makes, each part at its words; `changes` are fields of `Statement`."""
    told = make_statement(
        id,
        quantity=Quantity(min=64, max=64, unit="workers", text="64 workers", **find("64 workers")),
        time=When(from_="2024-03-28", to="2024-03-28", text="on Thursday", precision="day", **find("on Thursday")),
        place=replace(make_place(), text="Orsk", **find("Orsk")),
        to=(Party(text="64 workers", kind=ActorKind.COMMUNITY, **find("64 workers")),),
        by=(Party(text="Police in Orsk", kind=ActorKind.STATE_SECURITY, **find("Police in Orsk")),),
        trigger=Span(**find("detained")),
        chain=(Link(name=None, text="a lawyer", kind=ActorKind.LAWYER, named=False, **find("a lawyer")), make_outlet()),
    )
    return replace(told, **changes)


def tell_report(*statements: Statement, **changes: Any) -> Report:
    """Return the report of `TEXT` that holds these statements."""
    return make_report(changes.pop("id", "r1"), *statements, **changes)


def make_figure(*points: tuple[str | None, int | None, int | None, str], **changes: Any) -> Figure:
    """Return a figure with a history of (day, low, high, root)."""
    history = tuple(FigurePoint(as_of=d, min=a, max=b, root=r, reports=("r1",)) for d, a, b, r in points)
    told = {"what": "detained", "unit": "workers", "mode": FigureMode.TOTAL, "from_": "2024-03-28", "to": "2024-03-28",
            "history": history, "latest": (64, 64), "contested": False, "why": "64 according to one."}  # fmt: skip
    return Figure(**{**told, **changes})


def make_chronicle(report: Report | None = None, **changes: Any) -> tuple[list[Event], dict[str, StoredReport]]:
    """Return one event and its report; `changes` are fields of the event."""
    held = report or tell_report(tell())
    fields: dict[str, Any] = {
        "statements": [make_event_statement(held.id, s) for s in held.statements],
        "roots": (Root(name=None, kind=ActorKind.LAWYER, statements=((held.id, "s1"),)),),
        "figures": (make_figure(("2024-03-29", 64, 64, "lawyer (to Orsk Post)")),),
        "act": Act.ARREST_DETENTION, "verdict": Verdict.SINGLE_SOURCE,
    }  # fmt: skip
    return [make_event(**{**fields, **changes})], {held.id: StoredReport(held, (), None)}
