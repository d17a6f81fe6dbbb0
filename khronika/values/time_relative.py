"""Times told by other times: "three days ago", "the day before", "last week", "that night"."""

import re
from dataclasses import replace
from datetime import date

from khronika.values.tables import GAP, any_of
from khronika.values.time_calendar import Span, shift_day
from khronika.values.time_readings import (
    NOT_AGE,
    Match,
    Rule,
    is_title,
    make_day_reading,
    make_decade_reading,
    make_open_day_reading,
    make_period,
    make_rule,
    make_unit_reading,
    parse_small_count,
    part_code,
    shift_unit,
)
from khronika.values.time_scene import Reading, Scene
from khronika.values.time_tense import looks_back
from khronika.values.time_words import (
    ABOUT,
    ABOUT_STARTS,
    COUNT,
    HALVES,
    LONG_UNITS,
    NUMBER,
    NUMBER_STARTS,
    SEASONS,
    STEPS,
    UNIT,
    UNITS,
    UPPER,
    WHICH,
    WHICH_STARTS,
)
from khronika.values.time_years import make_season_reading, make_weekend_reading

_IN_UNIT = re.compile(
    r"\b(?:for|in|during|over|through|throughout|earlier in|later in|(?:end|start|beginning|middle|rest) of)\s$",
    re.IGNORECASE,
)
_OF_CLAUSE = re.compile(r"\s(?:that|when|as)\b")
_FROM_NOW = frozenset({"ago", "from now", "hence", "from today"})
_BACKWARDS = frozenset({"ago", "earlier", "previously"})
_HOURS = 24  # of a day
_LAST_OF_OLD_WEEKEND = 2  # a report of Wednesday still tells of "this weekend" that was
_OPEN_VALUES = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
_BESIDE_NAMED = frozenset({"previous", "preceding", "prior", "following"})


def read_ago(match: Match, scene: Scene) -> Reading | None:
    """Read "three days ago", "two weeks earlier", "a month later"."""
    way, unit = " ".join(match["way"].lower().split()), UNITS[match["unit"].lower()]
    count = parse_small_count(match["count"])
    half = HALVES[unit] if match["half"] or match["more_half"] else ""
    length = make_period(count, unit) + (half if count is not None and half != "X" else "")
    named = scene.last_day if unit in ("D", "W", "W2") or unit.startswith("T") else scene.last_anchor
    base = scene.published if way in _FROM_NOW else named
    if base is None and way != "later":
        base = scene.published
    sign = -1 if way in _BACKWARDS else 1
    if base is None or count is None:
        if base and sign < 0:
            return Reading(match.end(), "DATE", "PAST_REF")
        return Reading(match.end(), "DURATION" if way == "later" else "DATE", length)
    if unit.startswith("T"):
        hours = count if unit == "TH" else 0
        day = shift_day(base, sign * ((hours + 12) // 24), "D")
        value = day.isoformat() if hours >= 24 and way != "later" else length
        return Reading(match.end(), "DURATION" if value.startswith("P") else "TIME", value, (day, day), "day")
    steps, of = (12 * count + 6, "M") if half and unit == "Y" else (count, unit)
    day, letter = shift_unit(base, sign * steps, of)
    reading = make_unit_reading(match, day, letter, scene)
    if of != unit:  # halves of a year are told no closer than to half a year
        reading = replace(reading, span=(shift_day(day, -3, "M"), shift_day(day, 3, "M")))
    if way == "later":  # TimeML: "two days" is a length, "later" a signal beside it
        reading = replace(reading, type="DURATION", value=length)
    return replace(reading, anchor=None, by_text=way not in _FROM_NOW and named is not None)


def read_day_beside(match: Match, scene: Scene) -> Reading | None:
    """Read "the day before" and "the week after" where nothing follows that they are before or after of."""
    base = scene.last_day or scene.published
    if base is None:
        return None
    sign = -1 if match["way"].lower() in ("before", "earlier") else 1
    day, letter = shift_unit(base, sign, UNITS[match["unit"].lower()])
    reading = make_unit_reading(match, day, letter, scene)
    return replace(reading, anchor=None, by_text=scene.last_day is not None)


def read_which_count(match: Match, scene: Scene) -> Reading | None:
    """Read "the past three days": a length of time with the days that it ends or begins with."""
    which, unit = match["which"].lower(), UNITS[match["unit"].lower()]
    if which == "that" or NOT_AGE.match(scene.text, match.end()):
        return None
    count = parse_small_count(match["count"])
    return Reading(match.end(), "DURATION", make_period(count, unit), *_stretch(scene, which, count, unit))


def _stretch(scene: Scene, which: str, count: int | None, unit: str) -> tuple[Span, str]:
    """Return the days of a count of units up to publication, or from it on, and how exact they are."""
    sign = STEPS.get(which, 0)
    unsure = which in ("following", "this", "current", "latest")
    if unit == "TH" and count is not None:
        count, unit = -(-count // _HOURS), "D"
    if scene.published is None or count is None or unit.startswith("T") or not sign or unsure:
        return (None, None), "unknown"
    day, letter = shift_unit(scene.published, sign * count, unit)
    precision = {"D": "day", "W": "week", "M": "month", "Q": "month"}.get(letter, "year")
    return ((day, scene.published) if sign < 0 else (scene.published, day)), precision


def read_which_few(match: Match, scene: Scene) -> Reading | None:
    """Read "the past few weeks", "the following days"."""
    which, few = match["which"].lower(), (match["few"] or "").lower()
    if which in ("first", "final", "early") and not match[0].lower().startswith("the"):
        return None
    if which in ("that", "same", "latest", "current", "this") and not few:
        return None
    count = 2 if few.startswith("couple") else None
    return Reading(match.end(), "DURATION", make_period(count, UNITS[match["unit"].lower()]))


def read_which(match: Match, scene: Scene) -> Reading | None:
    """Read "last week", "this year", "the past month", "the next day", "that night"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    if is_title(match[0]):
        return None
    if unit in ("day", "night", "morning", "afternoon", "evening"):
        return _read_which_day(match, scene, which, unit)
    if which in ("same", "that") and unit == "quarter" and scene.last_quarter:
        return replace(make_unit_reading(match, scene.last_quarter, "Q", scene), anchor=None, by_text=True)
    if which in ("same", "that") and unit in _OPEN_VALUES:
        return _read_that_unit(match, scene, UNITS[unit])
    if which in ("first", "final", "early", "same", "that", "latest"):
        return None
    if unit in SEASONS:
        return make_season_reading(match, scene, SEASONS[unit], None, which)
    if scene.published is None:
        return Reading(match.end(), "DATE", _OPEN_VALUES.get(unit, "XXXX"))
    if unit == "weekend":
        just_over = which == "this" and scene.published.weekday() <= _LAST_OF_OLD_WEEKEND
        just_over = just_over and looks_back(scene.text, match.start()) and not scene.looks_ahead(match.start())
        return make_weekend_reading(match, scene, -1 if just_over else STEPS[which])
    unit = unit.split()[0]
    letter, step = UNITS.get(unit, "Y"), STEPS[which]
    stretch = match[0].lower().startswith("the ") and which in ("last", "coming", "next") and unit != "year"
    if which == "past" or stretch:
        return Reading(match.end(), "DURATION", make_period(1, letter), *_stretch(scene, which, 1, letter))
    if unit == "decade":
        return make_decade_reading(match, scene.published.year // 10 * 10 + 10 * step)
    named = scene.last_anchor if which in _BESIDE_NAMED else None
    day, letter = shift_unit(named or scene.published, step, letter)
    reading = make_unit_reading(match, day, letter, scene, running=step == 0)
    return replace(reading, by_text=named is not None)


def _read_that_unit(match: Match, scene: Scene, unit: str) -> Reading | None:
    """Read "that year", "the same week": the one that holds what was last named."""
    if scene.last_anchor is None:
        return None
    return replace(make_unit_reading(match, scene.last_anchor, unit, scene), anchor=None, by_text=True)


def _read_which_day(match: Match, scene: Scene, which: str, unit: str) -> Reading | None:
    """Read a day told by the one last named: "the next day", "that night", "the same day"."""
    suffix = part_code(unit) if unit != "day" else ""
    if which == "past" and unit == "day" and match[0].lower().startswith("the"):
        return Reading(match.end(), "DURATION", "P1D", *_stretch(scene, which, 1, "D"))
    if which in ("last", "past", "latest", "current", "first", "final", "early", "coming"):
        return None
    if which == "this" and unit == "day":
        return None
    base: date | None = scene.last_day or scene.published
    if which in ("same", "that") and scene.last_day is None and _OF_CLAUSE.match(scene.after(match.end(), 8)):
        base = None  # "the same day that they fled": no word of which day that was
    if base is None:
        return make_open_day_reading(match, "XXXX-XX-XX", suffix)
    reading = make_day_reading(match, shift_day(base, STEPS.get(which, 0), "D"), suffix)
    return replace(reading, by_text=scene.last_day is not None)


def read_bare_ago(match: Match, scene: Scene) -> Reading | None:
    """Read "years ago", "days later": some time nobody counts."""
    if match["way"].lower() == "ago":
        return Reading(match.end(), "DATE", "PAST_REF")
    return Reading(match.end("unit"), "DURATION", make_period(None, UNITS[match["unit"].lower()]))


def read_the_unit(match: Match, scene: Scene) -> Reading | None:
    """Read "for the week", "during the month": the running one, or the one told of in the sentence."""
    if not _IN_UNIT.search(scene.before(match.start(), 12)) or scene.published is None:
        return None
    unit = UNITS[match["unit"].lower()]
    return replace(make_unit_reading(match, scene.published, unit, scene, running=True), anchor=None)


RULES: list[Rule] = [
    make_rule(
        read_bare_ago,
        rf"(?P<unit>{LONG_UNITS}){GAP}(?P<way>ago|later|earlier|before|after)",
        LONG_UNITS.replace("|", " "),
    ),
    make_rule(read_the_unit, rf"the{GAP}(?P<unit>week|month)(?!{GAP}since|['\u2019-])", "the"),
    make_rule(
        read_ago,
        rf"{ABOUT}{COUNT}{UPPER}(?P<half>{GAP}and{GAP}a{GAP}half)?(?:{GAP}|-){UNIT}"
        rf"(?:(?P<more_half>{GAP}and{GAP}a{GAP}half)|{GAP}or{GAP}(?:so|two|more))?{GAP}"
        rf"(?P<way>ago|earlier|previously|later|from{GAP}now|hence|from{GAP}today)",
        NUMBER_STARTS | ABOUT_STARTS,
    ),
    make_rule(read_day_beside, rf"the{GAP}{UNIT}{GAP}(?P<way>before|earlier|after)(?=\s?[.,;)\u2014]|\s*$)", "the"),
    make_rule(
        read_which_count,
        rf"{ABOUT}{WHICH}{GAP}(?:full{GAP})?{NUMBER}{UPPER}(?:{GAP}|-){UNIT}",
        WHICH_STARTS | ABOUT_STARTS,
    ),
    make_rule(
        read_which_few,
        rf"{WHICH}{GAP}(?:(?P<few>few|several|couple(?:{GAP}of)?|many|some){GAP})?(?P<unit>{LONG_UNITS})",
        WHICH_STARTS,
    ),
    make_rule(
        read_which,
        rf"{WHICH}{GAP}(?:(?:calendar|fiscal|full|academic){GAP})?(?P<unit>day|night|morning|afternoon|evening|week"
        rf"|weekend|month|year(?:{GAP}or{GAP}so)?|decade|fortnight|quarter|{any_of(SEASONS)})",
        WHICH_STARTS,
    ),
]
