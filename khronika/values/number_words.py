"""Bare numbers: digits, number words and words such as "dozens", as intervals."""

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from khronika.values.tables import GAP, any_of, load_table

_TABLE = load_table("numbers.yaml")
_UNITS = {word: int(value) for word, value in _TABLE["units"].items()}
_TENS = {word: int(value) for word, value in _TABLE["tens"].items()}
_SCALES = {word: int(value) for word, value in _TABLE["scales"].items()}
_SHORT_SCALES = {word: int(value) for word, value in _TABLE["short_scales"].items()}
_ORDINALS = {word: int(value) for word, value in _TABLE["ordinals"].items()}
_VAGUE: dict[str, tuple[int | None, int | None]] = {
    words: (None, None) if low == "null" else (int(low), int(high)) for words, (low, high) in _TABLE["vague"].items()
}
_VAGUE_NEEDS_OF = frozenset(_TABLE["vague_needs_of"])
_VAGUE_BEFORE_SCALE = frozenset(_TABLE["vague_before_scale"])
_VAGUE_ONLY_BEFORE_SCALE = frozenset(_TABLE["vague_only_before_scale"])
_NOUGHT_NOT = frozenset(_TABLE["nought_not"])
_DOZEN = 12

_DIGITS = re.compile(
    r"(?<![\w.,:/'\u2019-])(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}){1,4}|\d{1,15})(?!\d)"
    r"(?:\.\d{1,6}(?!\d))?"
)
_DIGITS_LATER = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?!\d)(?:\.\d{1,6}(?!\d))?")
_MONTH_BEFORE = re.compile(rf"{any_of(_TABLE['months'])} $")
_APART = any_of(_TABLE["short_scales_apart"])
_SCALE_AFTER = re.compile(
    rf"(?:{GAP}|-)?({any_of([*_SCALES, 'dozen'])})\b|(?:{GAP}(?={_APART}\b))?({any_of(_SHORT_SCALES)})\b", re.IGNORECASE
)
_NUMBER_WORD = any_of([*_UNITS, *_TENS, *_SCALES, "dozen"])
_WORDS = re.compile(
    rf"(?:an?{GAP})?{_NUMBER_WORD}\b(?:(?:-|{GAP})(?:and{GAP})?{_NUMBER_WORD}\b){{0,12}}", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+")
_SCALE = any_of([*_SCALES, "dozen"])
_HALF = re.compile(
    rf"(?:(?P<count>{any_of(_UNITS)}){GAP}and{GAP}a{GAP}half|half{GAP}an?){GAP}(?P<scale>{_SCALE})\b"
    rf"|(?:an?|(?P<before>{any_of(_UNITS)})){GAP}(?P<whole>{_SCALE}){GAP}and{GAP}a{GAP}half\b",
    re.IGNORECASE,
)
_VAGUE_WORDS = re.compile(rf"{any_of(_VAGUE)}(?!\w)", re.IGNORECASE)
_NOT_VAGUE = re.compile(r"\b(?:as|how)\s{1,4}$", re.IGNORECASE)
_SCALE_FOLLOWS = re.compile(rf"{GAP}({any_of([*_SCALES, 'dozen'])})\b(?:{GAP}({any_of(_SCALES)})\b)?", re.IGNORECASE)
_OF_FOLLOWS = re.compile(
    rf"{GAP}(?:of|more|were|was|are|have|had|injured|killed|wounded|dead|arrested|detained)\b", re.IGNORECASE
)
_NOUGHT = re.compile(rf"{any_of(_TABLE['nought'])}\b", re.IGNORECASE)
_NOUGHT_OF = re.compile(
    rf"no{GAP}(?!{any_of(_NOUGHT_NOT)}\b)(?:[a-z-]{{3,20}}{GAP}){{0,2}}?(?:[a-z]{{2,20}}[^su\W]s|people|men|women|children|police)\b"
)
_ORDINAL = re.compile(rf"(?:{any_of(_TENS)}-)?{any_of(_ORDINALS)}\b", re.IGNORECASE)
_ORDINAL_DIGITS = re.compile(r"(?<![\w.,:/-])\d{1,6}(?:st|nd|rd|th)\b", re.IGNORECASE)
_STARTERS = frozenset(
    re.split(r"\W", words)[0].lower()
    for words in [*_UNITS, *_TENS, *_SCALES, *_ORDINALS, *_VAGUE, *_TABLE["nought"], "dozen", "half", "no", "a", "an"]
)


@dataclass(frozen=True, slots=True)
class Core:
    """A bare number; `scale` is what its last word multiplies by, `sign` is "", "vague", "none" or "ordinal"."""

    start: int
    end: int
    min: int | None
    max: int | None
    scale: int = 1
    sign: str = ""
    digits: bool = False
    decimal: bool = False


def starts_number(token: str) -> bool:
    """Return whether a number may begin with this word or digit."""
    return token.lower() in _STARTERS or token[:1].isdecimal()


def read_core(text: str, start: int, *, in_range: bool = False) -> Core | None:
    """Return the number that begins at `start`; `in_range` says that a dash may stand before it."""
    if text[start].isdecimal():
        return _read_digits(text, start, in_range)
    return (
        _read_half(text, start)
        or _read_vague(text, start)
        or _read_ordinal(text, start)
        or _read_words(text, start)
        or _read_nought(text, start)
    )


def _read_digits(text: str, start: int, in_range: bool) -> Core | None:
    ordinal = _ORDINAL_DIGITS.match(text, start)
    if ordinal:
        place = int(ordinal[0][:-2])
        return Core(start, ordinal.end(), place, place, sign="ordinal", digits=True)
    match = (_DIGITS_LATER if in_range else _DIGITS).match(text, start)
    if not match:
        return None
    printed = match[0]
    if " " in printed and _MONTH_BEFORE.search(text[max(0, start - 12) : start]):
        printed = printed.split(" ")[0]
    end = start + len(printed)
    value = Fraction(re.sub(r"[,\s\u00a0\u202f\u2009]", "", printed))
    scale = 1
    follows = _SCALE_AFTER.match(text, end)
    if follows and (follows[1] or follows[2]):
        word = (follows[1] or "").lower()
        scale = _DOZEN if word == "dozen" else _SCALES.get(word) or _SHORT_SCALES.get(follows[2] or "", 1)
        end = follows.end() if scale > 1 else end
    value *= scale
    return Core(
        start, end, math.floor(value), math.ceil(value), scale, digits=True, decimal="." in printed and scale == 1
    )


def _read_vague(text: str, start: int) -> Core | None:
    match = _VAGUE_WORDS.match(text, start)
    if not match or _NOT_VAGUE.search(text, max(0, start - 8), start):
        return None
    words = " ".join(match[0].lower().split())
    low, high = _VAGUE[words]
    end = match.end()
    scale = _SCALE_FOLLOWS.match(text, end) if words in _VAGUE_BEFORE_SCALE else None
    if scale and low is not None and high is not None:
        factor = _DOZEN if scale[1].lower() == "dozen" else _SCALES[scale[1].lower()]
        factor *= _SCALES[scale[2].lower()] if scale[2] else 1
        return Core(start, scale.end(), low * factor, high * factor, factor, sign="vague" if high > low else "")
    if words in _VAGUE_ONLY_BEFORE_SCALE or (words in _VAGUE_NEEDS_OF and not _OF_FOLLOWS.match(text, end)):
        return None
    exact = low is not None and low == high
    return Core(start, end, low, high, sign="" if exact else "vague")


def _read_half(text: str, start: int) -> Core | None:
    """Return "half a million", "two and a half thousand", "a million and a half"."""
    match = _HALF.match(text, start)
    if not match:
        return None
    word = (match["scale"] or match["whole"]).lower()
    scale = _DOZEN if word == "dozen" else _SCALES[word]
    count = (match["count"] or match["before"] or "").lower()
    value = _UNITS.get(count, 1 if match["whole"] else 0) * scale + scale // 2
    return Core(start, match.end(), value, value, scale)


def _read_ordinal(text: str, start: int) -> Core | None:
    match = _ORDINAL.match(text, start)
    if not match:
        return None
    value = sum(_TENS.get(part) or _ORDINALS.get(part, 0) for part in match[0].lower().split("-"))
    return Core(start, match.end(), value, value, sign="ordinal")


def _read_words(text: str, start: int) -> Core | None:
    match = _WORDS.match(text, start)
    if not match:
        return None
    total, group, last, taken, joined, largest = 0, 0, "", 0, False, math.inf
    for word in _WORD.finditer(match[0].lower()):
        name = word[0]
        if name == "and":
            if last != "scale":
                break
            joined = True
            continue
        if name in ("a", "an"):
            group, last = 1, "article"
            continue
        if (
            name in _UNITS
            and (last in ("", "scale") or (last == "tens" and 0 < _UNITS[name] < 10))
            and not (joined and last != "scale")
        ):
            group, last = group + _UNITS[name], "unit"
        elif name in _TENS and last in ("", "scale"):
            group, last = group + _TENS[name], "tens"
        elif name in ("hundred", "dozen") and last in ("unit", "tens", "article"):
            group, last = group * (_DOZEN if name == "dozen" else 100), "scale"
        elif name in _SCALES and name != "hundred" and last and _SCALES[name] < largest and group:
            total, group, last, largest = total + group * _SCALES[name], 0, "scale", _SCALES[name]
        else:
            break
        joined, taken = False, word.end()
    if not taken:
        return None
    value = total + group
    scale = int(largest) if largest != math.inf else 1
    return Core(start, start + taken, value, value, scale)


def _read_nought(text: str, start: int) -> Core | None:
    match = _NOUGHT.match(text, start)
    if match:
        return Core(start, match.end(), 0, 0, sign="none")
    if _NOUGHT_OF.match(text, start) or _NOUGHT_OF.match(text[start : start + 80].lower()):
        return Core(start, start + 2, 0, 0, sign="none")
    return None
