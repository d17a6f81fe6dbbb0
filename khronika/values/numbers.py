"""Numbers in text: counts as intervals, told apart from years, ages, sums of money and other numbers.

The intervals follow the table "Vague numbers" of the contract; words and their values stand in `data/numbers.yaml`.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from khronika.values.number_context import AREA_CODE, CHANGES, Context, find_kind
from khronika.values.number_words import Core, read_core, starts_number
from khronika.values.tables import GAP, any_of, load_table

_TABLE = load_table("numbers.yaml")
_BEFORE: dict[str, str] = {words: sign for sign, row in _TABLE["before"].items() for words in row}
_ASKS_ABOUT = frozenset(_TABLE["asks_about"])
_BEFORE_THAT = frozenset(_TABLE["before_that"])
_AFTER: dict[str, str] = {words: sign for sign, row in _TABLE["after"].items() for words in row}
_AFTER_PATTERN = re.compile(rf"(?:{GAP}|-)?({any_of(_AFTER)})(?!\w)", re.IGNORECASE)
_PLUS = re.compile(r"\+(?!\w)")
_TOKEN = re.compile(r"(?<!\w)(?:\d|[^\W\d_]+)")
_JOINT = re.compile(
    rf"(?P<dash>[^\S\n]?[-\u2013\u2014][^\S\n]?)|{GAP}(?P<word>to|or|and|or even|or perhaps|and perhaps)(?={GAP})",
    re.IGNORECASE,
)
_SPACE = re.compile(GAP)
_DISJOINED = re.compile(rf",?{GAP}(?:if{GAP}not|or{GAP}even|or|possibly|perhaps|maybe){GAP}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as told: its words, and the interval they stand for.

    `min` and `max` are inclusive; a null end is open, or unknown. Kinds other than `count` hold the number itself.
    """

    start: int  # of the number with its comparator ("more than 64"), in the text given
    end: int
    core_start: int  # of the bare number ("64")
    core_end: int
    min: int | None
    max: int | None
    comparator: str  # = >= > <= < ~ ~< range vague none
    kind: str  # count ordinal percent money age year clock date measure other


def find_numbers(text: str) -> list[Number]:
    """Return the numbers of `text` in order, none overlapping another.

    Example:
        >>> [(n.min, n.max, n.kind) for n in find_numbers("more than 64 people in 2017")]
        [(65, None, 'count'), (2017, 2017, 'year')]
    """
    found: list[Number] = []
    position = 0
    for core in _cores(text):
        if core.start < position:
            continue
        number = _read_number(text, core, position)
        position = number.end
        found.append(number)
    return found


def parse_count(text: str) -> tuple[int | None, int | None] | None:
    """Return the interval of the first count in `text`, or None where nothing is counted.

    Example:
        >>> parse_count("more than 64 people")
        (65, None)
    """
    for number in find_numbers(text):
        if number.kind == "count":
            return number.min, number.max
    return None


def _cores(text: str) -> Iterator[Core]:
    """Yield the bare numbers of `text`; a later one may begin inside an earlier one."""
    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() < end or not starts_number(token[0]):
            continue
        core = read_core(text, token.start())
        if core is not None:
            end = core.end
            yield core


def _read_number(text: str, core: Core, floor: int) -> Number:
    """Return the number at `core` with all that belongs to it; nothing before `floor` belongs to it."""
    before = Context(text, core.start, floor)
    start, sign = _comparator_before(before)
    if core.sign == "vague" and before.last(1) in ("over", "about"):
        start, sign = core.start, ""  # "watching over several men", "reports about dozens of bodies"
    if core.sign == "none":
        return Number(core.start, core.end, core.start, core.end, core.min, core.max, "none", "count")
    last = _range_end(text, core, before, sign)
    joined = core if last is None else _join(core, last)
    end = joined.end
    kind = find_kind(text, joined, Context(text, core.start, floor), compared=bool(sign))
    if not sign and (later := _comparator_after(text, end)):
        sign, end = later
    low, high = joined.min, joined.max
    if last is not None and sign == "~":
        sign = "range"  # two ends are as near as "about" is
    elif sign:
        low, high = _compare(sign, low, high)
    elif last is not None:
        sign, start = "range", _range_start(before, core)
    elif core.sign == "vague":
        sign = "vague"
    return Number(min(start, core.start), end, core.start, joined.end, low, high, sign or "=", kind)


def _comparator_before(before: Context) -> tuple[int, str]:
    """Return where the comparator before the number begins and its sign; the number's start and "" without one."""
    for length in range(min(5, len(before.words)), 0, -1):
        words = before.last(length)
        sign = _BEFORE.get(words.rstrip(",") if length > 1 else words)  # "at least, 13 people"
        if sign and before.last(length) == "about" and _ASKS_ABOUT.intersection(before.words[-3:-1]):
            return before.position, ""  # "concern about three men" tells of three
        if sign:
            first = len(before.words) - length
            for extra in (4, 1):
                if first >= extra and " ".join(before.words[first - extra : first]) in _BEFORE_THAT:
                    first -= extra
                    break
            return before.starts[first], sign
    return before.position, ""


def _comparator_after(text: str, end: int) -> tuple[str, int] | None:
    """Return the sign and the end of a comparator that follows the number: "or more", "-odd", "+"."""
    plus = _PLUS.match(text, end)
    if plus:
        return ">=", plus.end()
    match = _AFTER_PATTERN.match(text, end)
    if not match or (match[1].lower() == "plus" and text[end] != "-"):
        return None
    words = " ".join(match[1].lower().split())
    return _AFTER.get(words, _AFTER.get("-" + words, "")), match.end()


def _range_end(text: str, core: Core, before: Context, sign: str) -> Core | None:
    """Return the second number of a range that begins with `core`, if it is one."""
    disjoined = _DISJOINED.match(text, core.end) if core.sign == "vague" else None
    joint = disjoined or _JOINT.match(text, core.end)
    if not joint or AREA_CODE.search(text, max(0, core.start - 9), core.start):
        return None
    position = joint.end() if disjoined or joint["dash"] else joint.end() + _gap_length(text, joint.end())
    if position >= len(text) or not starts_number(_first_token(text, position)):
        return None
    last = read_core(text, position, in_range=True)
    if last is None or last.sign != core.sign or core.max is None or last.max is None:
        return None
    if core.sign == "vague":
        return last if disjoined and last.max > core.max else None
    word = "" if joint["dash"] else joint["word"].lower()
    between = before.last(1) == "between"
    if word.startswith("and") != between and not (word.startswith("and") and "perhaps" in word):
        return None
    if word == "to" and before.last(1) == "from" and CHANGES.intersection(before.words[-8:]):
        return None
    if word.startswith("or") and (sign not in ("", "~") or last.max > 10 * core.max):
        return None
    scaled = _share_scale(core, last)
    return last if scaled.max is not None and last.max > scaled.max and scaled.max * 1000 >= last.max else None


def _gap_length(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() - position if match else 0


def _first_token(text: str, position: int) -> str:
    token = _TOKEN.match(text, position)
    return token[0] if token else ""


def _share_scale(core: Core, last: Core) -> Core:
    """Return `core` with the scale of `last`: the 2 of "2 to 3 million"."""
    if core.scale > 1 or last.scale == 1 or core.max is None or core.min is None or core.max >= last.scale:
        return core
    return replace(core, min=core.min * last.scale, max=core.max * last.scale)


def _join(core: Core, last: Core) -> Core:
    return replace(_share_scale(core, last), end=last.end, max=last.max)


def _range_start(before: Context, core: Core) -> int:
    return before.starts[-1] if before.last(1) in ("between", "from") else core.start


def _compare(sign: str, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """Return the interval that a comparator makes of the interval of its number."""
    if low is None or high is None:
        return low, high
    if sign == ">":
        return low + 1, None
    if sign == ">=":
        return low, None
    if sign == "<":
        return 0, max(0, high - 1)
    if sign == "<=":
        return 0, high
    if sign == "~":
        return low - math.ceil(low / 10), high + math.ceil(high / 10)
    if sign == "~<":
        return low - math.ceil(low / 10), high
    return low, high
