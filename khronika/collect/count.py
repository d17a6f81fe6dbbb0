"""How many inputs there are, told before they are read, so that a progress bar knows what is left."""

from collections.abc import Sequence
from pathlib import Path

from khronika.collect.kinds import DOCUMENTS, LINES, PAGES, TEXTS
from khronika.collect.sources import list_addresses, list_files

_HEAD = 4096


def count_inputs(paths: Sequence[str], jsonl: str | None = None) -> int | None:
    """Return how many captures and failures `collect_files` and `collect_lines` will give, None where only they know.

    Args:
        paths: as `collect_files` takes them.
        jsonl: as `collect_lines` takes it.
    """
    if "-" in paths or jsonl == "-":
        return None
    try:
        counts = [_count(path) for path in paths] + ([_count_lines(Path(jsonl))] if jsonl else [])
    except OSError:
        return None
    return None if None in counts else sum(count or 0 for count in counts)


def _count(path: str) -> int | None:
    """Return how many inputs a file, folder or address holds, None where that is not known before it is read."""
    file = Path(path)
    if file.is_dir():
        counts = [_count(str(one)) for one in list_files(file)]
        return None if None in counts else sum(count or 0 for count in counts)
    if file.suffix.lower() in LINES and file.is_file():
        return _count_lines(file)
    if not file.is_file():
        return None if path.startswith(("http://", "https://")) else 1
    if file.suffix.lower() not in PAGES | TEXTS | DOCUMENTS.keys():
        return None
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    return None if list_addresses(head.rpartition(b"\n")[0] or head) or b"page_wrap" in head else 1


def _count_lines(path: Path) -> int:
    """Return how many lines that are not blank a file holds."""
    with path.open("rb") as stream:
        return sum(not line.isspace() for line in stream)
