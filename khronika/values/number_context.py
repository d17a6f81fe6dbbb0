"""What kind of number a number is, by the words around it."""

import re

from khronika.values.number_words import Core
from khronika.values.tables import GAP, any_of, load_table

_TABLE = load_table("numbers.yaml")
CHANGES: frozenset[str] = frozenset(_TABLE["changes"])
"""Words of rising and falling: "rose from 5 to 8" holds two numbers, not a range."""
_WORD = re.compile(r"[^\s\"\u201c\u201d\u2018(\[]+")
_SPACES = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n\s*\n")

_MONTHS = any_of([*_TABLE["months"], *(month.upper() for month in _TABLE["months"])])
_PERCENT = re.compile(rf"(?:{GAP}|-)?{any_of(_TABLE['percent'])}(?!\w)", re.IGNORECASE)
_MONEY_BEFORE = re.compile(rf"(?:[A-Z]{{1,3}})?{any_of(_TABLE['money_signs'])}\s?$")
_MONEY_AFTER = re.compile(rf"(?:{GAP}(?:of{GAP})?|-)?(?:{any_of(_TABLE['money_words'])}(?!\w)|[$€£₽])", re.IGNORECASE)
_MEASURE = re.compile(
    rf"(?:{GAP}and{GAP}a{GAP}half)?(?:{GAP}|-)?(?:(?:more|additional|consecutive|straight|further|extra|full|square|cubic){GAP})?{any_of(_TABLE['measures'])}(?!\w)|°",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(rf"(?:{GAP}|-)(?:years?|months?)(?:{GAP}|-)(?:olds?|of{GAP}age)\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|age of|ages of|aged between|aged from|between the ages of)\s$", re.IGNORECASE
)
_AGES_BEFORE = re.compile(rf"\bage[ds]{GAP}(?:\d\d?(?:,{GAP}and|,|{GAP}and|{GAP}or){GAP}){{1,9}}$")
_AGE_COMMA = re.compile(rf"(?:[A-Z\u00c0-\u024f][\w.'\u2019-]*|\b{any_of(_TABLE['tally']['single_people'])}),\s$")
_AGE_COMMA_AFTER = re.compile(r"[,;.)]|\s(?:and|was|who|from|of|were|told|said|is|has)\b")
_AGE_BRACKET = re.compile(r"[A-Z][\w'\u2019-]*\s\($")
_CLOCK_AFTER = re.compile(
    r":\d\d|\.\d\d\s{0,4}[ap]\.?m\b|\s{0,4}[ap]\.?\s{0,4}m\b|\s{0,4}o['\u2019]clock|\s{0,4}(?:GMT|UTC|hrs)\b",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(r"\d:$")
_DATE_AFTER = re.compile(rf"(?:st|nd|rd|th)?{GAP}(?:of{GAP})?{_MONTHS}(?!\w)")
_DATE_BEFORE = re.compile(rf"(?<!\w){_MONTHS}\s(?:the\s)?$")
_DATE_RANGE_BEFORE = re.compile(rf"(?<!\w){_MONTHS}\s\d{{1,2}}(?:\s?[-\u2013]\s?|,? and |, | to )$")
_DATE_RANGE_AFTER = re.compile(rf"(?:\s?[-\u2013]\s?|\sand\s|\sto\s)\d{{1,2}}{GAP}{_MONTHS}(?!\w)")
_SLASHED = re.compile(r"[/-]\d|\.\d{1,2}\.\d")
_DOTTED_YEAR = re.compile(r"\.(?:19|20)\d\d(?!\d)|[/-]\d|\.\d{1,2}\.\d")
_YEAR_PLACE_AFTER = re.compile(rf"(?:{GAP}(?:{any_of(_TABLE['counted'])}))\b")
_DAY_BEFORE_YEAR = re.compile(rf"{_MONTHS}{GAP}\d{{1,2}},{GAP}$")
_LIST_MARK = re.compile(r"[.)]\s{1,4}[^\W\d_]")
_LINE_START = re.compile(r"(?:^|\n)\s{0,3}$")
_DECADE = re.compile(r"['\u2019]?s\b")
_LETTERS = re.compile(r"[A-Za-z]|\s{0,4}\([a-z]\)")  # "505a", "505 (a)": numbers of a law
_PART_OF = re.compile(
    rf"(?:-|{GAP}){any_of(_TABLE['fractions'])}\b|{GAP}(?:in|out{GAP}of){GAP}(?:every{GAP})?(?:\d|{any_of(_TABLE['units'])})\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    rf"{GAP}(?:[NSEW]\.?{GAP})?(?:[A-Z0-9][\w.'\u2019]*{GAP}){{1,3}}(?:St|Street|Ave|Avenue|Road|Rd|Drive|Dr|Lane|Ln|Blvd|Boulevard|Court|Way|Place)\b"
)
_HYPHENED = re.compile(r"-(?!(?:strong|odd|plus|or-so)\b)[A-Za-z]")
_TIMES = re.compile(rf"(?:{GAP}|-)(?:times|fold|per|out{GAP}of|degrees)\b|fold\b|x\b", re.IGNORECASE)
_PHONE = re.compile(r"(?:\)\s{0,4}|[-.\s])\d{3,4}\b(?!,)")
AREA_CODE = re.compile(r"\(\d{3}\)\s{0,4}$")
"""The first part of a telephone number, before the rest of it."""
_ONE_BEFORE = frozenset(_TABLE["one_before"])
_ONE_AFTER = re.compile(rf"(?:['\u2019-]|{GAP}{any_of(_TABLE['one_after'])}\b)", re.IGNORECASE)
_SHOWN = re.compile(rf"(?<!\w){any_of(_TABLE['shown_by_number'])}:?\s?(?:\d+ of )?$", re.IGNORECASE)
_PARENT = re.compile(rf"\b{any_of(_TABLE['parents'])}[ -]of[ -]$", re.IGNORECASE)
_ALL_BUT = re.compile(r"\ball (?:but|except) $", re.IGNORECASE)
_OF_MANY = re.compile(rf"{GAP}of{GAP}")
_NAMED = re.compile(rf"(?<!\w){any_of(_TABLE['named_by_number'])}\s?(?:No\.?\s?)?$", re.IGNORECASE)


class Context:
    """The words before a position, lower case, at most eight, none from before a blank line or `floor`."""

    __slots__ = ("near", "position", "starts", "words")

    def __init__(self, text: str, position: int, floor: int = 0) -> None:
        first = max(floor, position - 64)
        window = text[first:position]
        for blank in _BLANK_LINE.finditer(window):
            first = position - len(window) + blank.end()
        found = list(_WORD.finditer(text, first, position))[-8:]
        self.position = position
        self.words = [match[0].lower() for match in found]
        self.starts = [match.start() for match in found]
        self.near = _SPACES.sub(" ", text[first:position])

    def last(self, count: int) -> str:
        """Return the last `count` words, joined by single spaces."""
        return " ".join(self.words[-count:])


_PAST = re.compile(r" past (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}|midnight|noon)\b")
_HOUR_BEFORE = re.compile(
    r"\b(?:half|quarter|five|ten|twenty|minutes) past $|\b(?:quarter|minutes) to $", re.IGNORECASE
)


def find_kind(text: str, core: Core, before: Context, *, compared: bool) -> str:
    """Return the kind of the number at `core`; `compared` says that a comparator stands before it."""
    near, end = before.near, core.end
    if core.sign == "ordinal":
        return "date" if core.digits and _is_date(text, core, near) else "ordinal"
    if _PERCENT.match(text, end):
        return "percent"
    if _MONEY_BEFORE.search(near) or _MONEY_AFTER.match(text, end):
        return "money"
    if _is_age(text, core, near):
        return "age"
    if core.sign == "vague":
        return "measure" if _MEASURE.match(text, end) else "count"
    if (core.digits and not core.decimal and _is_clock(text, core, near)) or _is_told_hour(text, core, near):
        return "clock"
    if _is_date(text, core, near):
        return "date"
    if _MEASURE.match(text, end) and not _is_year(text, core, before, compared):
        return "measure"
    if core.digits and _is_year(text, core, before, compared):
        return "year"
    return "other" if _is_no_count(text, core, before) else "count"


def _is_age(text: str, core: Core, near: str) -> bool:
    if _AGE_AFTER.match(text, core.end) or _AGE_BEFORE.search(near):
        return True
    if core.digits and _AGES_BEFORE.search(text, max(0, core.start - 30), core.start):
        return True
    if not core.digits or core.max is None or core.max > 110 or core.min != core.max:
        return bool(
            core.digits and core.max and core.max < 100 and core.max % 10 == 0 and _DECADE.match(text, core.end)
        )
    if _AGE_COMMA.search(near) and _AGE_COMMA_AFTER.match(text, core.end):
        return not _DATE_BEFORE.search(near[:-2] + " ")
    if _AGE_BRACKET.search(near) and text.startswith(")", core.end):
        return True
    return core.max % 10 == 0 and core.max < 100 and bool(_DECADE.match(text, core.end))


def _is_clock(text: str, core: Core, near: str) -> bool:
    if core.max is None or core.max > 2400:
        return False
    return bool(_CLOCK_AFTER.match(text, core.end) or _CLOCK_BEFORE.search(near))


def _is_told_hour(text: str, core: Core, near: str) -> bool:
    """Tell whether a number is of an hour in words: "half past eight", "twenty past eleven"."""
    past = _PAST.match(text, core.end) and core.max is not None and core.max < 30  # noqa: PLR2004
    return bool(past or _HOUR_BEFORE.search(near))


def _is_date(text: str, core: Core, near: str) -> bool:
    if not core.digits or core.max is None or core.decimal:
        return bool(core.decimal and _DOTTED_YEAR.match(text, core.end))
    if core.max > 31:
        return (
            core.max >= 1000
            and text[core.end : core.end + 1] in ("-", "/")
            and bool(_SLASHED.match(text, core.end))
            and core.max < 2100
        )
    if _DATE_AFTER.match(text, core.end) or _DATE_BEFORE.search(near):
        return True
    if _DATE_RANGE_BEFORE.search(near) or _DATE_RANGE_AFTER.match(text, core.end):
        return True
    return core.min == core.max and text[core.end : core.end + 1] in ("/", ".") and bool(_SLASHED.match(text, core.end))


def _is_year(text: str, core: Core, before: Context, compared: bool) -> bool:
    if core.min is None or core.max is None or not core.digits or core.scale > 1 or core.decimal:
        return False
    if not (1400 <= core.min <= 2099 and 1400 <= core.max <= 2099) or "," in text[core.start : core.end]:
        return False
    if text[core.start : core.start + 4] != str(core.min):
        return False
    if _DECADE.match(text, core.end) or _DAY_BEFORE_YEAR.search(text, max(0, core.start - 20), core.start):
        return True
    if before.last(1) in (
        "in",
        "since",
        "of",
        "by",
        "from",
        "until",
        "during",
        "before",
        "after",
        "year",
        "between",
        "early",
        "late",
        "to",
    ):
        return not _YEAR_PLACE_AFTER.match(text, core.end) or before.last(1) in (
            "in",
            "since",
            "during",
            "year",
            "until",
        )
    if compared or _YEAR_PLACE_AFTER.match(text, core.end):
        return False
    return core.min >= 1900


def _is_no_count(text: str, core: Core, before: Context) -> bool:
    end, near = core.end, before.near
    if _PARENT.search(near) or (_ALL_BUT.search(near) and not _OF_MANY.match(text, end)):
        return True
    if core.decimal or _PART_OF.match(text, end) or _TIMES.match(text, end) or _HYPHENED.match(text, end):
        return True
    if core.digits:
        if core.scale == 1 and _LETTERS.match(text, end):
            return True
        if _LIST_MARK.match(text, end) and _LINE_START.search(text, max(0, core.start - 4), core.start):
            return True
        if _SHOWN.search(text, max(0, core.start - 24), core.start) or (
            _NAMED.search(near) and not _is_plural_verb(before)
        ):
            return True
        if (
            (_STREET.match(text, end) and core.max is not None and core.max < 100_000)
            or _PHONE.match(text, end)
            or near.endswith(("-", "/"))
        ):
            return True
        return text.startswith(("-", "\u2013"), end) and text[end + 1 : end + 2].isdecimal()
    word = text[core.start : end].lower()
    if word == "one":
        if before.last(2) in ("at least", "only one") or before.last(1) in ("just", "only", "least"):
            return bool(re.match(rf"{GAP}of\b", text[end : end + 8])) and before.last(1) != "least"
        return before.last(1) in _ONE_BEFORE or bool(_ONE_AFTER.match(text, end))
    return (
        before.last(1) in ("article", "chapter", "section", "part", "phase", "number", "group of", "world war", "war")
        and core.max != 0
    )


def _is_plural_verb(before: Context) -> bool:
    """Return whether a word that things are numbered by is used otherwise: "in order 5"."""
    return before.last(1) in ("order", "line", "camp", "school") and before.last(2).split(" ")[0] in ("in", "to")
