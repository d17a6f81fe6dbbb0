"""What the benchmarks compare with does what they say."""

import pytest

from benchmarks.values import load_texts, scan_gazetteer

SCANS = [
    ("They came to Osh and New York City.", ["Osh", "New York City"], "the longest run of words"),
    ("in New York Osh they came", ["New York", "Osh"], "a run that holds two names"),
    ("nobody came to osh", [], "no capitals, no names"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "names", "note"), SCANS, ids=[row[2] for row in SCANS])
def test_plain_scan(text, names, note):
    assert [text[start:end] for start, end in scan_gazetteer(text)] == names


def test_texts_are_as_many_as_asked_for():
    texts = load_texts(7)
    assert len(texts) == 7 and all(texts)
