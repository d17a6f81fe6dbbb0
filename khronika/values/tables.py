"""Tables beside the code: words, rules and weights as YAML and TSV, each file read once."""

import re
from collections.abc import Iterable
from functools import cache, partial
from importlib.resources import files
from typing import Any

import yaml

_STRINGS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TYPED = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
GAP = r"(?>(?=\s)[^\S\n]{0,4}\n?[^\S\n]{0,4})"
"""White space between two words of one expression: never a blank line, never a long run."""


@cache
def read_table(package: str, name: str) -> dict[str, Any]:
    """Return the YAML table `name` in the data of a package; every leaf is a string: "on" and "no" are words."""
    table: dict[str, Any] = _plain(yaml.compose(_read(package, name), Loader=_STRINGS))
    return table


def _plain(node: yaml.Node | None) -> Any:
    """Return what a node holds, in half the time that a loader's constructors take."""
    if isinstance(node, yaml.MappingNode):
        return {_plain(key): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    return node.value if node else None


@cache
def read_typed_table(package: str, name: str) -> dict[str, Any]:
    """Return the YAML table `name` in the data of a package, with numbers and nulls."""
    table: dict[str, Any] = yaml.load(_read(package, name), Loader=_TYPED)  # noqa: S506 - nothing but plain values
    return table


def _read(package: str, name: str) -> str:
    return (files(package) / "data" / name).read_text(encoding="utf8")


load_table = partial(read_table, "khronika.values")
"""Return a table of the value experts."""


def load_rows(name: str) -> list[list[str]]:
    """Return the rows of the TSV table `name` of this folder's data, without comments and empty lines."""
    text = _read("khronika.values", name)
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, the longest first; a space in a word stands for any gap."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", GAP) for word in ordered) + ")"
