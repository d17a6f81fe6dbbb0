"""The days on which a statement puts its act, as far as they may tell events apart."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from khronika.link.tables import load_words
from khronika.model import Report, Statement, Status, When
from khronika.values.datelines import is_of_writing

_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")
_NEWS = timedelta(days=1)  # before publication, in which somebody said what a report tells of
_LONG = 31  # days beyond which a window counts operations of their own


@dataclass(frozen=True, slots=True)
class Days:
    """Days of an act.

    `window` is first and last day, None where nothing is said; `exact` is the day where there is one; `running` marks
    a count of all so far, `part` one of some of them, `tally` one over separate operations; `inherited` a time that
    stands in a sentence before. `yearless` is month and day where the year alone is not said.
    """

    window: tuple[date, date] | None
    exact: date | None
    running: bool = False
    part: bool = False
    tally: bool = False
    inherited: bool = False
    yearless: tuple[int, int] | None = None

    @property
    def only(self) -> date | None:
        """The day beside which there is no other: one that is stated, and of the whole act."""
        return None if self.part or self.inherited else self.exact


def read_days(report: Report, statement: Statement) -> Days:
    """Return the days of a statement's act. A dateline's day is when it was written, not when it happened.

    Nor is the day on which somebody denied an act, or that of the report which he takes back, a day of it.
    """
    sentence = report.text[statement.evidence[0].start : statement.evidence[0].end].lower()
    counted = statement.quantity is not None
    part = counted and bool(_any_of("part").search(sentence))
    running = counted and not part and bool(_any_of("so_far").search(sentence))
    tally = bool(_any_of("tally").search(sentence))
    when = statement.time
    if when is None or not (when.from_ and when.to) or _is_no_day_of_act(report, when):
        return Days(None, None, running, part, tally, yearless=_month_and_day(when))
    first, last = date.fromisoformat(when.from_), date.fromisoformat(when.to)
    if statement.retracts or (statement.status is Status.DENIED and _is_day_of_saying(report, first, last)):
        return Days(None, None, running, part, tally)
    if (last - first).days > _LONG:
        return Days((first, last), None, running, part, True)
    before = report.text[max(0, when.start - 12) : when.start].lower().rstrip()
    if counted and first == last and _ends_in("as_of").search(before):
        return Days((first - timedelta(days=_LONG), last), None, True, False, tally)
    words = when.text.lower()
    if when.from_ == when.to:
        last += timedelta(days=bool(_any_of("night").search(words)))
        first -= timedelta(days=bool(_any_of("dawn").search(words)))
    inherited = not any(span.start <= when.start < span.end for span in statement.evidence)
    return Days((first, last), first if first == last else None, running, part, tally, inherited)


def _month_and_day(when: When | None) -> tuple[int, int] | None:
    """Return the month and day of a time whose year is unknown."""
    named = _YEARLESS.fullmatch(when.edtf) if when and when.edtf else None
    return (int(named[1]), int(named[2])) if named else None


def _is_day_of_saying(report: Report, first: date, last: date) -> bool:
    """Tell whether a day is likely the one on which somebody denied what was told before: that of the report's news."""
    published = report.published.value
    return first == last and published is not None and timedelta(0) <= date.fromisoformat(published) - last <= _NEWS


def _is_no_day_of_act(report: Report, when: When) -> bool:
    """Tell whether the words of a time are a dateline's, or a part of the outlet's name."""
    named = report.outlet and when.text and re.search(rf"\b{re.escape(when.text)}\b", report.outlet)
    return bool(named) or is_of_writing(report.text, when.start, when.end)


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(load_words(kind), key=len, reverse=True)))})\b")


@cache
def _ends_in(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(load_words(kind), key=len, reverse=True)))})$")
