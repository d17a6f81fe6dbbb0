"""Reckoning with days: spans of weeks, months and years, and the TIMEX3 values that name them."""

import calendar
from datetime import date, timedelta

Span = tuple[date | None, date | None]
"""First and last day, both inclusive; None where open or unknown."""

_FIRST_YEAR, _LAST_YEAR = 1, 9998
_WHOLE_DAYS, _MONTH_DAYS, _YEAR_DAYS = 3, range(28, 32), 366
_PARTS_OF_MONTH = {"start": (1, 10), "first": (1, 10), "middle": (11, 20), "last": (21, 31), "end": (21, 31)}
"""The first day and the last."""
_PARTS_OF_YEAR = {"start": (1, 1), "first": (1, 3), "middle": (6, 3), "last": (10, 3), "end": (12, 1)}
"""The first month, and how many."""
_PARTS_OF_DECADE = {"start": (0, 1), "first": (0, 4), "middle": (4, 3), "last": (7, 3), "end": (9, 1)}
"""The first year, and how many."""


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_day(day: date, count: int, unit: str) -> date:
    """Return `day` moved by `count` units (D, W, M or Y); a shorter month lends its last day."""
    if unit in ("D", "W"):
        ordinal = day.toordinal() + count * (7 if unit == "W" else 1)
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1), 12)
    year = min(max(year, _FIRST_YEAR), _LAST_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_span(day: date, unit: str) -> tuple[date, date]:
    """Return the day, week (Monday to Sunday), month, quarter or year (D, W, M, Q, Y) that holds `day`."""
    if unit == "D":
        return day, day
    if unit == "W":
        monday = shift_day(day, -day.weekday(), "D")
        return monday, shift_day(monday, 6, "D")
    if unit == "M":
        return months_span(day.year, day.month, 1)
    if unit == "Q":
        return months_span(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def months_span(year: int, month: int, count: int) -> tuple[date, date]:
    """Return the span of `count` months from the first of `month` on."""
    first = date(year, month, 1)
    return first, shift_day(shift_day(first, count, "M"), -1, "D")


def unit_value(day: date, unit: str) -> str:
    """Return the TIMEX3 value of the day, week, month, quarter or year that holds `day`."""
    if unit == "D":
        return day.isoformat()
    if unit == "W":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "M":
        return f"{day.year:04}-{day.month:02}"
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return f"{day.year:04}"


def part_span(span: tuple[date, date], phase: str) -> tuple[date, date]:
    """Return the start, first, middle, last part or end of a span of more than three days; shorter ones whole.

    Months are parted at the 11th and 21st, years into quarters, ten years into their first four, middle three and last
    three: so those who code reports by hand take them. The start of a year is its first month, its end the last.
    """
    first, last = span
    days = (last - first).days + 1
    if days <= _WHOLE_DAYS:
        return span
    if days > _YEAR_DAYS:
        low, count = _PARTS_OF_DECADE[phase]
        return date(first.year + low, 1, 1), date(first.year + low + count - 1, 12, 31)
    if days >= _YEAR_DAYS - 1:
        return months_span(first.year, *_PARTS_OF_YEAR[phase])
    if days in _MONTH_DAYS:
        start, end = _PARTS_OF_MONTH[phase]
        return first.replace(day=start), first.replace(day=min(end, days))
    third = timedelta(days=(days - 1) // 3)
    if phase == "middle":
        return first + third, last - third
    return (first, first + third) if phase in ("start", "first") else (last - third, last)


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    month, day = divmod(d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114, 31)
    return date(year, month, day + 1)


def weekday_from(day: date, weekday: int) -> date:
    """Return the first such weekday from a day on: Thanksgiving is the Thursday from 22 November on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
