"""Events by week: each counted once, in the week of the first day of its window, by what its sources amount to."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from khronika.model import Verdict
from khronika.model.record import record
from khronika.publish.public import PublicEvent

WIDTH, HEIGHT = 640, 120
ORDER = (
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
    verdict: Verdict
    words: str


@record
class WeekChart:
    """Bars, and the weeks with their counts for the table beside."""

    bars: tuple[Bar, ...]
    weeks: tuple[tuple[str, tuple[tuple[Verdict, int], ...]], ...]
    shown: tuple[Verdict, ...]
    undated: int


def draw_weeks(events: Iterable[PublicEvent]) -> WeekChart | None:
    """Return the chart of events by week, none where no event has a day."""
    counts: Counter[tuple[date, Verdict]] = Counter()
    undated = 0
    for event in events:
        day = event.first or event.last
        if day is None:
            undated += 1
            continue
        at = date.fromisoformat(day)
        counts[at - timedelta(days=at.weekday()), event.verdict] += 1
    if not counts:
        return None
    last = max(week for week, _ in counts)
    first = max(min(week for week, _ in counts), last - timedelta(weeks=_MOST_WEEKS - 1))
    number = (last - first).days // 7 + 1
    highest = max(sum(counts[week, v] for v in ORDER) for week, _ in counts if week >= first)
    width = min(WIDTH / number, 24.0)
    bars, weeks = [], []
    for n in range(number):
        week = first + timedelta(weeks=n)
        held = tuple((v, counts[week, v]) for v in ORDER if counts[week, v])
        below = 0.0
        for verdict, count in held:
            height = (HEIGHT - 16) * count / highest
            bars.append(
                Bar(x=round(n * width, 2), y=round(HEIGHT - below - height, 2), width=round(width * 0.86, 2),
                    height=round(height, 2), verdict=verdict, words=f"{week.isoformat()}: {count}")
            )  # fmt: skip
            below += height
        if held:
            weeks.append((week.isoformat(), held))
    shown = tuple(v for v in ORDER if any(bar.verdict is v for bar in bars))
    return WeekChart(bars=tuple(bars), weeks=tuple(weeks), shown=shown, undated=undated)
