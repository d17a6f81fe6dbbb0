"""What rules for times share: the form of a rule, and how days, units and counts become readings."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from khronika.values.number_words import read_core
from khronika.values.time_calendar import shift_day, unit_span, unit_value
from khronika.values.time_scene import Reading, Scene
from khronika.values.time_words import MONTHS, PARTS, STEPS, WEEKDAYS

NOT_AGE = re.compile(r"[\s-]+(?:olds?\b(?!\s+(?:war|truce|conflict))|of\s+age)", re.IGNORECASE)
"""What follows a count of years that is an age."""
Match = re.Match[str]
Handler = Callable[[Match, Scene], Reading | None]


@dataclass(frozen=True)
class Rule:
    """A pattern, the words in lower case that it may begin with ("0" for any digits), and what it means."""

    read: Handler
    expression: str
    flags: re.RegexFlag
    words: frozenset[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when one of its words is met: most reports need few of them."""
        return re.compile(self.expression, self.flags)


def make_rule(read: Handler, pattern: str, words: str | Iterable[str], *, printed: bool = False) -> Rule:
    """Return a rule whose pattern ends where a word ends; `printed` says that capitals matter ("March", "march")."""
    flags = re.VERBOSE if printed else re.VERBOSE | re.IGNORECASE
    starts = frozenset(words.split() if isinstance(words, str) else words)
    return Rule(read, rf"(?:{pattern})(?!\w)", flags, starts)


def make_day_reading(match: Match, day: date, suffix: str = "") -> Reading:
    """Return a reading of one day, or of a part of it such as TMO."""
    kind = "TIME" if suffix else "DATE"
    return Reading(match.end(), kind, day.isoformat() + suffix, (day, day), "day", anchor=day)


def make_unit_reading(match: Match, day: date, unit: str, scene: Scene, *, running: bool = False) -> Reading:
    """Return a reading of the week, month or year that holds `day`; a running one ends with publication."""
    first, last = unit_span(day, unit)
    if running and scene.published and first <= scene.published and not scene.looks_ahead(match.start()):
        last = min(last, scene.published)
    precision = {"D": "day", "W": "week", "M": "month", "Q": "month", "Y": "year"}[unit]
    return Reading(match.end(), "DATE", unit_value(day, unit), (first, last), precision, anchor=first, unit=unit)


def make_open_day_reading(match: Match, value: str, suffix: str = "") -> Reading:
    """Return a reading of a day that no day of publication pins down."""
    return Reading(match.end(), "TIME" if suffix else "DATE", value + suffix, (None, None), "day")


def make_decade_reading(match: Match, first_year: int) -> Reading:
    """Return a reading of the ten years from `first_year` on."""
    span = date(max(first_year, 1), 1, 1), date(first_year + 9, 12, 31)
    return Reading(match.end(), "DATE", f"{first_year // 10}", span, "unknown")


def parse_small_count(words: str) -> int | None:
    """Return the number that `words` are, or None where they are vague."""
    words = words.lower().strip()
    if words in ("a", "an", "another"):
        return 1
    if words.startswith(("a couple", "couple")):
        return 2
    core = read_core(words, 0) if words else None
    return core.min if core is not None and core.min == core.max and core.sign == "" else None


def make_period(count: int | None, unit: str) -> str:
    """Return the TIMEX3 value of a length of time; X stands for an unknown count."""
    time = "T" if unit.startswith("T") else ""
    letter = unit.removeprefix("T")
    factor = int(letter[1:] or 1)
    number = "X" if count is None else str(count * factor)
    return f"P{time}{number}{letter[0]}"


def shift_unit(day: date, count: int, unit: str) -> tuple[date, str]:
    """Return `day` moved by `count` of a unit of the table, and the unit that the result is exact to."""
    letter, factor = unit[0], int(unit[1:] or 1) if not unit.startswith("T") else 1
    if letter == "Q":
        return shift_day(day, 3 * count, "M"), "Q"
    return shift_day(day, count * factor, letter), letter


def part_code(words: str | None) -> str:
    """Return the TIMEX3 code of a part of the day, "" for none."""
    return PARTS[" ".join(words.lower().split())] if words else ""


def weekday_number(words: str) -> int:
    """Return the number of a weekday's name, long or short; Monday is 0."""
    return WEEKDAYS[words.rstrip(".").lower()]


def month_number(words: str) -> int:
    """Return the number of a month's name, long or short."""
    return MONTHS[words.rstrip(".").lower()]


def named_year(match: Match, scene: Scene) -> int | None:
    """Return the year that a pattern with OF_YEAR names, or None."""
    if match["year"]:
        return int(match["year"])
    rel = (match["rel_year"] or "").lower()
    if not rel or scene.published is None:
        return None
    if rel.endswith("same") or rel == "that":
        return scene.last_anchor.year if scene.last_anchor else None
    return scene.published.year + STEPS[rel]


def has_year(match: Match) -> bool:
    """Return whether a pattern with OF_YEAR matched a year, be it one that nothing pins down."""
    return bool(match["year"] or match["rel_year"])


def is_title(words: str) -> bool:
    """Return whether words are printed as the title of something: "This Week", "the Daily"."""
    parts = words.split()
    return len(parts) > 1 and parts[-1][:1].isupper() and not words.isupper()
