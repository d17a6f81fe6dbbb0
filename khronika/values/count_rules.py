"""Named rules that make single figures of counts, for exports that have no room for an interval.

An export column always carries the rule's name: the same words give 12 by one rule and 24 by another.
"""

import re
from collections.abc import Callable, Sequence

from khronika.values.number_counts import Count
from khronika.values.tables import load_table

_WORDS: dict[str, dict[str, int]] = {
    rule: {words: int(value) for words, value in row.items()}
    for rule, row in load_table("numbers.yaml")["export_words"].items()
}
_SMALL, _LARGE = 3, 10  # ACLED's figures for "several", "many" and plurals without a number
_NOT_SPLIT = "killed-or-injured"

Figures = dict[str, int | None]
"""Figures by the part of the column's name that follows the rule's; "" where a rule gives one figure."""


def _named_value(count: Count, rule: str) -> int | None:
    """Return what a rule's table gives for the vague words of a count, or None."""
    if count.comparator != "vague":
        return None
    words = " ".join(count.text.lower().split())
    named = sorted(_WORDS[rule].items(), key=lambda row: -len(row[0]))
    alone = r"(?! of \w+(?:reds|ands|ions)\b)"  # "hundreds of thousands" are no hundreds
    return next((value for vague, value in named if re.search(rf"\b{vague}\b{alone}", words)), None)


def _acled(count: Count, large: bool) -> Figures:
    """Fatalities as ACLED's codebook of 2024 records them: the lowest that the words allow, 3 or 10 for words alone."""
    if count.unit == _NOT_SPLIT:
        return {"": 0}
    named = _named_value(count, "acled-2024")
    if named is not None:
        return {"": named}
    if count.comparator == "vague" and count.mode != "share" and (count.high is None or count.high < _LARGE):
        return {"": _LARGE if large else _SMALL}
    return {"": count.low}


def _lower(count: Count, large: bool) -> Figures:
    return {"": count.low}


def _upper(count: Count, large: bool) -> Figures:
    return {"": count.high}


def _median(count: Count, large: bool) -> Figures:
    """The middle of the interval, as IDMC takes it: dozens are 55, hundreds 550; None where an end is open."""
    named = _named_value(count, "idmc-median")
    if named is not None:
        return {"": named}
    if count.low is None or count.high is None:
        return {"": None}
    return {"": (count.low + count.high) // 2}


def _low_best_high(count: Count, large: bool) -> Figures:
    """UCDP's three figures; the best one is a reviewer's to give unless the count is exact."""
    best = count.low if count.low == count.high else None
    return {"low": count.low, "best": best, "high": count.high}


RULES: dict[str, Callable[[Count, bool], Figures]] = {
    "acled-2024": _acled,
    "literal-lower": _lower,
    "literal-upper": _upper,
    "idmc-median": _median,
    "ucdp-lbh": _low_best_high,
}


def export_count(count: Count, rule: str, *, what: str, large: bool = False) -> Figures:
    """Return the columns that a rule makes of a count, by name.

    Args:
        rule: a key of `RULES`.
        what: what is counted, the first part of the columns' names.
        large: the incident is a large one: "several" are ten by `acled-2024`, not three.
    Raises:
        KeyError: there is no rule of that name.

    Example:
        >>> from khronika.values.number_counts import find_counts
        >>> export_count(find_counts("Dozens of people were killed.")[0], "acled-2024", what="killed")
        {'killed (acled-2024)': 12}
    """
    figures = RULES[rule](count, large)
    return {f"{what} ({rule}{' ' + part if part else ''})": value for part, value in figures.items()}


def pick_lowest(figures: Sequence[int | None]) -> int | None:
    """Return the lowest of the figures of sources that differ, as ACLED does; None where none is known."""
    return min((figure for figure in figures if figure is not None), default=None)


def split_evenly(total: int, records: int) -> list[int]:
    """Return a total for several days or places split over their records, the remainder with the first.

    Raises:
        ValueError: there are no records to split it over.

    Example:
        >>> split_evenly(10, 3)
        [4, 3, 3]
    """
    if records < 1:
        raise ValueError("a total is split over one record or more")
    share, rest = divmod(total, records)
    return [share + rest, *[share] * (records - 1)]
