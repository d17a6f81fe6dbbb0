"""Quarters of a city that bear the name of a far town: the gazetteer has the town, and the report means the quarter."""

import re
from collections import Counter
from collections.abc import Sequence

from khronika.values.gazetteer import Entry
from khronika.values.place_choice import Choice, distance
from khronika.values.place_names import Name
from khronika.values.tables import any_of, load_table

_QUARTERS = any_of(load_table("places.yaml")["quarters"])
_BEFORE = re.compile(rf"\b{_QUARTERS}(?: (?:known as|called|named))?,? (?:of )?(?:the )?$")
_AFTER = re.compile(rf"(?: {_QUARTERS}\b|, (?:a|an|the|one of the) (?:[\w’'-]+ ){{0,4}}?{_QUARTERS}\b)")
_NEAR_KM = 60.0  # within which a town may be a suburb
_SMALL, _LARGE = 50_000, 200_000  # people of a town that is hardly meant, and of a city that has quarters


def find_quarters(text: str, names: Sequence[Name], choices: Sequence[Choice | None]) -> dict[tuple[int, int], Entry]:
    """Return the names, by start and end, that mean a quarter and no town, each with the city that the quarter is of.

    Words beside a name may call it one ("the Pullman neighborhood", "Pullman, a poor quarter"). Without them a small
    town is none where it lies far from the city that the report is about and no other name lies in the town's region.
    """
    city = _find_city(choices)
    if city is None:
        return {}
    regions = Counter((c.entry.country, c.entry.region) for c in choices if c)
    own = Counter(c.entry for c in choices if c)
    far = [
        (name, c.entry)
        for name, c in zip(names, choices, strict=True)
        if c and c.entry.level == "city" and distance(c.entry, city) > _NEAR_KM
    ]
    quarters = {entry for name, entry in far if _is_called_quarter(text, name)}
    quarters |= {entry for _, entry in far if _is_unlikely(entry, city, regions, own[entry])}
    return {(name.start, name.end): city for name, entry in far if entry in quarters}


def _find_city(choices: Sequence[Choice | None]) -> Entry | None:
    """Return the large city that a report names most often."""
    counted = Counter(c.entry for c in choices if c and c.entry.level == "city" and c.entry.population >= _LARGE)
    return max(counted, key=lambda entry: (counted[entry], entry.population), default=None)


def _is_called_quarter(text: str, name: Name) -> bool:
    return bool(_BEFORE.search(text, max(0, name.start - 40), name.start) or _AFTER.match(text, name.end))


def _is_unlikely(town: Entry, city: Entry, regions: Counter[tuple[str | None, str | None]], named: int) -> bool:
    """Tell whether a small town is hardly meant: nothing but its own name lies in its region."""
    alone = regions[town.country, town.region] <= named
    return town.population < _SMALL and town.country == city.country and town.region != city.region and alone
