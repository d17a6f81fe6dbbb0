"""A figure's history as a small chart: a line for each count, its interval drawn to one scale."""

from collections.abc import Callable, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from khronika.model import Figure, FigurePoint, Interval
from khronika.publish.words import clean, say_short_days
from khronika.reckon.words import say_interval

_WIDE = 72  # columns from which the sources of a figure stand beside its counts
_DRAWN = 96  # columns from which there is room for intervals
_CELLS = 28


def draw_history(figure: Figure, say: Callable[[FigurePoint], str], *, width: int) -> RenderableType:
    """Return what each root held when, oldest first, each interval drawn where the terminal has room for it.

    A full mark is the newest count of its source, a hollow one what the source has replaced since; the last line is
    what the figure comes to.

    Args:
        say: returns a count in words.
        width: columns of the terminal; in a narrow one sources stand under their counts.
    """
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(max_width=28)
    if width >= _WIDE:
        grid.add_column(ratio=1)
    top = _find_top(figure)
    drawn = width >= _DRAWN and len(figure.history) > 1 and top > 0
    if drawn:
        grid.add_column(width=_CELLS, no_wrap=True)
        grid.add_row("", "", "", Text(_axis(top), style="dim"))
    for point, newest in zip(figure.history, _are_newest(figure.history), strict=True):
        day = say_short_days(point.as_of, point.as_of) if point.as_of else "no date"
        count, root = say(point), clean(point.root)
        cells = [count, root] if width >= _WIDE else [f"{count}\n{root}"]
        bar = [_bar((point.min, point.max), top, newest=newest)] if drawn else []
        grid.add_row(*(Text(cell, style="" if newest else "dim") for cell in (day, *cells, *bar)))
    if drawn:
        words = "disputed" if figure.contested else "latest"
        cells = [words, say_interval(figure.latest), "", _bar(figure.latest, top, newest=True, mark="▒")]
        grid.add_row(*(Text(cell, style="bold") for cell in cells))
    return grid


def _find_top(figure: Figure) -> int:
    """Return the highest end of all intervals; room is left above it where one is open."""
    ends = [end for point in figure.history for end in (point.min, point.max) if end is not None]
    is_open = any(point.max is None for point in figure.history)
    return round(max(ends, default=0) * (1.2 if is_open else 1))


def _are_newest(points: Sequence[FigurePoint]) -> list[bool]:
    """Return for each count whether its source has given no newer one."""
    last = {point.root: point.as_of for point in points}
    return [last[point.root] == point.as_of for point in points]


def _axis(top: int) -> str:
    return f"0{top:>{_CELLS - 1},}"


def _bar(interval: Interval, top: int, *, newest: bool, mark: str = "") -> str:
    """Return an interval as a bar; an end that is open runs to the edge with an arrow."""
    low, high = interval
    first = _cell(low, top) if low is not None else 0
    last = _cell(high, top) if high is not None else _CELLS - 1
    full, line = (mark, mark) if mark else (("■", "━") if newest else ("□", "╌"))
    cells = [full, *line * (last - first - 1), full] if last > first else [full]
    if low is None:
        cells[0] = "◀"
    if high is None:
        cells[-1] = "▶"
    return " " * first + "".join(cells)


def _cell(number: int, top: int) -> int:
    return min(round(number / top * (_CELLS - 1)), _CELLS - 1)
