"""Events: what statements of one or many reports are about, reckoned."""

from khronika.model.record import record
from khronika.model.statement import Interval, Link, Place, Span
from khronika.model.words import Act, ActorKind, FigureMode, Status, Verdict


@record
class Cluster:
    """Statements about one event, as (report id, statement id) in order: what linking hands to reckoning."""

    act: Act
    members: tuple[tuple[str, str], ...]


@record
class EventStatement:
    """A statement as an event holds it."""

    report: str
    statement: str
    act: Act
    evidence: tuple[Span, ...]
    quantity: Interval | None
    status: Status
    chain: tuple[Link, ...]


@record
class FigurePoint:
    """What one root held on one day."""

    as_of: str | None  # ISO date of publication, null where unknown
    min: int | None
    max: int | None
    root: str  # name of the root, as in `Root.name`, or its words
    reports: tuple[str, ...]


@record
class Figure:
    """One count of one event for one period: its history by root, never a sum."""

    what: str  # killed, injured, detained, deported ...
    unit: str | None
    mode: FigureMode
    from_: str | None
    to: str | None
    history: tuple[FigurePoint, ...]
    latest: Interval
    contested: bool
    why: str


@record
class Root:
    """An origin of statements: the source nearest to the facts."""

    name: str | None
    kind: ActorKind
    statements: tuple[tuple[str, str], ...]  # (report id, statement id)


@record
class Event:
    """The happening that statements are about, with what its sources amount to."""

    id: str
    name: str
    act: Act
    acts: tuple[Act, ...]
    place: Place | None
    from_: str | None
    to: str | None
    statements: tuple[EventStatement, ...]
    figures: tuple[Figure, ...]
    independent_roots: int
    roots_for: int
    roots: tuple[Root, ...]
    verdict: Verdict
    why: str
