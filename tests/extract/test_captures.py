"""Captures as a stream: read on while statements are made, and given in the order in which they came."""

from itertools import count, islice

import pytest

from khronika.collect import make_capture
from khronika.extract.captures import read_batch, read_stream
from khronika.language import load_engine
from khronika.model import Failure, Given, Report

ENGLISH = "Police in Orsk detained ten workers on Monday, a lawyer said."
RUSSIAN = "Полиция в Орске задержала десять рабочих в понедельник, сообщил адвокат."


def capture(name, text=ENGLISH):
    return make_capture(text.encode(), "text/plain", Given(id=name, published="2024-03-29"))


@pytest.mark.parametrize("name", ["rules", "reader"])
def test_what_cannot_be_read_keeps_its_place(name):
    given = [capture("a"), Failure(id="b", error="gone"), capture("c", RUSSIAN), capture("d", ""), capture("e")]
    found = read_batch(given, load_engine(name))
    assert [one.id for one in found] == list("abcde")
    assert [isinstance(one, Report) for one in found] == [True, False, True, True, True]
    assert [len(one.statements) for one in found if isinstance(one, Report)] == [1, 0, 0, 1]


def test_an_endless_stream_is_read_a_little_ahead():
    taken = []
    stream = read_stream((taken.append(n) or capture(str(n)) for n in count()), load_engine("reader"))
    assert [one.id for one in islice(stream, 3)] == ["0", "1", "2"]
    assert 3 < len(taken) < 50


def test_foreign_pages_do_not_pile_up_behind_an_english_one():
    taken = []
    stream = read_stream((taken.append(n) or capture(str(n), RUSSIAN) for n in count()), load_engine("reader"))
    assert next(stream).id == "0"
    assert len(taken) < 50


def test_a_fault_in_one_report_fails_that_report_alone(monkeypatch):
    from khronika.extract import reports

    extract = reports.extract_report

    def stumble(page, doc):
        if page.id == "b":
            raise IndexError("out of range")
        return extract(page, doc)

    monkeypatch.setattr(reports, "extract_report", stumble)
    first, second, third = read_batch([capture("a"), capture("b"), capture("c")], load_engine("rules"))
    assert isinstance(first, Report) and isinstance(third, Report)
    assert isinstance(second, Failure) and second.id == "b"
    assert second.error.startswith("cannot be read for a fault in Khronika (IndexError at test_captures.py:")
