"""What each pattern of a time means: one small function for each, and the table that finds them by first word."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from khronika.values.number_words import read_core
from khronika.values.tables import any_of
from khronika.values.time_calendar import (
    Span,
    easter,
    make_day,
    months_span,
    nth_weekday,
    shift_day,
    unit_span,
    unit_value,
)
from khronika.values.time_patterns import MONTHS, ORDINALS, PARTS, PATTERNS, REFERENCES, SEASONS, TABLE, UNITS, WEEKDAYS
from khronika.values.time_scene import Reading, Scene

Match = re.Match[str]
Handler = Callable[[Match, Scene], Reading | None]

_DOUBTFUL_MONTHS = frozenset(month.lower() for month in TABLE["doubtful_months"])
_BEFORE_MONTHS = frozenset(TABLE["before_months"])
_WORD_BEFORE = re.compile(r"(\w+)[\s-]+$")
_NOT_AGE = re.compile(r"[\s-]+(?:olds?\b|of\s+age)", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:\d[\d,.]*|million|billion|times?|once|twice|cents?|dollars?|%|percent|hours|days|tons|barrels)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|of|by|until|till|during|from|before|after|year|between|and|to|late|early|mid|fiscal|through|through|the|for|around|circa|ending|ended|,)|[(\u2013/-]|\bmid-|\d)\s?$",
    re.IGNORECASE,
)
_NOT_YEAR_BEFORE = re.compile(
    r"(?:[$\u20ac\u00a3#]|\b(?:No\.|about|some|nearly|almost|over|than|least|most|only|another|to|approximately|around|article|section|resolution|room|flight|route|all))\s?$",
    re.IGNORECASE,
)
_NOT_YEAR_AFTER = re.compile(rf"-(?!\d{{4}}\b)\w|\s{any_of(TABLE['counted_after'])}\b")
_PAST_OF = re.compile(
    r"\s(?!and\b|but\b|to\b|by\b|for\b|with\b|have\b|has\b|had\b|when\b|he\b|she\b|they\b|it\b|the\b|as\b|was\b|were\b|is\b|are\b|of\b|in\b|on\b|that\b)\w"
)
_ENDED = re.compile(r"\bended\s$")
_AGED = re.compile(r"\baged?\s$", re.IGNORECASE)
_HALVES = {"TM": "30S", "TH": "30M", "D": "T12H", "W": "X", "M": "15D", "Y": "6M", "Y10": "5Y", "Y100": "50Y"}
_STEP = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "next": 1,
    "coming": 1,
    "following": 1,
    "this": 0,
    "current": 0,
    "latest": 0,
}
_AFTER_BARE = re.compile(
    r"\b(?:for|in|of|over|within|after|during|than|many|several|past|recent|coming|two|and|or|the|took|take|last|lasted|spent|spend|be|by)\s+$",
    re.IGNORECASE,
)


def _day_reading(match: Match, day: date, suffix: str = "") -> Reading:
    """Return a reading of one day, or of a part of it such as TMO."""
    kind = "TIME" if suffix else "DATE"
    return Reading(match.end(), kind, day.isoformat() + suffix, (day, day), "day", anchor=day)


def _unit_reading(match: Match, day: date, unit: str, scene: Scene, *, running: bool = False) -> Reading:
    """Return a reading of the week, month or year that holds `day`; a running one ends with publication."""
    first, last = unit_span(day, unit)
    if running and scene.published and not scene.looks_ahead(match.start()):
        last = min(last, scene.published)
    precision = {"D": "day", "W": "week", "M": "month", "Q": "month", "Y": "year"}[unit]
    return Reading(
        match.end(), "DATE", unit_value(day, unit), (first, last), precision, anchor=first, quarter=unit == "Q"
    )


def _count(words: str) -> int | None:
    """Return the number that `words` are, or None where they are vague."""
    words = words.lower().strip()
    if words in ("a", "an", "another"):
        return 1
    if words.startswith(("a couple", "couple")):
        return 2
    core = read_core(words, 0) if words else None
    return core.min if core is not None and core.min == core.max and core.sign == "" else None


def _period(count: int | None, unit: str) -> str:
    """Return the TIMEX3 value of a length of time; X stands for an unknown count."""
    time = "T" if unit.startswith("T") else ""
    letter = unit.removeprefix("T")
    factor = int(letter[1:] or 1)
    number = "X" if count is None else str(count * factor)
    return f"P{time}{number}{letter[0]}"


def _shift(day: date, count: int, unit: str) -> tuple[date, str]:
    """Return `day` moved by `count` of a unit of the table, and the unit that the result is exact to."""
    letter, factor = unit[0], int(unit[1:] or 1) if not unit.startswith("T") else 1
    return shift_day(day, count * factor, letter), letter


def _year_of(match: Match, scene: Scene) -> int | None:
    """Return the year that a pattern with OF_YEAR names, or None."""
    if match["year"]:
        return int(match["year"])
    rel = (match["rel_year"] or "").lower()
    if not rel or scene.published is None:
        return None
    if rel.endswith("same") or rel == "that":
        return scene.last_day.year if scene.last_day else None
    return scene.published.year + _STEP[rel]


def _has_year(match: Match) -> bool:
    return bool(match["year"] or match["rel_year"])


def read_iso(match: Match, scene: Scene) -> Reading | None:
    day = make_day(int(match["year"]), int(match["month"]), int(match["day"]))
    if day is None:
        return None
    if match["hour"]:
        return Reading(
            match.end(), "TIME", f"{day.isoformat()}T{match['hour']}:{match['minute']}", (day, day), "hour", anchor=day
        )
    return _day_reading(match, day)


def read_numeric(match: Match, scene: Scene) -> Reading | None:
    """Read 29/03/2024 and 03/29/2024; 05/03/2024 could be either, 05.03.2024 is day first."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if match["mark"] == "." or one == two or one > 12:
        day = make_day(year, two, one)
    elif two > 12:
        day = make_day(year, one, two)
    else:
        return Reading(match.end(), "DATE", f"{year:04}-XX-XX", unit_span(date(year, 1, 1), "Y"), "unknown")
    return _day_reading(match, day) if day else None


def read_day_of_month(match: Match, scene: Scene) -> Reading | None:
    """Read "March 29", "29 March 2024", "March 29-31", "Friday, March 29"."""
    month, number = MONTHS[match["month"].rstrip(".").lower()], int(match["day"])
    over = bool(_ENDED.search(scene.text[max(0, match.start() - 7) : match.start()]))
    year = _year_of(match, scene) or (
        None if _has_year(match) else scene.nearest_year(month, number, match.start(), over=over)
    )
    if year is None:
        return Reading(match.end(), "DATE", f"XXXX-{month:02}-{number:02}", (None, None), "day")
    day = make_day(year, month, number)
    if day is None:
        return None
    last = make_day(year, month, int(match["day_2"])) if match["day_2"] else None
    if last is None or last <= day:
        return _day_reading(match, day) if not match["day_2"] else None
    if match["dash"] in ("and", "or") and (last - day).days > 1:
        return replace(_day_reading(match, day), span=(day, last))
    return Reading(match.end(), "DATE", f"{day.isoformat()}/{last.isoformat()}", (day, last), "day", anchor=last)


def read_month_of_year(match: Match, scene: Scene) -> Reading | None:
    month, year = MONTHS[match["month"].rstrip(".").lower()], _year_of(match, scene)
    if year is None:
        return Reading(match.end(), "DATE", f"XXXX-{month:02}", (None, None), "month")
    return _unit_reading(match, date(year, month, 1), "M", scene)


def read_month(match: Match, scene: Scene) -> Reading | None:
    """Read a month without a year: the nearest one past, unless "next", "this" or the tense says otherwise."""
    name, which = match["month"].rstrip(".").lower(), (match["which"] or "").lower()
    if not which and not _is_month(name, match, scene):
        return None
    month, today = MONTHS[name], scene.published
    if today is None:
        return Reading(match.end(), "DATE", f"XXXX-{month:02}", (None, None), "month")
    if which in ("last", "past"):
        year = today.year - (month >= today.month)
    elif which == "next":
        year = today.year + (month <= today.month)
    elif which == "this":
        year = today.year
    elif month == today.month:
        year = today.year
    else:
        year = scene.nearest_year(month, 15, match.start()) or today.year
    return _unit_reading(match, date(year, month, 1), "M", scene, running=True)


def _is_month(name: str, match: Match, scene: Scene) -> bool:
    """Return whether the name of a month is one here: "in May", not "May said" or "a march"."""
    printed = match["month"]
    if printed.isupper() and len(printed) > 4:
        return False
    if (
        len(name) <= 4
        and name in ("jan", "mar", "apr", "jun", "jul", "may")
        and printed.endswith(".")
        and name in ("jan", "mar")
    ):
        return bool(re.match(r"\s\d", scene.text[match.end() : match.end() + 2]))
    before = _WORD_BEFORE.search(scene.text[max(0, match.start() - 16) : match.start()])
    if name in _DOUBTFUL_MONTHS:
        return bool(before and before[1].lower() in _BEFORE_MONTHS)
    after = scene.text[match.end() : match.end() + 2]
    return not (
        before and before[1][0].isupper() and before[1].lower() not in _BEFORE_MONTHS and before[1] != "The"
    ) and not (after[:1] == " " and after[1:].isupper() and not before)


def read_weekday(match: Match, scene: Scene) -> Reading | None:
    weekday = WEEKDAYS[match["weekday"].rstrip(".").lower()]
    which, part = (match["which"] or "").lower(), match["part"]
    suffix = _part(part)
    if scene.published is None:
        return Reading(
            match.end(), "TIME" if suffix else "DATE", f"XXXX-WXX-{weekday + 1}{suffix}", (None, None), "day"
        )
    monday = unit_span(scene.published, "W")[0]
    if match["week"]:
        day: date | None = shift_day(monday, weekday + 7 * _STEP[match["week"].lower()], "D")
    elif which in ("last", "past"):
        day = scene.back_to_weekday(weekday, strictly=True)
    elif which in ("next", "coming"):
        day = scene.on_to_weekday(weekday)
    elif which == "this":
        day = shift_day(monday, weekday, "D")
    elif scene.looks_ahead(match.start()):
        day = scene.on_to_weekday(weekday)
    else:
        day = scene.back_to_weekday(weekday, strictly=False)
    return _day_reading(match, day, suffix) if day else None


def _part(words: str | None) -> str:
    return PARTS[" ".join(words.lower().split())] if words else ""


def read_day_word(match: Match, scene: Scene) -> Reading | None:
    """Read "yesterday", "tonight", "overnight", "this morning" and their like."""
    words = " ".join(match["word"].lower().split())
    suffix = _part(match["part"])
    step = {"yesterday": -1, "tomorrow": 1, "last night": -1}.get(words, 0)
    if "day before" in words or "day after" in words:
        step = -2 if "before" in words else 2
    if not suffix:
        suffix = {"tonight": "TNI", "overnight": "TNI", "last night": "TNI"}.get(words, "")
        if words.startswith("this "):
            suffix = _part(words.split()[1])
    if scene.published is None:
        value = "PRESENT_REF" if words == "today" and not suffix else f"XXXX-XX-XX{suffix}"
        return Reading(match.end(), "TIME" if suffix else "DATE", value, (None, None), "day")
    day = shift_day(scene.published, step, "D")
    reading = _day_reading(match, day, suffix)
    if words == "overnight":
        return replace(reading, span=(shift_day(day, -1, "D"), day))
    return reading


def read_night_of(match: Match, scene: Scene) -> Reading | None:
    suffix = _part(match["part"])
    if match["weekday"]:
        weekday = WEEKDAYS[match["weekday"].rstrip(".").lower()]
        day = scene.back_to_weekday(weekday, strictly=False)
    else:
        month = MONTHS[(match["month"] or match["month_2"]).rstrip(".").lower()]
        number = int(match["day"] or match["day_2"])
        year = int(match["year"]) if match["year"] else scene.nearest_year(month, number, match.start())
        day = make_day(year, month, number) if year else None
    return _day_reading(match, day, suffix) if day else None


def read_year(match: Match, scene: Scene) -> Reading | None:
    year = int(match["year"])
    named = match.start("year") > match.start()
    before = scene.text[max(0, match.start() - 16) : match.start()]
    after = scene.text[match.end() : match.end() + 14]
    if not named:
        sure = bool(_YEAR_BEFORE.search(before))
        if _NOT_YEAR_AFTER.match(after) and not before.rstrip().lower().endswith((" in", "since", " during")):
            return None
        if not sure and not 1900 <= year <= 2040:
            return None
        if (
            before[-1:] in ("-", "/", "\u2013")
            and before[-2:-1].isdigit()
            and not re.search(r"(?:19|20)\d\d\W$", before)
        ):
            return None
        if _NOT_YEAR_BEFORE.search(before) and not re.search(r"\b(?:19|20)\d\d to $", before):
            return None
    return _unit_reading(match, date(year, 1, 1), "Y", scene)


def read_year_words(match: Match, scene: Scene) -> Reading | None:
    words = match["words"].lower().replace("-", " ").split()
    numbers = [_count(word) or 0 for word in words if word not in ("and", "thousand")]
    year = 2000 + sum(numbers[1:]) if "thousand" in words else numbers[0] * 100 + sum(numbers[1:])
    if "thousand" in words and match.start("words") == match.start() and len(words) < 4:
        return None
    return _unit_reading(match, date(year, 1, 1), "Y", scene)


def read_decade(match: Match, scene: Scene) -> Reading | None:
    first = int(match["decade"]) if match["decade"] else 1900 + int(match["short"])
    if match["decade"] and first % 100 == 0 and first < 1900:
        return Reading(
            match.end(), "DATE", f"{first // 100:02}", (date(first, 1, 1), date(first + 99, 12, 31)), "unknown"
        )
    return Reading(match.end(), "DATE", f"{first // 10}", (date(first, 1, 1), date(first + 9, 12, 31)), "unknown")


def read_century(match: Match, scene: Scene) -> Reading | None:
    if match["century"]:
        first = (int(match["century"]) - 1) * 100
    elif scene.published:
        first = (scene.published.year // 100 - (match["this"].lower() == "last")) * 100
    else:
        return None
    return Reading(
        match.end(), "DATE", f"{first // 100:02}", (date(max(first, 1), 1, 1), date(first + 99, 12, 31)), "unknown"
    )


def read_quarter(match: Match, scene: Scene) -> Reading | None:
    number = int(match["q"]) if match["q"] else ORDINALS[match["nth"].lower()]
    today = scene.published
    year = int(match["q_year"]) if match["q_year"] else _year_of(match, scene)
    if year is None and match["rel"] and today:
        year = today.year + _STEP[match["rel"].lower()]
    if year is None and today:
        year = today.year - (number * 3 - 2 > today.month and not scene.looks_ahead(match.start()))
    if year is None:
        return Reading(match.end(), "DATE", f"XXXX-Q{number}", (None, None), "month")
    return _unit_reading(match, date(year, number * 3 - 2, 1), "Q", scene)


def read_half(match: Match, scene: Scene) -> Reading | None:
    number = 1 if match["nth"].lower() == "first" else 2
    year = int(match["year"]) if match["year"] else None
    if year is None and scene.published:
        year = scene.published.year + _STEP.get((match["rel"] or "").lower(), 0)
    if year is None:
        return None
    return Reading(match.end(), "DATE", f"{year}-H{number}", months_span(year, number * 6 - 5, 6), "month")


def read_quarter_back(match: Match, scene: Scene) -> Reading | None:
    """Read "a year earlier": the quarter a year before the one last told of, else the year before."""
    if scene.last_quarter is not None:
        return replace(_unit_reading(match, shift_day(scene.last_quarter, -1, "Y"), "Q", scene), anchor=None)
    if scene.published is None or "quarter" in match[0] or "period" in match[0]:
        return None
    from_day = scene.published if match[0].lower().endswith("ago") or scene.last_day is None else scene.last_day
    return replace(_unit_reading(match, shift_day(from_day, -1, "Y"), "Y", scene), anchor=None)


def read_quarter_this(match: Match, scene: Scene) -> Reading | None:
    """Read "the quarter": the one last told of, else the last that is over."""
    day = scene.last_quarter
    if day is None and scene.published is not None:
        step = 0 if match[0].lower().startswith("this") or "current" in match[0].lower() else -3
        day = shift_day(scene.published, step, "M")
    return _unit_reading(match, day, "Q", scene) if day else None


def read_ago(match: Match, scene: Scene) -> Reading | None:
    """Read "three days ago", "two weeks earlier", "a month later"."""
    way, unit = " ".join(match["way"].lower().split()), UNITS[match["unit"].lower()]
    count = _count(match["count"])
    base = scene.published if way in ("ago", "from now", "hence", "from today") else scene.last_day or scene.published
    sign = -1 if way in ("ago", "earlier", "previously") else 1
    if base is None or count is None:
        return Reading(
            match.end(),
            "DATE" if not unit.startswith("T") else "TIME",
            "PAST_REF" if base and sign < 0 else _period(count, unit),
        )
    if unit.startswith("T"):
        hours = count if unit == "TH" else 0
        day = shift_day(base, sign * ((hours + 12) // 24), "D")
        return Reading(match.end(), "TIME", day.isoformat() if hours >= 24 else _period(count, unit), (day, day), "day")
    day, letter = _shift(base, sign * count, unit)
    return replace(_unit_reading(match, day, letter, scene), anchor=None)


def read_day_beside(match: Match, scene: Scene) -> Reading | None:
    """Read "the day before" and "the week after" where nothing follows that they are before or after of."""
    base = scene.last_day or scene.published
    if base is None:
        return None
    sign = -1 if match["way"].lower() in ("before", "earlier") else 1
    day, letter = _shift(base, sign, UNITS[match["unit"].lower()])
    return replace(_unit_reading(match, day, letter, scene), anchor=None)


def read_which_count(match: Match, scene: Scene) -> Reading | None:
    """Read "the past three days": a length of time with the days that it ends or begins with."""
    which, unit, count = match["which"].lower(), UNITS[match["unit"].lower()], _count(match["count"])
    if match["count"].lower() in ("a", "an"):
        return None
    return Reading(match.end(), "DURATION", _period(count, unit), *_stretch(scene, which, count, unit))


def _stretch(scene: Scene, which: str, count: int | None, unit: str) -> tuple[Span, str]:
    """Return the days of a count of units up to publication, or from it on, and how exact they are."""
    if (
        scene.published is None
        or count is None
        or unit.startswith("T")
        or which not in ("last", "past", "previous", "preceding", "next", "coming")
    ):
        return (None, None), "unknown"
    sign = _STEP[which]
    day, letter = _shift(scene.published, sign * count, unit)
    precision = {"D": "day", "W": "week", "M": "month"}.get(letter, "year")
    return ((day, scene.published) if sign < 0 else (scene.published, day)), precision


def read_which_few(match: Match, scene: Scene) -> Reading | None:
    if match["which"].lower() in ("that", "same", "first", "final", "latest", "current", "this"):
        return None
    return Reading(
        match.end(),
        "DURATION",
        _period(2 if (match["few"] or "").lower().startswith("couple") else None, UNITS[match["unit"].lower()]),
    )


def read_which(match: Match, scene: Scene) -> Reading | None:
    """Read "last week", "this year", "the past month", "the next day", "that night"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    the = match[0].lower().startswith("the ")
    if unit in ("day", "night", "morning", "afternoon", "evening"):
        return _read_which_day(match, scene, which, unit)
    if which in ("first", "final", "same", "that", "latest") or (unit == "hour"):
        return None
    if unit in SEASONS:
        return _season_reading(match, scene, SEASONS[unit], None, which)
    if scene.published is None:
        return Reading(match.end(), "DATE", {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(unit, "XXXX"))
    if unit == "weekend":
        return _weekend_reading(match, scene, _STEP[which])
    letter = UNITS.get(unit, "Y")
    step = _STEP[which]
    if which == "past" or (the and which in ("last", "coming", "next") and unit != "year"):
        return Reading(match.end(), "DURATION", _period(1, letter), *_stretch(scene, which, 1, letter))
    if unit == "quarter":
        return _unit_reading(match, shift_day(scene.published, 3 * step, "M"), "Q", scene)
    if unit == "decade":
        first = scene.published.year // 10 * 10 + 10 * step
        return Reading(match.end(), "DATE", f"{first // 10}", (date(first, 1, 1), date(first + 9, 12, 31)), "unknown")
    base = scene.published
    if which in ("previous", "preceding", "following") and scene.last_day:
        base = scene.last_day
    day, letter = _shift(base, step, letter)
    reading = _unit_reading(match, day, letter, scene, running=step == 0)
    return replace(reading, anchor=None)


def _read_which_day(match: Match, scene: Scene, which: str, unit: str) -> Reading | None:
    """Read a day told by the one last named: "the next day", "that night", "the same day"."""
    suffix = _part(unit) if unit != "day" else ""
    if which in ("last", "past", "latest", "current", "first", "final", "coming") or (
        which == "this" and unit == "day"
    ):
        return None
    base = scene.last_day or scene.published
    if base is None:
        return Reading(match.end(), "TIME" if suffix else "DATE", f"XXXX-XX-XX{suffix}", (None, None), "day")
    return _day_reading(match, shift_day(base, _STEP.get(which, 0), "D"), suffix)


def _weekend_reading(match: Match, scene: Scene, step: int) -> Reading | None:
    if scene.published is None:
        return Reading(match.end(), "DATE", "XXXX-WXX-WE")
    monday = unit_span(scene.published, "W")[0]
    if step < 0 and scene.published.weekday() == 6:
        step = 0
    saturday = shift_day(monday, 5 + 7 * step, "D")
    sunday = shift_day(saturday, 1, "D")
    return Reading(match.end(), "DATE", unit_value(saturday, "W") + "-WE", (saturday, sunday), "day", anchor=saturday)


def read_weekend(match: Match, scene: Scene) -> Reading | None:
    """Read "the weekend": the one just past, the coming one where the clause looks ahead."""
    if scene.published is None:
        return _weekend_reading(match, scene, 0)
    under_way = scene.published.weekday() >= 5
    return _weekend_reading(match, scene, 0 if under_way or scene.looks_ahead(match.start()) else -1)


def read_season(match: Match, scene: Scene) -> Reading | None:
    name = (match["season"] or match["bare"]).lower()
    if match["bare"] and scene.text[match.end() : match.end() + 1] in ("-", "s"):
        return None
    return _season_reading(match, scene, SEASONS[name], _year_of(match, scene), "")


def _season_reading(match: Match, scene: Scene, code: str, year: int | None, which: str) -> Reading | None:
    month = int(TABLE["season_months"][code])
    today = scene.published
    if year is None and today is not None:
        year = today.year
        begun = date(today.year, month, 1) <= today
        over = begun and shift_day(date(today.year, month, 1), 3, "M") <= today
        if which in ("last", "past", "previous"):
            year -= not over
        elif which in ("next", "coming"):
            year += begun
        elif not which and not begun and not scene.looks_ahead(match.start()):
            year -= 1
    if year is None:
        return Reading(match.end(), "DATE", f"XXXX-{code}", (None, None), "month")
    return Reading(
        match.end(), "DATE", f"{year}-{code}", months_span(year, month, 3), "month", anchor=date(year, month, 1)
    )


def read_units_since(match: Match, scene: Scene) -> Reading | None:
    """Read "the week since" an attack: from a day named some such time before, to publication."""
    unit = UNITS[match["unit"].lower()]
    count = _count(match["count"]) if match["count"] else 1 if not match["unit"].lower().endswith("s") else None
    end = match.end("unit")
    if unit.startswith("T") or (not match["count"] and not match[0].lower().startswith("the")):
        return None
    reading = Reading(end, "DURATION", _period(count, unit))
    if scene.published is None:
        return reading
    named = scene.last_day if scene.last_day and scene.last_day < scene.published else None
    first = named if count is None else _shift(scene.published, -count, unit)[0]
    if named and first and count and unit in ("D", "W") and abs((named - first).days) <= 2 + count:
        first = named
    precision = {"D": "day", "W": "day", "M": "month"}.get(unit[0], "year")
    return replace(
        reading, span=(first, scene.published if first else None), precision=precision if first else "unknown"
    )


def read_the_year(match: Match, scene: Scene) -> Reading | None:
    return Reading(match.end(), "DURATION", "P1Y")


def read_the_count(match: Match, scene: Scene) -> Reading | None:
    if match["count"].lower() == "one" or _NOT_AGE.match(scene.text, match.end()):
        return None
    return Reading(match.end(), "DURATION", _period(_count(match["count"]), UNITS[match["unit"].lower()]))


def read_duration(match: Match, scene: Scene) -> Reading | None:
    """Read a length of time; ages and rates are none."""
    text, word, name = scene.text, match["count"].lower(), match["unit"].lower()
    unit = UNITS[name]
    if _NOT_AGE.match(text, match.end()) or _AGED.search(text[max(0, match.start() - 6) : match.start()]):
        return None
    if not _counts_time(match, word, name):
        return None
    if word in ("a", "an") and not match["about"] and _AMOUNT.search(text[max(0, match.start() - 24) : match.start()]):
        return Reading(match.end(), "SET", _period(1, unit))
    if match["unit_2"]:
        more = _period(_count(match["count_2"]), UNITS[match["unit_2"].lower()])
        return Reading(
            match.end(), "DURATION", _period(_count(word), unit) + (more[2:] if unit.startswith("T") else more[1:])
        )
    return Reading(match.end(), "DURATION", _length(match, word, unit))


def _counts_time(match: Match, word: str, name: str) -> bool:
    """Return whether a count and a unit make a length: not "a second", "three-quarters", "some day"."""
    if name in ("second", "quarter") or (name == "quarters" and match["joint"] == "-"):
        return False
    if match["joint"] == "-" and word in ("a", "an", "some", "many"):
        return False
    if word in ("few", "some", "many") and not name.endswith("s"):
        return False
    return not (name in ("night", "evenings", "mornings") and word in ("a", "an", "one"))


def _length(match: Match, word: str, unit: str) -> str:
    """Return the value of a length that may hold a half or a decimal, or have two bounds, of which the later counts."""
    if word.startswith("half"):
        return f"PT{_HALVES[unit]}" if unit.startswith("T") else f"P{_HALVES[unit]}"
    if word.replace(".", "", 1).isdigit() and "." in word:
        return _period(1, unit).replace("1", word, 1)
    count = _count(word.split()[0]) if "1/2" in word else _count(match["upper"] or word)
    value = _period(count, unit)
    half = "1/2" in word or "half" in match[0][match.start("joint") - match.start() :].lower()
    return value + _HALVES[unit] if half and count is not None else value


def read_bare_units(match: Match, scene: Scene) -> Reading | None:
    """Read "for years", "decades-long": a length nobody counts."""
    if not match["long"] and not _AFTER_BARE.search(scene.text[max(0, match.start() - 12) : match.start()]):
        return None
    if _NOT_AGE.match(scene.text, match.end()):
        return None
    return Reading(match.end(), "DURATION", _period(None, UNITS[match["unit"].lower()]))


def read_set(match: Match, scene: Scene) -> Reading | None:
    if match["weekday"]:
        return Reading(match.end(), "SET", f"XXXX-WXX-{WEEKDAYS[match['weekday'].lower()] + 1}")
    if match["part"]:
        part = match["part"].lower()
        return Reading(match.end(), "SET", f"XXXX-XX-XX{PARTS[part]}" if part in PARTS else f"XXXX-{SEASONS[part]}")
    if match["unit"].lower() in ("second", "seconds"):
        return None
    word = (match["count"] or "one").lower()
    return Reading(match.end(), "SET", _period(2 if word == "other" else _count(word), UNITS[match["unit"].lower()]))


def read_set_word(match: Match, scene: Scene) -> Reading | None:
    if match["word"][0].isupper() and scene.text[max(0, match.start() - 2) : match.start()].strip() not in ("", "."):
        return None  # the Daily Telegraph
    return Reading(match.end(), "SET", TABLE["sets"][match["word"].lower()])


def read_weekdays(match: Match, scene: Scene) -> Reading | None:
    return Reading(match.end(), "SET", f"XXXX-WXX-{WEEKDAYS[match['weekday'].lower()] + 1}")


def read_clock(match: Match, scene: Scene) -> Reading | None:
    """Read "10:35 a.m.", "14:30", "9 a.m. Tuesday": the hour of the day named beside it, else of the day last named."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if not match["half"]:
        colon = match["minute"] and scene.text[match.end("hour")] == ":"
        if not colon and "clock" not in match[0]:
            return None
        if colon and (
            len(match["hour"]) < 2 and not re.search(r"\bat\s$", scene.text[max(0, match.start() - 4) : match.start()])
        ):
            return None
    elif hour > 12 or hour == 0:
        return None
    else:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    if match["weekday"]:
        weekday = WEEKDAYS[match["weekday"].rstrip(".").lower()]
        ahead = scene.looks_ahead(match.start())
        day = scene.on_to_weekday(weekday) if ahead else scene.back_to_weekday(weekday, strictly=False)
    elif match["word"]:
        step = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["word"].lower()]
        day = shift_day(scene.published, step, "D") if scene.published else None
    else:
        day = scene.day_near(match.start())
    printed = day.isoformat() if day else "XXXX-XX-XX"
    return Reading(
        match.end(), "TIME", f"{printed}T{hour:02}:{minute:02}", (day, day), "hour" if day else "unknown", anchor=day
    )


def read_noon(match: Match, scene: Scene) -> Reading | None:
    day = (
        scene.back_to_weekday(WEEKDAYS[match["weekday"].rstrip(".").lower()], strictly=False)
        if match["weekday"]
        else scene.day_near(match.start())
    )
    clock = "T24:00" if match["word"].lower() == "midnight" else "T12:00"
    return Reading(
        match.end(),
        "TIME",
        (day.isoformat() if day else "XXXX-XX-XX") + clock,
        (day, day),
        "hour" if day else "unknown",
    )


def read_reference(match: Match, scene: Scene) -> Reading | None:
    word, text = match["word"].lower(), scene.text
    if word.endswith("past") and _PAST_OF.match(text, match.end()):
        return None
    if word == "soon" and (
        text[max(0, match.start() - 3) : match.start()].lower() == "as " or text.startswith(" after", match.end())
    ):
        return None
    return Reading(match.end(), "DATE", REFERENCES[" ".join(match["word"].lower().split())])


def read_holiday(match: Match, scene: Scene) -> Reading | None:
    name = " ".join(match["name"].split())
    today = scene.published
    years = [int(match["year"])] if match["year"] else [today.year - 1, today.year, today.year + 1] if today else []
    days = [day for year in years if (day := _holiday(name, year))]
    if not days or not today:
        return _day_reading(match, days[0]) if days else Reading(match.end(), "DATE", "XXXX-XX-XX", (None, None), "day")
    which = (match["which"] or "").lower()
    past, later = [day for day in days if day <= today], [day for day in days if day > today]
    if match["year"]:
        return _day_reading(match, days[0])
    if later and (which == "next" or (which != "last" and (scene.looks_ahead(match.start()) or not past))):
        return _day_reading(match, later[0])
    return _day_reading(match, (past or days)[-1])


def _holiday(name: str, year: int) -> date | None:
    if name.startswith("Thanksgiving"):
        return nth_weekday(year, 11, 3, 4)
    if name in ("Easter", "Easter Sunday", "Good Friday"):
        return shift_day(easter(year), -2 if name == "Good Friday" else 0, "D") if 1583 <= year <= 4099 else None
    month, day = TABLE["holidays"][name].split("-")
    return make_day(year, int(month), int(day))


_HANDLERS: dict[str, Handler] = {
    "iso": read_iso,
    "numeric": read_numeric,
    "month_day": read_day_of_month,
    "day_month": read_day_of_month,
    "month_year": read_month_of_year,
    "month": read_month,
    "weekday": read_weekday,
    "day_word": read_day_word,
    "night_of": read_night_of,
    "year": read_year,
    "year_words": read_year_words,
    "decade": read_decade,
    "century": read_century,
    "quarter": read_quarter,
    "half": read_half,
    "quarter_back": read_quarter_back,
    "quarter_this": read_quarter_this,
    "ago": read_ago,
    "day_beside": read_day_beside,
    "which_count": read_which_count,
    "which_few": read_which_few,
    "which": read_which,
    "weekend": read_weekend,
    "season": read_season,
    "units_since": read_units_since,
    "the_year": read_the_year,
    "the_count": read_the_count,
    "duration": read_duration,
    "bare_units": read_bare_units,
    "set": read_set,
    "set_word": read_set_word,
    "weekdays": read_weekdays,
    "clock": read_clock,
    "noon": read_noon,
    "reference": read_reference,
    "holiday": read_holiday,
}


def _by_word() -> dict[str, tuple[tuple[re.Pattern[str], Handler], ...]]:
    """Return the rules by the first word that each may begin with; "0" stands for any digits. Of equals the first wins."""
    table: dict[str, list[tuple[re.Pattern[str], Handler]]] = {}
    for name, handler in _HANDLERS.items():
        pattern, words = PATTERNS[name]
        for word in words:
            table.setdefault(word, []).append((pattern, handler))
    return {word: tuple(rules) for word, rules in table.items()}


RULES_BY_WORD = _by_word()
"""What to try at a word, in lower case."""
