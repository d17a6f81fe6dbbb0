"""Counts as told: how many, of what, of how many, whether they are new or the sum so far, and over what time.

A count keeps its words. Two counts whose periods overlap, whose units differ or of which one is part of the other are
never to be added; `part_of`, `mode` and `period` say when that is so.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from fractions import Fraction

from khronika.values.numbers import Number, find_numbers
from khronika.values.tables import GAP, any_of, load_table

_TABLE = load_table("numbers.yaml")
_TALLY: dict[str, list[str]] = _TABLE["tally"]
_STOP_WORDS = frozenset(_TALLY["stop_words"])
_BEFORE_UNIT = frozenset(_TALLY["before_unit"])
_STATES = frozenset(_TALLY["states"])
_PLURALS = frozenset(_TALLY["plurals"])
_NO_PLURALS = frozenset(_TALLY["no_plurals"])
_PEOPLE = frozenset(_TALLY["people"])
_PEOPLE_ENDINGS = tuple(_TALLY["people_endings"])
_NO_PEOPLE = frozenset(_TALLY["no_people"])
_NEXT = re.compile(rf"(?:{GAP}|-)?(?P<word>[^\W\d_][\w'\u2019-]*)")
_PERCENT = re.compile(rf"{GAP}?{any_of(_TABLE['percent'])}")
_OF = re.compile(rf",?{GAP}of{GAP}(?:(?:the|these|those|its|his|her|their|our|all|some)\b{GAP}?)*", re.IGNORECASE)
_OF_THEM = re.compile(rf"{GAP}of{GAP}(?:them|whom|which|these|those)\b", re.IGNORECASE)
_PART = re.compile(rf"\b{any_of(_TALLY['parts'])},?{GAP}(?:were{GAP})?$", re.IGNORECASE)
_NEW_BEFORE = re.compile(rf"\b{any_of(_TALLY['new_before'])}\s+$", re.IGNORECASE)
_NEW_AFTER = re.compile(rf"{GAP}{any_of(_TALLY['new_after'])}\b", re.IGNORECASE)
_TOTAL_BEFORE = re.compile(
    rf"\b{any_of(_TALLY['total_before'])}\s+$|\b{any_of(_TALLY['total_verbs'])}\b[^.;]{{0,40}}\bto\s+$", re.IGNORECASE
)
_TOTAL_AFTER = re.compile(rf"\b{any_of(_TALLY['total_after'])}\b", re.IGNORECASE)
_RATE = re.compile(
    rf"{GAP}(?P<period>(?:(?:an?|per|each|every){GAP}(?:day|night|week|month|year|hour)|daily|weekly|monthly|yearly))\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"\b(?P<period>since{GAP}(?:(?!\n\s*\n)[^.,;]){{2,40}}?(?=[.,;]|\n\s*\n|{GAP}(?:and|but|when|were|was|have|has|had)\b|$)"
    rf"|(?:on|in){GAP}[\w\u2019' ]{{3,24}}?{GAP}alone|(?:over|in|during|within|for){GAP}the{GAP}(?:past|last|same){GAP}"
    rf"(?:[\w-]+{GAP})?(?:hours?|days?|nights?|weeks?|months?|years?|decades?)"
    rf"|(?:this|last){GAP}(?:week|month|year)|so{GAP}far(?:{GAP}this{GAP}(?:week|month|year))?|to{GAP}date|overnight)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.;](?:\s|$)|\n\s*\n|,\s(?:and|but|while|including|among)\b")
_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z\"\u201c]|\n\s*\n")
_ALL_BUT = re.compile(rf"\ball{GAP}(?:but|except){GAP}$", re.IGNORECASE)
_IN_EVERY = re.compile(rf"{GAP}(?:in|out{GAP}of){GAP}(?:every{GAP})?$", re.IGNORECASE)
_SHARE = re.compile(
    rf"\b(?P<share>(?:the{GAP}(?:vast{GAP})?majority|most|(?:about{GAP}|nearly{GAP}|almost{GAP})?half|(?:a|one)(?:{GAP}|-)(?:third|quarter|fifth|tenth)"
    rf"|two(?:{GAP}|-)thirds|three(?:{GAP}|-)quarters)){GAP}of{GAP}(?:the{GAP}|its{GAP}|their{GAP}|these{GAP}|those{GAP})?$",
    re.IGNORECASE,
)
_SHARES = {words: Fraction(value) for words, value in _TABLE["shares"].items()}
_SINGLE = re.compile(
    rf"\b(?P<words>an?{GAP}(?:[a-z-]+{GAP}){{0,2}}?(?P<unit>{any_of(_TALLY['single_people'])}))\b(?!['\u2019-])"
)
_NO_SINGLE = re.compile(r"(?:,|\b(?:is|was|be|been|as|being|became|becomes|like))\s{1,4}$", re.IGNORECASE)
_CASUALTIES = frozenset({"casualties", "casualty"})
_REACH = 90  # characters after a count in which its period or mode may be told


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what, as told; `low` and `high` are inclusive, None where open or unknown."""

    start: int  # from the comparator ("more than") to the unit ("workers")
    end: int
    text: str
    low: int | None
    high: int | None
    comparator: str  # as in `Number`
    unit: str | None = None  # the noun counted, in lower case; "people" where only their state is told ("12 dead")
    people: bool = False
    mode: str | None = None  # new, total, rate, share; None where the words leave it open
    period: str | None = None  # the words that tell over what time
    part_of: tuple[int, int] | None = None  # where the count stands that this one is part of
    population: tuple[int | None, int | None] | None = None  # of how many, for a share


def find_counts(text: str) -> list[Count]:
    """Return the counts of `text` in order: of people, things and acts, not ages, dates, sums of money or ordinals.

    Example:
        >>> [(c.low, c.high, c.unit, c.mode) for c in find_counts("More than 64 workers on Thursday alone.")]
        [(65, None, 'workers', 'new')]
    """
    numbers = find_numbers(text)
    found: list[Count] = []
    for i, number in enumerate(numbers):
        if found and number.start < found[-1].end:
            continue
        if number.kind == "count":
            found.append(_read_count(text, number, numbers[i + 1 : i + 2], found))
        elif number.kind in ("percent", "other") and (share := _read_ratio(text, number, numbers[i + 1 : i + 2])):
            found.append(share)
    taken = [(n.start, n.end) for n in numbers]
    singles = (
        match
        for match in _SINGLE.finditer(text)
        if not _NO_SINGLE.search(text[max(0, match.start() - 14) : match.start()])
    )
    found += [_single(match) for match in singles if not _overlaps(match.span(), taken)]
    return sorted(found, key=lambda count: count.start)


def _single(match: re.Match[str]) -> Count:
    """Return the count that an article makes: "a man"."""
    return Count(match.start(), match.end(), match["words"], 1, 1, "=", match["unit"].lower(), people=True)


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Return whether a span touches one of those taken, which stand in order and apart."""
    at = bisect_left(taken, (span[1], 0)) - 1
    return at >= 0 and taken[at][1] > span[0]


def _read_count(text: str, number: Number, following: list[Number], before: list[Count]) -> Count:
    unit, end = _unit_after(text, number)
    start = number.start
    low, high, comparator = number.min, number.max, number.comparator
    mode, population = None, None
    share = _SHARE.search(text, max(0, start - 40), start)
    if share:
        start, mode, population = share.start("share"), "share", (low, high)
        low, high, comparator = _of_population(" ".join(share["share"].lower().replace("-", " ").split()), low, high)
    elif following and _between_of(text, number, following[0]) and following[0].kind == "count":
        unit, end = _unit_after(text, following[0])
        mode, population = "share", (following[0].min, following[0].max)
        end = number.end
        but = _ALL_BUT.search(text, max(0, start - 12), start)
        many = following[0].min
        if but and many is not None and many == following[0].max and low is not None and high is not None:
            start, low, high = but.start(), many - high, many - low
    count = Count(
        start, end, text[start:end], low, high, comparator, unit, is_people(unit), mode, None, None, population
    )
    count = _with_time(text, count, number)
    return replace(count, part_of=_part_of(text, number, before))


def _between_of(text: str, number: Number, following: Number) -> bool:
    """Return whether the second number is what the first is part of: "40 of the 64 workers"."""
    of = _OF.match(text, number.end)
    return bool(of and of.end() == following.start and number.comparator != "vague")


def _of_population(share: str, low: int | None, high: int | None) -> tuple[int | None, int | None, str]:
    """Return the interval that a share of a known number is, and its comparator."""
    if low is None or high is None:
        return None, None, "vague"
    if share.endswith(("majority", "most")):
        return min(low // 2 + 1, high), high, "vague"
    word = share.removeprefix("about ").removeprefix("nearly ").removeprefix("almost ")
    part = _SHARES[word]
    first, last = int(part * low), -int(-part * high // 1)
    if word != share:
        return first - -(-first // 10), last if not share.startswith("about") else last + -(-last // 10), "~"
    return first, last, "="


def _read_ratio(text: str, number: Number, following: list[Number]) -> Count | None:
    """Return a share of an unknown many: "one in five detainees", "40 percent of the detainees"."""
    end = number.end
    if (
        number.kind == "other"
        and following
        and following[0].kind == "count"
        and _between_of(text, number, following[0])
    ):
        counted = replace(number, min=1, max=1) if text[number.core_start : number.core_end].lower() == "one" else None
        return _read_count(text, counted, following, []) if counted else None
    if number.kind == "other":
        if not following or not _IN_EVERY.fullmatch(text, number.end, following[0].core_start):
            return None
        end = following[0].end
    else:
        percent = _PERCENT.match(text, number.end)
        end = percent.end() if percent else end
    unit, unit_end = _unit_at(text, _skip_of(text, end), many=True)
    if unit is None:
        return None
    words = text[number.start : unit_end]
    return Count(number.start, unit_end, words, None, None, "share", unit, is_people(unit), "share")


def _skip_of(text: str, position: int) -> int:
    of = _OF.match(text, position)
    return of.end() if of else position


def _unit_after(text: str, number: Number) -> tuple[str | None, int]:
    """Return the noun that a number counts and where it ends; None and the number's end without one."""
    if _OF_THEM.match(text, number.end):
        return None, number.end
    many = number.min != 1 or number.max not in (1, None)
    unit, end = _unit_at(text, _skip_of(text, number.end), many=many)
    return unit, end if unit else number.end


def _unit_at(text: str, position: int, *, many: bool) -> tuple[str | None, int]:
    """Return the head of the nouns at `position` in lower case: the first plural, or for one the last before a verb."""
    best: tuple[str | None, int] = (None, position)
    for _ in range(6):
        match = _NEXT.match(text, position)
        if not match:
            break
        word = match["word"].lower()
        if word in _BEFORE_UNIT and best[0] is None:
            position = match.end()
            continue
        if word in _STOP_WORDS or (best[0] and (not _is_plural(word) if many else word.endswith("ed"))):
            break
        if word in _STATES and best[0] is None:
            if not _is_plural(_next_word(text, match.end())):
                return "people", match.end()
        elif not many or _is_plural(word):
            best = (word.split("\u2019")[0].split("'")[0], match.end())
        position = match.end()
        if text[position : position + 1] in (",", ".", ";", ":", ")"):
            break
    return ("killed-or-injured", best[1]) if best[0] in _CASUALTIES else best


def _next_word(text: str, position: int) -> str:
    match = _NEXT.match(text, position)
    return match["word"].lower() if match else ""


def _is_plural(word: str) -> bool:
    """Return whether a word looks like a noun in the plural."""
    if word in _STOP_WORDS or word in _NO_PLURALS:
        return False
    return word in _PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "\u2019s"))
    )


def is_people(unit: str | None) -> bool:
    """Return whether a unit is people of some kind: "workers", "women", not "buses" or "wounds"."""
    if unit is None or unit in _NO_PEOPLE:
        return False
    return unit in _PEOPLE or f"{unit}s" in _PEOPLE or unit.endswith(_PEOPLE_ENDINGS)


def _with_time(text: str, count: Count, number: Number) -> Count:
    """Return the count with its mode and period, where the words of its clause tell them."""
    clause = _CLAUSE_END.split(text[count.end : count.end + _REACH])[0]
    rate = _RATE.match(text, count.end)
    if rate:
        return replace(count, mode="rate", period=" ".join(rate["period"].split()))
    period = _PERIOD.search(clause)
    words = " ".join(period["period"].split()) if period else None
    mode = count.mode
    before = text[max(0, number.start - 60) : number.start]
    if mode is None and (_NEW_BEFORE.search(before) or _NEW_AFTER.match(text, number.end) or _is_alone(words)):
        mode = "new"
    elif mode is None and (_TOTAL_BEFORE.search(before) or _TOTAL_AFTER.search(clause) or _is_since(words)):
        mode = "total"
    return replace(count, mode=mode, period=words)


def _is_alone(period: str | None) -> bool:
    return bool(period and period.endswith("alone"))


def _is_since(period: str | None) -> bool:
    return bool(period and period.lower().startswith("since"))


def _part_of(text: str, number: Number, before: list[Count]) -> tuple[int, int] | None:
    """Return where the count stands that this one is part of: "150 people, among them 12 children"."""
    if not before or _SENTENCE_END.search(text, before[-1].end, number.start) and not _OF_THEM.match(text, number.end):
        return None
    if _PART.search(text, max(0, number.start - 30), number.start) or _OF_THEM.match(text, number.end):
        return next(((c.start, c.end) for c in reversed(before) if c.part_of is None), None)
    return None
