"""`khronika link`: link what is not linked yet, or tell why two statements are of one event or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from khronika.cli.console import write_line

if TYPE_CHECKING:
    from khronika.link.explain import Explanation
    from khronika.model import Report, Statement

_EPILOG = """\b
Examples:
  khronika link my-chronicle
  khronika link my-chronicle --explain s0f3a9c21d7 s77be01aa42
A statement's id is enough where one report has it; else write REPORT:STATEMENT.
"""
_SHOWN = 3  # passages of a copy that are printed
_WIDE = 90  # characters of a passage that are printed


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("link", epilog=_EPILOG)(link)


def link(
    chronicle: Annotated[str, typer.Argument(help="Folder of the chronicle, or a database URL.")],
    explain: Annotated[
        tuple[str, str] | None, typer.Option(help="Print why two statements are of one event, or not.")
    ] = None,
) -> None:
    """Link what was added or judged since the last time, or explain a pair."""
    from khronika.pipeline import link_chronicle
    from khronika.store import open_chronicle

    with open_chronicle(chronicle, write=explain is None) as opened:
        if explain is None:
            link_chronicle(opened)
            return
        a, b = (opened.find_statement(name) for name in explain)
        found = opened.explain((a[0].id, a[1].id), (b[0].id, b[1].id))
        for line in (_say(*a), _say(*b), *_lines(*found, a[0], b[0])):
            write_line(line)


def _say(report: Report, statement: Statement) -> str:
    """Return a statement in one line: where it stands, its act, and its words."""
    words = " ".join(report.text[statement.evidence[0].start : statement.evidence[0].end].split())
    return f"{report.id}:{statement.id}  {statement.act}  {words[:_WIDE]}"


def _lines(one: bool, why: Explanation, report: Report, other: Report) -> Iterator[str]:
    """Give the reasons, one a line."""
    yield "One event." if one else "Two events."
    if why.judged is not None:
        yield f"A person judged them {'the same' if why.judged else 'not the same'}; that decides."
    if not why.alike:
        yield "Their acts are of different kinds: they are never compared."
    if not why.compared:
        yield "Their reports share no town and week, day, or two names: they were not compared."
    if why.comparison.barred:
        yield f"Forbidden: {why.comparison.barred}."
    if why.reports:
        yield "Their reports:"
        yield from (f"  {points:+.1f}  {name.replace('_', ' ')}" for name, points in why.reports)
    yield f"The statements, {why.comparison.points:+.1f} in all:"
    yield from (f"  {points:+.1f}  {name.replace('_', ' ')}" for name, points in why.comparison.reasons if points)
    if why.alignment:
        yield from _copied(why, report, other)


def _copied(why: Explanation, report: Report, other: Report) -> Iterator[str]:
    """Give what one report has from the other, and what it changed."""
    if why.alignment is None:
        return
    original, copy = why.alignment.original, why.alignment.copy
    texts = {report.id: report.text, other.id: other.text}
    yield f"{copy} is a copy of {original}:"
    for span, _ in sorted(why.alignment.passages, key=lambda p: p[0].start - p[0].end)[:_SHOWN]:
        yield f"  “{' '.join(texts[original][span.start : span.end].split())[:_WIDE]}”"
    for was, now in why.alignment.changed:
        before, after = texts[original][was.start : was.end], texts[copy][now.start : now.end]
        yield f"  “{' '.join(before.split())}” became “{' '.join(after.split())}”"
