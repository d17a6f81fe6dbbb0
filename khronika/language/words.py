"""The word lists of the rules engine, read once from their data files."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return the YAML table `name` from this folder's data."""
    text = (files("khronika.language") / "data" / name).read_text(encoding="utf8")
    table: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - plain strings: "on" and "no" are words
    return table


_WORDS = load_table("words.yaml")
ABBREVIATIONS: frozenset[str] = frozenset(_WORDS["abbreviations"])
IRREGULAR: dict[str, str] = _WORDS["irregular"]
TIME_WORDS: frozenset[str] = frozenset(_WORDS["TIME"])
TELLING: frozenset[str] = frozenset(_WORDS["telling"])
VERBS: frozenset[str] = frozenset(_WORDS["verbs"])
CLASSES: dict[str, str] = {
    word: tag
    for tag in ("ADJ", "NOUN", "AUX", "PART", "PRON", "CCONJ", "ADV", "SCONJ", "ADP", "DET")
    for word in _WORDS[tag]
}
"""Words whose tag is listed; where a word is in several classes, the later of the list wins."""
