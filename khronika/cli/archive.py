"""`--archive`: copies at the archive that a setting names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from khronika.model import Capture, Failure


def ask_archive(captures: Iterable[Capture | Failure]) -> Iterator[Capture | Failure]:
    """Give captures with the addresses of the copies that the archive takes of them."""
    from khronika.collect.copies import ask_copies, make_asker
    from khronika.settings import ARCHIVE

    if ARCHIVE is None:
        raise typer.BadParameter("name the address at which an archive takes copies in KHRONIKA_ARCHIVE")
    return ask_copies(captures, ARCHIVE, make_asker())
