"""Words that the reading model may take for an act although they tell none. The trees are the reading model's."""

import pytest

from khronika.extract.arguments import find_arguments
from khronika.extract.lexicon import Trigger
from khronika.extract.state import find_state
from khronika.extract.untold import is_untold, points_back
from khronika.language import load_engine
from khronika.model import Act
from tests.factories import make_report


@pytest.fixture(scope="module")
def engine():
    return load_engine("reader")


def read(engine, text, words, act):
    """Return the document, the trigger of the words and whom the tree says it was done to."""
    doc = engine.annotate(make_report(text=text))
    span = doc.char_span(text.index(words), text.index(words) + len(words))
    verbal = span.root.pos_ in {"VERB", "AUX"}
    trigger = Trigger(Act(act), "verbs" if verbal else "nouns", span.start, span.end, span.root.i, False)
    return doc, trigger, find_arguments(doc, trigger)[1]


UNTOLD = [
    ("A worker in Orsk sends home some 250 dollars a month.", "sends home", "deportation", "money that is sent"),
    ("Officials of Orsk deported miners overnight.", "overnight", "displacement", "an adverb"),
    ("They joined pro-democracy rallies in Osh.", "pro", "protest", "a prefix"),
    ("Rights groups say the miners must be released.", "released", "release", "a wish"),
    ("If police arrest the miners, the union will strike.", "arrest", "arrest_detention", "a condition"),
    ("Miners in the camp are routinely beaten.", "beaten", "assault", "a habit"),
    ("Police shoot ten hunters each year.", "shoot", "attack", "a custom"),
    ("The union called for the release of the two miners.", "release", "release", "an appeal"),
    ("Gunmen threatened to kill the miners.", "kill", "killing", "what a threat is about"),
    ("The government should act and free the miners.", "free", "release", "a wish over two verbs"),
    ("Jailing miners is no answer.", "Jailing", "arrest_detention", "the subject of a remark"),
    ("Instead of freeing Orlov, guards moved him.", "freeing", "release", "what was not done"),
    ("Shops have been shut since the attack on a bus.", "attack", "attack", "a date"),
    ("A court convicted Ilya Orlov of torture.", "torture", "torture", "a charge that names no victim"),
    ("“Am I going to be arrested?” he asked her.", "arrested", "arrest_detention", "what is only asked"),
    ("If the owners received threats, they hid it.", "threats", "threat", "what is only supposed"),
    ("Two of the wounded died in hospital.", "wounded", "injury", "of whom it is told that he died"),
    ("The lawyers were denied documents.", "denied", "denial", "what somebody did not get"),
]


@pytest.mark.parametrize(("text", "words", "act", "note"), UNTOLD, ids=[row[3] for row in UNTOLD])
def test_no_act(engine, text, words, act, note):
    doc, trigger, to = read(engine, text, words, act)
    assert is_untold(doc, trigger, find_state(doc, trigger), to)


TOLD = [
    ("Police arrested ten miners.", "arrested", "arrest_detention", "an act"),
    ("Ten miners were forced to leave their homes.", "leave", "displacement", "an act brought about"),
    ("Activists claim to have been beaten by guards.", "beaten", "assault", "an act claimed"),
    ("A court sentenced two men to six months each.", "sentenced", "sentencing", "a term for each of them"),
    ("Nine of the wounded are children.", "wounded", "injury", "how many of the hurt are children"),
    ("A ban was lifted on Monday.", "ban", "law_or_order", "a short word"),
    ("A court convicted Ilya Orlov of killing a teacher.", "killing", "killing", "a charge that names its victim"),
    ("Gunmen threatened to block the road.", "block", "protest", "a threat of no violence"),
    ("Why were the miners arrested?", "arrested", "arrest_detention", "a question that takes it for granted"),
    ("The charges were denied by the miners.", "denied", "denial", "a denial in the passive"),
    ("Police freed the two miners on Monday.", "freed", "release", "a release that nobody asked for"),
]


@pytest.mark.parametrize(("text", "words", "act", "note"), TOLD, ids=[row[3] for row in TOLD])
def test_an_act(engine, text, words, act, note):
    doc, trigger, to = read(engine, text, words, act)
    assert not is_untold(doc, trigger, find_state(doc, trigger), to)


BACK = [
    ("Schools have been shut since the attack.", "attack", "attack", True),
    ("Schools have been shut since an attack.", "attack", "attack", False),
    ("Schools have been shut since the attack on a bus.", "attack", "attack", False),
    ("Soldiers attacked the camp.", "attacked", "attack", False),
]


@pytest.mark.parametrize(("text", "words", "act", "back"), BACK, ids=[row[0] for row in BACK])
def test_nouns_that_point_back(engine, text, words, act, back):
    doc, trigger, _ = read(engine, text, words, act)
    assert points_back(doc, trigger) is back
