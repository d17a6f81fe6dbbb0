"""The records that stages hand to one another, named as the contract names them."""

from khronika.model.claim import Claim, Way
from khronika.model.decision import Decision, DecisionKind
from khronika.model.event import Cluster, Event, EventStatement, Figure, FigurePoint, Root
from khronika.model.exchange import Exchange, Fetch, Robots
from khronika.model.report import (
    Attribution,
    Block,
    Capture,
    Failure,
    Given,
    Published,
    Report,
    Teaser,
    TimeMention,
)
from khronika.model.statement import Codes, Interval, Link, Party, Place, Quantity, Span, Statement, When
from khronika.model.words import (
    OWN_WORDS,
    Act,
    ActorKind,
    BlockKind,
    FigureMode,
    PlaceKind,
    PlacePrecision,
    Status,
    TimePrecision,
    Verdict,
)

__all__ = [
    "OWN_WORDS",
    "Act",
    "ActorKind",
    "Attribution",
    "Block",
    "BlockKind",
    "Capture",
    "Claim",
    "Cluster",
    "Codes",
    "Decision",
    "DecisionKind",
    "Event",
    "EventStatement",
    "Exchange",
    "Failure",
    "Fetch",
    "Figure",
    "FigureMode",
    "FigurePoint",
    "Given",
    "Interval",
    "Link",
    "Party",
    "Place",
    "PlaceKind",
    "PlacePrecision",
    "Published",
    "Quantity",
    "Report",
    "Robots",
    "Root",
    "Span",
    "Statement",
    "Status",
    "Teaser",
    "TimeMention",
    "TimePrecision",
    "Verdict",
    "Way",
    "When",
]
