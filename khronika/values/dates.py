"""Times in running English text: TIMEX3 type and value, and the days they stand for.

Weekday names point to the nearest fitting day on or before publication for the past, after it for the future; "last
week" is Monday to Sunday before; what is unknown is None. Values follow TIMEX3 (TimeML 1.2.1, as TempEval-3 uses it).
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from khronika.model.statement import TimeBasis
from khronika.values.tables import GAP, any_of, load_table
from khronika.values.time_calendar import Span, part_span, shift_day, unit_span
from khronika.values.time_joins import TimeExpression, join_times
from khronika.values.time_rules import RULES_BY_WORD
from khronika.values.time_scene import Reading, Scene

__all__ = ["TimeExpression", "find_times"]
_TABLE = load_table("times.yaml")
_PHASES: dict[str, str] = _TABLE["phases"]
_PHASE = re.compile(rf"({any_of(_PHASES)})(?:-|{GAP})", re.IGNORECASE)
_PHASE_BEGINS = frozenset(phase.split()[0].split("-")[0] for phase in _PHASES)
_BEGINS = _PHASE_BEGINS | RULES_BY_WORD.keys()  # words that a time may begin with, beside digits
_TOKEN = re.compile(r"(?<![\w$\u20ac\u00a3#])(?:\d+|[^\W\d_]+)")
_YEARS = range(1583, 9000)  # of the Gregorian calendar, with room to step from; a publication outside is unknown
_CLAUSE = 70  # characters before an expression that may say that it opens or ends a time
_LONGEST = 120  # characters of the longest expression, with room to spare
_PHASED = frozenset({"week", "month", "year"})
_DECADE_YEARS = 9  # from its first year to its last
_ARTICLE = re.compile(rf"the{GAP}", re.IGNORECASE)
_NEXT_WORD = re.compile(r" ([a-z]+)")
_NO_NOUN = frozenset(_TABLE["after_no_month"]) | {"when", "as", "or", "but", "after", "before"}
_SINCE = re.compile(r"\b(?:ever\s)?since\s(?:the\s)?$", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:until|till|through|up to|prior to|before|by|as of|no later than)\s(?:at least\s)?(?:the\s)?$", re.IGNORECASE
)
_NOT_UNTIL = re.compile(
    r"(?:\b(?:not|never|no|nor)\b|n['\u2019]t\b)[^,.;:!?]*\b(?:until|till)\s(?:the\s)?$", re.IGNORECASE
)
_WHEN = re.compile(rf",?{GAP}when\b")
_ONWARD = re.compile(rf"{GAP}(?:onwards?|and{GAP}beyond)\b")
_STATED = re.compile(
    r"\d{4}|^\d+\s+[A-Za-z]+\.?\s+\d\d$|['\u2019]\d\d$|\d0['\u2019]?s|century|nineteen|thousand|ties$", re.IGNORECASE
)
_BESIDE_EVENT = re.compile(rf"{GAP}(?:after|before|since|following)\b", re.IGNORECASE)


def find_times(
    text: str, published: date | None, *, future: Callable[[int], bool] | None = None
) -> list[TimeExpression]:
    """Return the time expressions of `text` in order, without overlap.

    Args:
        published: the day that relative words are reckoned from; None leaves them without days.
        future: tells whether the clause at an offset looks ahead, so that "on Friday" is the next one; without it the
            words of the sentence before the expression decide.

    Example:
        >>> [(t.text, t.value) for t in find_times("They were held on Friday.", date(2024, 3, 29))]
        [('Friday', '2024-03-29')]
    """
    scene = Scene(text, published if published and published.year in _YEARS else None, future)
    found: list[TimeExpression] = []
    position = 0
    for token in _TOKEN.finditer(text):
        if token.start() < position or not (token[0].lower() in _BEGINS or token[0].isdecimal()):
            continue
        reading = _read_at(scene, token.start(), token[0])
        if reading is None:
            continue
        start = token.start() if reading.start is None else reading.start
        if start < position:
            continue
        position = reading.end
        start = _without_article(scene, start, reading)
        found.append(_with_openness(scene, _make(scene, start, reading)))
        scene.remember(reading)
    return join_times(scene, found)


def _without_article(scene: Scene, start: int, reading: Reading) -> int:
    """Return where an expression begins; "the" belongs to the noun that "third-quarter" or "late-November" modify."""
    article = _ARTICLE.match(scene.text, start, reading.end)
    last = scene.text[start : reading.end].split()[-1]
    if not article or "-" not in last or last[0].isdigit():
        return start
    noun = _NEXT_WORD.match(scene.after(reading.end, 16))
    return article.end() if noun and noun[1] not in _NO_NOUN else start


def _read_at(scene: Scene, start: int, word: str) -> Reading | None:
    """Return the longest reading of the words at `start`, with "early", "the end of" or the like before them."""
    best = _read_core(scene, start, word)
    phase = _PHASE.match(scene.text, start, start + 60) if word.lower() in _PHASE_BEGINS else None
    if not phase:
        return best
    token = _TOKEN.match(scene.text, phase.end())
    core = _read_core(scene, phase.end(), token[0]) if token else None
    if core is None or core.type not in ("DATE", "TIME") or (best is not None and best.end >= core.end):
        return best
    if core.start is not None and core.start < phase.end():
        return best
    words = " ".join(phase[1].lower().split())
    span = _narrow(scene, core, words)
    return replace(core, start=None, span=span)


def _narrow(scene: Scene, core: Reading, words: str) -> Span:
    """Return the part of a reading's days that "early", "late", "earlier" or "later" leave."""
    first, last = core.span
    today = scene.published
    if first is None or last is None or not (core.precision in _PHASED or _is_decade(first, last)):
        return core.span
    whole = unit_span(first, core.unit) if core.unit in ("W", "M", "Y") else (first, last)
    if today and words.startswith("earlier"):
        return first, max(first, min(last, today))
    if today and words.startswith("later"):
        return max(first, min(today, whole[1])), whole[1]
    part = part_span(whole, _PHASES[words])
    if today and last == today and part[0] <= today:
        return part[0], min(part[1], today)
    return part


def _is_decade(first: date, last: date) -> bool:
    return last.year - first.year == _DECADE_YEARS


def _read_core(scene: Scene, start: int, word: str) -> Reading | None:
    key = "0" if word[0].isdigit() else word.lower()
    best: Reading | None = None
    for rule in RULES_BY_WORD.get(key, ()):
        match = rule.pattern.match(scene.text, start, start + _LONGEST)
        if match is None:
            continue
        reading = rule.read(match, scene)
        if reading is not None and (best is None or reading.end > best.end):
            best = reading
    return best


def _make(scene: Scene, start: int, reading: Reading) -> TimeExpression:
    words = scene.text[start : reading.end]
    basis = _basis(scene, words, reading)
    return TimeExpression(
        start, reading.end, words, reading.type, reading.value, *reading.span, reading.precision, basis=basis
    )


def _basis(scene: Scene, words: str, reading: Reading) -> TimeBasis | None:
    """Return what the days of a reading are reckoned from; None where it has none and nothing to hang it on."""
    if reading.by_text:
        return "text"
    if reading.span == (None, None):
        return "event" if reading.type == "DURATION" and _BESIDE_EVENT.match(scene.text, reading.end) else None
    if _STATED.search(words) and not _is_bare_clock(words, reading):
        return "stated"
    return "publication" if scene.published else "text"


def _is_bare_clock(words: str, reading: Reading) -> bool:
    """Return whether the digits of a reading are "2030 hours" or "0510", no year."""
    return reading.type == "TIME" and words[:4].isdecimal() and words[4:5] != "-"


def _with_openness(scene: Scene, time: TimeExpression) -> TimeExpression:
    """Return the expression with its days run on to publication after "since", or open before "until" and "before".

    What was not so until a day, or until a day when something was, was on that day.
    """
    before = scene.before(time.start, _CLAUSE)
    if time.type not in ("DATE", "TIME") or time.from_ is None or time.to is None:
        return time
    if _SINCE.search(before) or _ONWARD.match(scene.text, time.end):
        last = scene.published if scene.published and scene.published >= time.from_ else None
        return replace(time, to=last, open_kind="since")
    until = _UNTIL.search(before) if time.precision != "hour" else None  # "before 10 p.m." is still that day
    if not until or scene.text[time.end : time.end + 2] in ("'s", "\u2019s"):
        return time
    if _NOT_UNTIL.search(before) or _WHEN.match(scene.text, time.end):
        return time
    word = until[0].lower()
    if word.startswith("by") and time.basis == "text":  # "by the next day they were back"
        return time
    if word.startswith("as of") and scene.published and time.from_ > scene.published:  # a rule as of 1 May
        return time
    day_before = word.startswith(("before", "prior"))
    return replace(time, from_=None, to=shift_day(time.from_, -1, "D") if day_before else time.to, open_kind="until")
