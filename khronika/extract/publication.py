"""The day of publication where a page has none: from a day that the report names both by its date and from its own."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from khronika.model import Published, Report, Statement, TimeMention, When
from khronika.values.dates import find_times

_BASES = date(2001, 1, 3), date(2001, 5, 19)  # two days of different weekdays, months and ends of month
_BESIDE = re.compile(r"[\s,(]{1,4}(?:on\s)?")


def infer_published(report: Report) -> Published | None:
    """Return the day that a report without one must be of, with the reason; None where nothing or not one day tells.

    "Yesterday, 28 March 2024" is of the 29th; so is a report that tells of the raid of 28 March 2024 and of the raid
    yesterday, where it tells of that act on no other day.
    """
    found = dict([*_by_times(report), *_by_acts(report.statements)])
    if len(found) != 1:
        return None
    day, reason = next(iter(found.items()))
    return Published(value=day.isoformat(), from_="inferred", reason=reason)


def find_step(words: str) -> int | None:
    """Return how many days from publication words mean: -1 for "yesterday"; None where that hangs on the day itself.

    Example:
        >>> find_step("two days ago"), find_step("Friday")
        (-2, None)
    """
    steps = set()
    for base in _BASES:
        read = find_times(words, base)
        if len(read) != 1 or read[0].from_ is None or read[0].from_ != read[0].to or read[0].basis != "publication":
            return None
        steps.add((read[0].from_ - base).days)
    return steps.pop() if len(steps) == 1 else None


def _by_times(report: Report) -> Iterator[tuple[date, str]]:
    """Give the days that two times side by side tell of."""
    for one, other in zip(report.times, report.times[1:], strict=False):
        if not _BESIDE.fullmatch(report.text, one.end, other.start):
            continue
        for relative, stated in ((one, other), (other, one)):
            words, day = report.text[relative.start : relative.end], _stated_day(stated)
            if day and (step := find_step(words)) is not None:
                yield day - timedelta(step), f"“{words}” is {day.isoformat()}"


def _by_acts(statements: tuple[Statement, ...]) -> Iterator[tuple[date, str]]:
    """Give the days that follow from acts told once by date and once from the day of the report."""
    timed = [s for s in statements if s.time and not s.teaser]
    for act in dict.fromkeys(s.act for s in timed):
        times = [s.time for s in timed if s.act == act and s.time]
        days = {day for t in times if (day := _stated_day(t))}
        if len(days) != 1:
            continue
        day = days.pop()
        for time in times:
            if (step := find_step(time.text)) is not None:
                yield day - timedelta(step), f"what was “{time.text}” is told of {day.isoformat()} too"


def _stated_day(time: TimeMention | When) -> date | None:
    """Return the one day that words state in full, or None."""
    if time.basis != "stated" or time.from_ is None or time.from_ != time.to:
        return None
    return date.fromisoformat(time.from_)
