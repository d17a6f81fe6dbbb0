"""`khronika locked`: the confidential reports of a chronicle."""

from __future__ import annotations

import json
from typing import Annotated, Optional

import typer

from khronika.cli.console import Format, pick_format, print_note, print_out, write_line

_EPILOG = """\b
Examples:
  khronika locked my-chronicle
  KHRONIKA_KEY=/media/stick/khronika.key khronika locked my-chronicle
  KHRONIKA_KEY=/media/stick/khronika.key khronika locked my-chronicle 3fa9
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("locked", epilog=_EPILOG)(locked)


def locked(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    name: Annotated[Optional[str], typer.Argument(help="Show one: its name, or the beginning of it.")] = None,  # noqa: UP045
    format: Annotated[Optional[Format], typer.Option(help="table for people, jsonl for programs.")] = None,  # noqa: A002, UP045
) -> None:
    """List the confidential reports: without the key that they are there, with it what they say."""
    from khronika.errors import StoreError
    from khronika.model.codec import to_dict
    from khronika.publish import show_report
    from khronika.publish.locked import locked_table
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        found = list(opened.locked(name or ""))
    if name and not found:
        raise StoreError("no confidential report with this name", about=name)
    if pick_format(format) is Format.TABLE and not name:
        print_out(locked_table(found))
    elif pick_format(format) is Format.TABLE:
        for _, report in found:
            print_out(show_report(report) if report else locked_table(found))
    else:
        for held, report in found:
            row = {"name": held.name, "added": held.at, "bytes": held.size, "report": report and to_dict(report)}
            write_line(json.dumps(row, ensure_ascii=False))
    if found and found[0][1] is None:
        print_note("closed: name the file of the secret key in KHRONIKA_KEY to open them")
