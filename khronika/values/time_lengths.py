"""Lengths of time and times that come again: "for three years", "decades-long", "every Friday", "twice a week"."""

import re
from dataclasses import replace

from khronika.values.tables import GAP, any_of
from khronika.values.time_calendar import Span
from khronika.values.time_readings import (
    NOT_AGE,
    Match,
    Rule,
    make_period,
    make_rule,
    parse_small_count,
    shift_unit,
    weekday_number,
)
from khronika.values.time_scene import Reading, Scene
from khronika.values.time_tense import goes_on
from khronika.values.time_words import (
    ABOUT,
    ABOUT_STARTS,
    ANY_UNIT,
    COUNT,
    HALVES,
    LONG_UNITS,
    NUMBER,
    NUMBER_STARTS,
    PARTS,
    SEASONS,
    SMALL,
    TABLE,
    UNIT,
    UNITS,
    UPPER,
    first_words,
)

_AGED = re.compile(r"\baged?\s$", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:\d(?:[\d,.]*\d)?|million|billion|thousand|hundred|times?|once|twice|cents?|dollars?|%|percent|hours|days|tons|barrels)"
    r"\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_OF_SOMETHING = re.compile(r" of (?!the\b|his\b|her\b|its\b|my\b|our\b|your\b|their\b|[A-Z])")
_AFTER_BARE = re.compile(rf"\b{any_of(TABLE['before_bare_units'])}\s+$", re.IGNORECASE)
_MORE = frozenset({"more than", "at least", "just over", "well over", "no less than"})
_LESS = frozenset({"less than", "at most", "up to", "fewer than", "no more than", "as much as", "as long as"})
_SMALLER = ("TS", "TM", "TH", "D", "W", "W2", "M", "Q", "Y", "Y10", "Y100")
_ADJECTIVES = (
    "more|consecutive|straight|full|additional|extra|long|whole|business|working|calendar|trading|short|solid|single"
)


def read_duration(match: Match, scene: Scene) -> Reading | None:
    """Read a length of time; ages are none, and "40 a day" tells how often."""
    text, word, name = scene.text, match["count"].lower(), match["unit"].lower()
    unit = UNITS[name]
    if NOT_AGE.match(text, match.end()) or _AGED.search(scene.before(match.start(), 6)):
        return None
    if not _counts_time(match, word, name):
        return None
    if word in ("a", "an") and not match["about"] and _AMOUNT.search(scene.before(match.start(), 24)):
        return Reading(match.end(), "SET", make_period(1, unit))
    if match["unit_2"] and _SMALLER.index(UNITS[match["unit_2"].lower()]) >= _SMALLER.index(unit):
        return Reading(match.start("more"), "DURATION", make_period(parse_small_count(word), unit))
    if match["unit_2"]:
        more = make_period(parse_small_count(match["count_2"]), UNITS[match["unit_2"].lower()])
        value = make_period(parse_small_count(word), unit)
        return Reading(match.end(), "DURATION", value + (more[2:] if unit.startswith("T") else more[1:]))
    return Reading(match.end(), "DURATION", _length(match, word, unit), *_going_on(match, scene, unit))


def _going_on(match: Match, scene: Scene, unit: str) -> tuple[Span, str]:
    """Return the days of a length that is not over yet: "have been held for three months", up to publication.

    "For over three months" leaves open when it began.
    """
    count = parse_small_count(match["upper"] or match["count"])
    about = " ".join((match["about"] or "").lower().split())
    if count is None or unit.startswith("T") or about in _LESS or scene.published is None:
        return (None, None), "unknown"
    if not goes_on(scene.text, match.start()):
        return (None, None), "unknown"
    more = about in _MORE or scene.before(match.start(), 5).lower() == "over "
    first, letter = shift_unit(scene.published, -count, unit)
    precision = {"D": "day", "W": "week", "M": "month", "Q": "month"}.get(letter, "year")
    return (None if more else first, scene.published), precision


def _counts_time(match: Match, word: str, name: str) -> bool:
    """Return whether a count and a unit make a length: not "a second", "three-quarters", "some day", "one day"."""
    if name in ("second", "quarter") or (name == "quarters" and match["joint"] == "-"):
        return False
    if match["joint"] == "-" and word in ("a", "an", "some", "many"):
        return False
    if word in ("a", "an") and (name.endswith("s") or (match["more_half"] or "").endswith("-long")):
        return False
    if word in ("few", "some", "many") and not name.endswith("s"):
        return False
    if word.isdecimal() and len(word) == 4 and word.startswith(("19", "20")):
        return False
    return not (name in ("night", "evenings", "mornings") and word in ("a", "an", "one"))


def _length(match: Match, word: str, unit: str) -> str:
    """Return the value of a length that may hold a half or a decimal, or have two bounds, of which the later counts."""
    if word.startswith("half"):
        return f"PT{HALVES[unit]}" if unit.startswith("T") else f"P{HALVES[unit]}"
    if word.replace(".", "", 1).isdigit() and "." in word:
        return make_period(1, unit).replace("1", word, 1)
    count = parse_small_count(word.split()[0]) if "1/2" in word else parse_small_count(match["upper"] or word)
    value = make_period(count, unit)
    half = "1/2" in word or "half" in match[0].lower()
    return value + HALVES[unit] if half and count is not None and HALVES[unit] != "X" else value


def read_the_count(match: Match, scene: Scene) -> Reading | None:
    """Read "the two weeks"; "the" is no part of "the two-week siege"."""
    if match["count"].lower() == "one" or NOT_AGE.match(scene.text, match.end()):
        return None
    unit = match["unit"].lower()
    reading = Reading(match.end(), "DURATION", make_period(parse_small_count(match["count"]), UNITS[unit]))
    modifies = not unit.endswith("s")
    return replace(reading, start=match.start("phrase")) if modifies else reading


def read_bare_units(match: Match, scene: Scene) -> Reading | None:
    """Read "for years", "decades-long", "the weeks ahead": a length nobody counts."""
    tells = match["long"] or match["ahead"] or _OF_SOMETHING.match(scene.after(match.end(), 12))
    if not tells and not _AFTER_BARE.search(scene.before(match.start(), 12)):
        return None
    if NOT_AGE.match(scene.text, match.end()):
        return None
    return Reading(match.end(), "DURATION", make_period(None, UNITS[match["unit"].lower()]))


def read_one_long(match: Match, scene: Scene) -> Reading | None:
    """Read "a week-long siege", "their second day-long meeting"."""
    return Reading(match.end(), "DURATION", make_period(1, UNITS[match["unit"].lower()]))


def read_half_unit(match: Match, scene: Scene) -> Reading | None:
    """Read "a half-hour", "half-century"."""
    half = HALVES[UNITS[match["unit"].lower()]]
    return Reading(match.end(), "DURATION", f"PT{half}" if match["unit"].lower() == "hour" else f"P{half}")


def read_unmeasured(match: Match, scene: Scene) -> Reading | None:
    """Read "for a while", "for a long time"."""
    return Reading(match.end(), "DURATION", "PXX")


def read_units_since(match: Match, scene: Scene) -> Reading | None:
    """Read "the week since" an attack: from a day named some such time before, to publication."""
    unit = UNITS[match["unit"].lower()]
    count = (
        parse_small_count(match["count"]) if match["count"] else 1 if not match["unit"].lower().endswith("s") else None
    )
    if unit.startswith("T") or (not match["count"] and not match[0].lower().startswith("the")):
        return None
    reading = Reading(match.end("unit"), "DURATION", make_period(count, unit))
    if scene.published is None:
        return reading
    named = scene.last_day if scene.last_day and scene.last_day < scene.published else None
    first = named if count is None else shift_unit(scene.published, -count, unit)[0]
    if named and first and count and unit in ("D", "W") and abs((named - first).days) <= 2 + count:
        first = named
    precision = {"D": "day", "W": "day", "M": "month"}.get(unit[0], "year")
    span = (first, scene.published if first else None)
    return replace(reading, span=span, precision=precision if first else "unknown")


def read_set(match: Match, scene: Scene) -> Reading | None:
    """Read "every day", "each Friday", "every other week"."""
    if match["weekday"]:
        return Reading(match.end(), "SET", f"XXXX-WXX-{weekday_number(match['weekday']) + 1}")
    if match["part"]:
        part = match["part"].lower()
        return Reading(match.end(), "SET", f"XXXX-XX-XX{PARTS[part]}" if part in PARTS else f"XXXX-{SEASONS[part]}")
    if match["unit"].lower() in ("second", "seconds"):
        return None
    word = (match["count"] or "one").lower()
    count = 2 if word == "other" else parse_small_count(word)
    return Reading(match.end(), "SET", make_period(count, UNITS[match["unit"].lower()]))


def read_rate(match: Match, scene: Scene) -> Reading | None:
    """Read "twice a week", "three times a day"."""
    return Reading(match.end(), "SET", make_period(1, UNITS[match["unit"].lower()]))


def read_set_word(match: Match, scene: Scene) -> Reading | None:
    """Read "daily", "weekly", where it is no name ("the Daily Telegraph")."""
    if match["word"][0].isupper() and scene.before(match.start(), 2).strip() not in ("", "."):
        return None
    return Reading(match.end(), "SET", TABLE["sets"][match["word"].lower()])


def read_past_seasons(match: Match, scene: Scene) -> Reading | None:
    """Read "the past three summers": a season that came again."""
    return Reading(match.end(), "SET", f"XXXX-{SEASONS[match['season'].lower()]}")


def read_all(match: Match, scene: Scene) -> Reading | None:
    """Read "all night", "all week": the whole of one."""
    return Reading(match.end(), "DURATION", make_period(1, UNITS[match["unit"].lower()]))


RULES: list[Rule] = [
    make_rule(read_all, rf"all{GAP}(?P<unit>day|night|week|month|year)(?:{GAP}long)?", "all"),
    make_rule(
        read_units_since,
        rf"(?:the{GAP})?(?:{NUMBER}{GAP})?{UNIT}{GAP}since"
        rf"(?!{GAP}(?:the{GAP})?(?:{any_of(TABLE['months'])}|{any_of(TABLE['weekdays'])}|\d))",
        NUMBER_STARTS | {"the"},
    ),
    make_rule(
        read_the_count,
        rf"the{GAP}(?P<phrase>(?:(?:first|entire|whole|full){GAP})?{NUMBER}{UPPER}(?:{GAP}|-){UNIT})",
        "the",
    ),
    make_rule(
        read_duration,
        rf"{ABOUT}{COUNT}{UPPER}(?:-plus|{GAP}and{GAP}a{GAP}half)?(?P<joint>{GAP}|-)(?:(?:{_ADJECTIVES}){GAP})?{UNIT}"
        rf"(?P<more_half>{GAP}and{GAP}a{GAP}half|-long|{GAP}or{GAP}(?:so|two|more))?"
        rf"(?P<more>{GAP}(?:and{GAP})?(?P<count_2>\d{{1,2}}|{SMALL}){GAP}(?P<unit_2>{ANY_UNIT}))?",
        NUMBER_STARTS | ABOUT_STARTS,
    ),
    make_rule(
        read_bare_units,
        rf"(?:the{GAP}(?=\w+{GAP}ahead\b))?(?P<unit>{LONG_UNITS})(?P<long>-long)?"
        rf"(?:(?P<ahead>{GAP}ahead)|{GAP}(?:and|or){GAP}(?:{LONG_UNITS}))?",
        f"{LONG_UNITS.replace('|', ' ')} the",
    ),
    make_rule(
        read_one_long,
        r"(?P<unit>hour|day|night|week|month|year|decade)-?long",
        "hour day night week month year decade hourlong daylong nightlong weeklong monthlong yearlong decadelong",
    ),
    make_rule(
        read_half_unit,
        rf"(?:an?{GAP}|(?:less|more){GAP}than{GAP}an?{GAP})?half(?:-|{GAP})(?P<unit>hour|day|year|decade|century)",
        "a an half less more",
    ),
    make_rule(
        read_unmeasured,
        rf"{any_of(TABLE['unmeasured'])}(?!{GAP}(?:ago|in|next|after|before|later|soon|between|during|around|on)\b)",
        first_words(TABLE["unmeasured"]),
    ),
    make_rule(
        read_set,
        rf"(?:every|each|per){GAP}(?:(?P<count>other|few|\d{{1,2}}|{SMALL}){GAP})?(?:{UNIT}"
        rf"|(?P<weekday>{any_of(TABLE['weekdays'])})s?|(?P<part>morning|evening|afternoon|night|summer|winter|spring|fall))",
        "every each per",
    ),
    make_rule(
        read_rate,
        rf"(?:once|twice|(?:several|many|\d{{1,3}}|{SMALL}){GAP}times){GAP}(?:an?|per|each|every){GAP}{UNIT}",
        NUMBER_STARTS | {"once", "twice", "several", "many"},
    ),
    make_rule(read_set_word, rf"(?P<word>{any_of(TABLE['sets'])})", first_words(list(TABLE["sets"]))),
    make_rule(
        read_past_seasons,
        rf"(?:the{GAP})?(?:past|last){GAP}(?:\d|{SMALL}|few|several){GAP}(?P<season>{any_of(SEASONS)})s",
        "the past last",
    ),
]
