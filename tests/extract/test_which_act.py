"""Which act a word tells, by the words beside it. The trees are the reading model's."""

import pytest

from khronika.extract.which_act import which_act
from khronika.language import load_engine
from khronika.model import Act
from tests.factories import make_report


@pytest.fixture(scope="module")
def engine():
    return load_engine("reader")


ACTS = [
    # text, its word, the act by the lexicon alone, the act told, note
    ("A man was shot in the leg in Orsk.", "shot", "killing", "injury", "a wound"),
    ("A man was shot in the leg in Orsk and died.", "shot", "killing", "killing", "a wound that he died of"),
    ("Two men were shot at the gate.", "shot", "killing", "attack", "shots, and nobody dies"),
    ("Two men were shot and died at the gate.", "died", "death", "killing", "dead of shots"),
    ("Men seized in night raids were held in Orsk.", "seized", "seizure", "arrest_detention", "people seized"),
    ("Soldiers seized two trucks.", "seized", "seizure", "seizure", "things seized"),
    ("They carried off the transmitter.", "carried", "abduction", "seizure", "a thing carried off"),
    ("They took two transmitters.", "took", "arrest_detention", "seizure", "things taken"),
    ("They took two miners.", "took", "arrest_detention", "arrest_detention", "people taken"),
    ("Six farmers were killed in the strike.", "strike", "protest", "attack", "a strike that kills"),
    ("A drone strike hit Orsk.", "strike", "protest", "attack", "what strikes"),
    ("Miners of Orsk began a strike on Monday.", "strike", "protest", "protest", "a day that a strike is on"),
]


@pytest.mark.parametrize(("text", "word", "met", "told", "note"), ACTS, ids=[row[4] for row in ACTS])
def test_which_act(engine, text, word, met, told, note):
    doc = engine.annotate(make_report(text=text))
    (token,) = (t for t in doc if t.text == word)
    assert which_act(Act(met), token) is Act(told)
