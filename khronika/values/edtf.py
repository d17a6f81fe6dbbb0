"""Times as EDTF strings (ISO 8601-2:2019, Extended Date/Time Format), as exact as the days and no more."""

import re
from calendar import monthrange
from datetime import date

_DECADE = 10
_SEASONS = {3: "21", 6: "22", 9: "23", 12: "24"}
_NO_YEAR = re.compile(r"XXXX-\d\d(?:-\d\d)?")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT(\d\d:\d\d)")


def format_edtf(
    first: date | None,
    last: date | None,
    *,
    precision: str = "day",
    approximate: bool = False,
    inferred: bool = False,
    value: str = "",
) -> str | None:
    """Return the EDTF string of the days from `first` to `last`, both inclusive, or None where neither is known.

    A day or month of an unknown year is one: "XXXX-05-13".

    Args:
        precision: what the words name: hour, day, week, month, year, unknown. A whole month or year is written as one.
        approximate: the words say "about"; adds "~".
        inferred: reckoned from something that is itself a guess; adds "?". Both together are "%".
        value: the TIMEX3 value, for a time of day ("2024-03-29T10:35") and seasons ("2024-SU").

    Example:
        >>> format_edtf(date(2024, 3, 1), date(2024, 3, 31), precision="month")
        '2024-03'
        >>> format_edtf(date(2024, 3, 29), None)
        '2024-03-29/..'
    """
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get((approximate, inferred), "")
    if first is None and last is None:
        return value if _NO_YEAR.fullmatch(value) else None
    if first is None or last is None:
        return f"{_end(first, mark)}/{_end(last, mark)}"
    clock = _CLOCK.fullmatch(value)
    if first == last and precision == "hour" and clock and not clock[1].startswith("24"):
        return f"{first.isoformat()}T{clock[1]}:00"
    whole = _whole(first, last, precision, value)
    if whole is not None:
        return whole + mark
    return f"{_end(first, mark)}/{_end(last, mark)}"


def _end(day: date | None, mark: str) -> str:
    return ".." if day is None else day.isoformat() + mark


def _whole(first: date, last: date, precision: str, value: str) -> str | None:
    """Return the name of the day, month, season, year, decade or century that the days fill, or None."""
    if first == last:
        return first.isoformat()
    if precision in ("hour", "day"):
        return None
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return None
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04}-{first.month:02}"
    if value.endswith(("-SP", "-SU", "-FA", "-WI")) and first.month in _SEASONS:
        return f"{first.year:04}-{_SEASONS[first.month]}"
    if (first.month, last.month) != (1, 12):
        return None
    years = last.year - first.year + 1
    if years == 1:
        return f"{first.year:04}"
    if years == _DECADE and first.year % _DECADE == 0:
        return f"{first.year // _DECADE:03}X"
    if years == _DECADE**2 and first.year % _DECADE**2 == 0:
        return f"{first.year // _DECADE**2:02}XX"
    return None
