"""Places named in running text, resolved against the gazetteer by what else the text names."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from khronika.model import Place, PlacePrecision
from khronika.values.gazetteer import Entry, Gazetteer, load_gazetteer
from khronika.values.place_names import Name, find_names
from khronika.values.place_parts import Part, find_parts

__all__ = [
    "Gazetteer",
    "country_of_demonym",
    "country_place",
    "find_country",
    "find_places",
    "load_gazetteer",
    "make_country",
]

_PRECISION = {
    "country": PlacePrecision.COUNTRY,
    "region": PlacePrecision.REGION,
    "county": PlacePrecision.REGION,
    "city": PlacePrecision.CITY,
}
_LEVEL_WEIGHT = {"country": 7.5, "region": 6.5, "county": 4.5, "city": 0.0}
_CAPITAL_WEIGHT = 1.0
_CONTAINED_WEIGHT = 6.0
_COUNTRY_WEIGHT = 2.5
_REGION_WEIGHT = 1.5
_HINT_VOTES = 2.0
_PEOPLE = re.compile(r"\b[A-Z][a-zé]+(?:[ -][A-Z][a-z]+)?\b")


@dataclass(slots=True)
class _Votes:
    """How much the text speaks of each country and each region."""

    countries: Counter[str]
    regions: Counter[tuple[str, str]]

    def weight(self, entry: Entry) -> float:
        """Return what the rest of the text adds to the likelihood of `entry`."""
        if entry.country is None:
            return 0.0
        total = sum(self.countries.values()) or 1
        weight = _COUNTRY_WEIGHT * self.countries[entry.country] / total
        if entry.region and self.regions[entry.country, entry.region]:
            weight += _REGION_WEIGHT
        return weight


def find_places(text: str, *, country_hint: str | None = None) -> list[Place]:
    """Return the places that `text` names, in order, each as exact as its words.

    A name that several places bear goes to the one that the text itself puts around it ("Paris, Texas"), then to the country
    that the text speaks of, then to the one with the most people. A facility or district ("Ostrov Market") keeps its own
    name and takes position and country of the place that holds it.

    Args:
        country_hint: ISO code of the country that the report is about or comes from, where known.
    """
    gazetteer = load_gazetteer()
    names = find_names(text, gazetteer)
    votes = _count_votes(text, names, gazetteer, country_hint)
    chosen = [_choose(text, names, i, votes, gazetteer) for i in range(len(names))]
    places = [
        _make_place(text, name.start, name.end, entry, gazetteer)
        for name, entry in zip(names, chosen, strict=True)
        if entry is not None and not (name.weak and votes.weight(entry) <= 0)
    ]
    return _with_parts(text, places, find_parts(text))


def country_of_demonym(word: str) -> str | None:
    """Return the ISO code of the country of a word for its people, or None.

    Example:
        >>> country_of_demonym("Tajik")
        'TJ'
    """
    return load_gazetteer().demonyms.get(word)


def find_country(name: str) -> str | None:
    """Return the ISO code of a country by one of its English names, or None.

    Example:
        >>> find_country("the U.S.")
        'US'
    """
    bare = name.removeprefix("the ").removeprefix("The ")
    return next((e.country for e in load_gazetteer().find(bare) if e.level == "country"), None)


def country_place(name: str) -> Place | None:
    """Return the country that goes by `name` as a place whose text is that name, or None."""
    code = find_country(name)
    return make_country(code, name, 0, len(name)) if code else None


def make_country(code: str, text: str, start: int, end: int) -> Place | None:
    """Return the country `code` as a place that the words at start:end of `text` stand for, or None."""
    gazetteer = load_gazetteer()
    entry = gazetteer.countries.get(code)
    return _make_place(text, start, end, entry, gazetteer) if entry else None


def _count_votes(text: str, names: Sequence[Name], gazetteer: Gazetteer, hint: str | None) -> _Votes:
    """Return what countries and regions the text names, by name, by people, or by a city that can lie nowhere else."""
    votes = _Votes(Counter(), Counter())
    if hint:
        votes.countries[hint] += _HINT_VOTES  # type: ignore[assignment]
    for name in names:
        countries = {entry.country for entry in name.entries}
        regions = {(entry.country, entry.region) for entry in name.entries}
        large = [entry for entry in name.entries if entry.level in ("country", "region")]
        if len(countries) == 1:
            country = countries.pop()
            if country:
                votes.countries[country] += 3 if large else 1
        elif name.entries and name.entries[0].level == "city" and name.entries[0].population > 1_000_000:
            votes.countries[name.entries[0].country or ""] += 1
        if len(regions) == 1:
            country, region = regions.pop()
            if country and region:
                votes.regions[country, region] += 1
        elif large and large[0].level == "region" and large[0].country and large[0].region:
            votes.regions[large[0].country, large[0].region] += 1
    for match in _PEOPLE.finditer(text):
        code = gazetteer.demonyms.get(match[0]) or gazetteer.demonyms.get(match[0].split(" ")[0])
        if code:
            votes.countries[code] += 2
    return votes


def _choose(text: str, names: Sequence[Name], i: int, votes: _Votes, gazetteer: Gazetteer) -> Entry | None:
    """Return the place that a name most likely means."""
    name = names[i]
    following = names[i + 1] if i + 1 < len(names) and text[name.end : names[i + 1].start] in (", ", " (") else None
    around = [entry for entry in following.entries if entry.level != "city"] if following else []

    def weight(entry: Entry) -> tuple[float, int, str]:
        points = math.log10(entry.population + 10) if entry.level == "city" else _LEVEL_WEIGHT[entry.level]
        points += votes.weight(entry)
        if entry.level == "city" and entry.country and (entry.country, name.key) in gazetteer.capitals:
            points += _CAPITAL_WEIGHT
        if name.ending:
            points += 4 if entry.level in ("region", "county") else -2
        elif entry.level in ("region", "county") and any(_same_place(entry, other) for other in name.entries):
            points -= 4  # a bare "Khartoum" is the city, not the state of that name
        if around and entry.level != "country" and any(_holds(outer, entry) for outer in around):
            points += _CONTAINED_WEIGHT
        return points, entry.population, entry.name

    return max(name.entries, key=weight, default=None)


def _same_place(region: Entry, city: Entry) -> bool:
    """Tell whether `city` is the city that gave `region` its name, and large enough to be meant by it."""
    inside = city.level == "city" and (city.country, city.region) == (region.country, region.region)
    return inside and city.population > 30_000 and not (city.population < region.population / 50)


def _holds(outer: Entry, inner: Entry) -> bool:
    return outer.country == inner.country and (outer.region is None or outer.region == inner.region)


def _make_place(text: str, start: int, end: int, entry: Entry, gazetteer: Gazetteer) -> Place:
    country = gazetteer.countries.get(entry.country or "")
    return Place(
        text=text[start:end],
        start=start,
        end=end,
        name=entry.name,
        geonames_id=entry.geonames_id,
        country=entry.country,
        country_name=country.name if country else None,
        admin1=entry.region,
        admin1_name=gazetteer.region_names.get((entry.country or "", entry.region or "")),
        lat=entry.lat,
        lon=entry.lon,
        precision=_PRECISION[entry.level],
    )


def _with_parts(text: str, places: list[Place], parts: Sequence[Part]) -> list[Place]:
    """Return the places with facilities and districts among them; a place inside the name of a part gives way to it."""
    kept = list(places)
    for part in parts:
        inner = [place for place in kept if part.start <= place.start and place.end <= part.end]
        if any(place.end == part.end or place.start < part.start < place.end for place in kept):
            continue
        holder = _holder(inner, [place for place in kept if place not in inner], part)
        kept = [place for place in kept if place not in inner]
        kept.append(_make_part(text, part, holder))
    return sorted(kept, key=lambda place: place.start)


def _holder(inner: Sequence[Place], others: Sequence[Place], part: Part) -> Place | None:
    """Return the place that holds a part: one its name begins with, one right after it, the last city before, any before."""
    if inner:
        return inner[0]
    after = next((place for place in others if 0 <= place.start - part.end <= 6), None)
    before = [place for place in others if place.end <= part.start]
    cities = [place for place in before if place.precision is PlacePrecision.CITY]
    return after or next(reversed(cities or before), None)


def _make_part(text: str, part: Part, holder: Place | None) -> Place:
    words = text[part.start : part.end]
    return Place(
        text=words,
        start=part.start,
        end=part.end,
        name=" ".join(words.split()),
        country=holder.country if holder else None,
        country_name=holder.country_name if holder else None,
        admin1=holder.admin1 if holder else None,
        admin1_name=holder.admin1_name if holder else None,
        lat=holder.lat if holder else None,
        lon=holder.lon if holder else None,
        precision=part.precision,
    )
