"""`khronika desk`: the place where people review what the reader found."""

from __future__ import annotations

import getpass
from typing import Annotated, Optional

import typer

from khronika.cli.console import print_note

_EPILOG = """\b
Example:
  khronika desk my-chronicle
Open the address that is printed. It works for this run and on this machine alone.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("desk", epilog=_EPILOG)(desk)


def desk(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8400,
    who: Annotated[Optional[str], typer.Option(help="Who decides, as the log will say.")] = None,  # noqa: UP045
) -> None:
    """Open the desk: review statements, correct them, join and part events, all by keyboard."""
    from khronika.desk.serve import make_desk, serve

    opened = make_desk(chronicle, port=port, who=who or getpass.getuser())
    print_note(f"The desk is open at {opened.address}\nStop it with Ctrl-C.")
    serve(opened, port=port)
