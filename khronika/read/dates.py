"""When a report was published: given, in the page's metadata, or in a dateline of its text."""

import re
from collections.abc import Sequence
from datetime import date

from khronika.model import Block, BlockKind, Published
from khronika.values.dates import find_times

_TOP, _FOOT = 5, 2
_DATED = re.compile(r"^(?:published|updated|posted|date|last updated)\b", re.IGNORECASE)
_DATELINE = re.compile(r"^[A-Z][\w .,’'/-]{1,60}?[,(]?\s*(?P<date>.{6,20}?)\s*(?:[(–—-])")


def find_published(given: str | None, metadata: str | None, text: str, blocks: Sequence[Block]) -> Published:
    """Return the day of publication: given before metadata before text; null where none says.

    Only a full date counts: in a line of its own, after "Published", or in the dateline that opens the report.
    """
    if given:
        return Published(value=given, from_="given")
    if metadata:
        return Published(value=metadata, from_="metadata")
    own = [b for b in blocks if b.kind is not BlockKind.TEASER]
    for block in [*own[:_TOP], *own[-_FOOT:]]:
        day = _date_of_line(text[block.start : block.end])
        if day:
            return Published(value=day.isoformat(), from_="text")
    return Published()


def _date_of_line(line: str) -> date | None:
    """Return the full date that a line gives as its own, or None."""
    short = len(line) < 70
    words = line
    if not short:
        match = _DATELINE.match(line[:120])
        if match is None:
            return None
        words = match["date"]
    for time in find_times(words, None):
        if time.precision == "day" and time.from_ is not None and (not short or _is_alone(words, time.start, time.end)):
            return time.from_
    return None


def _is_alone(line: str, start: int, end: int) -> bool:
    """Tell whether a line is little but its date: "March 29, 2024", "Published: 29 March 2024 at 10:00"."""
    rest = re.sub(
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{1,2}:\d\d|\b(?:at|on|by|am|pm|gmt|utc|est)\b|[\W\d_]",
        "",
        (line[:start] + line[end:]).lower(),
    )
    return len(rest) <= 12 or bool(_DATED.match(line))
