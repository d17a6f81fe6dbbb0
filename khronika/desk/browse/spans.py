"""Events as bars along time: as long as their windows, with an arrow where an end is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khronika.desk.words import say_day, say_name
from khronika.model import Event

WIDTH = 960
_LEFT, _RIGHT, _TOP, _STEP = 10, 10, 26, 36
_LEAST = 4.0  # width of a bar that can still be seen
_ARROW = 8.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One event: its bar as the `d` of a path, and where its words stand."""

    event: str
    verdict: str
    path: str
    words: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Spans:
    """Bars, and (x, day) of the upright lines."""

    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]


def draw_spans(events: Sequence[Event]) -> Spans | None:
    """Return the bars of dated events, in the order given; none where there is no event."""
    days = [date.fromisoformat(day).toordinal() for e in events for day in (e.from_, e.to) if day]
    if not days:
        return None
    first, last = min(days), max(days) + 1
    scale = (WIDTH - _LEFT - _RIGHT) / (last - first)
    bars = tuple(_bar(event, n, first, scale) for n, event in enumerate(events))
    ticks = tuple((round(_LEFT + (day - first) * scale, 1), say_day(date.fromordinal(day).isoformat()))
                  for day in sorted({first, (first + last) // 2, last - 1}))  # fmt: skip
    return Spans(_TOP + _STEP * len(events), bars, ticks)


def _bar(event: Event, number: int, first: int, scale: float) -> Bar:
    """Return the bar of an event; an end that is not known runs to the edge and ends in an arrow."""
    left = _LEFT + (date.fromisoformat(event.from_).toordinal() - first) * scale if event.from_ else 0.0
    right = _LEFT + (date.fromisoformat(event.to).toordinal() + 1 - first) * scale if event.to else float(WIDTH)
    right = max(right, left + _LEAST)
    y = _TOP + _STEP * number + 18
    begin = f"M{left:.1f} {y}" if event.from_ else f"M0 {y + 4}L{_ARROW} {y}"
    end = f"H{right:.1f}V{y + 8}" if event.to else f"H{WIDTH - _ARROW}L{WIDTH} {y + 4}L{WIDTH - _ARROW} {y + 8}"
    path = f"{begin}{end}H{left if event.from_ else _ARROW:.1f}Z"
    late = left > WIDTH * 0.55
    return Bar(
        event=event.id, verdict=event.verdict.value, path=path, words=say_name(event),
        x=round(min(right, WIDTH) if late else left, 1), y=y - 5, anchor="end" if late else "start",
    )  # fmt: skip
