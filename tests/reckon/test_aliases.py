"""Names that are one source, and names that only look like it."""

import pytest

from khronika.reckon.aliases import merge_names
from khronika.reckon.sources import make_name_key

SAME = [
    ("Harbour Union", "Union", "a part of it"),
    ("An-Qadr Emergency Room", "local Emergency Room", "with a word that says nothing"),
    ("Sahel Press Agency", "SPA", "its acronym"),
    ("Committee for the Defence of Workers", "CDW", "without its small words"),
    ("Otkrytaya Palata", "Otkritaja Palata", "another spelling"),
    ("Orsk Port Authority", "Port Authority of Orsk", "in another order"),
    ("Penitentiary Department of Orsk Region", "prison service", "in words that say what it does"),
    ("General Directorate of Migration", "migration directorate", "without a word between"),
    ("Irtysh Prisoners' Aid", "aid group", "by a word of it and a word that says nothing"),
    ("army", "general staff", "by those who command it"),
    ("Orsk Prosecutor's Office", "Orsk Prosecutor", "who holds it"),
    ("Association Liberté", "Association Liberte", "without accents"),
]
APART = [
    ("A Watch", "B Watch", "a letter tells them apart"),
    ("Harbour Union", "Interior Ministry", "nothing in common"),
    ("Harbour Union", "Harbour Post", "a word in common"),
    ("Harbour Evening Post", "Harbour Post", "a word more"),
    ("Border Service", "Prison Service", "a word that bodies of the state share"),
    ("Penitentiary Department", "service", "nothing that says which"),
    ("Sahel Press Agency", "SPB", "another acronym"),
]


@pytest.mark.parametrize(("long", "short", "note"), SAME, ids=[row[2] for row in SAME])
def test_one_source(long, short, note):
    long, short = make_name_key(long), make_name_key(short)
    assert merge_names([short, long]).get(short, short) == merge_names([long, short]).get(long, long)


@pytest.mark.parametrize(("one", "two", "note"), APART, ids=[row[2] for row in APART])
def test_two_sources(one, two, note):
    assert merge_names([make_name_key(one), make_name_key(two)]) == {}


def test_a_short_name_that_two_fit_is_neither():
    assert merge_names(["police", "orsk police", "perm police"]) == {}
