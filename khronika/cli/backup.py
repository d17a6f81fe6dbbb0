"""`khronika backup` and `khronika restore`: a chronicle as one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khronika.cli.console import print_note

_BACKUP = """\b
Example:
  khronika backup my-chronicle my-chronicle-2024-04-02.zip
"""
_RESTORE = """\b
Example:
  khronika restore my-chronicle-2024-04-02.zip my-chronicle && khronika verify my-chronicle
"""


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("backup", epilog=_BACKUP)(backup)
    app.command("restore", epilog=_RESTORE)(restore)


def backup(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle.")],
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The backup, a new file.")],
) -> None:
    """Write a chronicle into one file, as it is at this moment; others may go on working with it."""
    from khronika.store.backup import backup_chronicle

    count = backup_chronicle(chronicle, out)
    print_note(f"backed up {count} reports: {out}, {out.stat().st_size / 1e6:.1f} MB")


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    chronicle: Annotated[Path, typer.Argument(help="Folder of the chronicle, which must be new or empty.")],
) -> None:
    """Make a chronicle anew from a backup, each part checked against its hash."""
    from khronika.store.backup import restore_chronicle

    print_note(f"restored {restore_chronicle(file, chronicle)} reports: {chronicle}")
