"""`khronika key`: a key for what is confidential."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khronika.cli.console import print_note, write_line

_EPILOG = """\b
Examples:
  khronika key /media/stick/khronika.key
  khronika key /media/stick/khronika.key > khronika.pub
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("key", epilog=_EPILOG)(key)


def key(
    output: Annotated[str, typer.Argument(metavar="FILE", help="File to write, outside every chronicle; a new one.")],
) -> None:
    """Make an age key that locks and opens what is confidential, and print its public half, which only locks."""
    from khronika.store.keys import make_key

    write_line(make_key(Path(output)))
    print_note(f"without {output} nobody opens what is locked with it: keep a copy where nobody looks")
