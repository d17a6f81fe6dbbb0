"""The coverage ledger as a table for people."""

from collections import Counter
from datetime import UTC, date, datetime

from rich.table import Table

from khronika.collect.ledger import Ledger, Source


def coverage_table(ledger: Ledger, today: date | None = None) -> Table:
    """Return a row for each watched source: since when, how much, last new, and what was discarded and why.

    Args:
        today: the day that quiet is counted to, UTC.
    """
    table = Table(show_edge=False, pad_edge=False)
    for name in ("source", "watched since", "looks", "added", "last new", "discarded"):
        table.add_column(name, overflow="fold")
    day = today or datetime.now(UTC).date()
    for url, source in sorted(ledger.sources.items()):
        table.add_row(url, *_cells(source, day))
    return table


def _cells(source: Source, today: date) -> tuple[str, ...]:
    """Return what is said of one source."""
    counts = list(source.days.values())
    asked, missed = sum(day.asked for day in counts), sum(day.unreachable for day in counts)
    looks = f"{asked}, {missed} in vain" if missed else str(asked)
    last = source.last_new() or "never"
    new = f"{last}, QUIET" if source.is_quiet(today) else last
    discarded: Counter[str] = Counter()
    for day in counts:
        discarded.update(day.discarded)
    told = "\n".join(f"{count} × {reason}" for reason, count in discarded.most_common())
    return min(source.days, default=""), looks, str(sum(day.added for day in counts)), new, told
