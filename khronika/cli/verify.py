"""`khronika verify`: whether everything in a chronicle still holds."""

from __future__ import annotations

from typing import Annotated

import typer

from khronika.cli.console import print_note, write_line

_EPILOG = """\b
Examples:
  khronika verify my-chronicle && echo sound
  khronika verify my-chronicle --claims > claims.txt
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("verify", epilog=_EPILOG)(verify)


def verify(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    claims: Annotated[
        bool, typer.Option("--claims", help="Print what is claimed of each capture: what it proves and what not.")
    ] = False,
) -> None:
    """Check every hash, the log's chain and every quoted span; print a line for each thing that does not hold."""
    from khronika.store import open_chronicle, verify_location

    findings = 0
    for line in verify_location(chronicle):
        findings += 1
        write_line(line)
    if not findings:
        with open_chronicle(chronicle) as opened:
            checked, locked = opened.count_reports(), opened.count_locked()
            if locked:
                did = "opened and checked" if opened.key and opened.key.opens else "whole, and not opened"
                print_note(f"confidential reports: {locked}, {did}")
            for sha256, url, words in opened.claims() if claims else ():
                write_line(f"{sha256} {url or '-'} {words}")
            for at, commitment, reports in opened.redacted():
                print_note(f"redacted on {at[:10]}: a name in {reports} reports, commitment {commitment}")
            for stamp in opened.stamps():
                when = f"stood on {stamp.at}" if stamp.at else "is promised a block"
                print_note(f"{stamp.file}: the log up to entry {stamp.entry} {when}; check who says so")
        print_note(f"everything holds: {checked} reports")
    raise typer.Exit(1 if findings else 0)
