"""How many killed and injured reports tell, against a key."""

import json
import subprocess
import sys

import pytest

from khronika.evaluate.tolls import score_tolls


def told(act, *interval, teaser=False):
    quantity = {"min": interval[0], "max": interval[1]} if interval else None
    return {"act": act, "teaser": teaser, "quantity": quantity}


TABLE = [
    (2, [told("killing", 2, 2)], True, "the number"),
    (2, [told("death", 2, 2)], True, "of deaths too"),
    (2, [told("injury", 2, 2)], False, "not of the injured"),
    (2, [told("killing", 1, 1), told("killing", 2, 2)], True, "in any statement"),
    (2, [told("killing", 2, 2, teaser=True)], False, "not in a teaser"),
    (2, [told("killing", 2, 3)], True, "a narrow interval"),
    (2, [told("killing", 1, 9)], False, "a wide one tells no number"),
    (2, [told("killing", 2, None)], False, "nor an open one"),
    (2, [told("killing")], False, "no number"),
    (2, [], False, "nothing told"),
    (0, [], True, "nobody, and nothing told"),
    (0, [told("killing", 1, 1)], False, "nobody, but somebody told"),
]


@pytest.mark.parametrize(("number", "statements", "right", "note"), TABLE, ids=[row[3] for row in TABLE])
def test_a_number(number, statements, right, note):
    gold = [{"id": "a", "killed": number, "injured": 0}]
    figures = score_tolls(gold, {"a": {"statements": statements}})
    assert figures["killed"] == (100.0 if right else 0.0)
    assert figures["killed_some"] == (figures["killed"] if number else 0.0)


def test_a_report_that_was_not_read_tells_nothing(tmp_path):
    gold, out = tmp_path / "gold.jsonl", tmp_path / "out.jsonl"
    gold.write_text('{"id": "a", "killed": 1, "injured": 0}\n')
    out.write_text('{"id": "a", "error": "too large"}\n')
    command = [sys.executable, "-m", "khronika.evaluate.tolls", str(gold), str(out)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert json.loads(printed) == {"killed": 0.0, "killed_some": 0.0, "injured": 100.0, "injured_some": 0.0}
