"""`khronika publish`: a chronicle as a static site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from khronika.cli.console import print_note
from khronika.cli.public import read_all

_EPILOG = """\b
Examples:
  khronika publish my-chronicle site
  khronika publish my-chronicle site --policy publish.yaml
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("publish", epilog=_EPILOG)(publish)


def publish(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    out: Annotated[Path, typer.Argument(help="Folder of the site: a new one, or one that an earlier run made.")],
    policy: Annotated[
        Optional[Path], typer.Option(help="YAML file with title, address, names, embargoes: see the docs.")  # noqa: UP045
    ] = None,
) -> None:
    """Write a static site that works without a server; nothing is written while a citation does not hold."""
    from datetime import UTC, datetime

    from khronika.model import DecisionKind
    from khronika.publish.citations import check_citations
    from khronika.publish.site import make_release, make_site, read_release, write_files
    from khronika.publish.tier import make_public
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        told, events, reports, archived = read_all(opened, policy)
        corrected = {(d.report, d.statement) for d in opened.decisions() if d.kind is DecisionKind.CORRECT}
    false = list(check_citations(events, reports, corrected))
    for one in false:
        print_note(f"khronika: {one}")
    if false:
        print_note("khronika: nothing is published until these citations hold")
        raise typer.Exit(1)
    today = datetime.now(UTC).date()
    public = list(make_public(events, reports, told, today=today, archived=archived))
    release = make_release(public, read_release(out), day=today.isoformat())
    written = write_files(out, make_site(public, told, release))
    print_note(
        f"{len(public)} events, {written.files} files, {written.written} written, {written.removed} removed: {out}"
    )
