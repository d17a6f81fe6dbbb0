"""A telling without days of a death or hurt takes those of another telling of it. Names are invented."""

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
    ({"status": Status.DENIED}, False, "another state"),
    ({"place": make_place("Riga", country="LV")}, False, "another place"),
    ({"to": ()}, False, "nobody told"),
    ({"time": make_when(None, None, "recently")}, False, "its own words say when"),
]


@pytest.mark.parametrize(("changes", "takes", "note"), CASES, ids=[row[2] for row in CASES])
def test_the_day_of_another_source(changes, takes, note):
    shared = {"act": Act.KILLING, "to": party("Nino Testova", "Nino Testova"), "quantity": make_quantity(1)}
    dated = make_statement("s1", GROUP, **{**shared, "time": DAY})
    undated = make_statement("s2", MINISTRY, **{**shared, "time": None, **changes})
    assert share_days([dated, undated])[1].time == (DAY if takes else changes.get("time"))


@pytest.mark.parametrize("act", [Act.ARREST_DETENTION, Act.SENTENCING, Act.RELEASE, Act.DENIAL])
def test_what_may_befall_people_again_keeps_to_its_own_words(act):
    shared = {"act": act, "to": party("Nino Testova", "Nino Testova"), "quantity": make_quantity(1)}
    told = [make_statement("s1", GROUP, **shared, time=DAY), make_statement("s2", MINISTRY, **shared, time=None)]
    assert share_days(told)[1].time is None


def test_as_many_told_in_other_words_are_the_same():
    hurt = {"act": Act.INJURY, "quantity": make_quantity(10)}
    dated = make_statement("s1", GROUP, to=party("ten miners"), **hurt, time=DAY)
    undated = make_statement("s2", MINISTRY, to=party("those in hospital"), **hurt, time=None)
    assert share_days([undated, dated])[0].time == DAY


def test_days_that_differ_are_not_shared():
    named = {"act": Act.KILLING, "to": party("Nino Testova", "Nino Testova"), "quantity": None}
    told = [make_statement("s1", GROUP, **named, time=DAY), make_statement("s2", UNION, **named, time=OTHER_DAY)]
    assert share_days([*told, make_statement("s3", MINISTRY, **named, time=None)])[2].time is None
