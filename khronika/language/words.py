"""The word lists of the rules engine, read once from their data files."""

from functools import partial

from khronika.values.tables import read_table

load_table = partial(read_table, "khronika.language")
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
