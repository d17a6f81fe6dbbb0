"""What a rule for times knows of the text around it, and what it hands back."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from khronika.values.tables import any_of, load_table
from khronika.values.time_calendar import Span, make_day, shift_day

_AHEAD = re.compile(rf"(?<!\w){any_of(load_table('times.yaml')['ahead'])}(?!\w)|(?<=\w)['\u2019]ll\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"\u201d]?\s+(?=[A-Z\"\u201c])|\n\s*\n|;")
_FUTURE_COST = 2  # a day of a month without a year: a day ahead counts as two days back


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of some words; `end` is where they end, `start` overrides where they begin."""

    end: int
    type: str
    value: str
    span: Span = (None, None)
    precision: str = "unknown"
    start: int | None = None
    anchor: date | None = None  # a day that later words refer back to
    quarter: bool = False


@dataclass(slots=True)
class Scene:
    """The text, the day of publication and what the text has named so far."""

    text: str
    published: date | None
    future: Callable[[int], bool] | None = None
    last_day: date | None = None
    last_day_at: int = -1
    last_quarter: date | None = None
    _ahead: dict[int, bool] = field(default_factory=dict)

    def looks_ahead(self, position: int) -> bool:
        """Return whether the clause at `position` is about the future."""
        if self.future is not None:
            return self.future(position)
        if position not in self._ahead:
            before = _SENTENCE_END.split(self.text[max(0, position - 90) : position])[-1]
            self._ahead[position] = bool(_AHEAD.search(before))
        return self._ahead[position]

    def same_sentence(self, first: int, last: int) -> bool:
        """Return whether no sentence ends between two positions."""
        return last - first < 400 and not _SENTENCE_END.search(self.text, first, last)

    def day_near(self, position: int) -> date | None:
        """Return the day that a time of day at `position` belongs to."""
        if self.last_day is not None and self.same_sentence(self.last_day_at, position):
            return self.last_day
        return self.published

    def nearest_year(self, month: int, day: int, position: int, *, over: bool = False) -> int | None:
        """Return the year that a month and day without one belong to: the nearest, later ones counting as further off.

        `over` says that the words themselves put it in the past.
        """
        today = self.published
        if today is None:
            return None
        ahead = self.looks_ahead(position)
        years = range(max(1, today.year - 1), today.year + 2)
        days = [found for year in years if (found := make_day(year, month, day) or make_day(year, month, 28))]
        if over:
            return max((found for found in days if found <= today), default=today).year
        if ahead:
            later = [found for found in days if found >= today]
            return later[0].year if later else None
        return min(
            days, key=lambda found: (today - found).days if found <= today else _FUTURE_COST * (found - today).days
        ).year

    def back_to_weekday(self, weekday: int, *, strictly: bool) -> date | None:
        """Return the last such day on or before publication; before it where `strictly`."""
        if self.published is None:
            return None
        back = (self.published.weekday() - weekday) % 7
        return shift_day(self.published, -(back or (7 if strictly else 0)), "D")

    def on_to_weekday(self, weekday: int) -> date | None:
        """Return the first such day after publication."""
        if self.published is None:
            return None
        return shift_day(self.published, (weekday - self.published.weekday()) % 7 or 7, "D")
