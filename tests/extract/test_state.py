"""In what state an act is told, whether the words hedge, and which words tell no act."""

import pytest

from tests.extract.telling import pick, tell_acts

STATES = [
    ("Ten men were detained.", "arrest_detention", "occurred", False, "told flatly"),
    ("Ten men were reportedly detained.", "arrest_detention", "occurred", True, "adverb"),
    ("The men were allegedly beaten by guards.", "assault", "occurred", True, "allegedly"),
    ("Ten people are believed to have been killed.", "killing", "occurred", True, "believed to have"),
    ("The men may have been killed by guards.", "killing", "occurred", True, "a modal that looks back"),
    ("Police will detain the leaders tomorrow.", "arrest_detention", "planned", False, "future"),
    ("The ministry is planning to deport 200 migrants.", "deportation", "planned", False, "planning to"),
    ("The planned deportation of 30 students was criticised.", "deportation", "planned", False, "planned, a noun"),
    ("The group vowed to attack the village.", "attack", "threatened", False, "vowed to"),
    ("The strike in Osh was called off.", "protest", "denied", False, "called off"),
    ("Police did not detain anyone in Osh.", "arrest_detention", "denied", False, "not"),
    ("The ministry denied that police had beaten the students.", "assault", "denied", False, "denied that"),
    ("The two students remain in custody.", "arrest_detention", "ongoing", False, "remain"),
    ("The teacher is being held in Osh.", "arrest_detention", "ongoing", False, "is being"),
    ("The camp is overcrowded.", "conditions", "ongoing", False, "a state"),
]


@pytest.mark.parametrize(("text", "act", "status", "hedged", "note"), STATES, ids=[row[4] for row in STATES])
def test_state(extract, text, act, status, hedged, note):
    statement = pick(extract(text), act)
    assert (statement.status.value, statement.hedged) == (status, hedged)


NO_ACTS = [
    ("The two men should be released, the group said.", "a wish"),
    ("If arrested, the men face ten years.", "a condition"),
    ("Since the attack, prices have risen.", "a noun that only dates"),
    ("He could be arrested, the group said.", "a possibility"),
    ("Nobody should be deported, the group said.", "a wish that it may not be"),
    ("Police are investigating whether he was killed.", "a question"),
]


@pytest.mark.parametrize(("text", "note"), NO_ACTS, ids=[row[1] for row in NO_ACTS])
def test_words_that_tell_no_act(extract, text, note):
    assert tell_acts(extract(text)) == []


QUOTED = [
    ("“Ten men were detained,” a lawyer said.", True, "inside"),
    ("Ten men were detained, a “lawyer” said.", False, "another word is quoted"),
    ("Ten men were “detained”, a lawyer said.", True, "the trigger alone"),
    ('"Ten men were detained," a lawyer said.', True, "straight marks"),
    ("Ten men were detained, a lawyer said.", False, "no marks"),
]


@pytest.mark.parametrize(("text", "quoted", "note"), QUOTED, ids=[row[2] for row in QUOTED])
def test_quoted(extract, text, quoted, note):
    assert pick(extract(text), "arrest_detention").quoted is quoted
