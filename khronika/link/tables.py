"""The word lists and weights of linking, read once from their data files."""

from functools import cache, partial
from importlib.resources import files

from khronika.values.tables import read_typed_table

load_table = partial(read_typed_table, "khronika.link")


@cache
def load_words(kind: str) -> frozenset[str]:
    """Return one list of `words.yaml`."""
    return frozenset(str(word) for word in load_table("words.yaml")[kind])


@cache
def load_common() -> frozenset[str]:
    """Return the common words of English news: see `training/common_words.py`."""
    return frozenset((files("khronika.link") / "data" / "common_words.txt").read_text(encoding="utf8").split())


@cache
def load_points(kind: str) -> dict[str, float]:
    """Return the points of one kind of pair, "reports" or "statements": those set by hand, and those fitted."""
    fitted = load_table("fitted.yaml") if kind == "statements" else {}
    return {name: float(points) for name, points in {**load_table("weights.yaml")[kind], **fitted}.items()}


def load_bound(name: str) -> float:
    """Return one of the bounds of `weights.yaml`."""
    return float(load_table("weights.yaml")[name])
