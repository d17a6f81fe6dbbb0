"""Who did it and to whom, by the frame of the words that tell it."""

import pytest

from tests.extract.telling import pick, tell_parties

FRAMES = [
    # words, act, by, to, note
    ("Gunmen killed six farmers near Maroua.", "killing", ["Gunmen"], ["six farmers"], "active"),
    ("Police detained 12 students in Osh.", "arrest_detention", ["Police"], ["12 students"], "active, before a number"),
    ("Turkey deported 46 migrants to Iran.", "deportation", ["Turkey"], ["46 migrants"], "a country is who does it"),
    ("Six farmers were killed by gunmen.", "killing", ["gunmen"], ["Six farmers"], "passive with agent"),
    ("Ten men were detained in Osh.", "arrest_detention", [], ["Ten men"], "passive without agent"),
    ("Soldiers have beaten three prisoners.", "assault", ["Soldiers"], ["three prisoners"], "perfect"),
    ("The court charged two men with treason.", "prosecution", ["The court"], ["two men"], "verb and preposition"),
    ("Border guards turned back 30 migrants.", "entry_refusal", ["Border guards"], ["30 migrants"], "particle verb"),
    ("The killing of six farmers by gunmen caused an outcry.", "killing", ["gunmen"], ["six farmers"], "noun"),
    ("Police made 12 arrests in Osh.", "arrest_detention", ["Police"], [], "noun under a light verb"),
    ("Two prisoners died in custody.", "death", [], ["Two prisoners"], "undergo"),
    ("Villagers fled to Bukavu.", "displacement", [], ["Villagers"], "undergo, a plural without count"),
    ("Dozens of workers protested in Almaty.", "protest", ["Dozens of workers"], [], "joins: nobody suffers it"),
    ("Rebels clashed with soldiers near Goma.", "armed_clash", ["Rebels"], [], "joins: the subject takes part"),
    ("The two students remain in custody.", "arrest_detention", [], ["The two students"], "state"),
    ("Soldiers stormed the village and killed two traders.", "killing", ["Soldiers"], ["two traders"], "joined verbs"),
    ("Militants attacked a village, killing six farmers.", "killing", ["Militants"], ["six farmers"], "participle"),
    ("Police, who came at night, arrested two drivers.", "arrest_detention", ["Police"], ["two drivers"], "insertion"),
    ("The court in Bishkek sentenced two activists.", "sentencing", ["The court"], ["two activists"], "head of X in Y"),
    ("Soldiers burned 40 houses.", "property_destruction", ["Soldiers"], [], "things suffer nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "act", "by", "to", "note"), FRAMES, ids=[row[4] for row in FRAMES])
def test_frames(extract, text, act, by, to, note):
    statement = pick(extract(text), act)
    assert (tell_parties(statement.by), tell_parties(statement.to)) == (by, to)
