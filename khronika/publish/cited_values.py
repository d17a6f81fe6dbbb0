"""Whether the words of a time, a place or a count can say the days, the name or the numbers that were read from them.

The check of citations asks this of values that came from anywhere, so the words are read anew, alone. It says no only
where words and value cannot go together: what rests on a day that other words name is not judged.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from khronika.model import Place, Quantity, When
from khronika.values.dates import find_times
from khronika.values.gazetteer import fold_name, load_gazetteer
from khronika.values.numbers import find_numbers
from khronika.values.place_given import make_name
from khronika.values.time_words import MONTHS, WEEKDAYS

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_OF_MONTH = re.compile(
    rf"\b(?:(?P<d1>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d\d?))\b",
    re.IGNORECASE,
)
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_NAME = re.compile(rf"\b(?:(?P<month>{_MONTH})|(?P<weekday>{_WEEKDAY}))s?\b", re.IGNORECASE)
_FROM_OTHERS = re.compile(
    r"\b(?:after|ago|before|by|earlier|eve|following|from|later|next|previous|same|since|that|the|then|till|to|until"
    r"|morning|afternoon|evening|night|noon|midnight|dawn|[ap]\.?m\.?|o.clock)\b|\d[ap]m\b|:\d\d",
    re.IGNORECASE,
)
"""Words that reckon from a day which another word or sentence names."""
_NIGHT = timedelta(days=1)  # a night is told by the day before it or after it
_LONGEST = 366  # days of a window in which every day of a year lies
_AND = re.compile(r"\s+(?:and|with|plus|&)\s+|,\s")
_STEM = 4  # letters that a people and its land share: "Baloch", "Balochistan"


def says_days(time: When, published: str | None) -> bool:
    """Tell whether the words of a time can mean its window.

    Args:
        published: ISO day of the report, from which "yesterday" is reckoned.
    """
    window = [day for day in (time.from_, time.to) if day]
    years = set(_YEAR.findall(time.text))
    if window and years and not any(window[0][:4] <= year <= window[-1][:4] for year in years):
        return False
    if time.from_ is None or time.to is None or _FROM_OTHERS.search(time.text):
        return True
    if _NAME.search(time.text):
        return _holds_names(time.text, date.fromisoformat(time.from_), date.fromisoformat(time.to))
    read = find_times(time.text, date.fromisoformat(published) if published else None)
    told = [(t.from_.isoformat(), t.to.isoformat()) for t in read if t.from_ and t.to]
    return not told or any(first <= time.to and time.from_ <= last for first, last in told)


def _holds_names(words: str, first: date, last: date) -> bool:
    """Tell whether a day that some words name, by its date, else by weekday or month, lies in a window."""
    days = [first - _NIGHT + n * _NIGHT for n in range(min((last - first).days, _LONGEST) + 3)]
    if dated := set(_dated(words)):
        return any((day.month, day.day) in dated for day in days)
    names = list(_NAME.finditer(words.lower()))
    weekdays = {WEEKDAYS[name["weekday"]] for name in names if name["weekday"]}
    months = {MONTHS[name["month"]] for name in names if name["month"]}
    return any(day.weekday() in weekdays or day.month in months for day in days)


def _dated(words: str) -> Iterator[tuple[int, int]]:
    """Give (month, day) of each day of a month that some words name."""
    for match in _DAY_OF_MONTH.finditer(words):
        yield MONTHS[(match["m1"] or match["m2"]).lower()], int(match["d1"] or match["d2"])


def names_place(place: Place) -> bool:
    """Tell whether the words of a place can be its name: its own words, another name of it, or its people."""
    stems = {part[:_STEM] for part in fold_name(place.name).split()}
    if any(word[:_STEM] in stems for word in fold_name(place.text).split()):
        return True
    return any(e.name == place.name for e in make_name(place.text, 0, len(place.text), load_gazetteer()).entries)


def says_count(quantity: Quantity) -> bool:
    """Tell whether the words of a count can mean its numbers.

    They are those of its first number, or the sum of a list ("nine men and one woman", "Ada Orlova and two others"), in
    which whoever is named without a number is one, or nobody's part of the count.
    """
    counts = [n for n in find_numbers(quantity.text) if n.kind == "count"]
    if not counts or quantity.interval == (counts[0].min, counts[0].max):
        return True
    parts = _AND.split(quantity.text)
    low, high = _add(n.min for n in counts), _add(n.max for n in counts)
    return len(parts) > 1 and all(
        told is not None and 0 <= told - total < len(parts) if total is not None else told is None
        for told, total in ((quantity.min, low), (quantity.max, high))
    )


def _add(ends: Iterable[int | None]) -> int | None:
    """Return a sum, null where one part of it is open."""
    held = list(ends)
    return None if None in held else sum(end for end in held if end is not None)
