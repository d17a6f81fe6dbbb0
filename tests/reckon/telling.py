"""Events from a few words: who tells what on which day."""

from typing import Any

from khronika.model import ActorKind, Cluster, Event, Report, Statement
from khronika.reckon import reckon_events
from khronika.reckon.roots import Told, make_told
from tests.factories import make_link, make_outlet, make_quantity, make_report, make_statement

ROLES = {
    "a lawyer": ActorKind.LAWYER,
    "a witness": ActorKind.WITNESS,
    "the police": ActorKind.STATE_SECURITY,
    "police": ActorKind.STATE_SECURITY,
    "the assembly": ActorKind.UNKNOWN,
}


def tell(
    id: str,
    *sources: str,
    outlet: str = "Orsk Post",
    day: str | None = "2024-03-29",
    text: str | None = None,
    count: Any = 64,
    **changes: Any,
) -> tuple[Report, Statement]:  # noqa: A002
    """Return a report with one statement.

    Args:
        sources: names below the outlet, root first; those in `ROLES` name nobody.
        count: a number, an interval, or None.
        changes: fields of `Statement`.
    """  # fmt: skip
    links = [make_link(text=name, kind=ROLES[name]) if name in ROLES else make_link(name) for name in sources]
    low, high = count if isinstance(count, tuple) else (count, count)
    fields = {"quantity": None if count is None else make_quantity(low, high), **changes}
    statement = make_statement(f"s{id}", *links, **{**fields, "chain": (*links, make_outlet(outlet))})
    words = {} if text is None else {"text": text}
    return make_report(id, statement, outlet=outlet, published=day, **words), statement


def told(*tellings: tuple[Report, Statement], copies: dict[str, str] | None = None) -> list[Told]:
    """Return statements of one event with their sources."""
    return make_told(tellings, {report.id: report for report, _ in tellings}, copies or {})


def reckon(*tellings: tuple[Report, Statement], copies: dict[str, str] | None = None) -> Event:
    """Return the event that all tellings are about."""
    cluster = Cluster(act=tellings[0][1].act, members=tuple((report.id, s.id) for report, s in tellings))
    (event,) = reckon_events([cluster], [report for report, _ in tellings], copies or {})
    return event
