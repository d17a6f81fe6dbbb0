"""Engines by name on the command line."""

import json

import pytest
import spacy

from khronika.cli.engines import EngineName, name_engine
from tests.cli.test_commands import run

NOTE = "Police detained ten men in Osh on Monday, a lawyer said.\n"


def test_a_pipeline_goes_before_an_engine():
    assert name_engine(EngineName.READER, None) == "reader"
    assert name_engine(EngineName.RULES, "some_sm") == "spacy:some_sm"


@pytest.mark.parametrize("command", [("read",), ("add", "chronicle")], ids=["read", "add"])
def test_a_pipeline_that_is_not_there_is_told_in_one_line(command, tmp_path):
    (tmp_path / "note.txt").write_text(NOTE)
    done = run(*command, "note.txt", "--pipeline", "xx_invented_sm", cwd=tmp_path)
    assert done.returncode == 1 and done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "xx_invented_sm" in line and "python -m spacy download xx_invented_sm" in line


def test_a_page_is_read_with_another_engine(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "plain")
    for options in (["--engine", "rules"], ["--pipeline", str(tmp_path / "plain")]):
        (line,) = run("read", "-", *options, stdin=NOTE).stdout.splitlines()
        (statement,) = json.loads(line)["statements"]
        assert (statement["act"], statement["chain"][0]["text"]) == ("arrest_detention", "a lawyer")
