"""`khronika digest`: a short briefing."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from khronika.cli.console import write_line
from khronika.cli.public import read_public

_EPILOG = """\b
Examples:
  khronika digest my-chronicle --since 7d
  khronika digest my-chronicle --since 2024-03-29 --format html > briefing.html
"""


class DigestFormat(StrEnum):
    """What a briefing is written as."""

    MD = "md"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("digest", epilog=_EPILOG)(digest)


def digest(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    since: Annotated[str, typer.Option(help="First day of publication: 2024-03-29, or 7d for the last seven days.")],
    format: Annotated[DigestFormat, typer.Option(help="Markdown or a page for a mail.")] = DigestFormat.MD,  # noqa: A002
    policy: Annotated[Optional[Path], typer.Option(help="YAML file that says what may leave.")] = None,  # noqa: UP045
) -> None:
    """Write what is new, which figures moved, what is contested and which sources fell silent."""
    from datetime import UTC, datetime

    from khronika.publish.digest import digest_html, digest_markdown, make_digest

    today = datetime.now(UTC).date()
    first = _first_day(since, today.isoformat())
    told, public = read_public(chronicle, policy, today=today)
    write = digest_html if format is DigestFormat.HTML else digest_markdown
    made = make_digest(public, title=told.title, since=first)
    write_line(write(made, address=str(told.address) if told.address else None).rstrip())


def _first_day(since: str, today: str) -> str:
    """Return the ISO day that "7d" or a day stands for."""
    from datetime import date, timedelta

    try:
        if since.endswith("d"):
            return (date.fromisoformat(today) - timedelta(days=int(since[:-1]))).isoformat()
        return date.fromisoformat(since).isoformat()
    except (ValueError, OverflowError):
        raise typer.BadParameter("give a day like 2024-03-29, or days like 7d", param_hint="--since") from None
