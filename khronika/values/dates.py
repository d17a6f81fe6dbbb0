"""Times in running English text: TIMEX3 type and value, and the days they stand for.

Weekday names point to the nearest fitting day on or before publication for the past, after it for the future; "last
week" is Monday to Sunday before; what is unknown is None. Values follow TIMEX3 (TimeML 1.2.1, TempEval-3).
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from khronika.values.tables import load_table

_TABLE = load_table("times.yaml")
_MONTHS: dict[str, int] = {name: i for i, names in enumerate(_TABLE["months"], 1) for name in names}
_DAYS: dict[str, int] = {name: i for i, names in enumerate(_TABLE["weekdays"]) for name in names}
_NUMBERS: dict[str, int] = {word: int(value) for word, value in _TABLE["numbers"].items()}
_UNITS: dict[str, str] = _TABLE["units"]
_PARTS: dict[str, str] = _TABLE["parts"]
_SEASONS: dict[str, str] = _TABLE["seasons"]

Interval = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression; `from_` and `to` are inclusive days, None where the words and publication leave it open."""

    start: int
    end: int
    text: str
    type: str  # TIMEX3: DATE, TIME, DURATION, SET
    value: str
    from_: date | None = None
    to: date | None = None
    precision: str = "unknown"  # hour, day, week, month, year, unknown
    open_kind: str | None = None  # since, until


def _alt(words: list[str] | dict[str, object]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


_MONTH = rf"(?P<month>{_alt(list(_MONTHS))})\b\.?"
_WEEKDAY = rf"(?P<weekday>{_alt(list(_DAYS))})\b\.?"
_COUNT = rf"(?P<count>\d{{1,3}}|{_alt(list(_NUMBERS))})"
_UNIT = rf"(?P<unit>{_alt(list(_UNITS))})\b"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_PART = rf"(?P<part>{_alt(list(_PARTS))})\b"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"),
    ("full", rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month2>{_alt(list(_MONTHS))})\b\.?,?\s+(?P<year2>(?:1[5-9]|20)\d\d)"),
    ("days", rf"{_MONTH}\s+{_DAY}\s*(?:-|–|to)\s*(?:(?P<month3>{_alt(list(_MONTHS))})\b\.?\s+)?(?P<dayto>\d{{1,2}})(?!\d|:)"),
    ("monthday", rf"{_MONTH}\s+{_DAY}(?![\d:])|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month2>{_alt(list(_MONTHS))})\b\.?"),
    ("monthyear", rf"(?:(?P<phase>early|mid|late)[\s-]+)?{_MONTH},?(?:\s+of)?\s+{_YEAR}"),
    ("relmonth", rf"(?P<which>last|next|this|in|since|early|late|mid|earlier|until|by|from|of|during|and|through)[\s-]+(?:(?P<phase>early|mid|late)[\s-]+)?{_MONTH}(?!\s+\d)"),
    ("weekday", rf"(?:(?P<which>last|next|this|past|coming)\s+)?{_WEEKDAY}(?:\s+{_PART})?"),
    ("dayword", r"(?P<word>(?:the\s+)?day\s+before\s+yesterday|yesterday|today|tonight|tomorrow|overnight|last\s+night|this\s+(?:morning|afternoon|evening))(?:\s+(?:morning|afternoon|evening|night))?"),
    ("ago", rf"(?:(?P<about>about|around|some|nearly|almost|more\s+than|over)\s+)?{_COUNT}\s+{_UNIT}\s+(?:ago|earlier|before|later)"),
    ("relunit", rf"(?P<whole>(?:earlier|later|early|late)\s+)?(?P<which>last|next|this|past|previous|the\s+past|the\s+last|the\s+previous|the\s+coming|coming)\s+(?:{_COUNT}\s+)?(?P<unit>days?|weeks?|weekend|months?|years?|decades?|quarter|century)\b"),
    ("season", rf"(?:(?P<which>last|next|this)\s+|in\s+(?:the\s+)?|the\s+)?(?P<season>{_alt(list(_SEASONS))})\b(?:\s+(?:of\s+)?{_YEAR})?"),
    ("decade", r"(?:(?:the\s+)?(?P<phase>early|mid|late)[\s-]+)?(?:the\s+)?(?P<decade>(?:1[89]|20)\d0)s\b"),
    ("quarter", rf"(?P<ordinal>first|second|third|fourth)\s+quarter(?:\s+of\s+{_YEAR})?"),
    ("yearin", rf"(?:(?P<phase>early|mid|late|beginning\s+of|end\s+of)[\s-]+)?(?<![\d.,/$€£-]){_YEAR}(?![\d%]|[,.]\d|-\d)"),
    ("set", r"(?P<set>every\s+(?:day|week|month|year|morning|night)|each\s+(?:day|week|month|year)|daily|weekly|monthly|annually|yearly|annual|nightly)\b"),
    ("duration", rf"(?:(?P<about>about|around|some|nearly|almost|more\s+than|over|at\s+least|up\s+to)\s+)?{_COUNT}(?:\s+and\s+a\s+half)?(?:\s+|-)(?:more\s+|consecutive\s+)?{_UNIT}(?![\s-]+old|\s+ago|\s+earlier|\s+later|\s+before)"),
    ("clock", r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap]\.?m\b\.?)"),
    ("ref", r"(?P<ref>recently|currently|now|at\s+present|in\s+recent\s+(?:days|weeks|months|years)|recent\s+(?:days|weeks|months|years)|previously|formerly|in\s+the\s+past|the\s+future|the\s+past)\b"),
)  # fmt: skip
_COMPILED = [(name, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)) for name, pattern in _PATTERNS]
_SINCE = re.compile(r"\b(since|from)\s+(?:the\s+|early\s+|late\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(until|till)\s+(?:the\s+)?$", re.IGNORECASE)


def find_times(
    text: str, published: date | None, *, future: Callable[[int], bool] | None = None
) -> list[TimeExpression]:
    """Return the time expressions of `text` in order, without overlap.

    Args:
        published: the day that relative words are reckoned from; None leaves them without days.
        future: tells whether the clause at an offset looks ahead, so that "on Friday" is the next one.
    """
    found: list[TimeExpression] = []
    taken: list[tuple[int, int]] = []
    for name, pattern in _COMPILED:
        for match in pattern.finditer(text):
            if any(s < match.end() and match.start() < e for s, e in taken):
                continue
            ahead = bool(future and future(match.start()))
            made = _HANDLERS[name](match, published, ahead)
            if made is None:
                continue
            taken.append((made.start, made.end))
            found.append(_with_openness(text, made, published))
    return sorted(found, key=lambda time: time.start)


def _with_openness(text: str, time: TimeExpression, published: date | None) -> TimeExpression:
    """Return the expression with its interval run on to publication after "since", or open before "until"."""
    before = text[max(0, time.start - 14) : time.start]
    kind = "since" if _SINCE.search(before) else "until" if _UNTIL.search(before) else None
    if kind is None or time.type != "DATE" or time.from_ is None or (kind == "since" and before.strip().lower().startswith("from")):
        return time
    span = (time.from_, published) if kind == "since" else (None, time.to)
    return TimeExpression(time.start, time.end, time.text, time.type, time.value, *span, time.precision, kind)


def _make(match: re.Match[str], type_: str, value: str, span: Interval = (None, None), precision: str = "unknown", start: int | None = None) -> TimeExpression:
    first = match.start() if start is None else start
    return TimeExpression(first, match.end(), match.string[first : match.end()], type_, value, *span, precision)


def _safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_span(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _phase(span: Interval, phase: str | None) -> Interval:
    """Return the first, middle or last third of a span for "early", "mid", "late"; the whole without."""
    first, last = span
    if not phase or first is None or last is None:
        return span
    third = (last - first).days // 3
    if phase.startswith(("early", "beginning")):
        return first, first + timedelta(days=third)
    if phase.startswith("mid"):
        return first + timedelta(days=third), last - timedelta(days=third)
    return last - timedelta(days=third), last


def _nearest_year(month: int, day: int, published: date, ahead: bool) -> int:
    """Return the year that puts a month and day nearest before publication, or after it when looking ahead."""
    this = _safe_date(published.year, month, min(day, 28)) or published
    if ahead:
        return published.year if this >= published else published.year + 1
    return published.year if this <= published + timedelta(days=7) else published.year - 1


def _iso(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    year, month, day = map(int, match["iso"].split("-"))
    found = _safe_date(year, month, day)
    return _make(match, "DATE", match["iso"], (found, found), "day") if found else None


def _full(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    month = _MONTHS[(match["month"] or match["month2"]).lower()]
    found = _safe_date(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"]))
    return _make(match, "DATE", found.isoformat(), (found, found), "day") if found else None


def _days(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    if published is None:
        return None
    month = _MONTHS[match["month"].lower()]
    last_month = _MONTHS[match["month3"].lower()] if match["month3"] else month
    year = _nearest_year(month, int(match["day"]), published, ahead)
    first, last = _safe_date(year, month, int(match["day"])), _safe_date(year, last_month, int(match["dayto"]))
    return _make(match, "DATE", first.isoformat(), (first, last), "day") if first and last and first < last else None


def _monthday(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    word, day = match["month"] or match["month2"], int(match["day"] or match["day2"])
    if not word[0].isupper() or not 1 <= day <= 31:
        return None
    month = _MONTHS[word.lower()]
    if published is None:
        return _make(match, "DATE", f"XXXX-{month:02}-{day:02}", precision="day")
    found = _safe_date(_nearest_year(month, day, published, ahead), month, day)
    return _make(match, "DATE", found.isoformat(), (found, found), "day") if found else None


def _monthyear(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    month = _MONTHS[match["month"].lower()]
    span = _phase(_month_span(int(match["year"]), month), match["phase"])
    return _make(match, "DATE", f"{match['year']}-{month:02}", span, "month")


def _relmonth(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    if not match["month"][0].isupper():
        return None
    month, which = _MONTHS[match["month"].lower()], match["which"].lower()
    start = match.start() if which in {"last", "next", "this", "early", "late", "mid", "earlier"} else match.start("phase") if match["phase"] else match.start("month")
    if published is None:
        return _make(match, "DATE", f"XXXX-{month:02}", precision="month", start=start)
    year = published.year - (month > published.month or (which == "last" and month == published.month))
    if (ahead or which == "next") and month < published.month:
        year = published.year + 1
    elif (ahead or which == "next") and month > published.month:
        year = published.year
    phase = match["phase"] or (which if which in {"early", "late", "mid"} else None)
    return _make(match, "DATE", f"{year}-{month:02}", _phase(_month_span(year, month), phase), "month", start)


def _weekday(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    word, which, part = match["weekday"], (match["which"] or "").lower(), match["part"]
    if not word[0].isupper():
        return None
    wanted = _DAYS[word.lower()]
    suffix = _PARTS[part.lower()] if part else ""
    type_ = "TIME" if part else "DATE"
    if published is None:
        return _make(match, type_, f"XXXX-WXX-{wanted + 1}{suffix}", precision="day")
    back = (published.weekday() - wanted) % 7
    if which in {"next", "coming"} or (ahead and which not in {"last", "past"}):
        day = published + timedelta(days=(wanted - published.weekday()) % 7 or (0 if which != "next" else 7))
    elif which in {"last", "past"}:
        day = published - timedelta(days=back or 7)
    else:
        day = published - timedelta(days=back)
    return _make(match, type_, day.isoformat() + suffix, (day, day), "day")


def _dayword(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    words = " ".join(match[0].lower().split())
    shift = -2 if "before" in words else -1 if words.startswith(("yesterday", "last night")) else 1 if words.startswith("tomorrow") else 0
    suffix = next((code for part, code in _PARTS.items() if words.endswith(part)), "TNI" if "night" in words else "")
    type_ = "TIME" if suffix else "DATE"
    if published is None:
        return _make(match, type_, "PRESENT_REF" if words == "today" else f"XXXX-XX-XX{suffix}", precision="day")
    day = published + timedelta(days=shift)
    first = published - timedelta(days=1) if words == "overnight" else day
    return _make(match, type_, day.isoformat() + suffix, (first, day), "day")


def _shift(day: date, count: int, unit: str) -> date:
    """Return `day` moved by `count` units (D, W, M, Y), the day of the month kept where the month has it."""
    if unit in {"D", "W"}:
        return day + timedelta(days=count * (7 if unit == "W" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(min(max(year, 1), 9999), month + 1, min(day.day, calendar.monthrange(min(max(year, 1), 9999), month + 1)[1]))


def _count(words: str | None) -> int:
    low = (words or "1").lower()
    return int(low) if low.isdigit() else _NUMBERS[" ".join(low.split())]


def _ago(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    count, unit = _count(match["count"]), _UNITS[match["unit"].lower()]
    ago = match[0].lower().endswith("ago")
    if unit in {"TH", "TM", "TS"}:
        return _make(match, "TIME" if ago else "DURATION", f"P{unit[0]}{count}{unit[1]}")
    if unit not in {"D", "W", "M", "Y", "DE", "CE"} or not ago or published is None:
        return _make(match, "DURATION" if not ago else "DATE", _period(count, unit))
    count, unit = (count * 10, "Y") if unit == "DE" else (count * 100, "Y") if unit == "CE" else (count, unit)
    day = _shift(published, -count, unit)
    if unit == "D":
        return _make(match, "DATE", day.isoformat(), (day, day), "day")
    return _unit_of(match, day, unit, match.start())


def _unit_of(match: re.Match[str], day: date, unit: str, start: int, until: date | None = None) -> TimeExpression:
    """Return the week, month or year that holds `day` as an expression, cut off at `until`."""
    if unit == "W":
        monday = day - timedelta(days=day.weekday())
        iso = day.isocalendar()
        span, value, precision = (monday, monday + timedelta(days=6)), f"{iso[0]}-W{iso[1]:02}", "week"
    elif unit == "M":
        span, value, precision = _month_span(day.year, day.month), f"{day.year}-{day.month:02}", "month"  # type: ignore[assignment]
    else:
        span, value, precision = (date(day.year, 1, 1), date(day.year, 12, 31)), str(day.year), "year"
    return _make(match, "DATE", value, (span[0], min(span[1], until) if until else span[1]), precision, start)


def _period(count: int, unit: str) -> str:
    """Return a TIMEX3 duration value."""
    return f"PT{count}{unit[1]}" if unit.startswith("T") else f"P{count}{unit}"


def _relunit(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    which, unit = " ".join(match["which"].lower().split()).removeprefix("the "), match["unit"].lower().rstrip("s")
    code = _UNITS.get(unit, {"weekend": "WE", "quarter": "Q", "century": "CE"}.get(unit, "D"))
    plural = match["unit"].lower().endswith("s")
    if match["count"] or plural or which in {"past", "previous"}:
        count = _count(match["count"]) if match["count"] else None
        value = _period(count, code) if count else f"P{'1' if not plural else 'X'}{code}"
        if published is None or (count is None and plural) or which in {"next", "coming"} or code not in {"D", "W", "M", "Y"}:
            return _make(match, "DURATION", value)
        return _make(match, "DURATION", value, (_shift(published, -(count or 1), code), published), {"D": "day", "W": "week", "M": "month"}.get(code, "year"))
    if published is None:
        return _make(match, "DATE", {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(unit, "XXXX"))
    step = {"last": -1, "this": 0, "next": 1, "coming": 1}[which]
    if code == "WE":
        saturday = published - timedelta(days=published.weekday()) + timedelta(days=5 + 7 * step)
        iso = saturday.isocalendar()
        return _make(match, "DATE", f"{iso[0]}-W{iso[1]:02}-WE", (saturday, saturday + timedelta(days=1)), "week")
    if code not in {"W", "M", "Y"}:
        return _make(match, "DATE", "XXXX")
    return _unit_of(match, _shift(published, step, code), code, match.start(), None if step or ahead else published)


def _season(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    code, which = _SEASONS[match["season"].lower()], (match["which"] or "").lower()
    if match["season"].lower() in {"fall", "spring"} and not (match["year"] or which):
        return None
    year = int(match["year"]) if match["year"] else published.year if published else None
    start = match.start("which") if which else match.start("season")
    if year is None:
        return _make(match, "DATE", f"XXXX-{code}", start=start)
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if not match["year"] and published and (first > published.month or (which == "last" and first + 2 >= published.month)) and which != "next":
        year -= 1
    begin = date(year, first, 1)
    return _make(match, "DATE", f"{year}-{code}", (begin, _shift(begin, 3, "M") - timedelta(days=1)), "month", start)


def _decade(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    first = int(match["decade"])
    return _make(match, "DATE", match["decade"][:3], _phase((date(first, 1, 1), date(first + 9, 12, 31)), match["phase"]), "year")


def _quarter(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    number = ["first", "second", "third", "fourth"].index(match["ordinal"].lower()) + 1
    year = int(match["year"]) if match["year"] else published.year if published else None
    if year is None:
        return _make(match, "DATE", f"XXXX-Q{number}")
    if not match["year"] and published and number * 3 - 2 > published.month:
        year -= 1
    begin = date(year, number * 3 - 2, 1)
    return _make(match, "DATE", f"{year}-Q{number}", (begin, _shift(begin, 3, "M") - timedelta(days=1)), "month")


def _yearin(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    year = int(match["year"])
    span = _phase((date(year, 1, 1), date(year, 12, 31)), (match["phase"] or "").lower().replace("end", "late") or None)
    return _make(match, "DATE", match["year"], span, "year")


def _set(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    low = match["set"].lower()
    unit = next((code for word, code in (("day", "D"), ("dai", "D"), ("week", "W"), ("month", "M"), ("year", "Y"), ("annual", "Y"), ("night", "D"), ("morning", "D")) if word in low))  # fmt: skip
    return _make(match, "SET", f"P1{unit}")


def _duration(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    unit = _UNITS[match["unit"].lower()]
    start = match.start("about") if match["about"] else match.start("count")
    return _make(match, "DURATION", _period(_count(match["count"]), unit), start=start)


def _clock(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    day = published.isoformat() if published else "XXXX-XX-XX"
    return _make(match, "TIME", f"{day}T{hour:02}:{minute:02}")


def _ref(match: re.Match[str], published: date | None, ahead: bool) -> TimeExpression | None:
    low = match["ref"].lower()
    value = "PRESENT_REF" if low in {"now", "currently", "at present"} else "FUTURE_REF" if "future" in low else "PAST_REF"
    return _make(match, "DATE", value)


_HANDLERS: dict[str, Callable[[re.Match[str], date | None, bool], TimeExpression | None]] = {
    "iso": _iso, "full": _full, "days": _days, "monthday": _monthday, "monthyear": _monthyear, "relmonth": _relmonth,
    "weekday": _weekday, "dayword": _dayword, "ago": _ago, "relunit": _relunit, "season": _season, "decade": _decade,
    "quarter": _quarter, "yearin": _yearin, "set": _set, "duration": _duration, "clock": _clock, "ref": _ref,
}  # fmt: skip
