"""The word lists of the value experts, read once from their data files."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

GAP = r"(?>(?=\s)[^\S\n]{0,4}\n?[^\S\n]{0,4})"
"""White space between two words of one expression: never a blank line, never a long run."""


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return the YAML table `name` of this folder's data; every leaf is a string."""
    text = (files("khronika.values") / "data" / name).read_text(encoding="utf8")
    table: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - plain strings: "no" is a word
    return table


def load_rows(name: str) -> list[list[str]]:
    """Return the rows of the TSV table `name` of this folder's data, without comments and empty lines."""
    text = (files("khronika.values") / "data" / name).read_text(encoding="utf8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, the longest first; a space in a word stands for any gap."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", GAP) for word in ordered) + ")"
