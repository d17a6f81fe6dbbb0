"""`khronika schema`: the JSON Schema of what is printed."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from khronika.cli.console import write_line

_EPILOG = """\b
Examples:
  khronika schema report > report.schema.json
"""


class Record(StrEnum):
    """Records that have a schema."""

    REPORT = "report"
    STATEMENT = "statement"
    EVENT = "event"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("schema", epilog=_EPILOG)(schema)


def schema(record: Annotated[Record, typer.Argument(help="Which record.")]) -> None:
    """Print the JSON Schema of a record as `read` and `events` print it."""
    from khronika.model import Event, Report, Statement
    from khronika.model.codec import json_schema

    kinds = {Record.REPORT: Report, Record.STATEMENT: Statement, Record.EVENT: Event}
    write_line(json.dumps(json_schema(kinds[record]), indent=2, ensure_ascii=False))
