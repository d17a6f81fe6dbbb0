"""`khronika export`: a chronicle as tables for other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

_EPILOG = """\b
Examples:
  khronika export my-chronicle --format csv --output statements.csv
  khronika export my-chronicle --format jsonl > events.jsonl
"""


class ExportFormat(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSONL = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("export", epilog=_EPILOG)(export)


def export(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    format: Annotated[
        ExportFormat, typer.Option(help="csv: a row for each statement; jsonl: an event a line.")
    ] = ExportFormat.CSV,  # noqa: A002
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="File to write; standard output without it.")
    ] = None,  # noqa: UP045
) -> None:
    """Write the events of a chronicle with their statements for a spreadsheet or a program."""
    from pathlib import Path

    from khronika.errors import PublishError
    from khronika.publish import export_csv, export_jsonl
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        events = list(opened.events())
        reports = {stored.report.id: stored for stored in opened.reports()}
        try:
            stream = Path(output).open("w", encoding="utf8", newline="") if output else sys.stdout
        except OSError as error:
            raise PublishError((error.strerror or str(error)).lower(), about=output) from None
        if format is ExportFormat.CSV:
            export_csv(events, reports, stream)
        else:
            export_jsonl(events, stream)
        if output:
            stream.close()
