"""Lists of events and reports as tables that fit a terminal."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from khronika.model import Event
from khronika.publish.held import Held
from khronika.publish.words import clean, say_code, say_figure, say_place, say_short_days

_WIDE = 108  # columns from which act and place stand side by side
_NARROW = 64  # columns below which figures stand under the act
_ID = 7  # characters of an id that are shown: enough to name an event


def events_table(events: Sequence[Event], *, width: int) -> Table:
    """Return events as a table, in the order given: when, what, where, how many, how many sources, what they amount to.

    Args:
        width: columns of the terminal; in a narrow one cells are stacked.
    """
    table = _table()
    for heading, options in _columns(width):
        table.add_column(heading, **options)
    for event in events:
        table.add_row(*_cells(event, width))
    return table


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")


def _columns(width: int) -> list[tuple[str, dict[str, object]]]:
    fixed: dict[str, object] = {"no_wrap": True}
    first = [("id", fixed), ("when", {"min_width": 11, "max_width": 24 if width >= _WIDE else 12})]
    verdict = ("verdict", {"min_width": 12, "max_width": 22 if width >= _WIDE else 14})
    if width >= _WIDE:
        return [
            *first,
            ("what", {"ratio": 2}),
            ("where", {"ratio": 2}),
            ("figures", {"ratio": 3}),
            ("sources", {"justify": "right"}),
            verdict,
        ]
    if width >= _NARROW:
        return [
            *first,
            ("what and where", {"ratio": 2}),
            ("figures", {"ratio": 2}),
            ("sources", {"justify": "right"}),
            verdict,
        ]
    return [("when", {"max_width": 12}), ("what, where, figures", {"ratio": 1}), ("verdict", {"max_width": 13})]


def _cells(event: Event, width: int) -> list[Text]:
    """Return the cells of one event's row."""
    act, place = say_code(event.act), say_place(event.place) or "place not said"
    when = say_short_days(event.from_, event.to)
    figures = [say_figure(figure) + (", contested" if figure.contested else "") for figure in event.figures] or ["–"]
    verdict, sources = say_code(event.verdict), str(event.independent_roots)
    if width >= _WIDE:
        cells = [event.id[:_ID], when, act, place, "\n".join(figures), sources, verdict]
    elif width >= _NARROW:
        cells = [event.id[:_ID], when, f"{act}\n{place}", "\n".join(figures), sources, verdict]
    else:
        cells = [f"{when}\n{event.id[:_ID]}", "\n".join([act, place, *(f for f in figures if f != "–")]), verdict]
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
