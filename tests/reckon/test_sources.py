"""Which words name one source."""

from dataclasses import replace

import pytest

from khronika.model import ActorKind, Link
from khronika.reckon.sources import THE, find_titles, make_key
from tests.factories import make_link

KEYS = [
    # words, name, kind, key, note
    ("the Interior Ministry", "Interior Ministry", "state_civil", "interior ministry", "a name"),
    ("a police spokesman", None, "official", "police", "who speaks for a body is the body"),
    ("the city police director", None, "official", "city police", "its head too"),
    ("the head of the Harbour Union", None, "official", "harbour union", "head of"),
    ("the ministry's regional branch", "ministry", "state_civil", "ministry", "a branch of it"),
    ("Orsk police chief Ada Testova", "Ada Testova", "official", "orsk police", "named"),
    (
        "a police spokesman who asked not to be named",
        None,
        "official",
        "spokesman@post",
        "one who hides",
    ),
    ("a spokesman of the Reformers' Union", None, "official", "reformers' union", "former in another word"),
    ("@OrskNews", "@OrskNews", "social_media", "orsknews", "a name with the mark of roles"),
    ("The Emergency Room", None, "unknown", "emergency room", "a capital where no sentence begins"),
    ("Rights lawyers", None, "lawyer", "lawyer@post", "a capital at the beginning of a sentence"),
    ("the city's health secretariat", None, "official", "health secretariat", "a body of a city"),
    ("one of our doctors", None, "expert", "post", "our doctor is who says it"),
    ("a doctor at the town's hospital", None, "expert", "doctor@post", "a role beside who tells of it"),
    ("Interior Minister Ada Testova", "Ada Testova", "official", "interior ministry", "a minister is the ministry"),
    ("the minister of internal affairs", None, "official", "interior ministry", "by another name"),
    ("the Ministry of the Interior", "Ministry", "state_civil", "interior ministry", "with of"),
    ("a former interior minister", None, "official", "minister@post", "who is so no more"),
    ("the Prime Minister, Ada Testova", "Ada Testova", "official", "ada testova", "of no ministry"),
    ("the army of Eastland", "Eastland", "state_security", "army of eastland", "a name that says where a body is"),
    ("the NGO", "Open Border Watch", "ngo", "open border watch", "a name told before, of whom the words mean"),
    ("the Orsk city government", "Orsk", "state_civil", "orsk city government", "in front of it too"),
    ("a spokesman for the union's branch", None, "official", "union", "who speaks for a branch"),
    ("the mayor's office", None, "state_civil", "mayor", "an office is who holds it"),
    ("the mayor of Orsk", None, "state_civil", "mayor", "of a town"),
    ("Eastland's embassy", "Eastland", "state_civil", "ambassador", "of a land"),
    ("Orsk mayor", "Orsk", "state_civil", "mayor", "of a town before it"),
    ("the embassy in Orsk", None, "state_civil", "ambassador", "an embassy is who heads it"),
    ("a former mayor", None, "state_civil", "former mayor", "who holds it no more"),
    ("A Watch", "A Watch", "ngo", "a watch", "a letter that begins a name is no article"),
]


@pytest.mark.parametrize(("words", "name", "kind", "key", "note"), KEYS, ids=[row[4] for row in KEYS])
def test_key(words, name, kind, key, note):
    link = Link(name=name, text=words, kind=ActorKind(kind), named=name is not None)
    assert make_key(link, "post", {}).removeprefix(THE) == key


def test_a_title_stands_for_the_only_one_who_bears_it():
    ada = Link(name="Ada Testova", text="Governor Ada Testova", kind=ActorKind.OFFICIAL, named=True)
    titles = find_titles([(ada, "")])
    governor = make_link(text="the regional governor", kind=ActorKind.OFFICIAL)
    assert make_key(governor, "post", titles) == "ada testova"
    group = [(Link(name="Open Door", text="the legal aid group Open Door", kind=ActorKind.NGO, named=True), "")]
    assert make_key(make_link(text="the group", kind=ActorKind.NGO), "post", find_titles(group)) == "open door"
    assert make_key(make_link(text="a governor", kind=ActorKind.OFFICIAL), "post", titles) == "governor@post"
    for text in ("The school's principal, Ada Testova, came.", "Ada Testova, the principal of the school, came."):
        titles = find_titles([(replace(ada, text="Ada Testova"), text)])
        assert make_key(make_link(text="its principal", kind=ActorKind.PERSON), "post", titles) == "ada testova"
