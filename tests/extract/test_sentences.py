"""Sentences of our own, each with the statements that the default reader must make of it."""

from pathlib import Path

import pytest

from khronika.extract import extract_report
from khronika.language import load_engine
from khronika.model import Act, Statement, Status
from tests.extract.telling import tell_parties, tell_quantity
from tests.factories import make_report

TABLE = Path(__file__).with_name("sentences.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf8").splitlines() if not line.startswith("#")]


def tell(statement: Statement) -> str:
    """Return a statement in the words of the table: act, status ("?" where hedged), by, to and count."""
    low, high, _ = tell_quantity(statement) or ("", "", None)
    parts = [
        f"{statement.act.value} {statement.status.value}{'?' if statement.hedged else ''}",
        ", ".join(tell_parties(statement.by)),
        ", ".join(tell_parties(statement.to)),
        f"{low}..{'' if high is None else high}" if statement.quantity else "",
    ]
    return " | ".join(parts).rstrip(" |")


@pytest.fixture(scope="module")
def told():
    """What the reader makes of every sentence, read in one go."""
    reports = [make_report(text=row[0]) for row in ROWS]
    docs = load_engine("reader").annotate_many(reports)
    made = [extract_report(report, doc).statements for report, doc in zip(reports, docs, strict=True)]
    return {row[0]: sorted(map(tell, statements)) for row, statements in zip(ROWS, made, strict=True)}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_sentence(told, row):
    text, *expected = row
    assert told[text] == sorted(filter(None, expected))


WITHDRAWN = [
    ("The union has withdrawn its statement that police arrested ten miners.", True),
    ("The union retracted a claim that police arrested ten miners.", True),
    ("We take back our statement that police arrested ten miners.", True),
    ("Correction: an earlier entry said that police arrested ten miners.", True),
    ("The union has not withdrawn its statement that police arrested ten miners.", False),
    ("The union repeated its statement that police arrested ten miners.", False),
    ("An earlier report documented the killing of nine miners.", False),
    ("Earlier reports said that police arrested ten miners.", False),
]


@pytest.mark.parametrize(("text", "retracts"), WITHDRAWN, ids=[row[0] for row in WITHDRAWN])
def test_what_a_source_takes_back(text, retracts):
    report = make_report(text=text)
    (statement,) = extract_report(report, load_engine("reader").annotate(report)).statements
    assert statement.retracts is retracts


def test_the_table_has_every_act_and_state():
    acts = {cell.split()[0] for row in ROWS for cell in row[1:] if cell}
    states = {cell.split(" | ")[0].split()[1].strip("?") for row in ROWS for cell in row[1:] if cell}
    assert acts == {act.value for act in Act}
    assert states == {status.value for status in Status}
