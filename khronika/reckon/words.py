"""The words for acts in names of events and in figures."""

from functools import cache
from importlib.resources import files

import yaml

from khronika.model import Act


@cache
def _words() -> dict[str, list[str]]:
    text = (files("khronika.reckon") / "data" / "acts.yaml").read_text(encoding="utf8")
    table: dict[str, list[str]] = yaml.safe_load(text)
    return table


def act_noun(act: Act) -> str:
    """Return the noun that names an event of an act, capitalised."""
    return _words()[act][0]


def figure_word(act: Act) -> str:
    """Return the word for those whom an act was done to ("detained")."""
    return _words()[act][1]
