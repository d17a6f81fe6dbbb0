"""`khronika doctor`: what is wrong here, and what to do about it."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from khronika.cli.console import write_line

_EPILOG = """\b
Examples:
  khronika doctor
  khronika doctor my-chronicle
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("doctor", epilog=_EPILOG)(doctor)


def doctor(
    chronicle: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(help="Folder of a chronicle, or a database URL; without it the program alone is looked at."),
    ] = None,
) -> None:
    """Look at the program, and at a chronicle, and say in a line each what is fine, what is wrong and what to do."""
    from khronika.doctor import State, check_chronicle, check_installation

    bad = False
    for found in (*check_installation(), *(check_chronicle(chronicle) if chronicle else ())):
        write_line(f"{found.state.value:<6}{found.about}: {found.words}")
        bad = bad or found.state is State.WRONG
    raise typer.Exit(1 if bad else 0)
