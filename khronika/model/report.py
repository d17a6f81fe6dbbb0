"""Captures and reports: what came in, and what was read out of it."""

from typing import Literal

from khronika.model.claim import Claim
from khronika.model.exchange import Fetch
from khronika.model.record import record
from khronika.model.statement import Place, Quantity, Span, Statement, TimeBasis
from khronika.model.words import BlockKind


@record
class Given:
    """What whoever hands a capture in says of it; null where they do not say."""

    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None  # ISO date


@record
class Capture:
    """The bytes as they were fetched or handed in.

    `payload` of a text capture is UTF-8; of any other it is the bytes as they came, out of their content coding.
    """

    sha256: str  # of payload, hex
    payload: bytes
    media_type: str  # one of those that `khronika.read` knows
    charset: str | None = None  # as labelled outside the payload, null where unknown
    captured_at: str  # UTC, ISO with seconds and Z
    given: Given = Given()
    name: str | None = None  # what messages call it: a file, an address, a line; no part of what is kept
    claim: Claim | None = None  # null where it was made by hand, not collected
    fetch: Fetch | None = None  # how it was got, where that was over the network
    confidential: bool = False  # it is kept locked, and leaves in nothing


@record
class Failure:
    """An input that could not be taken in or read; `id` names it, `error` says why."""

    id: str
    error: str


@record
class Block:
    """A range of the report's text and what part of the page it is."""

    kind: BlockKind
    start: int
    end: int


@record
class Teaser:
    """Headline and lines of another report shown on the page."""

    kicker: str | None
    title: str
    text: str | None
    url: str | None = None
    start: int
    end: int


@record
class Published:
    """The day of publication and how it is known."""

    value: str | None = None  # ISO date
    from_: Literal["given", "metadata", "text", "inferred"] | None = None
    reason: str | None = None  # of what is inferred


@record
class TimeMention:
    """A time expression: TIMEX3 type and value, and the days it stands for where known."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    from_: str | None = None
    to: str | None = None
    basis: TimeBasis | None = None
    edtf: str | None = None  # the days as EDTF writes them


@record
class Attribution:
    """Who says (source), with which words (cue), what (content); each may be in several pieces."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@record
class Report:
    """One article, post, press release or field note, and all that was read out of it."""

    id: str
    sha256: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: tuple[str, ...] = ()
    language: str | None  # ISO 639-1
    published: Published
    text: str
    blocks: tuple[Block, ...]  # cover every character that is not white space, in order, no overlap
    teasers: tuple[Teaser, ...] = ()
    tags: tuple[str, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[Place, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Statement, ...] = ()  # in order of prominence
    warnings: tuple[str, ...] = ()


__all__ = [
    "Attribution",
    "Block",
    "Capture",
    "Failure",
    "Given",
    "Published",
    "Report",
    "Span",
    "Teaser",
    "TimeMention",
]
