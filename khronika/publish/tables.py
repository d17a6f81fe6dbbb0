"""Lists of events and reports as tables that fit a terminal."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from khronika.model import Event
from khronika.publish.held import Held
from khronika.publish.words import clean, say_act, say_figure, say_number, say_place, say_short_days, say_verdict

_WIDE = 108  # columns from which act and place stand side by side
_NARROW = 64  # columns below which everything stands in one cell
_ID = 7  # characters of an id that are shown: enough to name an event


def events_table(events: Sequence[Event], *, width: int) -> Table:
    """Return events as a table, in the order given: when, what, where, how many, how many sources, what they amount to.

    Args:
        width: columns of the terminal; in a narrow one cells are stacked.
    """
    table = _table()
    _add_columns(table, width)
    for event in events:
        table.add_row(*_cells(event, width))
    return table


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")


def _add_columns(table: Table, width: int) -> None:
    """Add the headings that a terminal of this width has room for."""
    if width < _NARROW:
        table.add_column("when", max_width=12)
        table.add_column("what, where, how many", ratio=1)
        table.add_column("verdict", max_width=15)
        return
    table.add_column("id", no_wrap=True)
    table.add_column("when", min_width=11, max_width=16 if width >= _WIDE else 12)
    if width >= _WIDE:
        table.add_column("what", ratio=2)
        table.add_column("where", ratio=3)
    else:
        table.add_column("what and where", ratio=1)
    table.add_column("how many", ratio=3 if width >= _WIDE else 1)
    table.add_column("verdict", min_width=14, max_width=20)


def _cells(event: Event, width: int) -> list[Text]:
    """Return the cells of one event's row."""
    act, place = say_act(event.act), say_place(event.place) or "place not said"
    when = say_short_days(event.from_, event.to)
    figures = [say_figure(figure) + (", contested" if figure.contested else "") for figure in event.figures]
    verdict = say_verdict(event)
    if event.independent_roots > 1:
        verdict += f"\n{say_number(event.independent_roots, 'source')}"
    if width >= _WIDE:
        cells = [event.id[:_ID], when, act, place, "\n".join(figures or ["–"]), verdict]
    elif width >= _NARROW:
        cells = [event.id[:_ID], when, f"{act}\n{place}", "\n".join(figures or ["–"]), verdict]
    else:
        cells = [f"{when}\n{event.id[:_ID]}", "\n".join([act, place, *figures]), verdict]
    return [Text(cell) for cell in cells]


def reports_table(reports: Iterable[Held]) -> Table:
    """Return the reports of a chronicle as a table, in the order given."""
    table = _table()
    table.add_column("published", no_wrap=True, min_width=10)
    table.add_column("outlet", max_width=24)
    table.add_column("title", ratio=1)
    table.add_column("events", justify="right")
    table.add_column("copy of", max_width=16)
    for held in reports:
        report = held.report
        cells = [
            report.published.value or "not known",
            report.outlet or "not known",
            report.title or report.id,
            str(len(held.events)),
            held.copy_of or "",
        ]
        table.add_row(*(Text(clean(cell)) for cell in cells))
    return table
