"""Which of the places that bear a name a report means, by what else the report names."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from khronika.values.gazetteer import OWN_PEOPLE, Entry, Gazetteer, fold_name
from khronika.values.place_names import Name
from khronika.values.tables import any_of, load_table

_TABLE = load_table("places.yaml")
_COUNTRY_WORDS = {code: re.compile(rf"(?<!\w){any_of(words)}(?!\w)") for code, words in _TABLE["country_words"].items()}
_JOINED = re.compile(r", |,? \(|,? (?:located )?in (?:(?:(?:north|south|east|west)\w*|central|the) ){0,2}")
_LIST_GOES_ON = re.compile(r",? and [A-Z]|, [A-Z]")
_LISTED = re.compile(r",? (?:and|or) (?:the )?|, (?:the )?")
_LIST_SEEN = 10  # members to each side that are looked at
_LIST = 2  # others in a list, at least, whose level says what a name in it is
_OWNED = re.compile(
    r"['\u2019]s (?:(?:(?:north|south|east|west)\w*|central|capital|port|border|city|town|village|of),? ){0,4}"
)
_HOLDERS = frozenset({"country", "region", "county"})
_SIDE_BY_SIDE = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
_ON_THE_MAP = frozenset({"city", "county", "airport"})

# Points on a scale of powers of ten of people: a name goes to the place with the most points.
_LEVEL_POINTS = {"country": 7.5, "area": 7.0}
_REGION_MOST, _REGION_MORE = 6.5, 0.5  # a region has the points of its people and some more, and no more than so many
_CAPITAL = 1.0
_AIRPORT = -2.0
_CONTAINED = 6.0
_ENDING = 4.0
_NAMESAKE = -4.0  # a bare "Khartoum" is the city, not the state of that name
_BARE_COUNTY = -2.0  # nor the county of a name that some city bears, without the word "county"
_OTHER_NAME = -1.5  # a place that goes by the name besides its own: "Mexico" for Mexico City
_OWN_TABLE = 0.5  # regions that our own table names are those that news names
_BY_COUNTRY = 3.0
_BY_REGION = 2.0
_BY_NEIGHBOUR = ((1.5, 1.2), (0.5, 1.3))  # degrees of a cell, points: two places in cells side by side are neighbours
_ROUNDS = 3
_LIKELY = 2.0  # points below the best: places further down lend no weight
_CUE_WORD, _HINT = 0.4, 2.0


Shares = list[tuple[Entry, float]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen for a name, and why."""

    entry: Entry
    reason: str
    support: float  # what the rest of the report says for it


@dataclass(slots=True)
class Evidence:
    """How much a report speaks of each country, region and corner of the earth."""

    countries: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    regions: defaultdict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    cells: defaultdict[tuple[float, int, int], float] = field(default_factory=lambda: defaultdict(float))

    def add(self, shares: Iterable[tuple[Entry, float]], sign: int = 1) -> None:
        """Count places, each by how likely it is meant; `sign` -1 takes them out again."""
        for entry, share in shares:
            if entry.country:
                self.countries[entry.country] += sign * share
                if entry.region:
                    self.regions[entry.country, entry.region] += sign * share
            if entry.level in _ON_THE_MAP:
                for size, _ in _BY_NEIGHBOUR:
                    self.cells[_cell(entry, size)] += sign * share

    def points(self, entry: Entry) -> float:
        """Return what the report adds to the likelihood of `entry`."""
        if entry.country is None:
            return 0.0
        total = max(1.0, sum(self.countries.values()))
        points = _BY_COUNTRY * max(0.0, self.countries.get(entry.country, 0.0)) / total
        if entry.region:
            points += _BY_REGION * _saturate(self.regions.get((entry.country, entry.region), 0.0))
        if entry.level in _ON_THE_MAP:
            for size, most in _BY_NEIGHBOUR:
                _, south, west = _cell(entry, size)
                around = sum(self.cells.get((size, south + i, west + j), 0.0) for i, j in _SIDE_BY_SIDE)
                points += most * _saturate(around)
        return points

    def points_without(self, shares: Shares, entries: Iterable[Entry]) -> dict[Entry, float]:
        """Return the points of `entries` from the report without `shares`, which are those of the same name."""
        self.add(shares, -1)
        points = {entry: self.points(entry) for entry in entries}
        self.add(shares)
        return points


def _saturate(mass: float) -> float:
    return 1 - math.exp(-max(0.0, mass))


def _cell(entry: Entry, size: float) -> tuple[float, int, int]:
    return size, round(entry.lat / size), round(entry.lon / size)


def choose(
    text: str, names: Sequence[Name], gazetteer: Gazetteer, *, hints: Iterable[str] = (), outlet: Sequence[Name] = ()
) -> list[Choice | None]:
    """Return for each name the place that it most likely means.

    All names of a report are weighed together: each begins with the number of people of its places, then lends weight
    to the countries, regions and neighbourhoods of its likely places, thrice over. A name means one place throughout a
    report, except where the text itself says which ("Paris, Texas").

    Args:
        hints: ISO codes of countries that the report is about or comes from.
        outlet: names in the name of who published the report.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    everything = [*names, *outlet]
    for i, name in enumerate(everything):
        if name.entries:
            groups[name.key].append(i)
    holders = [_holders(text, names, i) for i in range(len(names))] + [()] * len(outlet)
    selves = [() if held else _held_inside(text, names, i) for i, held in enumerate(holders[: len(names)])]
    selves += [()] * len(outlet)
    own = {
        key: _own_points([(everything[i], holders[i], selves[i]) for i in at], gazetteer) for key, at in groups.items()
    }
    evidence, shares = _weigh(own, groups, _told(text, hints))
    report = {key: evidence.points_without(shares[key], points) for key, points in own.items()}
    made: dict[tuple[str, tuple[Entry, ...], tuple[Entry, ...], str | None], Choice] = {}
    choices: list[Choice | None] = []
    for i, name in enumerate(names):
        if not name.entries:
            choices.append(None)
            continue
        case = name.key, holders[i], selves[i], _list_level(text, names, i)
        if case not in made:
            made[case] = _choose_one(own[name.key], report[name.key], *case[1:])
        choices.append(made[case])
    return choices


def _choose_one(
    own: Mapping[Entry, float],
    report: Mapping[Entry, float],
    holders: Sequence[Entry],
    itself: Sequence[Entry],
    level: str | None,
) -> Choice:
    inside = [entry for entry in own if any(_holds(outer, entry) for outer in holders)]
    told = inside or [entry for entry in itself if entry in own]
    equals = [entry for entry in own if entry.level == level] if not told else []
    best = max(told or equals or own, key=lambda entry: (own[entry] + report[entry], entry.population))
    if told:
        reason = f"named with {holders[0].name}, which holds it" if inside else "named with a place that it holds"
        return Choice(best, reason, _CONTAINED)
    if equals:
        return Choice(best, f"in a list of places that are each a {level}", _CONTAINED)
    if len(own) == 1:
        return Choice(best, "the only place of that name", report[best])
    if best is max(own, key=lambda entry: own[entry]):
        return Choice(best, "the best known place of that name", report[best])
    return Choice(best, "the report names other places around it", report[best])


def _holders(text: str, names: Sequence[Name], i: int) -> tuple[Entry, ...]:
    """Return the regions and countries that the words right beside a name put it in."""
    beside: list[Entry] = []
    name = names[i]
    for j in (i + 1, i + 2):
        if j < len(names) and _JOINED.fullmatch(text[names[j - 1].end : names[j].start]):
            beside += [entry for entry in names[j].entries if entry.level in _HOLDERS]
        else:
            break
    if i and _OWNED.fullmatch(text[names[i - 1].end : name.start]):
        beside += [entry for entry in names[i - 1].entries if entry.level in _HOLDERS]
    held = [entry for entry in beside if any(_holds(entry, inner) for inner in name.entries)]
    goes_on = _LIST_GOES_ON.match(text, names[i + 1].end if i + 1 < len(names) else name.end)
    equal = {entry.level for entry in name.entries} & {outer.level for outer in held}
    if "country" in equal or (equal and goes_on):
        held = []  # "Idaho, Ohio and Texas": a list of equals
    return tuple(held)


def _held_inside(text: str, names: Sequence[Name], i: int) -> tuple[Entry, ...]:
    """Return which of a name's places hold the one right before it: "Atlanta, Georgia" tells which Georgia is meant."""
    if not i or not _JOINED.fullmatch(text[names[i - 1].end : names[i].start]):
        return ()
    inner = names[i - 1].entries
    return tuple(e for e in names[i].entries if e.level in _HOLDERS and any(_holds(e, other) for other in inner))


def _list_level(text: str, names: Sequence[Name], i: int) -> str | None:
    """Return the level of all in a list ("Oregon, Idaho and Washington": regions) that the name stands in, or None."""
    first = last = i
    while first > i - _LIST_SEEN and first and _LISTED.fullmatch(text[names[first - 1].end : names[first].start]):
        first -= 1
    while (
        last < i + _LIST_SEEN
        and last + 1 < len(names)
        and _LISTED.fullmatch(text[names[last].end : names[last + 1].start])
    ):
        last += 1
    others = [names[j] for j in range(first, last + 1) if j != i]
    if len(others) < _LIST:
        return None
    for level in ("country", "region"):
        if all(any(entry.level == level for entry in name.entries) for name in [names[i], *others]):
            return level
    return None


def _holds(outer: Entry, inner: Entry) -> bool:
    """Tell whether `outer` holds `inner`, or is it."""
    if outer == inner:
        return True
    if outer.country is None or outer.country != inner.country or inner.level == "country":
        return False
    if outer.level == "county":
        return outer.region == inner.region and inner.level == "city" and distance(outer, inner) < outer.radius_km + 20  # noqa: PLR2004
    return outer.level == "country" or (
        outer.region is not None and outer.region == inner.region and inner.level != "region"
    )


def distance(a: Entry, b: Entry) -> float:
    """Return the distance in km, right enough between neighbours."""
    return 111.2 * math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat)))


def _told(text: str, hints: Iterable[str]) -> Evidence:
    """Return what words of one country's press and hints from outside say of the country."""
    evidence = Evidence()
    for code in hints:
        evidence.countries[code] += _HINT
    for code, pattern in _COUNTRY_WORDS.items():
        evidence.countries[code] += _CUE_WORD * len(set(pattern.findall(text)))
    return evidence


def _own_points(
    told: Sequence[tuple[Name, Sequence[Entry], Sequence[Entry]]], gazetteer: Gazetteer
) -> dict[Entry, float]:
    """Return the points of each place of a name before the rest of the report is looked at.

    Args:
        told: wherever the name stands, what is said to hold it there, and which of its places holds the one before it.
    """
    names, holders, selves = zip(*told, strict=True)
    ending = any(name.ending for name in names)
    entries = list(dict.fromkeys(chain.from_iterable({id(name.entries): name.entries for name in names}.values())))
    outer, said = set(chain.from_iterable(holders)), set(chain.from_iterable(selves))
    countries = {entry.country for entry in entries if entry.level == "country"}
    points: dict[Entry, float] = {}
    capital = False
    for entry in entries:
        if entry.country in countries and _bears_name_of_country(entry, names[0].key):
            continue
        own = _prior(entry)
        if entry.level == "city" and not capital and (entry.country, names[0].key) in gazetteer.capitals:
            own, capital = own + _CAPITAL, True
        if entry.level == "region" and entry.population == OWN_PEOPLE:
            own += _OWN_TABLE
        if entry.level == "airport":
            own += _ENDING if names[0].key.endswith("airport") else _AIRPORT
        if entry.level == "city" and fold_name(entry.name) != names[0].key:
            own += _OTHER_NAME
        if ending:
            own += _ENDING if entry.level in ("region", "county") else -2
        elif entry.level == "county" and any(other.level == "city" for other in entries):
            own += _BARE_COUNTY
        elif (
            entry.population != OWN_PEOPLE
            and entry.level in ("region", "county")
            and any(_is_namesake(entry, other) for other in entries)
        ):
            own += _NAMESAKE
        if entry in said or any(_holds(holder, entry) for holder in outer):
            own += _CONTAINED
        points[entry] = own
    return points


def _bears_name_of_country(entry: Entry, key: str) -> bool:
    """Tell whether the country is meant rather than its part: Mexico City is in Mexico and not "Mexico"."""
    return entry.level in ("region", "county") or (entry.level == "city" and fold_name(entry.name) != key)


def _prior(entry: Entry) -> float:
    people = math.log10(entry.population + 10)
    if entry.level == "region":
        return min(_REGION_MOST, people + _REGION_MORE)
    return _LEVEL_POINTS.get(entry.level) or people


def _is_namesake(region: Entry, city: Entry) -> bool:
    """Tell whether `city` is the city that gave `region` its name, and large enough to be meant by it."""
    inside = city.level == "city" and (city.country, city.region) == (region.country, region.region)
    return inside and city.population > 30_000 and not (city.population < region.population / 50)  # noqa: PLR2004


def _weigh(
    own: Mapping[str, Mapping[Entry, float]], groups: Mapping[str, Sequence[int]], evidence: Evidence
) -> tuple[Evidence, dict[str, Shares]]:
    """Return the evidence of all names together, and the share of it that each name's places have."""
    shares: dict[str, Shares] = {key: [] for key in own}
    for _ in range(_ROUNDS):
        fresh: dict[str, Shares] = {}
        for key, points in own.items():
            report = evidence.points_without(shares[key], points)
            weighed = {entry: value + report[entry] for entry, value in points.items()}
            top = max(weighed.values())
            powers = {entry: 10 ** (value - top) for entry, value in weighed.items() if value > top - _LIKELY}
            scale = (1 + math.log(len(groups[key]))) / sum(powers.values())
            fresh[key] = [(entry, power * scale) for entry, power in powers.items()]
        for key in own:
            evidence.add(shares[key], -1)
            evidence.add(fresh[key])
        shares = fresh
    return evidence, shares
