"""The parties that a statement holds: each by itself, pronouns resolved."""

import pytest

from khronika.model import ActorKind
from tests.extract.telling import pick


def test_a_list_of_people_is_told_one_by_one(extract):
    statement = pick(extract("Police arrested Nino Testova, Lado Probin and a driver."), "arrest_detention")
    assert [(p.text, p.name) for p in statement.to] == [
        ("Nino Testova", "Nino Testova"),
        ("Lado Probin", "Lado Probin"),
        ("a driver", None),
    ]


PRONOUNS = [
    ("The students were detained on Monday. They were beaten by guards.", "assault", "The students", "plural"),
    ("Nino Testova was arrested on Monday. She was released on Tuesday.", "release", "Nino Testova", "one person"),
    ("Two men were arrested. The guards beat them.", "assault", "Two men", "as object"),
    ("Ten miners met. A court in Osh was near. They were arrested.", "arrest_detention", "Ten miners", "no court"),
]


@pytest.mark.parametrize(("text", "act", "whom", "note"), PRONOUNS, ids=[row[3] for row in PRONOUNS])
def test_a_pronoun_is_told_by_whom_it_stands_for(extract, text, act, whom, note):
    (party,) = pick(extract(text), act).to
    assert party.text == whom
    assert text[party.start : party.end] == whom


def test_a_pronoun_without_anybody_before_it_names_nobody(extract):
    assert pick(extract("They were beaten by guards."), "assault").to == ()


def test_private_people_are_roles(extract):
    (party,) = pick(extract("A 27-year-old worker was arrested in Osh."), "arrest_detention").to
    assert (party.name, party.kind) == (None, ActorKind.COMMUNITY)
