"""What times side by side tell of each other: a clock of its day, a month of its year, both ends of their span."""

import re
from dataclasses import dataclass, replace
from datetime import date

from khronika.model.statement import TimeBasis
from khronika.values.tables import GAP, any_of
from khronika.values.time_calendar import make_day, shift_day, unit_span, unit_value
from khronika.values.time_scene import Scene
from khronika.values.time_words import ANY_PART, FULL_WEEKDAY, TABLE

_TO_DAY = re.compile(r"[\s,()]{1,6}(?:on\s{1,4})?", re.IGNORECASE)
_DAY_GAP = 12  # characters between a time of day and its day
_WEEKDAY_ALONE = re.compile(rf"{FULL_WEEKDAY}(?:{GAP}(?i:{ANY_PART}))?")
_LISTED = re.compile(r"\s?(?:[-\u2013\u2014]|,|,?\s(?:and|or|to|until|till|through))\s?", re.IGNORECASE)
_LIST_GAP = 9  # characters of " through "
_YEAR_AT_END = re.compile(r"(?:19|20)\d\d$")
_MONTH_ALONE = re.compile(
    rf"(?:[a-z-]+{GAP})*(?:\d\d?{GAP})?{any_of([*TABLE['months'], *TABLE['short_months']])}\.?(?:{GAP}\d\d?)?",
    re.IGNORECASE,
)
_TO = re.compile(r"\s{0,4}(?:[-\u2013\u2014]|to|until|till|through|and)\s{0,4}(?:the\s{1,4})?", re.IGNORECASE)
_TO_GAP = 16
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|on|during|over)\s(?:the\s)?$", re.IGNORECASE)
_OF = re.compile(rf"{GAP}of{GAP}", re.IGNORECASE)
_ENDING = re.compile(rf"{GAP}(?:(?:up{GAP})?to|ending|ended|until)(?:{GAP}the)?{GAP}", re.IGNORECASE)
_FIRST = re.compile(rf"(?:.*{GAP})?(?P<which>first|last){GAP}.*", re.IGNORECASE)
_PERIOD = re.compile(r"P(\d{1,3})([DWMY])")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression; `from_` and `to` are inclusive days, None where the words and publication leave them open."""

    start: int
    end: int
    text: str
    type: str  # TIMEX3: DATE, TIME, DURATION, SET
    value: str
    from_: date | None = None
    to: date | None = None
    precision: str = "unknown"  # hour, day, week, month, year, unknown
    open_kind: str | None = None  # since, until
    basis: TimeBasis | None = None  # "event": two days after the raid


def join_times(scene: Scene, found: list[TimeExpression]) -> list[TimeExpression]:
    """Return the expressions, each with what its neighbours tell of it."""
    joined = list(found)
    for i in range(len(joined) - 2, -1, -1):
        joined[i] = _on_day(scene.text, joined[i], joined[i + 1])
        joined[i] = _in_year(scene.text, joined[i], joined[i + 1])
    for i in range(len(joined) - 1):
        joined[i : i + 2] = _part_of(scene.text, joined[i], joined[i + 1])
        joined[i : i + 2] = _up_to(scene.text, joined[i], joined[i + 1])
        joined[i : i + 2] = _range(scene, joined[i], joined[i + 1])
    return joined


def _on_day(text: str, time: TimeExpression, day: TimeExpression) -> TimeExpression:
    """Return a time of day, or a weekday, of the day right after it: "2:00 a.m. (0100 GMT) on Wednesday"."""
    weekday = time.precision == "day" and _WEEKDAY_ALONE.fullmatch(time.text) and _YEAR_AT_END.search(day.text)
    if not weekday and time.precision != "hour":
        return time
    if day.precision not in ("day", "hour") or day.from_ is None or day.from_ != day.to:
        return time
    if day.start - time.end > _DAY_GAP or not _TO_DAY.fullmatch(text, time.end, day.start):
        return time
    value = day.from_.isoformat() + time.value[len("2000-01-01") :]
    return replace(time, value=value, from_=day.from_, to=day.to)


def _in_year(text: str, first: TimeExpression, last: TimeExpression) -> TimeExpression:
    """Return a month, or a day of one, in the year of what it leads to: "between September and March 2021"."""
    if first.from_ is None or first.open_kind or last.from_ is None or last.precision not in ("day", "month"):
        return first
    if not _YEAR_AT_END.search(last.text) or not _MONTH_ALONE.fullmatch(first.text):
        return first
    if last.start - first.end > _LIST_GAP or not _LISTED.fullmatch(text, first.end, last.start):
        return first
    month, number = first.from_.month, first.from_.day
    day = make_day(last.from_.year - ((month, number) > (last.from_.month, last.from_.day)), month, number)
    if day is None:
        return first
    unit = "D" if first.precision == "day" else "M"
    from_, to = unit_span(day, unit)
    return replace(first, value=unit_value(day, unit), from_=from_, to=to, basis="stated")


def _part_of(text: str, length: TimeExpression, whole: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    """Return both with the days that they mean together: "the first nine months of 2020"."""
    which, period = _FIRST.fullmatch(length.text), _PERIOD.fullmatch(length.value)
    if not which or not period or length.type != "DURATION" or whole.type != "DATE":
        return length, whole
    if whole.from_ is None or whole.to is None or not _OF.fullmatch(text, length.end, whole.start):
        return length, whole
    count, unit = int(period[1]), period[2]
    if which["which"].lower() == "first":
        from_, to = whole.from_, min(whole.to, shift_day(shift_day(whole.from_, count, unit), -1, "D"))
    else:
        from_, to = max(whole.from_, shift_day(shift_day(whole.to, 1, "D"), -count, unit)), whole.to
    return replace(length, from_=from_, to=to, precision=whole.precision, basis=whole.basis), replace(
        whole, from_=from_, to=to
    )


def _up_to(text: str, length: TimeExpression, end: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    """Return both with the days of "the 12 months to March 2024", which ends with that month."""
    period = _PERIOD.fullmatch(length.value)
    if not period or length.type != "DURATION" or end.type != "DATE" or end.to is None:
        return length, end
    if not length.text.lower().startswith("the "):  # "twelve days to Easter" are still to come
        return length, end
    if not _ENDING.fullmatch(text, length.end, end.start):
        return length, end
    first = shift_day(shift_day(end.to, 1, "D"), -int(period[1]), period[2])
    return replace(length, from_=first, to=end.to, precision=end.precision, basis=end.basis), replace(end, from_=first)


def _range(scene: Scene, first: TimeExpression, last: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    """Return both ends of "29 March to 2 April" with all the days from one to the other, so of "in May and June"."""
    link = _TO.fullmatch(scene.text, first.end, last.start) if last.start - first.end <= _TO_GAP else None
    if not link or not _names_days(first) or not _names_days(last) or first.open_kind:
        return first, last
    end = scene.published if last.value == "PRESENT_REF" else last.to
    if first.from_ is None or end is None or first.from_ >= end:
        return first, last
    before = scene.before(first.start, 20)
    if link[0].strip().lower().startswith("and") and not _BETWEEN.search(before):
        listed = first.precision == last.precision and last.open_kind is None and _IN.search(before)
        return (replace(first, to=end), replace(last, from_=first.from_)) if listed else (first, last)
    return replace(first, to=end), replace(last, from_=first.from_, to=end, open_kind=None)


def _names_days(time: TimeExpression) -> bool:
    """Return whether an expression names days or parts of them, not an hour, a length or how often."""
    return time.type == "DATE" or (time.type == "TIME" and time.precision == "day")
