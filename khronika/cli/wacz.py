"""`khronika wacz`: the captures of a chronicle for replay tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from khronika.cli.export import say_losses

_EPILOG = """\b
Examples:
  khronika wacz my-chronicle my-chronicle.wacz
"""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("wacz", epilog=_EPILOG)(wacz)


def wacz(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    output: Annotated[str, typer.Argument(help="File to write; it must not be there.")],
) -> None:
    """Write all captures as one WACZ file, which tools that replay web archives open."""
    from khronika.publish.exports import Made
    from khronika.store import open_chronicle
    from khronika.store.wacz import write_wacz
    from khronika.values.clock import utc_now

    with open_chronicle(chronicle) as opened:
        now = utc_now()
        pages = write_wacz(opened.home / "captures", Path(output), now)
    say_losses("wacz", Made({}, pages))
