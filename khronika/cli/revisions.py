"""`khronika revisions`: what pages changed since they were first captured."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Optional

import typer

from khronika.cli.console import Format, pick_format, print_out, write_line

_EPILOG = """\b
Examples:
  khronika revisions my-chronicle
  khronika revisions my-chronicle --url https://northern-post.example/1
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("revisions", epilog=_EPILOG)(revisions)


def revisions(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    url: Annotated[Optional[str], typer.Option(help="Only of this address.")] = None,  # noqa: UP045
    format: Annotated[Optional[Format], typer.Option(help="table for people, jsonl for programs.")] = None,  # noqa: A002, UP045
) -> None:
    """Show pages that changed: which sentences went and came, which statements were added, withdrawn, corrected."""
    from khronika.model.codec import to_json
    from khronika.publish.revisions import show_revision
    from khronika.reckon.revisions import compare_reports
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        for address, held in opened.revised(url):
            for (before_at, before), (after_at, after) in pairwise(held):
                found = compare_reports(address, before, before_at, after, after_at)
                if pick_format(format) is Format.TABLE:
                    print_out(show_revision(found))
                else:
                    write_line(to_json(found))
