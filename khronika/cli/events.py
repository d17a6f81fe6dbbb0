"""`khronika events`: the events of a chronicle, in time order."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from khronika.cli.console import Format, make_console, pick_format, print_out, write_line

_EPILOG = """\b
Examples:
  khronika events my-chronicle
  khronika events my-chronicle --format jsonl > events.jsonl
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("events", epilog=_EPILOG)(events)


def events(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    format: Annotated[Optional[Format], typer.Option(help="table for people, jsonl for programs.")] = None,  # noqa: A002, UP045
) -> None:
    """List the events of a chronicle in time order: what, where, how many, from how many sources, and the verdict."""
    from khronika.model.codec import to_json
    from khronika.publish import events_table
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        if pick_format(format) is Format.TABLE:
            print_out(events_table(list(opened.events()), width=make_console().width))
            return
        for event in opened.events():
            write_line(to_json(event))
