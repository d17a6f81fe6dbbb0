"""The act in the words of other schemes, null where they have none."""

import re

import pytest

from khronika.extract.codes import assign_codes
from khronika.extract.tables import load_table
from khronika.model import Act, ActorKind, Party, Span
from tests.factories import make_statement

SCHEMES = {"acled", "plover", "huridocs", "hrdsattack"}


def codes_of(text, act, by=None):
    party = () if by is None else (Party(text="x", start=0, end=1, kind=by),)
    return assign_codes(make_statement(act=act, by=party, evidence=(Span(start=0, end=len(text)),)), text)


def test_the_table_names_every_act_and_scheme():
    acts = load_table("codes.yaml")["acts"]
    assert set(acts) == set(Act)
    assert all(set(row) == SCHEMES for row in acts.values())


def test_every_refinement_is_one_that_can_fit():
    for row in load_table("codes.yaml")["refinements"]:
        assert set(row["acts"]) <= set(Act)
        assert re.compile(row["words"]) and set(row) - {"acts", "words", "not"} <= SCHEMES


@pytest.mark.parametrize("act", Act)
def test_codes_have_the_form_of_their_scheme(act):
    codes = codes_of("It happened.", act)
    assert codes.huridocs is None or re.fullmatch(r"\d{12}", codes.huridocs)
    assert codes.plover is None or re.fullmatch(r"[A-Z]+(/[a-z-]+)?", codes.plover)
    assert "-" not in (codes.acled, codes.plover, codes.huridocs, codes.hrdsattack)


CODES = [
    ("Ten men were detained.", Act.ARREST_DETENTION, "acled", "ARREST", "a default"),
    ("The students were released.", Act.RELEASE, "acled", None, "a scheme without one"),
    ("Gunmen kidnapped a teacher.", Act.ABDUCTION, "hrdsattack", "kidnapping", "HRDsAttack"),
    ("Ten men were detained.", Act.ARREST_DETENTION, "hrdsattack", "arbitrary detention", "the contract's table"),
    ("The army retook three villages.", Act.ATTACK, "acled", "GOV_REGAINS_TERIT", "whose forces took ground"),
    ("Rebels seized control of the port.", Act.ATTACK, "acled", "NON_STATE_ACTOR_OVERTAKES_TER", "the other side"),
    ("Both sides agreed a ceasefire after clashes.", Act.ARMED_CLASH, "acled", "AGREEMENT", "a truce is no clash"),
    ("Jets hit the depot with missiles.", Act.ATTACK, "acled", "AIR_STRIKE", "from the air before with missiles"),
    ("Shells filled with chlorine fell.", Act.ATTACK, "acled", "CHEM_WEAP", "what they held before how they came"),
    ("A rocket-propelled grenade hit it.", Act.ATTACK, "acled", "ART_MISS_ATTACK", "no hand grenade"),
    ("Police opened fire at a rally.", Act.ATTACK, "acled", "FORCE_AGAINST_PROTEST", "force at an assembly"),
    ("Marchers threw stones at a rally.", Act.PROTEST, "acled", "VIOL_DEMONSTR", "violence by the crowd"),
    ("Police found a cache of rifles.", Act.SEIZURE, "acled", "DISR_WEAP", "weapons found"),
]


@pytest.mark.parametrize(("text", "act", "scheme", "code", "note"), CODES, ids=[row[4] for row in CODES])
def test_a_code(text, act, scheme, code, note):
    assert getattr(codes_of(text, act), scheme) == code


def test_who_did_it_has_a_code_only_where_the_act_has_one():
    assert codes_of("Ten men were detained.", Act.ARREST_DETENTION, ActorKind.STATE_SECURITY).hrdsattack_perpetrator
    assert codes_of("Ten men were killed.", Act.KILLING).hrdsattack_perpetrator is None
    assert codes_of("It was released.", Act.RELEASE, ActorKind.STATE_SECURITY).hrdsattack_perpetrator is None


DOERS = [
    (Act.ARREST_DETENTION, None, "state actor", "only a state arrests"),
    (Act.DEPORTATION, ActorKind.UNKNOWN, "state actor", "nobody known"),
    (Act.KILLING, ActorKind.UNKNOWN, "other actors without permissions", "who kills has no permission"),
    (Act.KILLING, ActorKind.STATE_SECURITY, "state actor", "but a state may"),
    (Act.TORTURE, ActorKind.UNKNOWN, "insufficient info", "anybody tortures"),
    (Act.ABDUCTION, ActorKind.ARMED_GROUP, "other actors without permissions", "by kind"),
]


@pytest.mark.parametrize(("act", "by", "code", "note"), DOERS, ids=[row[3] for row in DOERS])
def test_who_did_it(act, by, code, note):
    assert codes_of("It happened.", act, by).hrdsattack_perpetrator == code
