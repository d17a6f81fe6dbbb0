"""Chains and parties of sentences written for it, as the reader reads them; chains.tsv says what is expected.

Columns: note; act; chain below the outlet, root first; by; to, several joined by "; "; text, `\\n` for a line end.
A link is told by its name, or else by its words; capitals are set aside, since a source may begin its sentence.
"""

from pathlib import Path

import pytest

from khronika.extract import extract_report
from khronika.language import load_engine
from tests.factories import make_report

_LINES = (Path(__file__).parent / "chains.tsv").read_text(encoding="utf8").splitlines()
ROWS = [dict(zip(_LINES[0].split("\t"), line.split("\t"), strict=True)) for line in _LINES[1:]]


@pytest.fixture(scope="module")
def told():
    """What the reader tells of each text: act, chain, by, to of every statement."""
    reports = [make_report(text=row["text"].replace("\\n", "\n")) for row in ROWS]
    docs = load_engine("reader").annotate_many(reports)
    extracted = [extract_report(report, doc) for report, doc in zip(reports, docs, strict=True)]
    return {
        row["text"]: [
            (s.act.value, " > ".join(x.name or x.text or "?" for x in s.chain[:-1]).lower(), names(s.by), names(s.to))
            for s in report.statements
        ]
        for row, report in zip(ROWS, extracted, strict=True)
    }


def names(parties):
    """Return the words of parties in one line."""
    return "; ".join(party.text for party in parties).lower()


@pytest.mark.parametrize("row", ROWS, ids=[row["note"] for row in ROWS])
def test_who_says_who_did_what_to_whom(told, row):
    of_act = [found for found in told[row["text"]] if found[0] == row["act"]]
    assert of_act == [(row["act"], row["chain"].lower(), row["by"].lower(), row["to"].lower())]


def test_the_table_is_whole():
    assert len(ROWS) >= 60
    assert len({row["text"] for row in ROWS}) == len(ROWS)
