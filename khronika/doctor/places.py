"""Folders: whether they can be written, and how much room is left."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from khronika.doctor.finding import Finding, fine, note, wrong

LEAST_FREE = 200_000_000
"""Bytes below which a disk is as good as full: one file of captures, and room for the database to write."""
LITTLE_FREE = 2_000_000_000
"""Bytes below which it is time to make room."""


def check_folder(about: str, folder: Path) -> Iterator[Finding]:
    """Give whether files can be written in a folder, or where it would be made, and how much room there is."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if os.access(there, os.W_OK | os.X_OK):
        yield fine(about, f"{folder} can be written" if there == folder else f"{folder} can be made")
    else:
        yield wrong(about, f"{there} cannot be written; change its owner or rights, or mount it for writing")
    yield _check_room(about, there)


def _check_room(about: str, folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:.1f} GB free on the disk of {folder}"
    if free < LEAST_FREE:
        return wrong(about, f"{told}: make room before anything is added")
    return note(about, f"{told}: make room soon") if free < LITTLE_FREE else fine(about, told)
