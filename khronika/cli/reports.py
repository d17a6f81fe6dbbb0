"""`khronika reports`: the reports that a chronicle holds."""

from __future__ import annotations

import json
from typing import Annotated, Any, Optional

import typer

from khronika.cli.console import Format, pick_format, print_out, write_line

_EPILOG = """\b
Examples:
  khronika reports my-chronicle
  khronika reports my-chronicle --format jsonl | jq .title
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("reports", epilog=_EPILOG)(reports)


def reports(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    format: Annotated[Optional[Format], typer.Option(help="table for people, jsonl for programs.")] = None,  # noqa: A002, UP045
) -> None:
    """List the reports of a chronicle, with the events that each tells of and what it is a copy of."""
    from khronika.publish import reports_table
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        if pick_format(format) is Format.TABLE:
            print_out(reports_table(list(opened.reports())))
            return
        for stored in opened.reports():
            report = stored.report
            row: dict[str, Any] = {
                "id": report.id,
                "url": report.url,
                "outlet": report.outlet,
                "title": report.title,
                "published": report.published.value,
            }
            row |= {"text": report.text, "events": list(stored.events), "copy_of": stored.copy_of}
            write_line(json.dumps(row, ensure_ascii=False))
