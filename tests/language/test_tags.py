"""Tags by closed classes, shape and neighbours: good enough to find who does what."""

import pytest

from tests.factories import make_report

TAGS = [
    ("Gunmen killed six farmers .", "NOUN VERB NUM NOUN PUNCT", "past tense after a subject"),
    ("The killed farmers were buried .", "DET ADJ NOUN AUX VERB PUNCT", "a participle before its noun"),
    ("He was reportedly shot in Osh .", "PRON AUX ADV VERB ADP PROPN PUNCT", "adverb between"),
    ("They want to attack the village .", "PRON VERB ADP VERB DET NOUN PUNCT", "after to"),
    ("The attack was brief .", "DET NOUN AUX NOUN PUNCT", "the same word after an article"),
    ("She saw the killing of a man .", "PRON VERB DET NOUN ADP DET NOUN PUNCT", "-ing after an article"),
    ("He denied killing a man .", "PRON VERB VERB DET NOUN PUNCT", "-ing after a verb"),
    ("Open Border Watch said so .", "PROPN PROPN PROPN VERB ADV PUNCT", "a name that opens a sentence"),
]


@pytest.mark.parametrize(("text", "tags", "note"), TAGS, ids=[row[2] for row in TAGS])
def test_tags(engine, text, tags, note):
    doc = engine.annotate(make_report(text=text))
    assert " ".join(token.pos_ for token in doc) == tags


def test_a_headline_in_capitals_still_has_verbs(engine):
    doc = engine.annotate(make_report(text="Six Farmers Killed in Raid Near Maroua"))
    assert [token.text for token in doc if token.pos_ == "VERB"] == ["Killed"]
