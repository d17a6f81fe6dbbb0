"""Names that are kept back, wherever they stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model import ActorKind, Party
from khronika.publish.hiding import WITHHELD_NAME, WITHHELD_SOURCE, Hider, make_hider
from khronika.publish.policy import Policy
from tests.factories import make_link, make_place, make_report, make_statement


def person(name: str, kind: ActorKind = ActorKind.PERSON) -> Party:
    return Party(text=name, start=0, end=len(name), kind=kind, name=name)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Anna Belova spoke.", "[x] spoke."),
        ("ANNA\u00a0BELOVA spoke.", "[x] spoke."),
        ("Belovaya street", "Belovaya street"),  # a longer word is another word
        ("İzmir’s Anna  Belova", "İzmir’s [x]"),
    ],
)
def test_names_go_whatever_their_case_and_spaces(text, wanted):
    assert Hider({"[x]": ["Anna Belova", "Belova"]}).hide(text) == wanted


WORDS = st.lists(
    st.sampled_from(["Anna", "BELOVA", "belova", "al-Shami", "Işık", "ışık", "@anna", "İzmir", "of", "O’Neil"])
)


@given(WORDS, st.lists(st.sampled_from(["Anna Belova", "Belova", "Shami", "al-Shami", "Işık", "O’Neil of", "İzmir"])))
def test_names_go_as_a_search_for_all_of_them_would_find_them(words, names):
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    either = "|".join(name.replace(" ", r"\s+") for name in longest_first)
    wanted = re.sub(rf"(?<!\w)(?:{either})(?!\w)", "[x]", " ".join(words), flags=re.IGNORECASE) if names else None
    assert Hider({"[x]": names}).hide(" ".join(words)) == (wanted if names else " ".join(words))


def hide(text: str, policy: Policy, *parties: Party, report: str = "", **fields) -> str:
    held = make_report("r1", make_statement(to=parties), text=report or text, **fields)
    return make_hider([held], policy).hide(text)


def test_a_private_person_goes_by_no_name_nor_family_name():
    text = "Anna Belova was taken. Belova is 27."
    assert hide(text, Policy(), person("Anna Belova")) == f"{WITHHELD_NAME} was taken. {WITHHELD_NAME} is 27."
    assert hide(text, Policy(private_names=True), person("Anna Belova")) == text


BY_WORK = [
    # text of a party, its name, its kind, whether the name goes
    ("Photographer Mira Tolan", "Mira Tolan", ActorKind.MEDIA, True),
    ("the Orsk doctor Mira Tolan", "Mira Tolan", ActorKind.EXPERT, True),
    ("Mira Tolan, a freelance reporter", "Mira Tolan", ActorKind.MEDIA, True),
    ("the newspaper Mira Tolan", "Mira Tolan", ActorKind.MEDIA, False),
    ("Governor Mira Tolan", "Mira Tolan", ActorKind.STATE_CIVIL, False),
    ("Mira Tolan", "Mira Tolan", ActorKind.NGO, False),
]


@pytest.mark.parametrize(("words", "name", "kind", "gone"), BY_WORK)
def test_who_is_named_by_work_is_a_private_person(words, name, kind, gone):
    who = Party(text=words, start=0, end=len(words), kind=kind, name=name)
    assert ("Tolan" not in hide(f"{words} was taken.", Policy(), who)) == gone


def test_half_a_name_takes_the_rest_along():
    text = "Anna Belova was taken. Belova is 27."
    assert "Belova" not in hide(text, Policy(), person("Anna"))


@pytest.mark.parametrize("kind", [ActorKind.NGO, ActorKind.STATE_CIVIL, ActorKind.OFFICIAL, ActorKind.MEDIA])
def test_offices_and_institutions_keep_their_names(kind):
    assert hide("Open Dawn spoke.", Policy(), person("Open Dawn", kind)) == "Open Dawn spoke."


def test_places_and_plain_words_that_were_taken_for_persons_stay():
    text = "Orsk is quiet, and the hospital too. Hospital doors are shut."
    places = (make_place("Orsk"),)
    assert hide(text, Policy(), person("Orsk"), person("Hospital"), places=places) == text


def test_sources_of_a_confidential_report_go_everywhere():
    secret = make_report("r1", make_statement("s1", make_link("Grey Heron")), outlet="Night Post", byline=("Ola Vik",))
    hider = make_hider([secret], Policy(confidential_reports=frozenset({"r1"}), confidential_names=frozenset({"Tern"})))
    assert hider.hide("Grey Heron, Night Post, Ola Vik, Tern") == ", ".join([WITHHELD_SOURCE] * 4)


@pytest.mark.parametrize("name", ["Iva\u00adnov Pet\u00adrov", "Ivanov\u200b Petrov"])
def test_a_name_with_marks_that_nobody_sees_goes_too(name):
    assert hide("Ivanov Petrov spoke.", Policy(), person(name), report=f"{name} spoke.") == f"{WITHHELD_NAME} spoke."


def test_a_name_that_a_confidential_report_alone_tells_goes_though_it_is_a_part_of_a_word_elsewhere():
    secret = make_report("r1", make_statement("s1", to=(person("Ali", ActorKind.NGO),)))
    other = make_report("r2", make_statement("s2"), text="Australia said so.")
    assert make_hider([secret, other], Policy(confidential_reports=frozenset({"r1"}))).hide("Ali") == WITHHELD_NAME
