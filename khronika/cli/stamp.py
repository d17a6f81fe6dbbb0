"""`khronika stamp`: a proof of when a chronicle stood as it is."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from khronika.cli.console import print_note, write_line

_EPILOG = """\b
Examples:
  khronika stamp my-chronicle --tsa https://tsa.example/tsr
  khronika stamp my-chronicle --calendar https://calendar.example
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("stamp", epilog=_EPILOG)(stamp)


def stamp(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    tsa: Annotated[Optional[str], typer.Option(help="Address of a time stamping authority (RFC 3161).")] = None,  # noqa: UP045
    calendar: Annotated[Optional[str], typer.Option(help="Address of an OpenTimestamps calendar.")] = None,  # noqa: UP045
) -> None:
    """Have others attest that the log stood as it is now; they see a hash and nothing else.

    One stamp covers all that was added before. The proof is kept beside the chronicle; `khronika verify` looks whether
    it speaks of this log.
    """
    from khronika.collect.fetch import Fetcher
    from khronika.store import open_chronicle

    if not tsa and not calendar:
        raise typer.BadParameter("name an authority (--tsa) or a calendar (--calendar)")
    with open_chronicle(chronicle, write=True) as opened, Fetcher() as fetcher:
        for path in opened.stamp(fetcher, tsa=tsa, calendar=calendar):
            write_line(str(path))
    print_note("docs/howto/stamp.md says how to check a proof without Khronika")
