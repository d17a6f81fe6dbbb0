"""How many inputs there are, told before they are read, so that a progress bar knows what is left."""

from collections.abc import Sequence
from pathlib import Path

from khronika.collect.sources import LINES, list_files


def count_inputs(paths: Sequence[str], jsonl: str | None = None) -> int | None:
    """Return how many captures and failures `collect_files` and `collect_lines` will give, None where only they know.

    Args:
        paths: as `collect_files` takes them.
        jsonl: as `collect_lines` takes it.
    """
    if "-" in paths or jsonl == "-":
        return None
    try:
        counts = [_count(Path(path)) for path in paths]
        return sum(counts) + (_count_lines(Path(jsonl)) if jsonl else 0)
    except OSError:
        return None


def _count(path: Path) -> int:
    """Return how many inputs a file, folder or address holds."""
    if path.is_dir():
        return sum(_count(file) for file in list_files(path))
    return _count_lines(path) if path.suffix.lower() in LINES and path.is_file() else 1


def _count_lines(path: Path) -> int:
    """Return how many lines that are not blank a file holds."""
    with path.open("rb") as stream:
        return sum(not line.isspace() for line in stream)
