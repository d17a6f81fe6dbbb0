"""A figure over time: one line for each root, an upright bar where a count is an interval.

Plain SVG of a kilobyte or two whose colours are the page's own, so that it is light on a page, prints, and turns dark.
"""

from collections.abc import Iterable
from datetime import date

from khronika.model.record import record
from khronika.publish.public import PublicPoint

WIDTH, HEIGHT = 640, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 16, 14, 24
LINES = 6
"""How many roots have a colour of their own; further ones share the last."""


@record
class Mark:
    """One count in the chart: where it stands, and how far its interval reaches; `open` above when no end was said."""

    x: float
    low: float
    high: float
    open: bool
    words: str


@record
class ChartLine:
    """What one root held."""

    root: str
    number: int
    marks: tuple[Mark, ...]
    path: str


@record
class Chart:
    """A drawn figure; `ticks` are (y, count)."""

    lines: tuple[ChartLine, ...]
    ticks: tuple[tuple[float, int], ...]
    first: str
    last: str


def draw_figure(history: Iterable[PublicPoint]) -> Chart | None:
    """Return the chart of a figure's history, none where fewer than two dated counts would stand in it."""
    points = [p for p in history if p.day is not None and p.count != (None, None)]
    if len(points) < 2:
        return None
    days = [date.fromisoformat(p.day).toordinal() for p in points if p.day]
    first, last = min(days), max(days)
    top = max(n for p in points for n in p.count if n is not None) or 1
    across = WIDTH - _LEFT - _RIGHT

    def to_x(day: int) -> float:
        return round(_LEFT + across * ((day - first) / (last - first) if last > first else 0.5), 1)

    def to_y(count: int) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * count / (top * 1.12), 1)

    held: dict[str, list[Mark]] = {}
    for day, point in zip(days, points, strict=True):
        low, high = point.count
        bottom, ceiling = (low if low is not None else 0), (high if high is not None else low or 0)
        words = f"{point.root}, {point.day}: {_say(low, high)}"
        mark = Mark(x=to_x(day), low=to_y(bottom), high=to_y(ceiling), open=high is None, words=words)
        held.setdefault(point.root, []).append(mark)
    lines = [
        ChartLine(root=root, number=min(n, LINES), marks=tuple(marks), path=" ".join(f"{m.x},{m.low}" for m in marks))
        for n, (root, marks) in enumerate(held.items(), 1)
    ]
    ticks = tuple((to_y(count), count) for count in _ticks(top))
    return Chart(
        lines=tuple(lines),
        ticks=ticks,
        first=date.fromordinal(first).isoformat(),
        last=date.fromordinal(last).isoformat(),
    )


def _say(low: int | None, high: int | None) -> str:
    return f"{low if low is not None else '…'}–{high if high is not None else '…'}" if low != high else str(low)


def _ticks(top: int) -> list[int]:
    """Return three or four round counts from zero to the highest.

    >>> _ticks(64), _ticks(5)
    ([0, 20, 40, 60], [0, 2, 4])
    """
    step = next(base * 10**power for power in range(12) for base in (1, 2, 5) if top <= 4 * base * 10**power)
    return list(range(0, top + 1, step))
