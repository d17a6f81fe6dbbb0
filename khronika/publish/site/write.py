"""Writes a site into a folder: only what changed, whole files, and nothing that another program put there."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from khronika.errors import PublishError, reason_of
from khronika.model.record import record

SUMS = "SHA256SUMS"


@record
class Written:
    """How many files a site has, and what writing it changed."""

    files: int
    written: int
    removed: int


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Write files by path under a folder and remove those that an earlier site left there.

    Raises:
        PublishError: the folder holds something else, or cannot be written.
    """
    try:
        held = _read_sums(folder)
        sums: dict[str, str] = {}
        written = 0
        if not held:
            _write(folder / SUMS, b"")  # a run that is cut short can be repeated
        for name, payload in files:
            sums[name] = hashlib.sha256(payload).hexdigest()
            path = folder / name
            if held.get(name) != sums[name] or not path.is_file():
                _write(path, payload)
                written += 1
        gone = [name for name in held if name not in sums and ".." not in Path(name).parts]
        for name in gone:
            (folder / name).unlink(missing_ok=True)
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
        _write(folder / SUMS, listed.encode())
    except OSError as error:
        raise PublishError(reason_of(error), about=str(error.filename or folder)) from None
    return Written(files=len(sums), written=written, removed=len(gone))


def _read_sums(folder: Path) -> dict[str, str]:
    """Return the files of the site that a folder holds.

    Raises:
        PublishError: it holds files but no site.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sums = folder / SUMS
    if not sums.exists():
        if any(folder.iterdir()):
            raise PublishError("is not empty and holds no site of Khronika; give another folder", about=str(folder))
        return {}
    pairs = (line.split("  ", 1) for line in sums.read_text(encoding="utf8").splitlines())
    return {name: digest for digest, name in pairs}


def _write(path: Path, payload: bytes) -> None:
    """Write a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(payload)
    os.replace(part, path)
