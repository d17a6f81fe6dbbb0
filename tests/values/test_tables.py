"""The tables that ship as data files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import khronika

TYPED = ("collect", "evaluate", "exports", "link", "reckon", "site")
"""Folders whose tables hold numbers and nulls besides words; in all others every leaf is a word."""
TABLES = sorted(path for folder in TYPED for path in Path(khronika.__file__).parent.rglob(f"{folder}/data/*.yaml"))


def lists_in(held: Any) -> Iterator[list[Any]]:
    """Give every list of a table, at any depth."""
    if isinstance(held, list):
        yield held
    for inside in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
        yield from lists_in(inside)


@pytest.mark.parametrize("path", TABLES, ids=[f"{p.parent.parent.name}/{p.name}" for p in TABLES])
def test_no_word_of_a_list_is_read_as_yes_or_no(path):
    """YAML reads on, off, yes and no as truths, and they are words."""
    table = yaml.safe_load(path.read_text(encoding="utf8"))
    assert [one for words in lists_in(table) for one in words if isinstance(one, bool)] == []
