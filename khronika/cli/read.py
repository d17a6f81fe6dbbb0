"""`khronika read`: what reports say, without keeping anything."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from khronika.cli.console import print_failure, print_out, show_progress, write_line
from khronika.cli.engines import EngineName, EngineOption, PipelineOption, name_engine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from khronika.extract.captures import Reasons
    from khronika.model import Capture, Failure, Report

_EPILOG = """\b
Examples:
  khronika read page.html
  khronika read note.txt --outlet "Northern Post" --published 2024-03-29
  cat page.html | khronika read - --format jsonl
  khronika read --jsonl documents.jsonl --workers 4 > out.jsonl
  khronika read page.html --format html > page-read.html
  khronika read page.html --format table --explain
"""


class ReadFormat(StrEnum):
    """How reports are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("read", epilog=_EPILOG)(read)


def read(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE...", help="Pages, texts, folders, addresses; - is standard input."),
    ] = None,  # noqa: UP045
    jsonl: Annotated[
        str | None, typer.Option(help="Read a document a line: id, text or html, url, outlet, title, published.")
    ] = None,  # noqa: UP045
    url: Annotated[Optional[str], typer.Option(help="Where the page comes from.")] = None,  # noqa: UP045
    outlet: Annotated[Optional[str], typer.Option(help="Who publishes it.")] = None,  # noqa: UP045
    published: Annotated[Optional[str], typer.Option(help="Day of publication, like 2024-03-29.")] = None,  # noqa: UP045
    format: Annotated[  # noqa: A002
        Optional[ReadFormat],  # noqa: UP045
        typer.Option(help="table for people, jsonl for programs, html for a page with the statements marked."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say for each field which words, and which rule or head, gave it.")
    ] = False,
    engine: EngineOption = EngineName.READER,
    pipeline: PipelineOption = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read; each takes a core and 400 MB.")] = 1,
) -> None:
    """Read reports and print what they say: who did what to whom, and through which chain of sources. Keeps nothing."""
    from itertools import chain

    from khronika.collect import collect_files, collect_lines, count_inputs
    from khronika.model import Failure, Given
    from khronika.model.codec import to_json

    if not files and not jsonl:
        raise typer.BadParameter("name a file, or - for standard input, or --jsonl FILE")
    given = Given(url=url, outlet=outlet, published=published)
    captures = chain(collect_files(files or [], given=given), collect_lines(jsonl) if jsonl else ())
    shown = format or (ReadFormat.TABLE if sys.stdout.isatty() and not jsonl else ReadFormat.JSONL)
    if explain and shown is ReadFormat.JSONL:
        raise typer.BadParameter("--explain is for people: choose --format table or --format html")
    failed = 0
    reports: list[Report] = []
    reasons: Reasons | None = {} if explain else None
    with show_progress("reading", lambda: count_inputs(files or [], jsonl), prints=True) as step:
        for found in _read(captures, workers, name_engine(engine, pipeline), reasons):
            step()
            failed += isinstance(found, Failure)
            if shown is ReadFormat.JSONL:
                write_line(to_json(found))
            elif isinstance(found, Failure):
                print_failure(found)
            elif shown is ReadFormat.HTML:
                reports.append(found)
            else:
                from khronika.publish import show_report

                print_out(show_report(found, (reasons or {}).get(found.id)))
    if reports:
        from khronika.publish.html_report import show_html

        sys.stdout.write(show_html(reports, reasons))
    raise typer.Exit(1 if failed else 0)


def _read(
    captures: Iterable[Capture | Failure], workers: int, engine: str, reasons: Reasons | None
) -> Iterator[Report | Failure]:
    """Give what captures say, in order, whoever reads them."""
    if workers > 1:
        from khronika.scale.workers import read_in_processes

        yield from read_in_processes(captures, workers=workers, engine=engine, reasons=reasons)
    else:
        from khronika.pipeline import read_captures

        yield from read_captures(captures, engine=engine, reasons=reasons)
