"""`khronika add`: capture, read, keep and link."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from khronika.cli.archive import ask_archive
from khronika.cli.console import print_failure, print_note, show_progress
from khronika.cli.engines import EngineName, EngineOption, PipelineOption, name_engine

_EPILOG = """\b
Examples:
  khronika add my-chronicle pages/
  khronika add my-chronicle https://example.org/feed.xml
  khronika add my-chronicle crawl.wacz mailbox.mbox notes/
  khronika add my-chronicle --jsonl documents.jsonl
  KHRONIKA_KEY=/media/stick/khronika.key khronika add my-chronicle interviews/ --confidential
Adding the same thing twice changes nothing.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("add", epilog=_EPILOG)(add)


def add(
    chronicle: Annotated[
        str, typer.Argument(help="Folder of the chronicle, made if it is not there, or a database URL.")
    ],
    inputs: Annotated[Optional[list[str]], typer.Argument(metavar="FILE|URL|DIR|-...", help="What to add.")] = None,  # noqa: UP045
    jsonl: Annotated[
        str | None, typer.Option(help="Add a document a line: id, text or html, url, outlet, title, published.")
    ] = None,  # noqa: UP045
    outlet: Annotated[Optional[str], typer.Option(help="Who publishes the inputs.")] = None,  # noqa: UP045
    published: Annotated[Optional[str], typer.Option(help="Day of publication, like 2024-03-29.")] = None,  # noqa: UP045
    confidential: Annotated[
        bool, typer.Option("--confidential", help="Keep all inputs locked, with the key that KHRONIKA_KEY names.")
    ] = False,
    archive: Annotated[
        bool, typer.Option("--archive", help="Ask the archive that KHRONIKA_ARCHIVE names for a copy of each page.")
    ] = False,
    engine: EngineOption = EngineName.READER,
    pipeline: PipelineOption = None,
) -> None:
    """Add pages, texts and documents to a chronicle, and link their statements into events."""
    from collections.abc import Iterable
    from dataclasses import replace
    from itertools import chain

    from khronika.collect import collect_files, collect_lines, count_inputs
    from khronika.model import Capture, Failure, Given
    from khronika.pipeline import add_captures
    from khronika.store import open_chronicle

    if not inputs and not jsonl:
        raise typer.BadParameter("name something to add, or --jsonl FILE")
    given = Given(outlet=outlet, published=published)
    captures: Iterable[Capture | Failure] = chain(
        collect_files(inputs or [], given=given), collect_lines(jsonl) if jsonl else ()
    )
    if confidential:
        captures = (replace(c, confidential=True) if isinstance(c, Capture) else c for c in captures)
    if archive:
        captures = ask_archive(captures)
    bar = show_progress("adding", lambda: count_inputs(inputs or [], jsonl), prints=False)
    with open_chronicle(chronicle, create=True, write=True) as opened, bar as step:
        result = add_captures(opened, captures, engine=name_engine(engine, pipeline), progress=step)
    for failure in result.failed:
        print_failure(failure)
    told = f"{result.added} added, {result.already} already there, {len(result.failed)} failed; {result.events} events"
    print_note(told)
    raise typer.Exit(1 if result.failed else 0)
