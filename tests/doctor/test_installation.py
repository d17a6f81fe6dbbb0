"""Each thing that can be wrong with an installation is named, with what to do."""

import re
import shutil
from collections import namedtuple

import pytest

from khronika.doctor import State, check_installation, installation, places
from khronika.errors import LanguageError

Usage = namedtuple("Usage", "total used free")


def told(state):
    return [f"{found.about}: {found.words}" for found in check_installation() if found.state is state]


def test_this_installation_has_no_faults():
    assert told(State.WRONG) == []
    assert len(told(State.OK)) > 8


def fail(error):
    def failing(*_):
        raise error

    return failing


def old_python(monkeypatch):
    monkeypatch.setattr("platform.python_version", lambda: "3.9.1")


def missing_library(monkeypatch):
    monkeypatch.setattr(installation, "requires", lambda _: ["numpy>=2", "no-such-library>=1"])


def old_library(monkeypatch):
    monkeypatch.setattr(installation, "requires", lambda _: ["numpy>=999"])


def half_an_extra(monkeypatch):
    monkeypatch.setattr(installation, "requires", lambda _: ['numpy>=999; extra == "exports"'])


def changed_weights(monkeypatch):
    monkeypatch.setattr(
        "khronika.language.weights.assert_whole", fail(LanguageError("is changed", about="reader.onnx"))
    )


def damaged_gazetteer(monkeypatch):
    monkeypatch.setattr("khronika.values.gazetteer.load_gazetteer", fail(EOFError("ended early")))


def wrong_clock(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 86_400.0)


def full_disk(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1000))


def locked_folder(monkeypatch):
    monkeypatch.setattr(places.os, "access", lambda *_: False)


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (old_python, "Python: 3.9.1"),
        (missing_library, "libraries: no-such-library is missing: install"),
        (old_library, "libraries: numpy .* is installed, >=999 is needed"),
        (half_an_extra, "extra exports: numpy .*pip install"),
        (changed_weights, "reading model: reader.onnx: is changed"),
        (damaged_gazetteer, "gazetteer: cannot be read .*install"),
        (wrong_clock, "clock: it says 1970-01-02 00:00 UTC.*set it"),
        (full_disk, "data folder: 0.0 GB free .*make room"),
        (locked_folder, "data folder: .* cannot be written; change"),
    ],
)
def test_a_fault_is_named_with_what_to_do(monkeypatch, break_it, words):
    break_it(monkeypatch)
    assert [line for line in told(State.WRONG) if re.match(words, line)], told(State.WRONG)


def test_other_versions_than_the_locks_are_a_note(tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text("numpy==1.2.3 \\\n    --hash=sha256:00\nnot-installed==4\n")
    (found,) = installation._check_lock(lock)
    assert found.state is State.NOTE and "(1.2.3)" in found.words and "not-installed" not in found.words
    assert list(installation._check_lock(tmp_path / "none.txt")) == []


def test_an_extra_that_is_not_there_is_a_note(monkeypatch):
    monkeypatch.setattr(installation, "requires", lambda _: ['no-such-library>=1; extra == "documents"'])
    notes = told(State.NOTE)
    assert [line for line in notes if line.startswith("extra documents: not there; `pip install")]
