"""`khronika show`: one event as a person wants to read it."""

from __future__ import annotations

from typing import Annotated

import typer

from khronika.cli.console import make_console, print_out

_EPILOG = """\b
Examples:
  khronika show my-chronicle e3f09a
The beginning of an id is enough where only one event has it.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("show", epilog=_EPILOG)(show)


def show(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    event: Annotated[str, typer.Argument(help="Id of the event, or the beginning of it.")],
) -> None:
    """Print one event: its figures by source, the chain of each statement, and the words that they stand on."""
    from khronika.publish import show_event
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        found = opened.event(event)
        wanted = {s.report for s in found.statements}
        reports = {s.report.id: s for s in opened.reports() if s.report.id in wanted}
        print_out(show_event(found, reports, width=make_console().width))
