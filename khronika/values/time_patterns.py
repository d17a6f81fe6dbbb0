"""The patterns of times in English, built from the word lists, with the words that each may begin with."""

import re

from khronika.values.tables import GAP, any_of, load_table

TABLE = load_table("times.yaml")
MONTHS: dict[str, int] = {name.lower(): int(n) for table in ("months", "short_months") for name, n in TABLE[table].items()}
WEEKDAYS: dict[str, int] = {name.lower(): int(n) for table in ("weekdays", "short_weekdays") for name, n in TABLE[table].items()}
UNITS: dict[str, str] = TABLE["units"]
PARTS: dict[str, str] = TABLE["parts"]
SEASONS: dict[str, str] = TABLE["seasons"]
ORDINALS: dict[str, int] = {word: int(n) for word, n in TABLE["ordinals"].items()}

_NUMBERS = load_table("numbers.yaml")
_SMALL = any_of([*_NUMBERS["units"], *_NUMBERS["tens"], "hundred", "thousand", "dozen"])
_FEW = ["several", "a few", "few", "many", "some", "a couple of", "a couple", "a number of", "dozens of", "hundreds of", "thousands of", "half a", "half an", "numerous", "countless", "another", "the few", "a handful of"]
_STARTS = frozenset(word.split()[0] for word in [*_NUMBERS["units"], *_NUMBERS["tens"], *_FEW, "a", "an", "one", "hundred"]) | {"0"}
_ABOUT_STARTS = frozenset(word.split()[0] for word in TABLE["about"])


def _upper(words: dict[str, str]) -> str:
    """Return a pattern for names printed with a capital, or all in capitals."""
    return any_of([*words, *(word.upper() for word in words)])


SHORT_MONTH = rf"{_upper(TABLE['short_months'])}(?:\.|(?=\s\d))"
MONTH = rf"(?P<month>{_upper(TABLE['months'])}\b|{SHORT_MONTH})"
MONTH_2 = MONTH.replace("<month>", "<month_2>")
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|(?-i:[A-Za-z]))"
DAY_2 = DAY.replace("<day>", "<day_2>")
YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)(?![\d%]|[.,:]\d)"
WEEKDAY = rf"(?P<weekday>{_upper(TABLE['weekdays'])}\b|{_upper(TABLE['short_weekdays'])}(?:\.|(?=,?\s(?:{_upper(TABLE['months'])}|{SHORT_MONTH}|\d))))"
PART = rf"(?:{GAP}|,{GAP})?(?:in{GAP}the{GAP})?(?P<part>{any_of(PARTS)})\b"
UNIT = rf"(?P<unit>{any_of(UNITS)})\b"
COUNT = rf"(?P<count>\d{{1,4}}(?:\.\d|{GAP}1/2)?|{any_of(_FEW)}|(?:an?{GAP})?{_SMALL}(?:(?:-|{GAP})(?:and{GAP})?{_SMALL}){{0,4}}|an?)"
COUNT_TO = rf"{COUNT}(?:{GAP}?(?:to|or|-|\u2013){GAP}?(?P<upper>\d{{1,3}}|{_SMALL}))?"
ABOUT = rf"(?:(?P<about>{any_of(TABLE['about'])}){GAP})?"
CLOCK = r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?(?:\s?(?P<half>[ap]\.?\s?m\b\.?))?(?:\s?(?:o['\u2019]clock))?"
ZONE = rf"(?:{GAP}(?:GMT|UTC|EST|EDT|local{GAP}time|Moscow{GAP}time))?"
OF_YEAR = rf"(?:,?{GAP}(?:of{GAP})?(?:{YEAR}|(?P<rel_year>last|this|next|the{GAP}same|that){GAP}year))"


def compile_rule(pattern: str, *, keep_case: bool = False) -> re.Pattern[str]:
    """Return a pattern that ends where a word ends."""
    return re.compile(rf"(?:{pattern})(?!\w)", 0 if keep_case else re.IGNORECASE)


_MONTH_STARTS = frozenset(MONTHS)
_DAY_STARTS = frozenset(WEEKDAYS)
_COUNT_STARTS = _STARTS | _ABOUT_STARTS
_WHICH = rf"(?:the{GAP})?(?P<which>last|past|previous|preceding|next|coming|following|this|current|latest|first|final|same|that)"
_WHICH_STARTS = frozenset("the last past previous preceding next coming following this current latest first final same that".split())
_REFERENCES = {words: value for value, row in TABLE["references"].items() for words in row}
REFERENCES: dict[str, str] = _REFERENCES


PATTERNS: dict[str, tuple[re.Pattern[str], frozenset[str]]] = {
    "iso": (compile_rule(r"(?P<year>1\d{3}|20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?:[T ](?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::\d\d)?)?"), frozenset({"0"})),
    "numeric": (compile_rule(r"(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)"), frozenset({"0"})),
    "month_day": (compile_rule(rf"(?:{WEEKDAY}(?:,{GAP}|{GAP}))?(?:the{GAP})?{MONTH}{GAP}(?:the{GAP})?{DAY}(?:{GAP}?(?P<dash>[-\u2013]|to|and|through|or){GAP}?{DAY_2})?(?:{OF_YEAR})?", keep_case=True), _MONTH_STARTS | _DAY_STARTS),
    "day_month": (compile_rule(rf"(?:{WEEKDAY}(?:,{GAP}|{GAP})(?:the{GAP})?)?{DAY}(?:{GAP}?(?P<dash>[-\u2013]|to|and|or){GAP}?{DAY_2})?{GAP}(?:of{GAP})?{MONTH}(?:{OF_YEAR})?", keep_case=True), _DAY_STARTS | {"0"}),
    "month_year": (compile_rule(rf"{MONTH}{OF_YEAR}", keep_case=True), _MONTH_STARTS),
    "month": (compile_rule(rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast){GAP})?{MONTH}", keep_case=True), _MONTH_STARTS | {"last", "next", "this", "past"}),
    "weekday": (compile_rule(rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming){GAP})?{WEEKDAY}(?:{PART})?(?:{GAP}(?:of{GAP})?(?P<week>last|this|next){GAP}week)?", keep_case=True), _DAY_STARTS | {"last", "next", "this", "past", "coming"}),
    "day_word": (compile_rule(rf"(?P<word>(?:the{GAP})?day{GAP}(?:before{GAP}yesterday|after{GAP}tomorrow)|yesterday|today|tonight|tomorrow|overnight|last{GAP}night|this{GAP}(?:morning|afternoon|evening))(?:{PART})?"),
        frozenset("the day yesterday today tonight tomorrow overnight last this".split())),
    "night_of": (compile_rule(rf"(?:the{GAP})?(?P<part>night|morning|evening|afternoon){GAP}of{GAP}(?:{MONTH}{GAP}{DAY}|{DAY_2}{GAP}(?:of{GAP})?{MONTH_2}|{WEEKDAY})(?:,?{GAP}{YEAR})?", keep_case=True), frozenset("the night morning evening afternoon".split())),
    "year": (compile_rule(rf"(?:the{GAP}year{GAP}|fiscal{GAP}(?:year{GAP})?)?{YEAR}"), frozenset({"0", "the", "fiscal"})),
    "year_words": (compile_rule(rf"(?:the{GAP}year{GAP})?(?P<words>(?:nineteen|eighteen|twenty){GAP}(?:{any_of(_NUMBERS['tens'])}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)(?:-|{GAP})?(?:one|two|three|four|five|six|seven|eight|nine)?\b|two{GAP}thousand(?:{GAP}and{GAP}(?:one|two|three|four|five|six|seven|eight|nine))?(?!{GAP}\w+s\b))"), frozenset("the nineteen eighteen twenty two".split())),
    "decade": (compile_rule(r"(?:the\s)?(?:(?P<decade>1\d\d0|20\d0)|['\u2019](?P<short>[2-9]0))['\u2019]?s"), frozenset({"0", "the"})),
    "century": (compile_rule(rf"(?:the{GAP})?(?P<century>[12]\d)(?:st|nd|rd|th)(?:{GAP}|-)century|(?P<this>this|last){GAP}century"), frozenset({"0", "the", "this", "last"})),
    "quarter": (compile_rule(rf"(?:the{GAP})?(?:(?P<rel>this|last|next){GAP}year['\u2019]s{GAP})?(?:fiscal{GAP})?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)(?:{GAP}|-)(?:fiscal{GAP})?quarter\b(?:{OF_YEAR})?|Q(?P<q>[1-4])(?:{GAP}{YEAR.replace('<year>', '<q_year>')})?"),
        frozenset("the this last next fiscal first second third fourth q 0".split()) | frozenset({"q1", "q2", "q3", "q4"})),
    "half": (compile_rule(rf"(?:the{GAP})?(?P<nth>first|second){GAP}half{GAP}of{GAP}(?:{YEAR}|(?P<rel>this|last|next|the){GAP}year)"), frozenset("the first second".split())),
    "quarter_back": (compile_rule(rf"(?:the{GAP})?(?:year[-\s](?:ago|earlier)|same){GAP}(?:quarter|period)|year-(?:ago|earlier)|an?{GAP}year{GAP}(?:ago|earlier)"), frozenset("the year same a".split())),
    "quarter_this": (compile_rule(rf"(?:the|this){GAP}(?:(?:latest|current|recent|most{GAP}recent){GAP})?(?:quarter|latest{GAP}period)"), frozenset("the this".split())),
    "ago": (compile_rule(rf"{ABOUT}{COUNT_TO}(?:{GAP}|-){UNIT}{GAP}(?P<way>ago|earlier|before|previously|later|after|from{GAP}now|hence|from{GAP}today)"), _COUNT_STARTS),
    "which_count": (compile_rule(rf"{ABOUT}{_WHICH}{GAP}(?:(?:full|few|several|couple{GAP}of){GAP})?{COUNT_TO}(?:{GAP}|-){UNIT}"), _WHICH_STARTS | _ABOUT_STARTS),
    "which_few": (compile_rule(rf"{_WHICH}{GAP}(?:(?P<few>few|several|couple{GAP}of|many|some){GAP})?(?P<unit>minutes|hours|days|nights|weeks|months|years|decades|centuries)"), _WHICH_STARTS),
    "which": (compile_rule(rf"{_WHICH}{GAP}(?:(?:calendar|fiscal|full|academic){GAP})?(?P<unit>day|night|morning|afternoon|evening|week|weekend|month|year|decade|fortnight|quarter|hour|{any_of(SEASONS)})"), _WHICH_STARTS),
    "weekend": (compile_rule(rf"(?:the|over{GAP}the|at{GAP}the){GAP}weekend"), frozenset({"the"})),
    "season": (compile_rule(rf"(?:the{GAP})?(?P<season>{any_of(SEASONS)}){OF_YEAR}|(?:the{GAP})?(?P<bare>summer|winter|autumn)"), frozenset(SEASONS) | {"the"}),
    "in_days_since": (compile_rule(rf"(?:the{GAP})?{COUNT_TO.replace('|an?)', ')')}?{GAP}?{UNIT}{GAP}since(?!{GAP}(?:the{GAP})?(?:{any_of(TABLE['months'])}|{any_of(TABLE['weekdays'])}|\d))"), _STARTS | {"the"} | frozenset(UNITS)),
    "bare_span": (compile_rule(rf"(?:the{GAP})(?:full{GAP})?(?P<unit>year)(?!{GAP}(?:to|of|that|when|in|\d))"), frozenset({"the"})),
    "the_count": (compile_rule(rf"the{GAP}(?:(?:first|entire|whole|full){GAP})?{COUNT_TO.replace('|an?)', ')')}(?:{GAP}|-){UNIT}"), frozenset({"the"})),
    "duration": (compile_rule(rf"{ABOUT}{COUNT_TO}(?P<half>{GAP}and{GAP}a{GAP}half)?(?P<joint>{GAP}|-)(?:(?:more|consecutive|straight|full|additional|extra|long|whole|business|working|calendar){GAP})?{UNIT}(?:{GAP}and{GAP}a{GAP}half|-long)?(?:{GAP}(?:and{GAP})?(?P<count_2>\d{{1,2}}|{_SMALL}){GAP}(?P<unit_2>{any_of(UNITS)}))?"), _COUNT_STARTS),
    "bare_units": (compile_rule(rf"(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)(?P<long>-long)?"), frozenset("minutes hours days weeks months years decades centuries".split())),
    "set": (compile_rule(rf"(?:every|each|per){GAP}(?:(?P<count>other|\d{{1,2}}|{_SMALL}|few){GAP})?(?:{UNIT}|(?P<weekday>{any_of(TABLE['weekdays'])})s?|(?P<part>morning|evening|afternoon|night|summer|winter|spring|fall))"), frozenset("every each per".split())),
    "set_word": (compile_rule(any_of(TABLE["sets"]).replace("(?:", "(?P<word>", 1)), frozenset(TABLE["sets"])),
    "weekdays": (compile_rule(rf"(?P<weekday>{any_of(TABLE['weekdays'])})s", keep_case=True), frozenset(f"{day.lower()}s" for day in TABLE["weekdays"])),
    "clock": (compile_rule(rf"{CLOCK}{ZONE}(?:{GAP}(?:on{GAP})?(?:{WEEKDAY}|(?P<word>yesterday|today|tomorrow)))?", keep_case=True), frozenset({"0"})),
    "noon": (compile_rule(rf"(?P<word>noon|midnight|midday)(?:{GAP}(?:on{GAP})?{WEEKDAY})?"), frozenset("noon midnight midday".split())),
    "reference": (compile_rule(any_of(_REFERENCES).replace("(?:", "(?P<word>", 1)), frozenset(words.split()[0] for words in _REFERENCES)),
    "holiday": (compile_rule(rf"(?:(?P<which>last|this|next){GAP})?(?P<name>{any_of([*TABLE['holidays'], 'Thanksgiving Day', 'Thanksgiving', 'Easter Sunday', 'Easter', 'Good Friday'])})(?:,?{GAP}(?:of{GAP})?{YEAR})?", keep_case=True),
        frozenset(name.split()[0].lower().split("'")[0].rstrip(".") for name in [*TABLE["holidays"], "Thanksgiving", "Easter", "Good"]) | {"last", "this", "next"}),
}  # fmt: skip
