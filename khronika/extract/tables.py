"""Reading of this stage's YAML tables: every leaf is a plain string, so that "on" and "no" stay words."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return the YAML table `name` from this folder's data."""
    text = (files("khronika.extract") / "data" / name).read_text(encoding="utf8")
    table: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - strings only, nothing is constructed
    return table
