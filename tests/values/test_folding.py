"""Letters without their accents."""

import pytest

from khronika.values.folding import strip_accents

TEXTS = [
    ("Osh", "Osh", "nothing to take away; case stays"),
    ("Čáslav, Münster", "Caslav, Munster", "accents"),
    ("e\u0301", "e", "an accent of its own"),
    ("\ufb01ve", "five", "a letter of another form"),
    ("Алматы й", "Алматы и", "other scripts too"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("text", "plain", "note"), TEXTS, ids=[row[2] for row in TEXTS])
def test_accents_are_taken_away(text: str, plain: str, note: str) -> None:
    assert strip_accents(text) == plain
