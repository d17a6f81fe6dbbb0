"""Events by week: each counted once, in the week of the first day of its window. Figures are never added up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from khronika.model import Verdict
from khronika.model.record import record

WIDTH, HEIGHT = 640, 120
VERDICTS = (
    Verdict.CORROBORATED, Verdict.SINGLE_SOURCE, Verdict.COPIES_OF_ONE_SOURCE, Verdict.CONTESTED, Verdict.DENIED,
    Verdict.RETRACTED, Verdict.DID_NOT_HAPPEN,
)  # fmt: skip
_MOST_WEEKS = 160  # bars that a page has room for; a longer chronicle shows its last weeks


@record
class Bar:
    """A part of a week's bar."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    words: str


@record
class WeekChart:
    """Bars, and the weeks with their counts for the table beside."""

    bars: tuple[Bar, ...]
    weeks: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    shown: tuple[str, ...]
    undated: int


def draw_weeks(counted: Iterable[tuple[str | None, str, int]], order: Sequence[str] = VERDICTS) -> WeekChart | None:
    """Return the chart of events by week, none where no event has a day.

    Args:
        counted: day (ISO, null where none is known), kind, how many events.
        order: the kinds, the lowest part of each bar first.
    """
    counts: Counter[tuple[date, str]] = Counter()
    undated = 0
    for day, kind, number in counted:
        if day is None:
            undated += number
            continue
        counts[_monday(day), kind] += number
    if not counts:
        return None
    last = max(week for week, _ in counts)
    first = max(min(week for week, _ in counts), last - timedelta(weeks=_MOST_WEEKS - 1))
    bars, weeks = _draw_bars(counts, order, first, last)
    shown = tuple(kind for kind in order if any(bar.kind == kind for bar in bars))
    return WeekChart(bars=tuple(bars), weeks=tuple(weeks), shown=shown, undated=undated)


@lru_cache(maxsize=8192)
def _monday(day: str) -> date:
    at = date.fromisoformat(day)
    return at - timedelta(days=at.weekday())


def _draw_bars(
    counts: Mapping[tuple[date, str], int], order: Sequence[str], first: date, last: date
) -> tuple[list[Bar], list[tuple[str, tuple[tuple[str, int], ...]]]]:
    """Return the parts of every bar from one week to another, and what is counted in each week that has events."""
    number = (last - first).days // 7 + 1
    highest = max(sum(counts.get((week, kind), 0) for kind in order) for week, _ in counts if week >= first)
    width = min(WIDTH / number, 24.0)
    bars, weeks = [], []
    for n in range(number):
        week = first + timedelta(weeks=n)
        held = tuple((kind, counts[week, kind]) for kind in order if counts.get((week, kind)))
        below = 0.0
        for kind, count in held:
            height = (HEIGHT - 16) * count / highest
            bars.append(
                Bar(x=round(n * width, 2), y=round(HEIGHT - below - height, 2), width=round(width * 0.86, 2),
                    height=round(height, 2), kind=kind, words=f"{week.isoformat()}: {count}")
            )  # fmt: skip
            below += height
        if held:
            weeks.append((week.isoformat(), held))
    return bars, weeks
