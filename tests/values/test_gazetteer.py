"""The gazetteer: names in many spellings, levels, and data files that agree with each other."""

import pytest

from khronika.values.gazetteer import fold_name, load_gazetteer
from khronika.values.tables import load_rows


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("São Paulo", "sao paulo"),
        ("Al-Raqqa", "al raqqa"),
        ("The Hague", "hague"),
        ("St. Louis", "saint louis"),
        ("St Albans", "saint albans"),
        ("Mt. Vernon", "mount vernon"),
        ("Ft. Worth", "fort worth"),
        ("Sa’dah", "sa'dah"),
        ("New\u00a0York", "new york"),
        ("Йошкар-Ола", "иошкар ола"),
        ("", ""),
    ],
)
def test_names_are_folded(name, folded):
    assert fold_name(name) == folded
    assert fold_name(folded) == folded


@pytest.mark.parametrize(
    "names",
    [
        ["Moscow", "Moskva", "Москва", "MOSCOW"],
        ["Kyiv", "Kiev", "Київ", "Киев"],
        ["Kharkiv", "Kharkov", "Харків", "Харьков"],
        ["Dushanbe", "Душанбе"],
        ["Grozny", "Grozniy", "Грозный"],
    ],
)
def test_transliterations_find_one_city(names):
    found = [max(load_gazetteer().find(name), key=lambda e: (e.level == "city", e.population)) for name in names]
    assert len({entry.geonames_id for entry in found}) == 1


@pytest.mark.parametrize(
    ("name", "level", "country"),
    [
        ("US", "country", "US"),
        ("U.S.", "country", "US"),
        ("Россия", "country", "RU"),
        ("Chechnya", "region", "RU"),
        ("Ростовская область", "region", "RU"),
        ("Nineveh", "region", "IQ"),
        ("Fulton County", "county", "US"),
        ("DeSoto Parish", "county", "US"),
        ("Black Sea", "area", None),
        ("Sheremetyevo Airport", "airport", "RU"),
    ],
)
def test_the_level_of_a_name(name, level, country):
    assert (level, country) in {(entry.level, entry.country) for entry in load_gazetteer().find(name)}


def test_short_names_keep_their_case():
    assert load_gazetteer().find("us") == ()
    assert load_gazetteer().find("x") == ()
    assert load_gazetteer().find("Blorptown") == ()


def test_a_village_of_five_hundred_is_known():
    (village,) = load_gazetteer().find("Hindolveston")
    assert (village.country, village.region) == ("GB", "ENG")


def test_airports_go_by_code():
    assert load_gazetteer().airport("SVO").country == "RU"


def test_every_country_has_a_point_a_reach_and_a_capital():
    gazetteer = load_gazetteer()
    assert len(gazetteer.countries) > 220
    for country in gazetteer.countries.values():
        assert abs(country.lat) <= 90
        assert abs(country.lon) <= 180
        assert country.radius_km > 0
    assert ("RU", "moscow") in gazetteer.capitals


def test_every_people_belongs_to_a_known_country():
    gazetteer = load_gazetteer()
    assert set(gazetteer.demonyms.values()) <= gazetteer.countries.keys()


def test_own_tables_name_known_countries_and_each_thing_once():
    gazetteer = load_gazetteer()
    regions = load_rows("regions.tsv")
    assert {row[1] for row in regions} - {"-"} <= gazetteer.countries.keys()
    names = [(name, row[1]) for row in regions for name in row[0].split("|")]
    assert len(names) == len(set(names))
    codes = [tuple(row[:2]) for row in load_rows("region_names.tsv")]
    assert len(codes) == len(set(codes))
    assert {code for code, _ in codes} <= gazetteer.countries.keys()
