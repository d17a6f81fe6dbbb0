"""A telling without days takes those that another source gives the same act. Names are invented."""

import pytest

from khronika.extract.sharing import share_days
from khronika.model import Act, ActorKind, Party, Status
from tests.factories import make_link, make_place, make_quantity, make_statement, make_when

GROUP, MINISTRY, UNION = (make_link(name) for name in ("Open Border Watch", "Interior Ministry", "Dockers' Union"))
DAY, OTHER_DAY = make_when("2024-03-27"), make_when("2024-03-20")


def party(words, name=None):
    return (Party(text=words, start=0, end=len(words), kind=ActorKind.PERSON, name=name),)


CASES = [
    # how the undated statement differs from the dated one, whether it takes its day, note
    ({}, True, "another source of the same act"),
    ({"quantity": None}, True, "by name alone"),
    ({"to": party("ten men"), "quantity": make_quantity(10)}, False, "as many of others are not as many as one"),
    ({"to": party("Lado Dorov", "Lado Dorov")}, False, "another person"),
    ({"act": Act.RELEASE}, False, "another act"),
    ({"act": Act.DENIAL}, False, "a denial has its own day"),
    ({"status": Status.DENIED}, False, "another state"),
    ({"place": make_place("Riga", country="LV")}, False, "another place"),
    ({"to": ()}, False, "nobody told"),
    ({"time": make_when(None, None, "recently")}, False, "its own words say when"),
]


@pytest.mark.parametrize(("changes", "takes", "note"), CASES, ids=[row[2] for row in CASES])
def test_the_day_of_another_source(changes, takes, note):
    shared = {"to": party("Nino Testova", "Nino Testova"), "quantity": make_quantity(1)}
    dated = make_statement("s1", GROUP, **{**shared, "time": DAY})
    undated = make_statement("s2", MINISTRY, **{**shared, "time": None, **changes})
    assert share_days([dated, undated])[1].time == (DAY if takes else changes.get("time"))


def test_as_many_told_in_other_words_are_the_same():
    dated = make_statement("s1", GROUP, to=party("ten miners"), quantity=make_quantity(10), time=DAY)
    undated = make_statement("s2", MINISTRY, to=party("those in custody"), quantity=make_quantity(10), time=None)
    assert share_days([undated, dated])[0].time == DAY


def test_days_that_differ_are_not_shared():
    named = {"to": party("Nino Testova", "Nino Testova"), "quantity": None}
    told = [make_statement("s1", GROUP, **named, time=DAY), make_statement("s2", UNION, **named, time=OTHER_DAY)]
    assert share_days([*told, make_statement("s3", MINISTRY, **named, time=None)])[2].time is None
