"""`khronika show`: one event as a person wants to read it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from khronika.cli.console import make_console, print_out, write_line

_EPILOG = """\b
Examples:
  khronika show my-chronicle e3f09a
  khronika show my-chronicle e3f09a --format json
The beginning of an id is enough where only one event has it.
"""


class ShowFormat(StrEnum):
    """How an event is printed."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("show", epilog=_EPILOG)(show)


def show(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    event: Annotated[str, typer.Argument(help="Id of the event, or the beginning of it.")],
    format: Annotated[ShowFormat, typer.Option(help="text for people, json for programs.")] = ShowFormat.TEXT,  # noqa: A002
) -> None:
    """Print one event: its verdict and why, a chart of its figures, its sources as a tree, and their words."""
    from khronika.model.codec import to_json
    from khronika.publish import show_event
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        found = opened.event(event)
        if format is ShowFormat.JSON:
            write_line(to_json(found))
            return
        wanted = {s.report for s in found.statements}
        reports = {s.report.id: s for s in opened.reports() if s.report.id in wanted}
        print_out(show_event(found, reports, width=make_console().width))
