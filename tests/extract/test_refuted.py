"""Denials that do not name the act again."""

import pytest

from khronika.extract import extract_report
from khronika.language import load_engine
from tests.factories import make_report

BEFORE = "The Harbour Union said that soldiers burned forty houses in Orsk on Monday."
ROWS = [
    # what follows, who denies it, note
    ("No such thing happened, the interior ministry said.", "the interior ministry", "no such thing"),
    ("Nothing of the kind happened, the interior ministry said.", "the interior ministry", "nothing"),
    ("That never happened, the interior ministry said.", "the interior ministry", "that"),
    ('"Nobody did," said the mayor.', "the mayor", "nobody did"),
    ("That is a lie, the interior ministry said.", "the interior ministry", "a lie"),
    ("The claims are baseless, the interior ministry said.", "the interior ministry", "baseless claims"),
    ("The interior ministry denied that anything had been touched.", "the interior ministry", "denied that anything"),
    ("It happened at night, the interior ministry said.", None, "it did happen"),
    ("That is not a lie, the interior ministry said.", None, "no lie"),
    ("Nobody did anything about the smoke, the interior ministry said.", None, "did something else"),
]


@pytest.fixture(scope="module")
def told():
    """What the reader tells of each text: who denies what, in what words."""
    reports = [make_report(text=f"{BEFORE}\n\n{text}") for text, _, _ in ROWS]
    docs = load_engine("reader").annotate_many(reports)
    found = (extract_report(report, doc).statements for report, doc in zip(reports, docs, strict=True))
    return [[(s.act.value, s.chain[0].text) for s in told if s.status.value == "denied"] for told in found]


@pytest.mark.parametrize("row", range(len(ROWS)), ids=[row[2] for row in ROWS])
def test_denials(told, row):
    denier = ROWS[row][1]
    assert [(act, who.lower()) for act, who in told[row]] == ([("property_destruction", denier)] if denier else [])


def test_what_nobody_else_told_is_not_denied():
    report = make_report(
        text="Soldiers burned forty houses in Orsk, the mayor said. That never happened, the mayor said."
    )
    (doc,) = load_engine("reader").annotate_many([report])
    assert {s.status.value for s in extract_report(report, doc).statements} == {"occurred"}


def test_whoever_calls_his_own_word_wrong_takes_it_back():
    text = "The Harbour Union said on Monday that soldiers burned forty houses in Orsk. This was wrong."
    report = make_report(text=text, outlet="Harbour Union")
    (doc,) = load_engine("reader").annotate_many([report])
    assert [(s.status.value, s.retracts) for s in extract_report(report, doc).statements] == [("denied", True)]


@pytest.mark.parametrize("never", ["At no time", "In no case", "Under no circumstances"])
def test_never_is_a_denial(never):
    report = make_report(text=f"{never} were the prisoners beaten by guards, the prison service said.")
    (doc,) = load_engine("reader").annotate_many([report])
    assert [(s.act.value, s.status.value) for s in extract_report(report, doc).statements] == [("assault", "denied")]
