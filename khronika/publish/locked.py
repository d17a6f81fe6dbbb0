"""Confidential reports as a table for people, open or closed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from khronika.model import Report
from khronika.publish.words import clean

if TYPE_CHECKING:
    from khronika.store.locked import Locked

_NAME = 12  # letters of a name that are shown: enough to tell one from another


def locked_table(held: Iterable[tuple[Locked, Report | None]]) -> Table:
    """Return a row for each confidential report; of a closed one when it came and its size alone."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    for name in ("name", "added", "size", "published"):
        table.add_column(name, no_wrap=True)
    table.add_column("told by", max_width=24)
    table.add_column("title", ratio=1)
    table.add_column("statements", justify="right")
    for locked, report in held:
        seen = locked.name[:_NAME], locked.at[:10], f"{max(1, locked.size // 1000)} kB"
        table.add_row(*(Text(clean(cell)) for cell in (*seen, *_cells(report))))
    return table


def _cells(report: Report | None) -> tuple[str, ...]:
    """Return what only the key shows."""
    if report is None:
        return "closed", "", "", ""
    told = report.published.value or "not known", report.outlet or "not known", report.title or ""
    return *told, str(len(report.statements))
