"""The `khronika` command. Imports of stages wait until a command runs, so that help comes at once."""

import gc
import sys
from types import ModuleType
from typing import Annotated

import typer

from khronika import __version__
from khronika.cli import (
    add,
    backup,
    desk,
    digest,
    doctor,
    evaluate,
    events,
    export,
    import_,
    key,
    link,
    locked,
    publish,
    read,
    redact,
    reports,
    revisions,
    scale,
    schema,
    show,
    stamp,
    verify,
    wacz,
    watch,
)
from khronika.errors import KhronikaError

_EPILOG = """\b
Begin here:
  khronika read page.html            what one page says, and who says so
  khronika add my-chronicle pages/   keep pages, link them into events
  khronika events my-chronicle       the events, in time order
  khronika show my-chronicle e3f     one event: figures, chains, words
"""

_SELDOM = 100_000
"""Objects that are made before the collector looks for rings: tables of many rows are read at the start, and stay."""

app = typer.Typer(
    name="khronika",
    help="Turn messy pages and field reports into a chronicle: "
    "who did what to whom, where, when, how many, and who says so.",
    epilog=_EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    read,
    add,
    link,
    reports,
    revisions,
    events,
    show,
    export,
    import_,
    publish,
    digest,
    desk,
    evaluate,
    verify,
    backup,
    doctor,
    wacz,
    watch,
    scale,
    key,
    locked,
    redact,
    stamp,
    schema,
):
    command.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"khronika {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Hold what goes before the command's name."""


def _leave_out_foreign_commands() -> None:
    """Keep spaCy from loading its own command line: 400 modules, a third of what importing it takes.

    Its package asks for one function of it, `spacy.info`, which no command here calls.
    """
    stand_in = ModuleType("spacy.cli.info")
    vars(stand_in)["info"] = None
    sys.modules[stand_in.__name__] = stand_in


def main() -> None:
    """Run the command line; what a user can mend is told in one line, exit status 1."""
    gc.set_threshold(_SELDOM)
    _leave_out_foreign_commands()
    try:
        app()
    except KhronikaError as error:
        print(f"khronika: {error}", file=sys.stderr)  # noqa: T201 - the command's own voice
        sys.exit(1)
    finally:
        gc.freeze()  # else the collector goes through all of it once more before the process ends
