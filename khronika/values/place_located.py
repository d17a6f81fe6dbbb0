"""Places of a text as they are handed out: with kind, radius and reason; parts of places inside what holds them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from khronika.model import Place, PlaceKind, PlacePrecision
from khronika.values.gazetteer import Entry, Gazetteer
from khronika.values.place_choice import Choice
from khronika.values.place_names import Name
from khronika.values.place_parts import Part
from khronika.values.tables import any_of, load_table

_TABLE = load_table("places.yaml")
_NEAR = re.compile(r"(?:\bnear|\bNear|\boutside|\bOutside|\baround|\bAround|\bkm from|\bmiles from)(?: the)? $")
_SPEAKS = re.compile(rf" {any_of(_TABLE['governments_do'])}\b")
_COUNTED_TO: dict[str, str] = _TABLE["counted_to"]
_NEAR_KM = 25.0
_CLOSE = 6  # characters between a part and the place that holds it: "Ostrov Market in Tula"


@dataclass(frozen=True, slots=True)
class Located:
    """A name in the text and the place that it means.

    `stands_for`: "Washington said" is a government, "Turkish" in "Turkish police" a people; nothing happened there.
    """

    place: Place
    stands_for: Literal["place", "government", "people"] = "place"


_KINDS: dict[str, tuple[PlaceKind, PlacePrecision]] = {
    "area": (PlaceKind.AREA, PlacePrecision.REGION),
    "country": (PlaceKind.COUNTRY, PlacePrecision.COUNTRY),
    "region": (PlaceKind.REGION, PlacePrecision.REGION),
    "county": (PlaceKind.COUNTY, PlacePrecision.REGION),
    "city": (PlaceKind.CITY, PlacePrecision.CITY),
    "airport": (PlaceKind.AIRPORT, PlacePrecision.POINT),
}
_MAY_HOLD = frozenset({PlaceKind.CITY, PlaceKind.COUNTY, PlaceKind.REGION, PlaceKind.COUNTRY})
_PART_KINDS: dict[str, tuple[PlaceKind, PlacePrecision]] = {
    "building": (PlaceKind.BUILDING, PlacePrecision.POINT),
    "camp": (PlaceKind.CAMP, PlacePrecision.POINT),
    "airport": (PlaceKind.AIRPORT, PlacePrecision.POINT),
    "district": (PlaceKind.DISTRICT, PlacePrecision.DISTRICT),
    "region": (PlaceKind.REGION, PlacePrecision.REGION),
    "area": (PlaceKind.AREA, PlacePrecision.REGION),
    "town": (PlaceKind.UNKNOWN, PlacePrecision.REGION),
}


def locate(text: str, name: Name, choice: Choice, gazetteer: Gazetteer) -> Located:
    """Return the place that a name was found to mean, with kind, radius and reason."""
    entry = choice.entry
    kind = _KINDS[entry.level][0]
    stands_for: Literal["place", "government", "people"] = "place"
    if name.people:
        stands_for = "people"
    elif _SPEAKS.match(text, name.end) and (kind is PlaceKind.COUNTRY or name.key in gazetteer.capital_names):
        stands_for = "government"
    radius, reason = entry.radius_km, choice.reason
    if kind is PlaceKind.CITY and _NEAR.search(text, max(0, name.start - 20), name.start):
        radius, reason = max(radius, _NEAR_KM), f"{reason}; near it, not in it"
    place = make_place(text, name.start, name.end, entry, gazetteer)
    return Located(replace(place, radius_km=radius, reason=reason), stands_for)


def make_place(text: str, start: int, end: int, entry: Entry, gazetteer: Gazetteer) -> Place:
    """Return `entry` as the place that the words at start:end of `text` stand for."""
    country = gazetteer.countries.get(entry.country or "")
    return Place(
        text=text[start:end],
        start=start,
        end=end,
        name=entry.name,
        geonames_id=entry.geonames_id,
        country=entry.country,
        country_name=name_of_country(country) if country else None,
        admin1=entry.region,
        admin1_name=gazetteer.region_names.get((entry.country or "", entry.region or "")),
        lat=entry.lat,
        lon=entry.lon,
        precision=_KINDS[entry.level][1],
        kind=_KINDS[entry.level][0],
        radius_km=entry.radius_km,
    )


def add_parts(text: str, located: Sequence[Located], parts: Iterable[Part]) -> list[Located]:
    """Return the places with buildings, camps and districts among them; a place inside the name of one gives way."""
    kept = list(located)
    for part in parts:
        inner = [other for other in kept if part.start <= other.place.start and other.place.end <= part.end]
        crossed = any(
            other.place.start < part.end and part.start < other.place.end for other in kept if other not in inner
        )
        if crossed or any(other.place.end == part.end for other in inner):
            continue
        kept = [other for other in kept if other not in inner]
        kept.append(locate_in(text, part, find_holder(inner, kept, part)))
    return sorted(kept, key=lambda other: other.place.start)


def find_holder(inner: Sequence[Located], others: Sequence[Located], part: Part) -> Located | None:
    """Return what holds a part: one in its name, one right after it, the last city before, any before."""
    outside = [other for other in others if other.place.kind in _MAY_HOLD and other not in inner]
    after = next((other for other in outside if 0 <= other.place.start - part.end <= _CLOSE), None)
    if inner and not _is_namesake(inner[0].place, after, outside):
        return inner[0]
    if after or part.sort == "town":
        return after
    others = outside
    before = _of_main_country([other for other in others if other.place.end <= part.start])
    cities = [other for other in before if other.place.kind is PlaceKind.CITY]
    return max(cities or before, key=lambda other: other.place.end, default=None)


def _is_namesake(inner: Place, after: Located | None, outside: Sequence[Located]) -> bool:
    """Tell whether a place only lends a building its name: "Paris Street in Lagos", far from all else that is named."""
    if after:
        city = after.place.kind is PlaceKind.CITY and after.place.name != inner.name
        return city or after.place.country != inner.country
    countries = {other.place.country for other in _of_main_country(outside)}
    return len(countries) == 1 and inner.country not in countries


def _of_main_country(located: Sequence[Located]) -> Sequence[Located]:
    """Return the places of the country that most of them lie in, all where none has most."""
    countries = Counter(other.place.country for other in located)
    if not countries:
        return located
    code, count = countries.most_common(1)[0]
    return [other for other in located if other.place.country == code] if count > len(located) / 2 else located


def locate_in(text: str, part: Part, holder: Located | None) -> Located:
    """Return a part as a place of its own name, at the point of what holds it and as wide as that: no false point."""
    words = text[part.start : part.end]
    kind, precision = _PART_KINDS[part.sort]
    held = holder.place if holder else None
    if held and part.sort == "town" and part.end <= held.start:  # "Bohannon, Virginia"
        precision = PlacePrecision.DISTRICT if held.kind is PlaceKind.CITY else PlacePrecision.CITY
    place = Place(
        text=words,
        start=part.start,
        end=part.end,
        name=" ".join(words.split()),
        country=held.country if held else None,
        country_name=held.country_name if held else None,
        admin1=held.admin1 if held else None,
        admin1_name=held.admin1_name if held else None,
        lat=held.lat if held else None,
        lon=held.lon if held else None,
        precision=precision,
        kind=kind,
        radius_km=held.radius_km if held else None,
        reason=f"in no gazetteer; inside {held.name}" if held else "in no gazetteer, and nothing tells what holds it",
    )
    return Located(place)


def put_in_country(located: Sequence[Located], country: Entry | None) -> list[Located]:
    """Return the places, those that nothing holds in the country that the report speaks of, without a point."""
    if country is None:
        return list(located)
    name, reason = name_of_country(country), f"in no gazetteer; the report speaks of {country.name}"
    return [
        replace(one, place=replace(one.place, country=country.country, country_name=name, reason=reason))
        if one.place.country is None and one.place.lat is None
        else one
        for one in located
    ]


def name_of_country(country: Entry) -> str:
    """Return the name of the country that data sets of events count a country of the gazetteer to: mostly its own."""
    return _COUNTED_TO.get(country.country or "", country.name)
