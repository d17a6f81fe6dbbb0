"""Times of day, and the words that stand for the present, the past or the future."""

import re
from dataclasses import replace
from datetime import date

from khronika.values.tables import GAP, any_of
from khronika.values.time_calendar import make_day, shift_day
from khronika.values.time_readings import (
    Match,
    Rule,
    make_day_reading,
    make_open_day_reading,
    make_rule,
    month_number,
    part_code,
    weekday_number,
)
from khronika.values.time_scene import Reading, Scene
from khronika.values.time_words import DAY, FULL_WEEKDAY, MONTH, REFERENCES, TABLE, WEEKDAY, YEAR, first_words

_AT = re.compile(r"\b(?:at|at about|at around|as of|by|until|since)\s$", re.IGNORECASE)
_ON_DAY = re.compile(rf" on (?:\d\d? )?{any_of(TABLE['months'])}", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|during|later|earlier|throughout|through|by|until|into|of)\s$", re.IGNORECASE)
_AS = re.compile(r"\bas\s$", re.IGNORECASE)
_PAST_OF = re.compile(
    r"\s(?!(?:and|but|to|by|for|with|have|has|had|when|he|she|they|it|the|as|was|were|is|are|of|in|on|that)\b)\w"
)
_FIRST_OF_NIGHT = 6  # "2 at night" is early, "8 at night" is late
_DAY_STEPS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def read_clock(match: Match, scene: Scene) -> Reading | None:
    """Read "10:35 a.m.", "14:30", "9 a.m. Tuesday", "4 in the morning", "3:30 Thursday afternoon".

    The hour is of the day named beside it, else of the day last named.
    """
    hour = _hour(match, scene)
    if hour is None:
        return None
    day = _day_beside(match, scene)
    printed = day.isoformat() if day else "XXXX-XX-XX"
    value = f"{printed}T{hour:02}:{int(match['minute'] or 0):02}"
    beside = match["weekday"] or match["month"] or match["word"]
    by_text = not beside and day is not None and day == scene.last_day
    precision = "hour" if day else "unknown"
    return Reading(match.end(), "TIME", value, (day, day), precision, anchor=day, by_text=by_text)


def _hour(match: Match, scene: Scene) -> int | None:
    """Return the hour of the day from 0 to 23, or None where the digits are no time of day."""
    hour = int(match["hour"])
    if match["half"]:
        return hour % 12 + (12 if match["half"].lower().startswith("p") else 0) if 1 <= hour <= 12 else None
    part = part_code(match["part"] or match["day_part"])
    if part:
        return _hour_of_part(hour, part) if 1 <= hour <= 12 else hour
    colon = match["minute"] and scene.text[match.end("hour")] == ":"
    if _is_bare(match, scene):
        return hour
    zoned = match["zone"] and not match["hours"] and len(match["hour"]) == 2 and match["minute"]
    if not colon and not zoned and "clock" not in match[0]:
        return None
    if colon and len(match["hour"]) < 2 and not zoned and not _AT.search(scene.before(match.start(), 4)):
        return None
    return hour


def _is_bare(match: Match, scene: Scene) -> bool:
    """Return whether four digits are a time of day: "at 0510", "at 2030 hours", "at 2200 on 6 December"."""
    if (
        not match["minute"]
        or match.end("minute") - match.start("hour") != 4
        or not _AT.search(scene.before(match.start(), 8))
    ):
        return False
    return match["hour"][0] == "0" or bool(match["hours"] or _ON_DAY.match(scene.after(match.end("minute"), 16)))


def _hour_of_part(hour: int, part: str) -> int:
    """Return the hour from 0 to 23 of an hour from 1 to 12 in a part of the day: "8 at night" is 20."""
    if part == "TMO" or (part == "TNI" and hour < _FIRST_OF_NIGHT):
        return hour % 12
    return hour if part == "TNI" and hour == 12 else hour % 12 + 12


def _day_beside(match: Match, scene: Scene) -> date | None:
    """Return the day that the words beside a time of day name, else the day of the text around it."""
    if match["weekday"]:
        return scene.weekday_day(weekday_number(match["weekday"]), match.start())
    if match["month"]:
        month, number = month_number(match["month"]), int(match["day"])
        year = int(match["year"]) if match["year"] else scene.nearest_year(month, number, match.start())
        return make_day(year, month, number) if year else None
    if match["word"]:
        return shift_day(scene.published, _DAY_STEPS[match["word"].lower()], "D") if scene.published else None
    return scene.day_near(match.start())


def read_noon(match: Match, scene: Scene) -> Reading | None:
    """Read "noon", "midnight Friday"."""
    if match["weekday"]:
        day = scene.weekday_day(weekday_number(match["weekday"]), match.start())
    else:
        day = scene.day_near(match.start())
    clock = "T24:00" if match["word"].lower() == "midnight" else "T12:00"
    value = (day.isoformat() if day else "XXXX-XX-XX") + clock
    return Reading(match.end(), "TIME", value, (day, day), "hour" if day else "unknown")


def read_the_part(match: Match, scene: Scene) -> Reading | None:
    """Read "in the morning", "later in the day": a part of the day last told of."""
    near = scene.before(match.start(), 12)
    if not match["mid"] and not _IN.search(near):
        return None
    day = scene.last_day or scene.published
    if match["part"].lower() == "day":
        if day is None or not re.search(r"(?:later|earlier)\sin\s$|of\s$", near, re.IGNORECASE):
            return None
        return make_day_reading(match, day)
    suffix = part_code(match["part"])
    if day is None:
        return make_open_day_reading(match, "XXXX-XX-XX", suffix)
    return replace(make_day_reading(match, day, suffix), by_text=scene.last_day is not None)


def read_reference(match: Match, scene: Scene) -> Reading | None:
    """Read "now", "recently", "the past", "the future"."""
    word = match["word"].lower()
    if word.endswith("past") and _PAST_OF.match(scene.after(match.end(), 12)):
        return None
    as_before = _AS.search(scene.before(match.start(), 4))
    if word == "recently" and as_before:
        return None
    if word == "soon" and (as_before or scene.after(match.end(), 6) == " after"):
        return None
    return Reading(match.end(), "DATE", REFERENCES[" ".join(word.split())])


_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.]?(?P<minute>[0-5]\d))?"
    rf"(?:{GAP}?(?P<half>[ap]\.\s?m\b\.?|[ap]\s?m\b))?(?:{GAP}?o['\u2019]clock)?"
)
_ZONE = (
    rf"(?P<zone>{GAP}(?:GMT|UTC|[ECMP][SD]?T|BST|CES?T|EES?T|IST|hrs|(?P<hours>hours)(?:{GAP}GMT)?|local{GAP}time"
    rf"|(?:Moscow|Eastern|Central|Pacific){GAP}time|Eastern))?"
)
_PARTS = "morning|afternoon|evening|night"

RULES: list[Rule] = [
    make_rule(
        read_clock,
        rf"(?:(?:about|around|approximately){GAP})?{_CLOCK}{_ZONE}(?:{GAP}(?:in{GAP}the|at){GAP}(?P<part>{_PARTS}))?"
        rf"(?:,?{GAP}(?:on{GAP})?(?:(?:{FULL_WEEKDAY},?{GAP})?{MONTH}{GAP}{DAY}(?:,?{GAP}{YEAR})?"
        rf"|(?:{WEEKDAY}|(?P<word>yesterday|today|tomorrow))(?:{GAP}(?P<day_part>{_PARTS}))?))?",
        "0 about around approximately",
    ),
    make_rule(read_noon, rf"(?P<word>noon|midnight|midday)(?:{GAP}(?:on{GAP})?{WEEKDAY})?", "noon midnight midday"),
    make_rule(
        read_the_part,
        rf"(?:the{GAP}(?:(?:early|late|mid)(?:-|{GAP}))?|(?P<mid>mid(?:-|{GAP})))"
        rf"(?P<part>{_PARTS}|day|(?:early|wee|small){GAP}hours)(?:(?<!hours){GAP}hours)?",
        "the mid",
    ),
    make_rule(read_reference, rf"(?P<word>{any_of(REFERENCES)})", first_words(list(REFERENCES))),
]
