"""Days: dates of the calendar, months, weekdays, "yesterday", feasts."""

import re
from dataclasses import replace
from datetime import date

from khronika.values.tables import GAP, any_of
from khronika.values.time_calendar import make_day, shift_day, unit_span
from khronika.values.time_readings import (
    Match,
    Rule,
    has_year,
    make_day_reading,
    make_open_day_reading,
    make_rule,
    make_unit_reading,
    month_number,
    named_year,
    parse_small_count,
)
from khronika.values.time_scene import Reading, Scene
from khronika.values.time_words import (
    DAY,
    DAY_2,
    DAY_ORDINALS,
    DAY_STARTS,
    DAY_WORDS,
    FULL_WEEKDAY,
    MONTH,
    MONTH_2,
    MONTH_BEHIND,
    MONTH_STARTS,
    MONTHS,
    OF_YEAR,
    TABLE,
    WEEKDAY,
    YEAR,
    YEAR_WORDS,
)

_DOUBTFUL_MONTHS = frozenset(month.lower() for month in TABLE["doubtful_months"])
_BEFORE_MONTHS = frozenset(TABLE["before_months"])
_LAST_SHORT_YEAR = 40  # '40 is 2040, '41 is 1941
_WORD_BEFORE = re.compile(r"(\w+)[\s-]+$")
_OWNED = re.compile(r"\b(?:an?|its|their|his|her|our)\s$")
_THE = re.compile(r"\b[Tt]he\s$")
_ON = re.compile(r"\b(?:on|since|until|till|by|before|after)\s$", re.IGNORECASE)
_NO_NOUN_AFTER = re.compile(
    r"\s{0,4}(?:[.,;:)]|$)|\s{1,4}(?:and|but|when|while|that|in|at|to|after|before|they|he|she|we|the|a)\b"
)
_NO_MONTH_AFTER = re.compile(rf"\s{any_of(TABLE['after_no_month'])}\b")


def read_iso(match: Match, scene: Scene) -> Reading | None:
    day = make_day(int(match["year"]), int(match["month"]), int(match["day"]))
    if day is None:
        return None
    if not match["hour"]:
        return make_day_reading(match, day)
    value = f"{day.isoformat()}T{match['hour']}:{match['minute']}"
    return Reading(match.end(), "TIME", value, (day, day), "hour", anchor=day)


def read_numeric(match: Match, scene: Scene) -> Reading | None:
    """Read 29/03/2024 and 03/29/2024; 05/03/2024 could be either, 05.03.2024 is day first."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if match["mark"] == "." or one == two or one > 12:
        day = make_day(year, two, one)
    elif two > 12:
        day = make_day(year, one, two)
    else:
        return Reading(match.end(), "DATE", f"{year:04}-XX-XX", unit_span(date(year, 1, 1), "Y"), "unknown")
    return make_day_reading(match, day) if day else None


def read_day_of_month(match: Match, scene: Scene) -> Reading | None:
    """Read "March 29", "29 March 2024", "March 29-31", "24, 25 and 27 March", "Friday, March 29", "last March 29"."""
    month, number = month_number(match["month"]), int(match["first"] or match["day"])
    year = _year_of_day(month, number, match, scene)
    if year is None:
        return make_open_day_reading(match, f"XXXX-{month:02}-{number:02}")
    day = make_day(year, month, number)
    if day is None:
        return None
    last = make_day(year, month, int(match["day_2"])) if match["day_2"] else None
    if last is None or last <= day:
        return make_day_reading(match, day) if not match["day_2"] else None
    if match["dash"].lower() in ("and", "or") and (last - day).days > 1:
        return replace(make_day_reading(match, day), span=(day, last))
    return Reading(match.end(), "DATE", f"{day.isoformat()}/{last.isoformat()}", (day, last), "day", anchor=last)


def _year_of_day(month: int, number: int, match: Match, scene: Scene) -> int | None:
    """Return the year that a day of a month belongs to: the one named beside it, else the nearest."""
    if match["short_year"]:
        return (1900 if int(match["short_year"]) > _LAST_SHORT_YEAR else 2000) + int(match["short_year"])
    if has_year(match):
        return named_year(match, scene)
    return scene.nearest_year(month, number, match.start(), over=(match["which"] or "").lower() == "last")


def read_bare_day(match: Match, scene: Scene) -> Reading | None:
    """Read "on the 22nd": the nearest such day to the one told of before, else to publication.

    It is after publication only where the words look ahead.
    """
    if not _ON.search(scene.before(match.start(), 8)) or not _NO_NOUN_AFTER.match(scene.text, match.end()):
        return None
    base, number = scene.day_near(match.start()), int(match["day"])
    if base is None:
        return make_open_day_reading(match, f"XXXX-XX-{number:02}")
    months = (shift_day(base.replace(day=1), step, "M") for step in (-2, -1, 0, 1))
    days = [day for month in months if (day := make_day(month.year, month.month, number))]
    today, ahead = scene.published, scene.looks_ahead(match.start())
    over = [day for day in days if today is None or ahead or day <= today]
    return make_day_reading(match, min(over or days, key=lambda day: abs(day - base)))


def read_week_of(match: Match, scene: Scene) -> Reading | None:
    """Read "the week of March 6", "the week beginning on 6 March", "the week ending 12 March"."""
    month, number = month_number(match["month"] or match["month_2"]), int(match["day"] or match["day_2"])
    year = int(match["year"]) if match["year"] else scene.nearest_year(month, number, match.start())
    day = make_day(year, month, number) if year else None
    if day is None:
        return None
    reading = make_unit_reading(match, day, "W", scene)
    if match["ends"]:
        return replace(reading, span=(shift_day(day, -6, "D"), day))
    return replace(reading, span=(day, shift_day(day, 6, "D"))) if match["begins"] else reading


def read_spoken_day(match: Match, scene: Scene) -> Reading | None:
    """Read "March eighth", as a newsreader says it."""
    month, number = month_number(match["month"]), DAY_ORDINALS[match["day_words"].lower()]
    year = scene.nearest_year(month, number, match.start())
    day = make_day(year, month, number) if year else None
    return make_day_reading(match, day) if day else None


def read_month_of_year(match: Match, scene: Scene) -> Reading | None:
    month, year = month_number(match["month"]), named_year(match, scene)
    if year is None:
        return Reading(match.end(), "DATE", f"XXXX-{month:02}", (None, None), "month")
    return make_unit_reading(match, date(year, month, 1), "M", scene)


def read_year_first(match: Match, scene: Scene) -> Reading | None:
    """Read "2016, May 13", "2017 December"."""
    year, month = int(match["year"]), month_number(match["month"])
    if not match["day"]:
        return make_unit_reading(match, date(year, month, 1), "M", scene)
    day = make_day(year, month, int(match["day"]))
    return make_day_reading(match, day) if day else None


def read_year_words(match: Match, scene: Scene) -> Reading | None:
    """Read "nineteen ninety-seven", "the year two thousand", "January nineteen ninety-seven"."""
    words = match["words"].lower().replace("-", " ").split()
    numbers = [parse_small_count(word) or 0 for word in words if word not in ("and", "thousand")]
    year = 2000 + sum(numbers[1:]) if "thousand" in words else numbers[0] * 100 + sum(numbers[1:])
    if "thousand" in words and match.start("words") == match.start() and len(words) < 4:
        return None
    if match["month"]:
        return make_unit_reading(match, date(year, month_number(match["month"]), 1), "M", scene)
    return make_unit_reading(match, date(year, 1, 1), "Y", scene)


def read_month(match: Match, scene: Scene) -> Reading | None:
    """Read a month without a year: the nearest one past, unless "next", "this" or the tense says otherwise."""
    name, which = match["month"].rstrip(".").lower(), (match["which"] or "").lower()
    if not which and not match["of"] and not _is_month(name, match, scene):
        return None
    month, today = MONTHS[name], scene.published
    if which in ("every", "each"):
        return Reading(match.end(), "SET", f"XXXX-{month:02}")
    if today is None:
        return Reading(match.end(), "DATE", f"XXXX-{month:02}", (None, None), "month")
    if which in ("last", "past"):
        year = today.year - (month >= today.month)
    elif which == "next":
        year = today.year + (month <= today.month)
    elif which == "this" or month == today.month:
        year = today.year
    else:
        year = scene.nearest_year(month, 15, match.start()) or today.year
    return make_unit_reading(match, date(year, month, 1), "M", scene, running=True)


def _is_month(name: str, match: Match, scene: Scene) -> bool:
    """Return whether the name of a month is one here: "in May", not "May said" or "a march"."""
    printed, after = match["month"], scene.after(match.end(), 2)
    if name in ("jan", "mar") and printed.endswith("."):
        return bool(re.match(r"\s\d", after))
    near = scene.before(match.start(), 16)
    before = _WORD_BEFORE.search(near)
    if name in _DOUBTFUL_MONTHS:
        if _OWNED.search(near):
            return after[:1] == " " and after[1:].islower()
        if _THE.search(near):
            return after[:1] == " " and after[1:].islower() and not _NO_MONTH_AFTER.match(scene.after(match.end(), 12))
        return bool(before and before[1].lower() in _BEFORE_MONTHS)
    named = before and before[1][0].isupper() and before[1].lower() not in _BEFORE_MONTHS and before[1] != "The"
    return not named and not (after[:1] == " " and after[1:].isupper() and not before)


_LAST = rf"(?:(?P<which>(?i:last)){GAP})?"
_SHORT_YEAR = r"(?P<quote>['\u2019])?(?P<short_year>\d\d)(?!\w)(?(quote)|(?=\s*(?:[^\w\s]|$|[A-Z])))"

RULES: list[Rule] = [
    make_rule(read_bare_day, rf"the{GAP}(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)", "the"),
    make_rule(
        read_iso,
        r"(?P<year>1\d{3}|20\d\d)(?P<mark>[-/])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])"
        r"(?:[T\ ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d)?)?",
        "0",
    ),
    make_rule(read_numeric, r"(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)", "0"),
    make_rule(
        read_day_of_month,
        rf"{_LAST}(?:{WEEKDAY}(?:,{GAP}|{GAP}))?(?:(?i:the){GAP})?{MONTH}(?:{GAP}|(?<=\.))(?:(?i:the){GAP})?"
        rf"(?:(?P<first>\d\d?),{GAP}(?:\d\d?,{GAP})*(?=\d\d?{GAP}and{GAP}\d\d?(?!\d)))?{DAY}(?:{GAP}?(?P<dash>[-\u2013]|(?i:to|and|through|or)){GAP}?{DAY_2})?(?:{OF_YEAR}|,?{GAP}['\u2019](?P<short_year>\d\d)(?!\w))?",
        MONTH_STARTS | DAY_STARTS | {"last"},
        printed=True,
    ),
    make_rule(
        read_day_of_month,
        rf"{_LAST}(?:{WEEKDAY}(?:,{GAP}|{GAP})(?:(?i:the){GAP})?)?"
        rf"(?:(?P<first>\d\d?),{GAP}(?:\d\d?,{GAP})*(?=\d\d?{GAP}and{GAP}))?{DAY}"
        rf"(?:{GAP}?(?P<dash>[-\u2013]|(?i:to|and|or)){GAP}?{DAY_2})?{GAP}(?:(?i:of){GAP})?{MONTH_BEHIND}"
        rf"(?:{OF_YEAR}|{GAP}{_SHORT_YEAR})?",
        DAY_STARTS | {"0", "last"},
        printed=True,
    ),
    make_rule(
        read_spoken_day,
        rf"(?:(?:(?i:this{GAP}coming){GAP})?{WEEKDAY},?{GAP})?{MONTH}{GAP}(?:the{GAP})?{DAY_WORDS}(?!{GAP}\w+s\b)",
        MONTH_STARTS | DAY_STARTS | {"this"},
        printed=True,
    ),
    make_rule(
        read_year_first,
        rf"{YEAR},?{GAP}{MONTH}(?:{GAP}{DAY})?(?!,?{GAP}(?:1[89]|20)\d\d\b)",
        "0",
        printed=True,
    ),
    make_rule(
        read_month_of_year,
        rf"(?:(?i:last|the{GAP}month{GAP}of){GAP})?{MONTH}{OF_YEAR}",
        MONTH_STARTS | {"last", "the"},
        printed=True,
    ),
    make_rule(
        read_week_of,
        rf"(?i:the{GAP}week{GAP}(?:of|(?P<begins>beginning|starting|commencing)|(?P<ends>ending|ended|to))"
        rf"(?:{GAP}on)?){GAP}(?:{FULL_WEEKDAY},?{GAP})?"
        rf"(?:{MONTH}{GAP}{DAY}|{DAY_2}{GAP}{MONTH_2})(?:,?{GAP}{YEAR})?",
        "the",
        printed=True,
    ),
    make_rule(
        read_year_words,
        rf"(?:{MONTH},?{GAP}|the{GAP}year{GAP})?(?P<words>{YEAR_WORDS})",
        MONTH_STARTS | {"the", "nineteen", "eighteen", "twenty", "two"},
    ),
    make_rule(
        read_month,
        rf"(?:(?P<which>(?i:last|next|this|past|every|each)){GAP}|(?P<of>(?i:the{GAP}month{GAP}of)){GAP})?{MONTH}"
        rf"(?!{GAP}\d{{1,2}}(?!\d))",
        MONTH_STARTS | {"last", "next", "this", "past", "every", "each", "the"},
        printed=True,
    ),
]
