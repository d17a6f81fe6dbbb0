"""Bodies that everybody knows, under all their names."""

import pytest

from khronika.extract.organisations import find_body
from khronika.extract.tables import load_table
from khronika.model import ActorKind

NAMES = [
    # name as told, the name kept, kind
    ("HRW", "Human Rights Watch", "ngo"),
    ("Human Rights Watch", "Human Rights Watch", "ngo"),
    ("First Department", "Perviy Otdel", "ngo"),
    ("Первый отдел", "Perviy Otdel", "ngo"),
    ("the Associated Press", "The Associated Press", "media"),
    ("TASS", "TASS", "state_media"),
    ("WHO", "World Health Organization", "intergovernmental"),
    ("Beijing", "Beijing", "state_civil"),
]


@pytest.mark.parametrize(("name", "kept", "kind"), NAMES, ids=[row[0] for row in NAMES])
def test_a_body_is_known_by_each_of_its_names(name, kept, kind):
    assert find_body(name) == (kept, ActorKind(kind))


@pytest.mark.parametrize("name", ["who", "ice", "Osh Herald", "is", ""])
def test_words_and_unknown_names_are_no_body(name):
    assert find_body(name) is None


def test_no_name_stands_for_two_bodies():
    table = load_table("organisations.yaml")
    names = [n.lower() for kind, rows in table.items() if kind != "capitals" for row in rows for n in row]
    assert sorted({n for n in names if names.count(n) > 1}) == []
    assert set(table) - {"capitals"} <= set(ActorKind)
