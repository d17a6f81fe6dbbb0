"""`khronika watch`: feeds on a schedule, and which of them went quiet."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khronika.cli.archive import ask_archive
from khronika.cli.console import print_failure, print_note, print_out

if TYPE_CHECKING:
    from khronika.collect.fetch import Fetcher
    from khronika.collect.ledger import Ledger

_EPILOG = """\b
Examples:
  khronika watch my-chronicle sources.txt
  khronika watch my-chronicle sources.txt --every 60
  khronika watch my-chronicle sources.txt --once
  khronika coverage my-chronicle
"""


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("watch", epilog=_EPILOG)(watch)
    app.command("coverage", epilog=_EPILOG)(coverage)


def watch(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, made if it is not there.")],
    sources: Annotated[str, typer.Argument(help="File with the addresses of feeds, sitemaps and pages, one a line.")],
    every: Annotated[float, typer.Option(help="Minutes between two looks.", min=1)] = 30.0,
    once: Annotated[bool, typer.Option("--once", help="Look once and stop.")] = False,
    archive: Annotated[
        bool, typer.Option("--archive", help="Ask the archive that KHRONIKA_ARCHIVE names for a copy of each page.")
    ] = False,
) -> None:
    """Look at feeds again and again, add what is new, and keep a ledger of what each gave and what was discarded."""
    from khronika.collect.sources import list_addresses
    from khronika.errors import CollectError, KhronikaError

    addresses = list_addresses(Path(sources).read_bytes()) if Path(sources).is_file() else ()
    if not addresses:
        raise CollectError("names no address; it is to hold one a line", about=sources)
    while True:
        began = time.monotonic()
        try:
            _look(chronicle, addresses, archive)
        except KhronikaError as error:
            if once:
                raise
            print_note(f"khronika: {error}; tried again at the next look")
        if once:
            return
        time.sleep(max(0.0, every * 60 - (time.monotonic() - began)))


def _look(chronicle: str, addresses: tuple[str, ...], archive: bool) -> None:
    """Look at each source once. The chronicle is free for others between two sources."""
    from khronika.collect.fetch import Fetcher
    from khronika.collect.ledger import read_ledger, write_ledger
    from khronika.store import open_chronicle

    with Fetcher() as fetcher:
        for url in addresses:
            with open_chronicle(chronicle, create=True, write=True) as opened:
                ledger = read_ledger(opened.home)
                told = _look_at(url, ledger, fetcher, opened, archive)
                write_ledger(opened.home, ledger)
            print_note(f"{url}: {told}")


def _look_at(url: str, ledger: Ledger, fetcher: Fetcher, opened: object, archive: bool) -> str:
    """Add what is new of one source, write its counts into the ledger, and return them in words."""
    from khronika.collect.watching import collect_new
    from khronika.pipeline import add_captures

    source = ledger.source(url)
    found = collect_new(url, source, fetcher)
    result = add_captures(opened, ask_archive(found) if archive else found)  # type: ignore[arg-type]
    day = source.today()
    day.added += result.added
    day.already += result.already
    for failure in result.failed:
        day.discarded[failure.error[:120]] = day.discarded.get(failure.error[:120], 0) + 1
        print_failure(failure)
    return f"{result.added} added, {result.already} already there, {len(result.failed)} failed"


def coverage(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
) -> None:
    """Show which watched sources went quiet, what each gave, and what was discarded by which rule."""
    from khronika.collect.ledger import read_ledger
    from khronika.publish.coverage import coverage_table
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        print_out(coverage_table(read_ledger(opened.home)))
