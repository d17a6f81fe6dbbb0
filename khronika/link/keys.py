"""Keys of which two reports must share one to be compared: the cost of adding a report is that of what it shares.

A name or a rare word of a month is no key alone: what much is told of would bring all of a month together. Nor is a
rare word of a town, but in years beside one another: of miners a mining town's reports tell year after year.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from khronika.link.contexts import Context, Town
from khronika.values.ids import make_digest

_MONTH, _YEAR = 30, 365  # days
_SKETCH = 16  # rare words of a report by which others are looked for
_NAMES = 2  # names or rare words of one month that bring two reports together
_NAME = re.compile(r"(.+)\|m\d+")


def find_keys(context: Context) -> Iterator[str]:
    """Give the keys under which reports about the happening of this one find it."""
    yield from _find_keys(context, reach=0)
    for key in _town_words(context):
        yield key
        if context.published is None:
            yield f"{key}|wide"
    for key in _country_days(context):
        yield key
        if not context.main_towns:
            yield f"{key}|wide"
    for key in _days_and_spots(context, reach=0):
        yield key
        if context.is_nowhere:
            yield f"{key}|wide"


def find_sought(context: Context) -> Iterator[str]:
    """Give the keys by which a report looks for others: of the weeks and months beside its own too.

    A country's day is one only where one of the two names no town; a day, or a spot of the week, where one names no
    country either; a town's rare word, of whatever year, where one is undated.
    """
    yield from _find_keys(context, reach=1)
    yield from (key if context.published is None else f"{key}|wide" for key in _town_words(context))
    yield from (f"{key}|wide" if context.main_towns else key for key in _country_days(context))
    yield from (key if context.is_nowhere else f"{key}|wide" for key in _days_and_spots(context, reach=1))


def _find_keys(context: Context, reach: int) -> Iterator[str]:
    """Give the keys of towns and names, of so many spans of days before and after as well.

    What names no place is looked for under the words of its outlet's name: it may be called after its town.
    """
    for town in context.outlet if context.is_nowhere else _names_of(context.main_towns):
        for week in _spans(context.published, 7, reach):
            yield f"{town}|w{week}"
        for day in context.days:
            yield f"{town}|d{day}"
    told = (context.published, *context.days)
    months, years = ({span for day in told for span in _spans(day, length, reach)} for length in (_MONTH, _YEAR))
    names, towns = {*map(" ".join, context.full_names), *context.spots}, {town.name for town in context.towns}
    for name in {*names, *sketch(context.rare, _SKETCH)}:
        yield from (f"{name}|m{month}" for month in months)
    yield from (f"{name}|{town}" for name in names for town in towns)
    yield from (f"{word}|y{year}" for word in _town_words(context) for year in years)


def _town_words(context: Context) -> list[str]:
    """Return the keys of a town's rare words, of any time: what is undated is found and finds by them."""
    return [f"{word}|{town.name}" for word in sketch(context.rare, _SKETCH) for town in context.towns]


def _country_days(context: Context) -> list[str]:
    return [f"{country}|d{day}" for country in context.countries for day in context.days]


def _days_and_spots(context: Context, reach: int) -> list[str]:
    weeks = _spans(context.published, 7, reach)
    return [*(f"d{day}" for day in context.days), *(f"{spot}|v{week}" for spot in context.spots for week in weeks)]


def are_comparable(shared: Iterable[str]) -> bool:
    """Tell whether the keys that two reports share bring them together."""
    names = set()
    for key in shared:
        name = _NAME.fullmatch(key)
        if name is None:
            return True
        names.add(name[1])
    return len(names) >= _NAMES


def find_comparable(holders: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the reports that those keys bring together with who holds or seeks them all.

    Args:
        holders: keys with the reports that hold each.
    """
    found: set[str] = set()
    named: dict[str, set[str]] = defaultdict(set)
    for key, reports in holders.items():  # as in `are_comparable`, for all reports together
        name = _NAME.fullmatch(key)
        (named[name[1]] if name else found).update(reports)
    names = Counter(chain.from_iterable(named.values()))
    return found | {report for report, shared in names.items() if shared >= _NAMES}


def sketch(words: Iterable[str], size: int) -> list[str]:
    """Return the few words whose hashes are smallest: two sets that share much share some of these.

    Source: Broder, "On the resemblance and containment of documents", 1997, the bottom-k sketch.
    """
    return sorted(words, key=make_digest)[:size]


def _names_of(towns: Iterable[Town]) -> set[str]:
    """Return what towns are found by: their names, and their numbers."""
    return {str(one) for town in towns for one in town if one is not None}


def _spans(day: date | None, length: int, reach: int) -> range:
    """Return the span of so many days that a day falls in, with so many before and after it."""
    if day is None:
        return range(0)
    span = day.toordinal() // length
    return range(span - reach, span + reach + 1)
