"""`khronika import`: take back a CSV that people have edited."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated, Optional

import typer

from khronika.cli.console import print_note

_EPILOG = """\b
Examples:
  khronika export my-chronicle --output statements.csv
  khronika import my-chronicle statements.csv
What was changed in the columns act, status, min, max, from and to becomes decisions; all else is left alone.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("import", epilog=_EPILOG)(import_)


def import_(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    file: Annotated[Path, typer.Argument(help="CSV that `khronika export` wrote and people edited.")],
    who: Annotated[Optional[str], typer.Option(help="Who edited it, as the log will say.")] = None,  # noqa: UP045
) -> None:
    """Keep the edits of a CSV as decisions, all or none, and link anew; what the reader found stays beside them."""

    from khronika.errors import PublishError, reason_of
    from khronika.pipeline import link_chronicle
    from khronika.publish.reimport import count_fields, read_edits
    from khronika.store import open_chronicle
    from khronika.values.clock import utc_now

    at = utc_now()
    with open_chronicle(chronicle, write=True) as opened:
        reports = {stored.report.id: stored for stored in opened.reports()}
        try:
            with file.open(encoding="utf-8-sig", newline="") as stream:
                edits = read_edits(stream, reports, who=who or getpass.getuser(), at=at, name=file.name)
                decisions = list(edits)
        except OSError as error:
            raise PublishError(reason_of(error), about=str(file)) from None
        except UnicodeDecodeError:
            raise PublishError("is not UTF-8; save it as CSV UTF-8", about=str(file)) from None
        opened.decide_all(decisions)
        if decisions:
            link_chronicle(opened)
    counts = ", ".join(f"{number} of {field}" for field, number in count_fields(decisions).items())
    print_note(f"{len(decisions)} corrections{f': {counts}' if counts else ''}")
