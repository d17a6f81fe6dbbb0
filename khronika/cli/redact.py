"""`khronika redact`: a person's name out of a chronicle."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from khronika.cli.console import print_note, write_line

_EPILOG = """\b
Examples:
  khronika redact my-chronicle - < name.txt
  khronika redact my-chronicle "Mirbek Testov"
The second leaves the name in the history of your shell.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("redact", epilog=_EPILOG)(redact)


def redact(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    name: Annotated[str, typer.Argument(help="The whole name as reports write it; - reads it from standard input.")],
) -> None:
    """Take a person's name out of texts, captures, statements, events, search and log, for good.

    What stays is a commitment to it. The salt, with which it can be shown whom that is about, is printed and kept
    nowhere.
    """
    from khronika.errors import StoreError
    from khronika.pipeline import redact_name
    from khronika.store import open_chronicle

    words = " ".join((sys.stdin.read() if name == "-" else name).split())
    if not words:
        raise StoreError("name somebody", about="standard input")
    with open_chronicle(chronicle, write=True) as opened:
        done = redact_name(opened, words)
    print_note(f"taken out of {done.reports} reports, {done.captures} captures, {done.entries} entries of the log")
    for line in done.left:
        print_note(f"it still stands in {line}")
    write_line(f"commitment {done.commitment}")
    write_line(f"salt {done.salt}")
