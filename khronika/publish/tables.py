"""Lists of events and reports that fit the terminal."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from khronika.model import Event
from khronika.publish.wording import UNSAID, say_days, say_figure, say_verdict
from khronika.store import StoredReport

_NARROW = 100  # columns below which a table leaves out what can be left out


def events_table(events: Sequence[Event], *, width: int) -> Table:
    """Return events as a table, one a row: id, days, what and where, figures, sources, verdict.

    Args:
        width: of the terminal, in columns; a narrow one gets shorter ids and no column of its own for sources.
    """
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("event", no_wrap=True)
    table.add_column("when", no_wrap=width >= _NARROW)
    table.add_column("what and where", overflow="fold", ratio=3)
    table.add_column("figures", overflow="fold", ratio=2)
    table.add_column("sources", justify="right")
    table.add_column("verdict")
    for event in events:
        figures = "\n".join(say_figure(f) for f in event.figures) or UNSAID
        sources = f"{event.roots_for} of {event.independent_roots}" if event.roots_for != event.independent_roots else str(event.independent_roots)
        what = event.name.rsplit(", ", 1)[0] if event.from_ or event.to else event.name
        table.add_row(event.id[:7], say_days(event.from_, event.to), Text(what), figures, sources, say_verdict(event.verdict))
    if not events:
        table.caption = "no events yet"
    return table


def reports_table(reports: Sequence[StoredReport]) -> Table:
    """Return reports as a table, one a row: published, outlet, title, number of events, what it copies."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("published", "outlet", "title"):
        table.add_column(name, overflow="fold")
    table.add_column("events", justify="right")
    table.add_column("copy of", overflow="fold")
    for stored in reports:
        r = stored.report
        title = Text(r.title or r.id)
        table.add_row(r.published.value or UNSAID, Text(r.outlet or UNSAID), title, str(len(stored.events)), Text(stored.copy_of or ""))
    return table
