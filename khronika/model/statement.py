"""A statement: one act as one source tells it in one report. Field names as the contract prints them."""

from typing import Literal

from khronika.model.record import record
from khronika.model.words import Act, ActorKind, PlaceKind, PlacePrecision, Status, TimePrecision

Interval = tuple[int | None, int | None]
"""Lowest and highest count, both inclusive; a null end is open."""
TimeBasis = Literal["stated", "publication", "text", "event"]
"""What days are reckoned from: themselves, the day of publication, another time in the text, an event."""


@record
class Span:
    """Half-open range of Unicode code points in the report's text."""

    start: int
    end: int


@record
class Party:
    """Somebody who did something, or to whom it was done, in the report's words."""

    text: str
    start: int
    end: int
    kind: ActorKind
    name: str | None = None  # only organisations, public roles and people the report itself names


@record
class Quantity:
    """A number as an interval of people or things; a null end is open; `text` is the words."""

    min: int | None
    max: int | None
    unit: str | None  # plural noun: "people", "migrants", "buses"
    text: str
    start: int
    end: int

    @property
    def interval(self) -> Interval:
        """The lowest and the highest number meant."""
        return self.min, self.max


@record
class When:
    """Days an act is said to fall in, both inclusive, ISO dates; null where the words do not say."""

    from_: str | None
    to: str | None
    text: str
    precision: TimePrecision
    basis: TimeBasis | None = None
    edtf: str | None = None  # the days as EDTF writes them
    start: int
    end: int


@record
class Place:
    """A place as named in the text and what the gazetteer knows of it."""

    text: str
    start: int
    end: int
    name: str
    geonames_id: int | None = None
    country: str | None = None  # ISO 3166 alpha-2
    country_name: str | None = None  # English
    admin1: str | None = None  # GeoNames first-order code, without the country
    admin1_name: str | None = None  # English
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = PlacePrecision.CITY
    kind: PlaceKind = PlaceKind.UNKNOWN
    radius_km: float | None = None  # how far around its point the place may lie
    reason: str | None = None  # why this place and no other of its name


@record
class Link:
    """One source in an attribution chain. `text` is null for the outlet's own voice."""

    name: str | None
    text: str | None
    kind: ActorKind
    named: bool
    start: int | None = None
    end: int | None = None


@record
class Codes:
    """The act in the words of other schemes; null where a scheme has none."""

    acled: str | None = None
    plover: str | None = None
    huridocs: str | None = None
    hrdsattack: str | None = None
    hrdsattack_perpetrator: str | None = None


@record
class Statement:
    """One act as one source tells it in one report."""

    id: str  # unique within the report, made from its words: see `values.ids.make_statement_id`
    act: Act
    status: Status
    hedged: bool = False
    teaser: bool = False  # stands in a teaser: about another report
    evidence: tuple[Span, ...]  # whole sentences, first the one that holds the trigger
    trigger: Span
    by: tuple[Party, ...] = ()
    to: tuple[Party, ...] = ()
    quantity: Quantity | None = None
    time: When | None = None
    place: Place | None = None
    origin: Place | None = None
    destination: Place | None = None
    chain: tuple[Link, ...]  # root first, outlet last
    quoted: bool = False
    retracts: bool = False  # its source takes back what it said before
    made_by: Literal["reader", "person"] = "reader"  # who found it in the report
    codes: Codes = Codes()
    confidence: float = 0.5  # 0..1

    @property
    def count(self) -> Interval | None:
        """The lowest and the highest number of those it was done to; None where none is told."""
        return self.quantity.interval if self.quantity else None
