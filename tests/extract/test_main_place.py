"""The place that a report is about. Texts and places are invented."""

from dataclasses import replace

import pytest

from khronika.extract.main_place import find_main_place, signs_of_places
from khronika.extract.tables import load_table
from khronika.model import Block, BlockKind, PlacePrecision
from tests.factories import make_place, make_report

FILL = " The weather was calm." * 30
PRECISION = {"Freedonia": PlacePrecision.COUNTRY, "Westland": PlacePrecision.REGION}


def report_of(text, kind=BlockKind.PARAGRAPH):
    return replace(make_report(), text=text, blocks=(Block(kind=kind, start=0, end=len(text)),))


def places_of(text):
    """Every Orsk, Tula, Westland and Freedonia of a text."""
    return [
        make_place(name, start=at, end=at + len(name), precision=PRECISION.get(name, PlacePrecision.CITY), country="XA")
        for name in ("Orsk", "Tula", "Westland", "Freedonia")
        for at in range(len(text))
        if text.startswith(name, at)
    ]


MAIN = [
    ("Men were held in Orsk. They are from Tula.", "Orsk", "named first"),
    ("Orsk is calm. Men were held in Tula. Tula police said so. Nobody knows Tula's courts.", "Tula", "named often"),
    ("Orsk and Tula traded. Men were held in Tula.", "Tula", "where something was"),
    ("Men of Freedonia and Westland were held in Orsk.", "Orsk", "a town before a country and a region"),
    ("Freedonia was calm." + FILL + " Tula was, too.", "Tula", "a town, be it late"),
    ("Westland is calm. So is Freedonia.", "Freedonia", "a country before a region"),
    ("Nobody was held.", None, "none"),
]


@pytest.mark.parametrize(("text", "name", "note"), MAIN, ids=[row[2] for row in MAIN])
def test_the_place_that_a_report_is_about(text, name, note):
    found = find_main_place(report_of(text), places_of(text))
    assert (found and found.name) == name


@pytest.mark.parametrize("kind", [BlockKind.TEASER, BlockKind.CAPTION, BlockKind.FURNITURE])
def test_what_stands_beside_a_report_does_not_count(kind):
    text = "Men were held in Orsk."
    assert find_main_place(report_of(text, kind), places_of(text)) is None


def test_every_weight_is_of_a_sign():
    text = "Men were held in Orsk."
    signs = {sign for _, row in signs_of_places(report_of(text), places_of(text)) for sign in row}
    assert set(load_table("main_place.yaml")["signs"]) <= signs | {precision.value for precision in PlacePrecision}
