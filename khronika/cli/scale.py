"""`khronika scale`: read and link on many machines, and take the result into a chronicle."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from khronika.cli.console import print_note
from khronika.cli.engines import EngineName, EngineOption, PipelineOption, name_engine
from khronika.errors import KhronikaError

_EPILOG = """\b
Examples:
  khronika scale read crawl/ readings/
  khronika scale read crawl/ readings/ --master spark://head.example:7077
  khronika scale link readings/ events/
  khronika scale load readings/ my-chronicle
Run the same again after a failure: what is done is not done twice.
"""


class Action(StrEnum):
    """What is to be done."""

    READ = "read"
    LINK = "link"
    LOAD = "load"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("scale", epilog=_EPILOG)(scale)


def scale(
    action: Annotated[
        Action,
        typer.Argument(
            help="read: WARC, JSON Lines or Parquet into a folder of Parquet. link: such a folder into events. "
            "load: such a folder into a chronicle."
        ),
    ],
    source: Annotated[str, typer.Argument(metavar="IN", help="File or folder that all machines see under this name.")],
    target: Annotated[str, typer.Argument(metavar="OUT", help="Folder; for load a chronicle.")],
    master: Annotated[str, typer.Option(help="Spark's master URL; local[4] is four processes here.")] = "local[*]",
    engine: EngineOption = EngineName.READER,
    pipeline: PipelineOption = None,
) -> None:
    """Read and link millions of pages with Spark, by the same rules as on one machine."""
    from khronika.scale import assert_parquet

    assert_parquet()
    if action is Action.READ:
        _read(source, Path(target), master, name_engine(engine, pipeline))
    elif action is Action.LINK:
        from khronika.scale.run_link import link_at_scale

        print_note(f"{link_at_scale(Path(source), Path(target), master=master)} events")
    else:
        _load(Path(source), target)


def _read(source: str, target: Path, master: str, engine: str) -> None:
    from khronika.scale.reading import SET_ASIDE
    from khronika.scale.run_read import read_at_scale

    count, failed = read_at_scale(source, target, master=master, engine=engine)
    if failed:
        raise KhronikaError(f"{failed} of {count} records were set aside; reasons in {SET_ASIDE}", about=str(target))
    print_note(f"{count} records read")


def _load(source: Path, location: str) -> None:
    from khronika.pipeline import link_chronicle
    from khronika.scale.loading import load_read
    from khronika.store import open_chronicle

    with open_chronicle(location, create=True, write=True) as chronicle:
        done = load_read(source, chronicle)
        link_chronicle(chronicle)
        told = f"{done.added} added, {done.already} already there, {done.failed} set aside"
        print_note(f"{told}; {chronicle.count_events()} events")
