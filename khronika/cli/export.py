"""`khronika export`: a chronicle for other programs."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from khronika.cli.console import print_note
from khronika.cli.public import read_public

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khronika.publish.exports import Made

_EPILOG = """\b
Examples:
  khronika export my-chronicle --format csv --output statements.csv
  khronika export my-chronicle --format jsonl > events.jsonl
  khronika export my-chronicle --format esf --output esf/ --policy publish.yaml
csv and jsonl hold everything; the others hold what the policy lets out, and say what their format loses.
"""


class ExportFormat(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    ESF = "esf"
    PLOVER = "plover"
    ACLED = "acled"
    UCDP = "ucdp"
    FTM = "ftm"
    CLAIMS = "claims"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("export", epilog=_EPILOG)(export)


def export(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    format: Annotated[  # noqa: A002
        ExportFormat, typer.Option(help="csv: a row for each statement; jsonl: an event a line; others: see the docs.")
    ] = ExportFormat.CSV,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", help="File, or folder where a format has several files; else standard output."),
    ] = None,
    policy: Annotated[
        Optional[Path], typer.Option(help="YAML file that says what may leave; not for csv and jsonl.")  # noqa: UP045
    ] = None,
) -> None:
    """Write the events of a chronicle with their statements for a spreadsheet or a program."""
    from datetime import UTC, datetime

    from khronika.publish.exports import EXPORTS

    if format in {ExportFormat.CSV, ExportFormat.JSONL}:
        if policy is not None:
            raise typer.BadParameter("csv and jsonl hold everything; choose another format, or leave --policy out")
        _write_all(chronicle, format, output)
    else:
        _, events = read_public(chronicle, policy, today=datetime.now(UTC).date())
        _write_files(EXPORTS[format](events), format, output)


def _write_all(chronicle: str, kind: ExportFormat, output: Path | None) -> None:
    """Write the two formats that hold all that a chronicle holds."""
    from khronika.publish import export_csv, export_jsonl
    from khronika.publish.exports import Made
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        events = list(opened.events())
        is_csv = kind is ExportFormat.CSV
        reports = {stored.report.id: stored for stored in opened.reports(events)} if is_csv else {}
    with _naming(output):
        stream = output.open("w", encoding="utf8", newline="") if output else sys.stdout
        if is_csv:
            export_csv(events, reports, stream)
        else:
            export_jsonl(events, stream)
        if output:
            stream.close()
    say_losses(kind, Made({}, sum(len(event.statements) for event in events) if is_csv else len(events)))


@contextmanager
def _naming(output: Path | None) -> Iterator[None]:
    """Name what cannot be written in the error; a reader that has gone away is no fault of the output.

    Raises:
        PublishError: see there.
    """
    from khronika.errors import PublishError, reason_of

    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise PublishError(reason_of(error), about=str(output or "standard output")) from None


def say_losses(kind: str, made: Made) -> None:
    """Say on standard error how much was written, and what the format loses."""
    from khronika.publish.exports import report_losses

    print_note(f"{made.rows} records. What {kind} does not carry:")
    for sentence in report_losses(kind, made):
        print_note(f"- {sentence}")


def _write_files(made: Made, kind: ExportFormat, output: Path | None) -> None:
    """Write an export's files and say what its format loses."""
    (name, payload), *more = made.files.items()
    if output is None and more:
        raise typer.BadParameter(f"{kind} has several files; name a folder with --output")
    with _naming(output):
        if output is None:
            sys.stdout.buffer.write(payload)
        elif more:
            output.mkdir(parents=True, exist_ok=True)
            for name, payload in made.files.items():
                (output / name).write_bytes(payload)
        else:
            output.write_bytes(payload)
    say_losses(kind, made)
