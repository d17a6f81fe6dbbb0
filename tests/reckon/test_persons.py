"""Whether a wounded person is one of the dead."""

import pytest

from khronika.model import Act, ActorKind, Party
from khronika.reckon.persons import has_died
from tests.factories import make_quantity, make_report, make_statement

ONE, FIVE = make_quantity(1, unit="people"), make_quantity(5, unit="people")


def _statement(act, words, at, quantity=ONE):
    party = Party(text=words, start=at, end=at + len(words), kind=ActorKind.PERSON)
    return make_statement(act.value, act=act, to=(party,), quantity=quantity)


@pytest.mark.parametrize(
    ("wounded", "dead", "died"),
    [
        ("a man", "the man", True),
        ("a 17-year-old boy", "the victim", True),
        ("Ada Testova", "Testova", True),
        ("a 17-year-old", "a 17-year-old girl", True),
        ("a man", "a man", False),
        ("a woman", "the man", False),
        ("an officer", "the suspect", False),
        ("Ada Testova", "Vera Primerova", False),
        ("a man", "the other man", False),
        ("Ada Testova, 3", "the child", True),
        ("a boy", "the child", True),
        ("a boy", "the girl", False),
        ("a 17-year-old boy", "the 9-year-old boy", False),
        ("a woman", "him", False),
        ("a guest", "the host", False),
        ("a fourth person", "her niece", False),
        ("one of his friends", "the teen", False),
        ("Ada Testova", "the officer", False),
        ("Ada Testova", "his wife", False),
        ("his wife", "his wife", False),
    ],
)
def test_one_person_in_two_ways(wounded, dead, died):
    hurt = _statement(Act.INJURY, wounded, 5)
    assert has_died(make_report("r1", hurt, _statement(Act.DEATH, dead, 40)), hurt) is died


@pytest.mark.parametrize(
    ("text", "wounded", "died"),
    [
        ("A man died on Friday. Officers found a man with a wound.", "a man", True),  # told from its beginning
        ("A man died on Friday. Officers found Ada Testova there.", "Ada Testova", True),
        ("A man died on Friday. Officers found a woman with a wound.", "a woman", False),
        ("A man died on Friday. Officers found another man with a wound.", "another man", False),
        ("A man died on Friday and a man was wounded there.", "a man", False),
        ("A man died on Friday. Two were hurt. Officers found a man with a wound.", "a man", False),
    ],
)
def test_a_story_that_is_told_again_from_its_beginning(text, wounded, died):
    told = [_statement(Act.DEATH, "A man", 0), _statement(Act.INJURY, wounded, text.index(wounded))]
    two = [make_statement("s2", act=Act.INJURY, quantity=make_quantity(2, unit="people"))] if "Two" in text else []
    assert has_died(make_report("r1", *told, *two, text=text), told[1]) is died


def test_the_victim_is_who_was_told_of_last():
    text = "A boy was hit. A man fell. The victim died. Two were hurt."
    hurt = [_statement(Act.INJURY, words, text.index(words)) for words in ("A boy", "A man")]
    dead = _statement(Act.DEATH, "The victim", text.index("The victim"))
    report = make_report("r1", *hurt, dead, make_statement("s2", act=Act.INJURY, quantity=make_quantity(2)), text=text)
    assert [has_died(report, one) for one in hurt] == [False, True]


def test_one_party_of_a_wound_and_a_death_is_one_person():
    hurt = _statement(Act.INJURY, "a rider", 5)
    assert has_died(make_report("r1", hurt, _statement(Act.DEATH, "a rider", 5)), hurt)


def test_who_is_one_of_many_is_not_all_of_them():
    hurt = _statement(Act.INJURY, "the man", 40)
    assert not has_died(make_report("r1", hurt, _statement(Act.KILLING, "the men", 5, FIVE)), hurt)
    many = _statement(Act.INJURY, "the men", 40, FIVE)
    assert not has_died(make_report("r1", many, _statement(Act.KILLING, "the men", 5)), many)
