"""One event as a person wants to read it."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from khronika.model import Event, Figure, FigurePoint
from khronika.publish.chart import draw_history
from khronika.publish.held import Held
from khronika.publish.tree import draw_sources
from khronika.publish.words import (
    clean,
    say_act,
    say_exactly,
    say_figure,
    say_sources,
    say_verdict,
    say_when,
    say_where,
)
from khronika.reckon.words import say_days


def show_event(event: Event, reports: Mapping[str, Held], *, width: int = 80) -> RenderableType:
    """Return an event for reading: verdict and why, when and where, a chart of its figures, its sources as a tree.

    Args:
        reports: report id -> report, at least those that the event's statements stand in. Of one that is missing only
            the id is shown.
        width: columns of the terminal.
    """
    parts: list[RenderableType] = [Text(clean(event.name), style="bold"), Text(""), _facts(event)]
    if event.figures:
        parts += [Text(""), Text("Figures", style="bold")]
        parts += [_figure(f, event, reports, width=width) for f in event.figures]
    return Group(*parts, Text(""), draw_sources(event, reports))


def _facts(event: Event) -> Table:
    """Return what is known of an event as a whole: a narrow column of labels, a wide one of words."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    rows = [
        ("verdict", f"{say_verdict(event).upper()}, {say_sources(event)}"),
        ("why", clean(event.why)),
        ("what", ", ".join(say_act(a) for a in event.acts)),
        ("when", say_when(event.from_, event.to)),
        ("where", say_where(event.place)),
        ("id", event.id),
    ]
    for label, words in rows:
        grid.add_row(Text(label, style="dim"), Text(words))
    return grid


def _figure(figure: Figure, event: Event, reports: Mapping[str, Held], *, width: int) -> RenderableType:
    """Return a figure with its history; why it is as it is where nothing above says it."""
    period = say_days(figure.from_, figure.to)
    head = f"{say_figure(figure)}{', contested' if figure.contested else ''}{f' ({period})' if period else ''}"
    chart = draw_history(figure, lambda point: _say_point(point, event, reports), width=width - 4)
    parts: list[RenderableType] = [Text(head), Padding(chart, (0, 0, 0, 2))]
    if figure.contested and figure.why not in event.why:
        parts.insert(1, Padding(Text(clean(figure.why)), (0, 0, 0, 2)))
    return Padding(Group(*parts), (0, 0, 0, 2))


def _say_point(point: FigurePoint, event: Event, reports: Mapping[str, Held]) -> str:
    """Return a count with the words of its source where these are vaguer than a number."""
    words = None
    for held in event.statements:
        if held.report in point.reports and held.quantity == (point.min, point.max) and held.report in reports:
            told = reports[held.report].report.statements
            words = next((s.quantity.text for s in told if s.id == held.statement and s.quantity), words)
    return say_exactly((point.min, point.max), words)
