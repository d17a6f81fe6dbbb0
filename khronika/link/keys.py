"""Keys of which two reports must share one to be compared: the cost of adding a report is that of what it shares.

A name or a rare word of a month is no key alone: what much is told of would bring all of a month together.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from khronika.link.contexts import Context
from khronika.values.ids import make_digest

_SKETCH = 16  # rare words of a report by which others are looked for
_NAMES = 2  # names or rare words of one month that bring two reports together
_MONTH = re.compile(r"(.+)\|m\d+")


def find_keys(context: Context) -> Iterator[str]:
    """Give the keys under which reports about the happening of this one are found."""
    for town in context.main_towns:
        for week in _spans(context.published, 7):
            yield f"{town}|w{week}"
        for day in context.days:
            yield f"{town}|d{day}"
    for country in context.countries:
        for day in context.days:
            yield f"{country}|d{day}"
            if not context.main_towns:
                yield f"{country}|d{day}|wide"
    months = {month for day in (context.published, *context.days) for month in _spans(day, 30)}
    for name in {*map(" ".join, context.full_names), *sketch(context.rare, _SKETCH), *context.spots}:
        for month in months:
            yield f"{name}|m{month}"
        for town in context.towns:
            yield f"{name}|{town}"


def find_sought(context: Context) -> Iterator[str]:
    """Give the keys by which a report looks for others: a country's day only where one of the two names no town."""
    days = {f"{country}|d{day}" for country in context.countries for day in context.days}
    for key in find_keys(context):
        if key not in days:
            yield key
    yield from (days if not context.main_towns else (f"{key}|wide" for key in days))


def are_comparable(shared: Iterable[str]) -> bool:
    """Tell whether the keys that two reports share bring them together."""
    names = set()
    for key in shared:
        name = _MONTH.fullmatch(key)
        if name is None:
            return True
        names.add(name[1])
    return len(names) >= _NAMES


def find_comparable(holders: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the reports that those keys bring together with who holds or seeks them all.

    Args:
        holders: keys with the reports that hold each.
    """
    shared: dict[str, list[str]] = defaultdict(list)
    for key, reports in holders.items():
        for report in reports:
            shared[report].append(key)
    return {report for report, keys in shared.items() if are_comparable(keys)}


def sketch(words: Iterable[str], size: int) -> list[str]:
    """Return the few words whose hashes are smallest: two sets that share much share some of these.

    Source: Broder, "On the resemblance and containment of documents", 1997, the bottom-k sketch.
    """
    return sorted(words, key=make_digest)[:size]


def _spans(day: date | None, length: int) -> tuple[int, ...]:
    """Return the span of days that a day falls in and the next one: days that are near share one."""
    return () if day is None else (day.toordinal() // length, day.toordinal() // length + 1)
