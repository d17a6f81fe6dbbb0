"""Days of the week and days told from today: "Friday", "last Monday", "yesterday", "the night of 3 March"."""

import re
from dataclasses import replace
from datetime import date

from khronika.values.tables import GAP, any_of
from khronika.values.time_calendar import make_day, shift_day, unit_span
from khronika.values.time_readings import (
    Match,
    Rule,
    is_title,
    make_day_reading,
    make_open_day_reading,
    make_rule,
    month_number,
    part_code,
    weekday_number,
)
from khronika.values.time_scene import Reading, Scene
from khronika.values.time_words import (
    ANY_PART,
    DAY,
    DAY_2,
    DAY_STARTS,
    FULL_WEEKDAY,
    MONTH,
    MONTH_2,
    PART,
    STEPS,
    TABLE,
    WEEKDAY,
    YEAR,
)

_BESIDE_NAMED = frozenset({"previous", "preceding", "prior", "following", "that", "same"})
_THE_WHICH = rf"this{GAP}(?:coming|past)|(?:the{GAP})?(?:previous|preceding|prior|following|same)|that"
_TO_COME = re.compile(r"\b(?:before|of|for|in|at|until|during|throughout|attend|boycott|join)\s$", re.IGNORECASE)
_SAYS_THAT = re.compile(rf"\b(?:{any_of(TABLE['saying_verbs'])}|adding|saying|noting),?\s$", re.IGNORECASE)


def read_weekday(match: Match, scene: Scene) -> Reading | None:
    weekday, suffix = weekday_number(match["weekday"]), part_code(match["part"])
    which = " ".join((match["which"] or "").lower().split()).removeprefix("the ")
    if which == "that" and (_owns_what_follows(match, scene) or _SAYS_THAT.search(scene.before(match.start(), 20))):
        return None  # "said that Monday's ruling"
    if scene.published is None:
        return make_open_day_reading(match, f"XXXX-WXX-{weekday + 1}", suffix)
    day = _which_weekday(match, scene, weekday, which)
    if day is None:
        return None
    by_text = which in _BESIDE_NAMED and scene.last_day is not None
    return replace(make_day_reading(match, day, suffix), by_text=by_text)


def _owns_what_follows(match: Match, scene: Scene) -> bool:
    return scene.text[match.end() : match.end() + 2] in ("'s", "\u2019s")


def _which_weekday(match: Match, scene: Scene, weekday: int, which: str) -> date | None:
    """Return the day that a weekday with "last", "the following" or "of last week" beside it means."""
    if match["week"] and scene.published:
        monday = unit_span(scene.published, "W")[0]
        return shift_day(monday, weekday + 7 * STEPS[match["week"].lower()], "D")
    named = scene.last_day or scene.published
    if which in _BESIDE_NAMED and named:
        ahead = (weekday - named.weekday()) % 7
        if which == "following":
            return shift_day(named, ahead or 7, "D")
        return shift_day(named, (ahead or 7) - 7 if which in ("that", "same") else ahead - 7, "D")
    if which in ("last", "past", "this past"):
        return scene.back_to_weekday(weekday, strictly=True)
    if which in ("next", "coming", "this coming"):
        return scene.on_to_weekday(weekday, strictly=True)
    if which == "this" and scene.published:
        return shift_day(unit_span(scene.published, "W")[0], weekday, "D")
    if _owns_what_follows(match, scene) and not _TO_COME.search(scene.before(match.start(), 16)):
        return scene.back_to_weekday(weekday, strictly=False)  # "Monday's ruling" mostly was
    return scene.weekday_day(weekday, match.start())


def read_weekdays(match: Match, scene: Scene) -> Reading | None:
    """Read "Tuesdays", "Tuesday nights": days that come again."""
    suffix = part_code(match["part"])
    return Reading(match.end(), "SET", f"XXXX-WXX-{weekday_number(match['weekday']) + 1}{suffix}")


def read_day_word(match: Match, scene: Scene) -> Reading | None:
    """Read "yesterday", "tonight", "overnight", "this morning" and their like."""
    words = " ".join(match["word"].lower().split())
    if is_title(match["word"]):
        return None
    suffix = part_code(match["part"] or match["part_before"])
    step = {"yesterday": -1, "tomorrow": 1, "last night": -1}.get(words, 0)
    if "day before" in words or "day after" in words:
        step = -2 if "before" in words else 2
    if not suffix:
        suffix = {"tonight": "TNI", "overnight": "TNI", "last night": "TNI"}.get(words, "")
        if words.startswith("this "):
            suffix = part_code(words.split()[1])
    if scene.published is None:
        known = words != "today" or suffix
        return make_open_day_reading(match, "XXXX-XX-XX" if known else "PRESENT_REF", suffix)
    day = shift_day(scene.published, step, "D")
    reading = make_day_reading(match, day, suffix)
    return replace(reading, span=(shift_day(day, -1, "D"), day)) if words == "overnight" else reading


def read_night_of(match: Match, scene: Scene) -> Reading | None:
    """Read "the night of 3 March", "the night of March 27-28", "the night from Thursday to Friday"."""
    suffix = part_code(match["part"])
    if match["weekday"]:
        day = scene.back_to_weekday(weekday_number(match["weekday"]), strictly=False)
        if day and match["weekday_2"]:
            last = scene.back_to_weekday(weekday_number(match["weekday_2"]), strictly=False)
            day = shift_day(last, -1, "D") if last else None
    else:
        month, number = month_number(match["month"] or match["month_2"]), int(match["day"] or match["day_2"])
        year = int(match["year"]) if match["year"] else scene.nearest_year(month, number, match.start())
        day = make_day(year, month, number) if year else None
    if day is None:
        return None
    reading = make_day_reading(match, day, suffix)
    ends_after = match["weekday_2"] or match["next"] or match["next_2"]
    return replace(reading, span=(day, shift_day(day, 1, "D"))) if ends_after else reading


_TO_NEXT = rf"{GAP}?(?:[-\u2013/]|(?i:to|into|and)){GAP}?"

RULES: list[Rule] = [
    make_rule(
        read_weekday,
        rf"(?:(?P<which>(?i:{_THE_WHICH}|last|next|this|past|coming)){GAP})?{WEEKDAY}(?:{PART})?"
        rf"(?:,?{GAP}(?:(?i:of){GAP})?(?P<week>(?i:last|this|next)){GAP}(?i:week))?",
        DAY_STARTS | set("last next this past coming the previous preceding prior following same that".split()),
        printed=True,
    ),
    make_rule(
        read_weekdays,
        rf"(?P<weekday>{FULL_WEEKDAY})(?i:s|{GAP}(?P<part>morning|afternoon|evening|night)s)",
        DAY_STARTS | {f"{day}s" for day in DAY_STARTS},
        printed=True,
    ),
    make_rule(
        read_day_word,
        rf"(?:(?:the{GAP})?(?P<part_before>{ANY_PART}){GAP}(?=yesterday|today|tomorrow))?"
        rf"(?P<word>(?:the{GAP})?day{GAP}(?:before{GAP}yesterday|after{GAP}tomorrow)|yesterday|today|tonight"
        rf"|tomorrow|overnight|last{GAP}night|this{GAP}(?:morning|afternoon|evening))(?:{PART})?",
        "the day yesterday today tonight tomorrow overnight last this early late mid morning afternoon evening night",
    ),
    make_rule(
        read_night_of,
        rf"(?i:(?:the{GAP})?(?:(?:early|late|mid)(?:-|{GAP})(?!hours))?"
        rf"(?P<part>night|morning|evening|afternoon|(?:early|wee|small){GAP}hours){GAP}(?:of|from){GAP}(?:the{GAP})?)"
        rf"(?:(?:{FULL_WEEKDAY},?{GAP})?{MONTH}{GAP}{DAY}(?P<next>{_TO_NEXT}\d\d?)?"
        rf"|{DAY_2}(?P<next_2>{_TO_NEXT}\d\d?)?{GAP}(?:(?i:of){GAP})?{MONTH_2}"
        rf"|{WEEKDAY}(?:{_TO_NEXT}(?P<weekday_2>{FULL_WEEKDAY})|{GAP}(?i:morning|night))?)(?:,?{GAP}{YEAR})?",
        "the night morning evening afternoon early wee small late mid",
        printed=True,
    ),
]
