"""The patterns of times in English, built from the word lists, with the words that each may begin with.

They are written with white space for reading (re.VERBOSE); a gap between words is `{GAP}`.
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

_NUMBERS = load_table("numbers.yaml")
_SMALL_WORDS = [*_NUMBERS["units"], *_NUMBERS["tens"], "hundred", "thousand", "dozen"]
_SMALL = any_of(_SMALL_WORDS)
_FEW: list[str] = TABLE["few"]


def _upper(words: dict[str, str]) -> str:
    """Return a pattern for names printed with a capital, or all in capitals."""
    return any_of([*words, *(word.upper() for word in words)])


_SHORT_MONTH = rf"{_upper(TABLE['short_months'])}(?:\.|(?=\s\d))"
_MONTH = rf"(?P<month>{_upper(TABLE['months'])}\b|{_SHORT_MONTH})"
_MONTH_2 = _MONTH.replace("<month>", "<month_2>")
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|[A-Za-z])"
_DAY_2 = _DAY.replace("<day>", "<day_2>")
_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)(?![\d%]|[.,:]\d)"
_Q_YEAR = _YEAR.replace("<year>", "<q_year>")
_FULL_WEEKDAY = _upper(TABLE["weekdays"])
_DATE_FOLLOWS = rf"(?=,?\s(?:{_upper(TABLE['months'])}|{_SHORT_MONTH}|\d))"
_WEEKDAY = rf"(?P<weekday>{_FULL_WEEKDAY}\b|{_upper(TABLE['short_weekdays'])}(?:\.|{_DATE_FOLLOWS}))"
_PART = rf"(?:{GAP}|,{GAP})?(?:in{GAP}the{GAP})?(?P<part>{any_of(PARTS)})\b"
_UNIT = rf"(?P<unit>{any_of(UNITS)})\b"
_WORDS = rf"(?:an?{GAP}(?=hundred|thousand|dozen))?{_SMALL}(?:(?:-|{GAP})(?:and{GAP})?{_SMALL}){{0,4}}"
_NUMBER = rf"(?P<count>(?>\d{{1,4}}(?:\.\d|{GAP}1/2)?|{any_of(_FEW)}|{_WORDS}))"
_COUNT = rf"(?P<count>(?>\d{{1,4}}(?:\.\d|{GAP}1/2)?|{any_of(_FEW)}|{_WORDS}|an?))"
_UPPER = rf"(?:{GAP}?(?:to|or|-|\u2013){GAP}?(?P<upper>\d{{1,3}}|{_SMALL}))?"
_ABOUT = rf"(?:(?P<about>{any_of(TABLE['about'])}){GAP})?"
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?(?:\s?(?P<half>[ap]\.?\s?m\b\.?))?(?:\s?(?:o['\u2019]clock))?"
)
_ZONE = rf"(?:{GAP}(?:GMT|UTC|EST|EDT|local{GAP}time|Moscow{GAP}time))?"
_OF_YEAR = rf"(?:,?{GAP}(?:of{GAP})?(?:{_YEAR}|(?P<rel_year>last|this|next|the{GAP}same|that){GAP}year))"
_WHICH_WORDS = "last|past|previous|preceding|next|coming|following|this|current|latest|first|final|same|that"
_WHICH = rf"(?:the{GAP})?(?P<which>{_WHICH_WORDS})"
_CENTURY_WORDS = rf"(?:nineteen|eighteen|twenty){GAP}(?:{any_of(_NUMBERS['tens'])}|ten|eleven|twelve|\w{{3,5}}teen)"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_FEASTS = [*TABLE["holidays"], "Thanksgiving Day", "Thanksgiving", "Easter Sunday", "Easter", "Good Friday"]

_PATTERNS = {
    "iso": r"(?P<year>1\d{3}|20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:[T\ ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d)?)?",
    "numeric": r"(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)",
    "month_day": rf"(?:{_WEEKDAY}(?:,{GAP}|{GAP}))?(?:the{GAP})?{_MONTH}{GAP}(?:the{GAP})?{_DAY}"
    rf"(?:{GAP}?(?P<dash>[-\u2013]|to|and|through|or){GAP}?{_DAY_2})?{_OF_YEAR}?",
    "day_month": rf"(?:{_WEEKDAY}(?:,{GAP}|{GAP})(?:the{GAP})?)?{_DAY}"
    rf"(?:{GAP}?(?P<dash>[-\u2013]|to|and|or){GAP}?{_DAY_2})?{GAP}(?:of{GAP})?{_MONTH}{_OF_YEAR}?",
    "month_year": rf"{_MONTH}{_OF_YEAR}",
    "month": rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast){GAP})?{_MONTH}",
    "weekday": rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming){GAP})?{_WEEKDAY}(?:{_PART})?"
    rf"(?:{GAP}(?:of{GAP})?(?P<week>last|this|next){GAP}week)?",
    "day_word": rf"(?P<word>(?:the{GAP})?day{GAP}(?:before{GAP}yesterday|after{GAP}tomorrow)|yesterday|today|tonight"
    rf"|tomorrow|overnight|last{GAP}night|this{GAP}(?:morning|afternoon|evening))(?:{_PART})?",
    "night_of": rf"(?:the{GAP})?(?P<part>night|morning|evening|afternoon){GAP}of{GAP}"
    rf"(?:(?:{_FULL_WEEKDAY},?{GAP})?{_MONTH}{GAP}{_DAY}|{_DAY_2}{GAP}(?:of{GAP})?{_MONTH_2}|{_WEEKDAY})(?:,?{GAP}{_YEAR})?",
    "year": rf"(?:the{GAP}year{GAP}|fiscal{GAP}(?:year{GAP})?)?{_YEAR}",
    "year_words": rf"(?:the{GAP}year{GAP})?(?P<words>{_CENTURY_WORDS}(?:-|{GAP})?(?:{_ONES})?\b"
    rf"|two{GAP}thousand(?:{GAP}and{GAP}(?:{_ONES}))?(?!{GAP}\w+s\b))",
    "decade": r"(?:the\s)?(?:(?P<decade>1\d\d0|20\d0)|['\u2019](?P<short>[2-9]0))['\u2019]?s",
    "century": rf"(?:the{GAP})?(?P<century>[12]\d)(?:st|nd|rd|th)(?:{GAP}|-)century|(?P<this>this|last){GAP}century",
    "quarter": rf"(?:the{GAP})?(?:(?P<rel>this|last|next){GAP}year['\u2019]s{GAP})?(?:fiscal{GAP})?"
    rf"(?P<nth>{any_of(ORDINALS)})(?:{GAP}|-)(?:fiscal{GAP})?quarter\b{_OF_YEAR}?|Q(?P<q>[1-4])(?:{GAP}{_Q_YEAR})?",
    "half": rf"(?:the{GAP})?(?P<nth>first|second){GAP}half{GAP}of{GAP}(?:{_YEAR}|(?P<rel>this|last|next|the){GAP}year)",
    "quarter_back": rf"(?:the{GAP})?(?:year[-\s](?:ago|earlier)|same){GAP}(?:quarter|period)|year-(?:ago|earlier)"
    rf"|an?{GAP}year{GAP}(?:ago|earlier)",
    "quarter_this": rf"(?:the|this){GAP}(?:(?:latest|current|recent|most{GAP}recent){GAP})?(?:quarter|latest{GAP}period)",
    "ago": rf"{_ABOUT}{_COUNT}{_UPPER}(?:{GAP}|-){_UNIT}{GAP}"
    rf"(?P<way>ago|earlier|previously|later|from{GAP}now|hence|from{GAP}today)",
    "day_beside": rf"the{GAP}{_UNIT}{GAP}(?P<way>before|earlier|after)(?=\s?[.,;)\u2014]|\s*$)",
    "which_count": rf"{_ABOUT}{_WHICH}{GAP}(?:full{GAP})?{_NUMBER}{_UPPER}(?:{GAP}|-){_UNIT}",
    "which_few": rf"{_WHICH}{GAP}(?:(?P<few>few|several|couple{GAP}of|many|some){GAP})?"
    r"(?P<unit>minutes|hours|days|nights|weeks|months|years|decades|centuries)",
    "which": rf"{_WHICH}{GAP}(?:(?:calendar|fiscal|full|academic){GAP})?"
    rf"(?P<unit>day|night|morning|afternoon|evening|week|weekend|month|year|decade|fortnight|quarter|{any_of(SEASONS)})",
    "weekend": rf"the{GAP}weekend",
    "season": rf"(?:the{GAP})?(?P<season>{any_of(SEASONS)}){_OF_YEAR}|(?:the{GAP})?(?P<bare>summer|winter|autumn)",
    "units_since": rf"(?:the{GAP})?(?:{_NUMBER}{GAP})?{_UNIT}{GAP}since"
    rf"(?!{GAP}(?:the{GAP})?(?:{any_of(TABLE['months'])}|{any_of(TABLE['weekdays'])}|\d))",
    "the_year": rf"the{GAP}(?:full{GAP})?year(?!{GAP}(?:to|of|that|when|in|\d))",
    "the_count": rf"the{GAP}(?:(?:first|entire|whole|full){GAP})?{_NUMBER}{_UPPER}(?:{GAP}|-){_UNIT}",
    "duration": rf"{_ABOUT}{_COUNT}{_UPPER}(?:{GAP}and{GAP}a{GAP}half)?(?P<joint>{GAP}|-)"
    rf"(?:(?:more|consecutive|straight|full|additional|extra|long|whole|business|working|calendar){GAP})?{_UNIT}"
    rf"(?P<more_half>{GAP}and{GAP}a{GAP}half|-long)?(?:{GAP}(?:and{GAP})?(?P<count_2>\d{{1,2}}|{_SMALL}){GAP}(?P<unit_2>{any_of(UNITS)}))?",
    "bare_units": r"(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)(?P<long>-long)?",
    "set": rf"(?:every|each|per){GAP}(?:(?P<count>other|few|\d{{1,2}}|{_SMALL}){GAP})?(?:{_UNIT}"
    rf"|(?P<weekday>{any_of(TABLE['weekdays'])})s?|(?P<part>morning|evening|afternoon|night|summer|winter|spring|fall))",
    "set_word": rf"(?P<word>{any_of(TABLE['sets'])})",
    "weekdays": rf"(?P<weekday>{any_of(TABLE['weekdays'])})s",
    "clock": rf"{_CLOCK}{_ZONE}(?:{GAP}(?:on{GAP})?(?:{_WEEKDAY}|(?P<word>yesterday|today|tomorrow)))?",
    "noon": rf"(?P<word>noon|midnight|midday)(?:{GAP}(?:on{GAP})?{_WEEKDAY})?",
    "reference": rf"(?P<word>{any_of(REFERENCES)})",
    "holiday": rf"(?:(?P<which>last|this|next){GAP})?(?P<name>{any_of(_FEASTS)})(?:,?{GAP}(?:of{GAP})?{_YEAR})?",
}
_AS_PRINTED = frozenset("month_day day_month month_year month weekday night_of weekdays clock holiday".split())
"""Patterns that do not overlook the difference between "March" and "march"."""

_MONTH_STARTS = frozenset(MONTHS)
_DAY_STARTS = frozenset(WEEKDAYS)
_WHICH_STARTS = frozenset([*_WHICH_WORDS.split("|"), "the"])
_NUMBER_STARTS = frozenset(word.split()[0] for word in [*_SMALL_WORDS, *_FEW, "a", "an"]) | {"0"}
_COUNT_STARTS = _NUMBER_STARTS | {word.split()[0] for word in TABLE["about"]}
_FIRST_WORD = re.compile(r"[a-z]+")


def _first_words(names: list[str]) -> frozenset[str]:
    found = (_FIRST_WORD.match(name.lower()) for name in names)
    return frozenset(match[0] for match in found if match)


_STARTS: dict[str, frozenset[str] | str] = {
    "iso": "0",
    "numeric": "0",
    "month_day": _MONTH_STARTS | _DAY_STARTS,
    "day_month": _DAY_STARTS | {"0"},
    "month_year": _MONTH_STARTS,
    "month": _MONTH_STARTS | {"last", "next", "this", "past"},
    "weekday": _DAY_STARTS | {"last", "next", "this", "past", "coming"},
    "day_word": "the day yesterday today tonight tomorrow overnight last this",
    "night_of": "the night morning evening afternoon",
    "year": "0 the fiscal",
    "year_words": "the nineteen eighteen twenty two",
    "decade": "0 the",
    "century": "0 the this last",
    "quarter": "the this last next fiscal first second third fourth q 0",
    "half": "the first second",
    "quarter_back": "the year same a",
    "quarter_this": "the this",
    "ago": _COUNT_STARTS,
    "day_beside": "the",
    "which_count": _WHICH_STARTS | {word.split()[0] for word in TABLE["about"]},
    "which_few": _WHICH_STARTS,
    "which": _WHICH_STARTS,
    "weekend": "the",
    "season": frozenset(SEASONS) | {"the"},
    "units_since": _NUMBER_STARTS | {"the"},
    "the_year": "the",
    "the_count": "the",
    "duration": _COUNT_STARTS,
    "bare_units": "minutes hours days weeks months years decades centuries",
    "set": "every each per",
    "set_word": _first_words(list(TABLE["sets"])),
    "weekdays": frozenset(f"{day.lower()}s" for day in TABLE["weekdays"]),
    "clock": "0",
    "noon": "noon midnight midday",
    "reference": _first_words(list(REFERENCES)),
    "holiday": _first_words(_FEASTS) | {"last", "this", "next"},
}


def _compile(name: str, pattern: str) -> re.Pattern[str]:
    """Return a pattern that ends where a word ends."""
    return re.compile(rf"(?:{pattern})(?!\w)", re.VERBOSE | (0 if name in _AS_PRINTED else re.IGNORECASE))


PATTERNS: dict[str, tuple[re.Pattern[str], frozenset[str]]] = {}
"""Each pattern with the words, in lower case, that it may begin with; "0" stands for any digits."""
for _name, _pattern in _PATTERNS.items():
    _words = _STARTS[_name]
    PATTERNS[_name] = _compile(_name, _pattern), frozenset(_words.split()) if isinstance(_words, str) else _words
