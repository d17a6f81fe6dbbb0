"""Longer times of the calendar: years, decades, centuries, quarters, halves, seasons, weekends."""

import re
from dataclasses import replace
from datetime import date

from khronika.values.tables import GAP, any_of
from khronika.values.time_calendar import make_day, months_span, shift_day, unit_span, unit_value
from khronika.values.time_readings import (
    Match,
    Rule,
    make_decade_reading,
    make_rule,
    make_unit_reading,
    month_number,
    named_year,
)
from khronika.values.time_scene import Reading, Scene
from khronika.values.time_words import DAY, DAY_ORDINALS, MONTH, OF_YEAR, ORDINALS, SEASONS, STEPS, TABLE, YEAR

_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:{any_of(TABLE['before_years'])}|,)|[(\u2013/-]|\bmid-|\d|\w['\u2019]s)\s?$", re.IGNORECASE
)
_NOT_YEAR_BEFORE = re.compile(rf"(?:[$\u20ac\u00a3#]|\b(?:No\.|{any_of(TABLE['before_no_years'])}))\s?$", re.IGNORECASE)
_NOT_YEAR_AFTER = re.compile(rf"-(?!\d{{4}}\b)\w|\s{any_of(TABLE['counted_after'])}\b", re.IGNORECASE)
_SURE_YEAR = (" in", "since", " during")
_YEAR_RANGE = re.compile(r"(?:1[5-9]|20)\d\d\W$")
_IN_SEASON = re.compile(r"\b(?:in|during|by|since|until|throughout|early in|late in)\s$", re.IGNORECASE)
_ENDS = re.compile(r"\send(?:ed|ing)\b")
_YEAR_TO = re.compile(r"\b(?:(?:19|20)\d\d|dat(?:es?|ed|ing)|back|prior) to (?:about |around )?$")


def read_year(match: Match, scene: Scene) -> Reading | None:
    """Read four digits as a year where the words beside them allow it: not an amount, a number of a flight, a count."""
    year = int(match["year"])
    if match.start("year") == match.start() and not _is_year(year, match, scene):
        return None
    return make_unit_reading(match, date(year, 1, 1), "Y", scene)


def _is_year(year: int, match: Match, scene: Scene) -> bool:
    before, after = scene.before(match.start(), 18), scene.after(match.end(), 14)
    if _NOT_YEAR_AFTER.match(after) and not before.rstrip().lower().endswith(_SURE_YEAR):
        return False
    if not _YEAR_BEFORE.search(before) and not 1900 <= year <= 2040:
        return False
    if before[-1:] in ("-", "/", "\u2013") and before[-2:-1].isdigit() and not _YEAR_RANGE.search(before):
        return False
    return not _NOT_YEAR_BEFORE.search(before) or bool(_YEAR_TO.search(before))


def read_years(match: Match, scene: Scene) -> Reading | None:
    """Read "1971-79", "the 2018/19 season", where the second number can be no month."""
    first, short = int(match["year"]), int(match["short"])
    last = first // 100 * 100 + short
    if last <= first or (short <= 12 and match["dash"] == "-"):
        return None
    span = date(first, 1, 1), date(last, 12, 31)
    return Reading(match.end(), "DATE", f"{first}/{last}", span, "year", anchor=span[0], unit="Y")


def read_decade(match: Match, scene: Scene) -> Reading | None:
    if match["named"]:
        return make_decade_reading(match, 1900 + int(TABLE["decades"][match["named"].lower()]))
    first = int(match["decade"]) if match["decade"] else 1900 + int(match["short"])
    if match["decade"] and first % 100 == 0 and first < 1900:
        return _century_reading(match, first)
    return make_decade_reading(match, first)


def read_century(match: Match, scene: Scene) -> Reading | None:
    if match["century"] or match["words"]:
        number = int(match["century"] or DAY_ORDINALS[match["words"].lower()])
        return _century_reading(match, (number - 1) * 100)
    if scene.published is None:
        return None
    return _century_reading(match, (scene.published.year // 100 - (match["this"].lower() == "last")) * 100)


def _century_reading(match: Match, first: int) -> Reading:
    span = date(max(first, 1), 1, 1), date(first + 99, 12, 31)
    return Reading(match.end(), "DATE", f"{first // 100:02}", span, "unknown")


def read_quarter(match: Match, scene: Scene) -> Reading | None:
    """Read "the third quarter", "the 1988 third quarter", "last year's first quarter", "Q2 2023"."""
    number = int(match["q"]) if match["q"] else ORDINALS[match["nth"].lower()]
    today = scene.published
    named = match["q_year"] or match["year_before"]
    year = int(named) if named else named_year(match, scene)
    rel = (match["rel"] or "").lower()
    if year is None and today and rel:
        year = today.year + STEPS[rel]
    if year is None and today:
        not_begun = number * 3 - 2 > today.month and not scene.looks_ahead(match.start())
        year = today.year - not_begun - bool(match["back"])
    if year is None:
        return Reading(match.end(), "DATE", f"XXXX-Q{number}", (None, None), "month")
    reading = make_unit_reading(match, date(year, number * 3 - 2, 1), "Q", scene)
    return replace(reading, anchor=None) if named or rel or match["back"] else reading


def read_half(match: Match, scene: Scene) -> Reading | None:
    number = 1 if match["nth"].lower() == "first" else 2
    year = int(match["year"]) if match["year"] else None
    if year is None and scene.published:
        year = scene.published.year + STEPS.get((match["rel"] or "").lower(), 0)
    if year is None:
        return None
    return Reading(match.end(), "DATE", f"{year}-H{number}", months_span(year, number * 6 - 5, 6), "month")


def read_year_back(match: Match, scene: Scene) -> Reading | None:
    """Read "a year earlier", "the year-ago period": the quarter a year before the one told of, else the year before."""
    if scene.last_quarter is not None:
        reading = make_unit_reading(match, shift_day(scene.last_quarter, -1, "Y"), "Q", scene)
        return replace(reading, anchor=None, start=match.start("own"), by_text=True)
    if scene.published is None:
        return None
    ago = "ago" in match[0].lower() or "last" in match[0].lower()
    from_day = scene.published if ago or scene.last_anchor is None else scene.last_anchor
    reading = make_unit_reading(match, shift_day(from_day, -1, "Y"), "Y", scene)
    return replace(reading, anchor=None, start=match.start("own"), by_text=from_day is not scene.published)


def read_this_quarter(match: Match, scene: Scene) -> Reading | None:
    """Read "the quarter": the one that ended on a day named, the one told of, else the last that is over."""
    words, kind, today = match[0].lower(), (match["kind"] or "").lower(), scene.published
    if match["noun"].lower() == "period" and kind != "latest" and not match["year"]:
        return None
    if match["year"]:
        told = scene.last_quarter or today
        if told is None:
            return None
        return replace(make_unit_reading(match, date(int(match["year"]), told.month, 1), "Q", scene), anchor=None)
    if match["month"] and today:
        ended = make_day(today.year, month_number(match["month"]), 1)
        day = ended if ended is None or ended <= today else shift_day(ended, -1, "Y")
        reading = make_unit_reading(match, day, "Q", scene) if day else None
        return replace(reading, end=match.start("ended")) if reading else None
    if today and (kind == "current" or words.startswith("this")):
        return replace(make_unit_reading(match, today, "Q", scene), anchor=None)
    if today and (kind or scene.last_quarter is None):
        return make_unit_reading(match, shift_day(today, -3, "M"), "Q", scene)
    return make_unit_reading(match, scene.last_quarter, "Q", scene) if scene.last_quarter else None


def read_the_year(match: Match, scene: Scene) -> Reading | None:
    """Read "the year", "the full year", "year-end": the one told of in the sentence, else that of publication."""
    words = match[0].lower()
    if _ENDS.match(scene.after(match.end(), 8)):
        return Reading(match.end(), "DURATION", "P1Y")
    day = scene.published if "fiscal" in words or "current" in words else scene.year_near(match.start())
    if day is None:
        return Reading(match.end(), "DATE", "XXXX")
    if "latest" in words:
        day = shift_day(day, -1, "Y")
    return replace(make_unit_reading(match, day, "Y", scene, running=True), anchor=None)


def read_weekend(match: Match, scene: Scene) -> Reading | None:
    """Read "the weekend": the one just past, the coming one where the clause looks ahead."""
    if scene.published is None:
        return make_weekend_reading(match, scene, 0)
    under_way = scene.published.weekday() >= 5
    return make_weekend_reading(match, scene, 0 if under_way or scene.looks_ahead(match.start()) else -1)


def make_weekend_reading(match: Match, scene: Scene, step: int) -> Reading:
    """Return a reading of the weekend of the publication's week, or `step` weeks from it."""
    if scene.published is None:
        return Reading(match.end(), "DATE", "XXXX-WXX-WE")
    monday = unit_span(scene.published, "W")[0]
    if step < 0 and scene.published.weekday() == 6:
        step = 0
    saturday = shift_day(monday, 5 + 7 * step, "D")
    sunday = shift_day(saturday, 1, "D")
    return Reading(match.end(), "DATE", unit_value(saturday, "W") + "-WE", (saturday, sunday), "day", anchor=saturday)


def read_season(match: Match, scene: Scene) -> Reading | None:
    name = (match["season"] or match["bare"] or match["doubtful"]).lower()
    if match["bare"] and scene.text[match.end() : match.end() + 1] in ("-", "s"):
        return None
    if match["doubtful"] and not _IN_SEASON.search(scene.before(match.start(), 12)):
        return None
    return make_season_reading(match, scene, SEASONS[name], named_year(match, scene), "")


def make_season_reading(match: Match, scene: Scene, code: str, year: int | None, which: str) -> Reading:
    """Return a reading of a season: of `year`, else the one that `which` ("last", "next", "") picks."""
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
    span = months_span(year, month, 3)
    return Reading(match.end(), "DATE", f"{year}-{code}", span, "month", anchor=span[0], unit="S")


_CENTURIES = [word for word, number in DAY_ORDINALS.items() if 10 <= number <= 21]
_Q_YEAR = YEAR.replace("<year>", "<q_year>")
_YEAR_BACK = rf"year(?:-|{GAP})(?:ago|earlier)"
_WHOSE = rf"(?:(?P<rel>this|last|next){GAP}year['\u2019]s|(?P<year_before>(?:19|20)\d\d)|(?P<back>{_YEAR_BACK})){GAP}"
_SAME = "same|corresponding|comparable|like"

RULES: list[Rule] = [
    make_rule(read_years, r"(?P<year>1[5-9]\d\d|20\d\d)(?P<dash>[-\u2013/])(?P<short>\d\d)(?![\w/-])", "0"),
    make_rule(read_year, rf"(?:the{GAP}year{GAP}(?:of{GAP})?|fiscal{GAP}(?:year{GAP})?)?{YEAR}", "0 the fiscal"),
    make_rule(
        read_decade,
        rf"(?:the{GAP})?(?:(?P<decade>1\d\d0|20\d0)|['\u2019](?P<short>[2-9]0))['\u2019]?s"
        rf"|the{GAP}(?P<named>{any_of(TABLE['decades'])})",
        "0 the",
    ),
    make_rule(
        read_century,
        rf"(?:the{GAP})?(?:(?P<century>[12]\d)(?:st|nd|rd|th)|(?P<words>{any_of(_CENTURIES)}))(?:{GAP}|-)century|(?P<this>this|last){GAP}century",
        {"0", "the", "this", "last", "twenty", *_CENTURIES},
    ),
    make_rule(
        read_quarter,
        rf"(?:the{GAP})?(?:{_WHOSE})?(?:fiscal{GAP})?(?P<nth>{any_of(ORDINALS)})(?:{GAP}|-)(?:fiscal{GAP})?quarter\b{OF_YEAR}?"
        rf"|Q(?P<q>[1-4])(?:{GAP}{_Q_YEAR})?",
        "the this last next fiscal first second third fourth q 0 year",
    ),
    make_rule(
        read_half,
        rf"(?:the{GAP})?(?P<nth>first|second|last|latter){GAP}half{GAP}of{GAP}(?:{YEAR}|(?P<rel>this|last|next|the){GAP}year)",
        "the first second last latter",
    ),
    make_rule(
        read_year_back,
        rf"(?:an?{GAP}(?=year-))?(?P<own>(?:the{GAP})?{_YEAR_BACK}(?:{GAP}(?:quarter|period))?|an?{GAP}year{GAP}(?:ago|earlier)"
        rf"|(?:the{GAP})?(?:{_SAME}){GAP}(?:quarter|period)"
        rf"(?:{GAP}(?:of{GAP})?(?:last{GAP}year|an?{GAP}year{GAP}(?:ago|earlier)))?"
        rf"|last{GAP}year['\u2019]s{GAP}(?:quarter|period))",
        "the year same a corresponding comparable like last",
    ),
    make_rule(
        read_this_quarter,
        rf"(?:the|this){GAP}(?:(?P<kind>latest|current|recent|most{GAP}recent){GAP}|{YEAR}{GAP})?"
        rf"(?P<noun>quarter|period)(?P<ended>{GAP}end(?:ed|ing){GAP}{MONTH}{GAP}{DAY})?",
        "the this",
    ),
    make_rule(
        read_the_year,
        rf"the{GAP}(?:(?:full|latest|current){GAP})?(?:fiscal{GAP})?year(?![-\u2013]|{GAP}(?:to|of|that|when|in|before|after|\d|two{GAP}th))"
        rf"|(?:the{GAP})?year(?:-|{GAP}|['\u2019]s{GAP})?end",
        "the year",
    ),
    make_rule(read_weekend, rf"the{GAP}weekend", "the"),
    make_rule(
        read_season,
        rf"(?:the{GAP})?(?P<season>{any_of(SEASONS)}){OF_YEAR}|(?:the{GAP})?(?P<bare>summer|winter|autumn)"
        rf"|the{GAP}(?P<doubtful>spring|fall)(?!{GAP}of)",
        frozenset(SEASONS) | {"the"},
    ),
]
