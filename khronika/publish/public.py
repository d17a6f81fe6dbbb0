"""The public tier: of an event only what is listed here leaves the house.

Pages, feeds and exports are made from these records alone, so that a field which nobody allowed cannot be printed by
mistake. `khronika.publish.tier` makes them.
"""

from khronika.model import Act, ActorKind, Codes, Interval, PlacePrecision, Status, Verdict
from khronika.model.record import record

RADIUS_KM = {
    PlacePrecision.POINT: 0.1, PlacePrecision.DISTRICT: 3.0, PlacePrecision.CITY: 8.0, PlacePrecision.REGION: 120.0,
}  # fmt: skip
"""How far around its coordinates a place of each precision reaches, roughly; a country has no coordinates here."""


@record
class PublicPlace:
    """A place as exactly as it may be told; no coordinates where they would feign precision."""

    name: str
    country: str | None
    country_code: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision


def place_name(place: PublicPlace) -> str:
    """Return a place with its country."""
    return f"{place.name}, {place.country}" if place.country and place.country != place.name else place.name


@record
class PublicPoint:
    """What one root held on one day."""

    day: str | None
    count: Interval
    root: str


@record
class PublicFigure:
    """A count with its history."""

    words: str
    what: str
    unit: str | None
    mode: str
    first: str | None
    last: str | None
    latest: Interval
    contested: bool
    why: str
    history: tuple[PublicPoint, ...]


@record
class PublicParty:
    """Who did something, or to whom it was done."""

    words: str
    kind: ActorKind


@record
class PublicStatement:
    """One statement: who says what, in which state, in which words of the report.

    Of a confidential report it holds the act, its state and count, and the kinds of its sources alone.
    """

    id: str
    act: Act
    status: Status
    hedged: bool
    marks: str
    by: tuple[PublicParty, ...]
    to: tuple[PublicParty, ...]
    quantity: Interval | None
    unit: str | None
    first: str | None
    last: str | None
    chain: tuple[str, ...]
    kinds: tuple[ActorKind, ...]
    """What kind of source each link of the chain is."""
    codes: Codes
    quote: str | None


@record
class PublicReport:
    """A report of an event, with its statements and the reports that copy it; null where it is confidential."""

    id: str | None
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    sha256: str | None
    archived: str | None
    """Address of a copy that an archive was asked to take when the report was collected."""
    copy_of: str | None
    statements: tuple[PublicStatement, ...]


@record
class PublicRoot:
    """An origin and how many statements go back to it."""

    name: str
    kind: str
    statements: int


@record
class PublicEvent:
    """What a page on an event may say."""

    id: str
    name: str
    act: Act
    acts: tuple[Act, ...]
    first: str | None
    last: str | None
    place: PublicPlace | None
    verdict: Verdict
    verdict_words: str
    why: str
    independent_roots: int
    roots_for: int
    roots: tuple[PublicRoot, ...]
    figures: tuple[PublicFigure, ...]
    reports: tuple[PublicReport, ...]
