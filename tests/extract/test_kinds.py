"""What kind of actor a phrase names, and which name it carries."""

import pytest

from khronika.extract.kinds import kind_of, name_of, own_name
from khronika.extract.tables import load_table
from khronika.language import load_engine
from khronika.model import ActorKind
from tests.factories import make_report

PHRASES = [
    # words in a sentence, where the phrase begins, kind, name, note
    ("They met the riot police today.", "the riot police", "state_security", None, "a group of words"),
    ("They met the interior ministry today.", "the interior ministry", "state_civil", None, "state"),
    ("They met the Interior Ministry today.", "the Interior Ministry", "state_civil", "Interior Ministry", "by name"),
    ("They met the rights group Open Border Watch today.", "the rights group Open Border Watch", "ngo",
     "Open Border Watch", "words before a name"),
    ("They met a lawyer of the group today.", "a lawyer", "lawyer", None, "the head before of"),
    ("They met one of its unidentified lawyers today.", "one of its unidentified lawyers", "lawyer", None,
     "one of: the head after it"),
    ("They met two witnesses today.", "two witnesses", "witness", None, "plural"),
    ("They met the mother of the boy today.", "the mother", "relative", None, "relative"),
    ("They met Nino Testova today.", "Nino Testova", "person", "Nino Testova", "two capitalised words"),
    ("They met a 27-year-old worker today.", "a 27-year-old worker", "community", None, "a private person is a role"),
    ("They met dozens of migrants today.", "dozens of migrants", "community", None, "a count of"),
    ("They met gunmen today.", "gunmen", "armed_group", None, "armed"),
    ("They met a pro-government militia today.", "a pro-government militia", "armed_group_state_backed", None,
     "armed by the state"),
    ("They met the judge today.", "the judge", "court", None, "court"),
    ("They met a blue lamp today.", "a blue lamp", "unknown", None, "nobody"),
    ("They met the Jinja Riders' Welfare League today.", "the Jinja Riders' Welfare League", "ngo",
     "Jinja Riders' Welfare League", "the last word of a name"),
    ("They met the Families' Committee today.", "the Families' Committee", "ngo", "Families' Committee",
     "a committee of many people is no authority"),
    ("They met the Pavlodar prison department today.", "the Pavlodar prison department", "state_civil", None,
     "a town only says which office"),
    ("They met Turkey today.", "Turkey", "state_civil", "Turkey", "a country is its government"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "name", "note"), PHRASES, ids=[row[4] for row in PHRASES])
def test_kind_and_name(engine, text, words, kind, name, note):
    doc = engine.annotate(make_report(text=text))
    start = text.index(words)
    phrase = doc.char_span(start, start + len(words))
    assert phrase is not None
    assert (kind_of(phrase).value, name_of(phrase)) == (kind, name)


def test_every_kind_of_the_table_is_one_of_the_contract():
    heads = load_table("kinds.yaml")["heads"]
    assert set(heads) <= set(ActorKind)
    assert set(ActorKind) - set(heads) == {ActorKind.UNKNOWN}


def test_no_word_stands_under_two_kinds():
    heads = load_table("kinds.yaml")["heads"]
    listed = [(word, kind) for kind, words in heads.items() for word in set(words)]
    twice = {word for word, _ in listed if sum(word == other for other, _ in listed) > 1}
    assert twice == set()


OWN = [
    ("They met Mr. Sedov today.", "Mr. Sedov", "Sedov", "without Mr."),
    ("They met Daily Sun reporters today.", "Daily Sun reporters", None, "people of a paper"),
    ("They met two Oruba residents today.", "two Oruba residents", None, "people of a town"),
    ("They met Black Flag fighters today.", "Black Flag fighters", "Black Flag", "people who act for a body"),
    (
        "They met Daily Sun reporter Nino Testova today.",
        "Daily Sun reporter Nino Testova",
        "Nino Testova",
        "after a role",
    ),
    ("They met the Open Borders graduate today.", "the Open Borders graduate", None, "one person of a body"),
    ("They met the Oruba ambassador today.", "the Oruba ambassador", None, "who is sent by a place"),
]


@pytest.mark.parametrize(("text", "words", "name", "note"), OWN, ids=[row[3] for row in OWN])
def test_own_name(engine, text, words, name, note):
    doc = engine.annotate(make_report(text=text))
    start = text.index(words)
    assert own_name(doc.char_span(start, start + len(words))) == name


@pytest.mark.parametrize("name", ["Lin Wai-yin", "Amir Abu al-Khalid"])
def test_small_letters_of_a_persons_name(name):
    doc = load_engine("reader").annotate(make_report(text=f"Police arrested {name} in Oruba on Monday."))
    assert own_name(doc.char_span(16, 16 + len(name))) == name
