"""The act lexicon: every act has words, every entry finds itself, the longest wins."""

import pytest

from khronika.extract.lexicon import LONGEST, find_triggers
from khronika.extract.tables import load_table
from khronika.model import Act
from tests.factories import make_report

FRAMES = {"verbs", "undergo", "joins", "nouns", "states"}


def triggers(engine, text):
    doc = engine.annotate(make_report(text=text))
    return [(t.act.value, doc[t.start : t.end].text) for t in find_triggers(doc)]


def test_every_act_has_words_and_no_other_has():
    table = load_table("acts.yaml")
    assert set(table) == set(Act)
    assert {frame for frames in table.values() for frame in frames} <= FRAMES


def test_every_entry_is_lower_case_words():
    entries = [e for frames in load_table("acts.yaml").values() for listed in frames.values() for e in listed]
    assert [e for e in entries if e != e.lower() or e != " ".join(e.split()) or set("~!") & set(e.rstrip("~!"))] == []


ONE_OF_EACH = [
    ("Ten men were arrested in Osh.", "arrest_detention"),
    ("Police carried out raids on two hostels.", "raid"),
    ("Gunmen kidnapped a teacher.", "abduction"),
    ("Two teachers disappeared near Maroua.", "enforced_disappearance"),
    ("The students were released.", "release"),
    ("Two men were charged with treason.", "prosecution"),
    ("Two activists were sentenced to five years.", "sentencing"),
    ("Ten men were expelled to Iran.", "deportation"),
    ("Prisoners were transferred to Bishkek.", "transfer"),
    ("Hundreds of families were displaced.", "displacement"),
    ("Guards turned back 30 migrants.", "entry_refusal"),
    ("Six farmers were killed.", "killing"),
    ("A fisherman drowned.", "death"),
    ("Twenty people were injured.", "injury"),
    ("Guards tortured two prisoners.", "torture"),
    ("A soldier raped a woman.", "sexual_violence"),
    ("Guards beat the prisoners.", "assault"),
    ("Officers threatened the lawyer.", "threat"),
    ("A bomb exploded in the market.", "attack"),
    ("Rebels clashed with soldiers.", "armed_clash"),
    ("Soldiers looted the shops.", "property_destruction"),
    ("Police confiscated the cameras.", "seizure"),
    ("Workers demonstrated in Almaty.", "protest"),
    ("Police dispersed the crowd.", "dispersal"),
    ("The ministry censored the newspaper.", "censorship"),
    ("The parliament passed a law.", "law_or_order"),
    ("The camp is overcrowded.", "conditions"),
    ("The government blamed foreign fighters.", "accusation"),
    ("The group claimed responsibility.", "claim_of_responsibility"),
    ("The ministry denied involvement.", "denial"),
    ("Officers extorted the traders.", "other_violation"),
]


def test_the_table_below_has_a_row_for_every_act():
    assert [act for _, act in ONE_OF_EACH] == list(Act)


@pytest.mark.parametrize(("text", "act"), ONE_OF_EACH, ids=[row[1] for row in ONE_OF_EACH])
def test_one_sentence_of_each_act(engine, text, act):
    assert [found for found, _ in triggers(engine, text)] == [act]


LONGER = [
    ("The students were placed in pre-trial detention.", [("prosecution", "placed in pre-trial detention")],
     "not a detention too"),
    ("Two men were shot dead.", [("killing", "shot dead")], "not an attack too"),
    ("The navy seized a fishing boat.", [("seizure", "seized a fishing boat")], "a ship is no prisoner"),
    ("Officers served two search warrants.", [("raid", "served two search warrants")], "not a sentence served"),
    ("Police moved to disperse nobody.", [("dispersal", "disperse")], "no transfer without somebody moved"),
    ("Soldiers arrested ten men and killed two.", [("arrest_detention", "arrested"), ("killing", "killed")],
     "two that do not overlap"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "note"), LONGER, ids=[row[2] for row in LONGER])
def test_the_longest_wins(engine, text, found, note):
    assert triggers(engine, text) == found


def test_no_trigger_runs_over_the_end_of_a_sentence(engine):
    assert triggers(engine, "He set the table. Fire was seen.") == []


def test_no_entry_is_longer_than_what_is_looked_at():
    entries = [e for frames in load_table("acts.yaml").values() for listed in frames.values() for e in listed]
    assert max(len(e.replace("-", " - ").split()) + 2 * e.count("*") for e in entries) < LONGEST


TURNED = [
    ("The camp of the strikers was cleared.", [("dispersal", "cleared")], "what it is done to before the verb"),
    ("Two homes in the village had been torched.", [("property_destruction", "torched")], "words and a tense between"),
    ("Residents began a sit-in.", [("protest", "began a sit-in")], "a noun that ends in a preposition"),
    ("The road was wet and they cleared.", [], "another clause"),
]


@pytest.mark.parametrize(("text", "expected", "note"), TURNED, ids=[row[2] for row in TURNED])
def test_an_entry_finds_its_passive(engine, text, expected, note):
    assert triggers(engine, text) == expected
