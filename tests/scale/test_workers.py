"""Several processes read what one reads."""

import json
from multiprocessing import active_children

import pytest
from typer.testing import CliRunner

from khronika.cli.app import app
from khronika.collect import collect_lines
from khronika.errors import KhronikaError, LanguageError
from khronika.pipeline import read_captures
from khronika.scale.readers import read_safely
from khronika.scale.workers import read_in_processes
from tests.scale.documents import write_documents


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    return str(write_documents(tmp_path_factory.mktemp("lines") / "documents.jsonl", 70))


def test_two_processes_write_the_same_bytes_as_one(lines):
    one, two = (
        CliRunner().invoke(app, ["read", "--engine", "rules", "--jsonl", lines, "--workers", n]) for n in ("1", "2")
    )
    assert one.exit_code == two.exit_code == 1, "the poisoned line fails in both"
    assert one.stdout == two.stdout
    assert [json.loads(line)["id"] for line in two.stdout.splitlines()][-1] == "d69"


def test_reasons_come_along(lines):
    one, two = {}, {}
    list(read_captures(collect_lines(lines), engine="rules", reasons=one))
    list(read_in_processes(collect_lines(lines), workers=2, engine="rules", reasons=two))
    assert one == two and any(one.values())


def test_an_unknown_engine_is_named(lines):
    with pytest.raises(LanguageError, match="no such engine"):
        list(read_in_processes(collect_lines(lines), workers=1, engine="oracle"))


def test_a_killed_process_is_told_in_one_line(lines):
    stream = read_in_processes(collect_lines(lines), workers=1, engine="rules")
    next(stream)
    for process in active_children():
        process.kill()
    with pytest.raises(KhronikaError, match="was killed"):
        list(stream)


class Picky:
    """An engine that breaks on one report."""

    languages = frozenset({"en"})

    def __init__(self, engine):
        self.engine = engine

    def annotate_many(self, reports):
        for report in reports:
            if report.id == "d3":
                raise ZeroDivisionError("three")
            yield self.engine.annotate(report)


def test_what_breaks_the_program_stops_no_other(lines, engine):
    captures = list(collect_lines(lines))[:6]
    whole = list(read_captures(captures, engine="rules"))
    found = read_safely(captures, Picky(engine))
    assert found[3].id == "d3" and "ZeroDivisionError" in found[3].error and "three" in found[3].error
    assert found[:3] + found[4:] == whole[:3] + whole[4:]
