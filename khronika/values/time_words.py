"""The words of time in English and the pattern pieces that the rules are written with.

Patterns are written with white space for reading (re.VERBOSE); a gap between words is `{GAP}`.
"""

import re

from khronika.values.tables import GAP, any_of, load_table

TABLE = load_table("times.yaml")
MONTHS: dict[str, int] = {
    name.lower(): int(n) for table in ("months", "short_months") for name, n in TABLE[table].items()
}
WEEKDAYS: dict[str, int] = {
    name.lower(): int(n) for table in ("weekdays", "short_weekdays") for name, n in TABLE[table].items()
}
UNITS: dict[str, str] = TABLE["units"]
PARTS: dict[str, str] = TABLE["parts"]
SEASONS: dict[str, str] = TABLE["seasons"]
ORDINALS: dict[str, int] = {word: int(n) for word, n in TABLE["ordinals"].items()}
REFERENCES: dict[str, str] = {words: value for value, row in TABLE["references"].items() for words in row}
HALVES: dict[str, str] = {
    "TS": "X", "TM": "30S", "TH": "30M", "D": "T12H", "W": "X", "W2": "X", "M": "15D", "Q": "X",
    "Y": "6M", "Y10": "5Y", "Y100": "50Y",
}  # fmt: skip
"""Half of a unit, as TIMEX3 writes it after a whole one; X where it has no whole number of a smaller."""
STEPS: dict[str, int] = {word: int(n) for word, n in TABLE["steps"].items()}
"""How many units "last", "this" or "next" step from the one that holds the publication."""

_NUMBERS = load_table("numbers.yaml")
SMALL_WORDS = [*_NUMBERS["units"], *_NUMBERS["tens"], "hundred", "thousand", "dozen"]
FEW_WORDS: list[str] = TABLE["few"]
DAY_ORDINALS: dict[str, int] = {
    **{word: int(n) for word, n in _NUMBERS["ordinals"].items() if int(n) <= 20 or int(n) == 30},
    **{f"{tens}-{word}": base + int(n) for tens, base in (("twenty", 20), ("thirty", 30))
       for word, n in _NUMBERS["ordinals"].items() if int(n) <= (9 if base == 20 else 1)},
}  # fmt: skip
SMALL = any_of(SMALL_WORDS)
LONG_UNITS = "minutes|hours|days|nights|weeks|months|years|decades|centuries"
WHICH_WORDS = (
    "last|past|previous|preceding|prior|next|coming|upcoming|following|this|current|latest|first|final|early|same|that"
)


def printed_any(words: dict[str, str]) -> str:
    """Return a pattern for names printed with a capital, or all in capitals."""
    return any_of([*words, *(word.upper() for word in words)])


_SHORT_MONTH = rf"{printed_any(TABLE['short_months'])}(?:\.|(?={GAP}\d))"
_TEENS = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_ONES = "one|two|three|four|five|six|seven|eight|nine"

MONTH = rf"(?P<month>{printed_any(TABLE['months'])}\b|{_SHORT_MONTH})"
MONTH_BEHIND = rf"(?P<month>{printed_any(TABLE['months'])}\b|{printed_any(TABLE['short_months'])}(?:\.|\b))"
"""A month right after its day, where a short name needs no full stop: "on 6 Jan"."""
MONTH_2 = MONTH.replace("<month>", "<month_2>")
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?i:st|nd|rd|th)?(?![\d%]|[.,:]\d|[A-Za-z])"
DAY_2 = DAY.replace("<day>", "<day_2>")
DAY_WORDS = rf"(?P<day_words>{any_of(DAY_ORDINALS)})\b"
YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)(?![\d%]|[.,:]\d)"
YEAR_WORDS = (
    rf"(?:nineteen|eighteen|twenty){GAP}(?:{any_of(_NUMBERS['tens'])}(?:(?:-|{GAP})(?:{_ONES}))?|ten|{_TEENS})\b"
    rf"|two{GAP}thousand(?:{GAP}(?:and{GAP})?(?:{_ONES}|ten|{_TEENS})\b)?"
)
FULL_WEEKDAY = any_of([form for day in TABLE["weekdays"] for form in (day, day.upper(), day.lower())])
_DATE_FOLLOWS = rf"(?=,?\s(?:{printed_any(TABLE['months'])}|{_SHORT_MONTH}|\d))"
WEEKDAY = rf"(?P<weekday>{FULL_WEEKDAY}\b|{printed_any(TABLE['short_weekdays'])}(?:\.|{_DATE_FOLLOWS}))"
ANY_PART = any_of(PARTS)
PART = rf"(?:{GAP}|,{GAP}|-)?(?:(?i:(?:in|during){GAP}the|at){GAP})?(?P<part>(?i:{ANY_PART}))\b"
ANY_UNIT = any_of(UNITS)
UNIT = rf"(?P<unit>{ANY_UNIT})\b"
_WORDS = rf"(?:an?{GAP}(?=hundred|thousand|dozen))?{SMALL}(?:(?:-|{GAP})(?:and{GAP})?{SMALL}){{0,4}}"
_FIGURES = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}(?:\.\d|{GAP}1/2)?)"
NUMBER = rf"(?P<count>(?>{_FIGURES}|{any_of(FEW_WORDS)}|{_WORDS}))"
COUNT = rf"(?P<count>(?>{_FIGURES}|{any_of(FEW_WORDS)}|{_WORDS}|an?))"
UPPER = rf"(?:{GAP}?(?:to|or|-|\u2013){GAP}?(?P<upper>\d{{1,3}}|{SMALL}))?"
ABOUT = rf"(?:(?P<about>{any_of(TABLE['about'])}){GAP})?"
_REL_YEAR = rf"last|this|next|the{GAP}same|that{GAP}same|that"
OF_YEAR = rf"(?:,?{GAP}(?:(?i:of){GAP})?(?:(?:(?i:fiscal){GAP})?{YEAR}|(?P<rel_year>(?i:{_REL_YEAR})){GAP}(?i:year)))"
WHICH = rf"(?:the{GAP}|this{GAP}(?=past|coming|upcoming))?(?P<which>{WHICH_WORDS})"
FEASTS = [*TABLE["holidays"], *TABLE["weekday_feasts"], *TABLE["easter_feasts"]]

MONTH_STARTS = frozenset(MONTHS)
DAY_STARTS = frozenset(WEEKDAYS)
WHICH_STARTS = frozenset([*WHICH_WORDS.split("|"), "the"])
NUMBER_STARTS = frozenset(word.split()[0] for word in [*SMALL_WORDS, *FEW_WORDS, "a", "an"]) | {"0"}
ABOUT_STARTS = frozenset(word.split()[0] for word in TABLE["about"])
_FIRST_WORD = re.compile(r"[a-z]+")


def first_words(names: list[str]) -> frozenset[str]:
    """Return the words, in lower case, that the names begin with."""
    found = (_FIRST_WORD.match(name.lower()) for name in names)
    return frozenset(match[0] for match in found if match)
