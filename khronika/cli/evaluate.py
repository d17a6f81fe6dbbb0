"""`khronika evaluate`: the reader's score against what people decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from khronika.cli.console import Format, pick_format, print_note, print_out, write_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from khronika.evaluate.reviewed import Share

_EPILOG = """\b
Examples:
  khronika evaluate my-chronicle
  khronika evaluate my-chronicle --answers corpora/statements/reviewed
Answers are reports that were looked at as a whole, as `make train` takes them.
"""
_SAID = {
    "reports": "reports looked at as a whole, of those decided on",
    "right": "statements that are right, of those decided on",
    "found": "statements found, of those that are there",
    "f1": "F1 of the two, in reports looked at as a whole",
}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("evaluate", epilog=_EPILOG)(evaluate)


def evaluate(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    answers: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="Folder for documents.jsonl and gold.jsonl, to train on or to score with."),
    ] = None,
    format: Annotated[Optional[Format], typer.Option(help="table for people, jsonl for programs.")] = None,  # noqa: A002, UP045
) -> None:
    """Score the reader against the part of a chronicle that people have reviewed."""
    import json

    from khronika.evaluate.reviewed import score_reviewed, write_answers
    from khronika.store import open_chronicle

    with open_chronicle(chronicle) as opened:
        scores = score_reviewed(opened)
        if answers is not None:
            print_note(f"{write_answers(opened, answers)} reports written to {answers}")
    if not scores["right"].of:
        print_note("Nobody has decided on anything yet: open `khronika desk`.")
    if pick_format(format) is Format.TABLE:
        print_out(_table(scores))
        return
    told = {name: {"right": s.right, "of": s.of, "percent": s.percent} for name, s in scores.items()}
    write_line(json.dumps(told))


def _table(scores: Mapping[str, Share]) -> Table:
    """Return the scores as a table."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in ("what", "right", "of", "percent"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for name, share in scores.items():
        percent = "–" if share.percent is None else f"{share.percent:.1f}"
        what = _SAID.get(name, f"field {name}, of statements that are right")
        table.add_row(what, str(share.right), str(share.of), percent)
    return table
