"""What a rule for times knows of the text around it, and what it hands back."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from khronika.values.time_calendar import Span, make_day, shift_day
from khronika.values.time_tense import just_told, looks_ahead, looks_back, same_sentence, told_over

_SLACK = 8  # characters of white space that a window may hold beyond single spaces
_SPACES = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n\s*\n")
_FUTURE_COST = 2  # a day of a month without a year: a day ahead counts as two days back
_FUTURE_COST_PAST = 4  # and as four where the verb is in the past
_PAST_COST = 8  # a day back counts as eight ahead where the clause looks ahead: "aid will follow the 3 May raid"
_HALF_WEEK = 3  # days ahead up to which "until Monday" is the next one
_LIMIT = re.compile(r"\b(?:by|through|until|till|effective|due|payable)\s(?:(?:early|mid|late)[\s-])?$", re.IGNORECASE)
_FROM_TO = 16  # characters between the first and the last day of "from Saturday evening until early Monday"
_OVER = re.compile(r"\b(?:ended|since(?:\sthe)?)\s$", re.IGNORECASE)
_LEAP_YEARS = 8  # 29 February comes again after at most so many years
_TOLD_ON = 800  # characters over which a day that was named goes on being told of
_DATED = frozenset({"D", "W", "M"})
_LONG_PERIODS = frozenset({"P9M", "P6M"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of some words; `end` is where they end, `start` overrides where they begin."""

    end: int
    type: str
    value: str
    span: Span = (None, None)
    precision: str = "unknown"
    start: int | None = None
    anchor: date | None = None  # the first day, where later words may refer back to it
    by_text: bool = False  # reckoned from another time in the text, not from publication
    unit: str = "D"  # how exact the anchor is: D, W, M, Q, S (a season), Y


@dataclass(slots=True)
class Scene:
    """The text, the day of publication and what the text has named so far."""

    text: str
    published: date | None
    future: Callable[[int], bool] | None = None
    last_day: date | None = None  # the last day named as a day
    last_day_at: int = -1
    last_anchor: date | None = None  # the first day of what was last named, be it a year
    last_anchor_at: int = -1
    last_month: date | None = None  # the first day of what was last named as a day, a week or a month of a year
    last_quarter: date | None = None  # None also where a longer period was told of since
    _ahead: dict[int, bool] = field(default_factory=dict)

    def looks_ahead(self, position: int) -> bool:
        """Return whether the clause at `position` is about the future."""
        if self.future is not None:
            return self.future(position)
        if position not in self._ahead:
            self._ahead[position] = looks_ahead(self.text, position)
        return self._ahead[position]

    def remember(self, reading: Reading) -> None:
        """Let later words refer back to this reading."""
        if reading.unit == "Y" or reading.value in _LONG_PERIODS:
            self.last_quarter = None
        if reading.anchor is None:
            return
        if reading.unit == "Q":
            self.last_quarter = reading.anchor
            return
        self.last_anchor, self.last_anchor_at = reading.anchor, reading.end
        if reading.unit in _DATED:
            self.last_month = reading.anchor
        if reading.unit == "D":
            self.last_day, self.last_day_at = reading.anchor, reading.end

    def before(self, position: int, length: int) -> str:
        """Return at most `length` characters of the paragraph before `position`, runs of white space as one space."""
        window = self.text[max(0, position - length - _SLACK) : position]
        return _SPACES.sub(" ", _BLANK_LINE.split(window)[-1])[-length:]

    def after(self, position: int, length: int) -> str:
        """Return at most `length` characters of the paragraph after `position`, runs of white space as one space."""
        window = self.text[position : position + length + _SLACK]
        return _SPACES.sub(" ", _BLANK_LINE.split(window)[0])[:length]

    def day_near(self, position: int) -> date | None:
        """Return the day that a time of day at `position` belongs to: the one told of just before, else publication."""
        if self.last_day is not None and position - self.last_day_at < _TOLD_ON:
            return self.last_day
        return self.published

    def year_near(self, position: int) -> date | None:
        """Return a day of the year that "the year" at `position` means: one just named, else that of publication."""
        if self.last_anchor is not None and same_sentence(self.text, self.last_anchor_at, position):
            return self.last_anchor
        return self.published

    def nearest_year(self, month: int, day: int, position: int, *, over: bool = False) -> int | None:
        """Return the year that a month and day without one belong to: the nearest, later ones counting as further off.

        Without a day of publication it is the one nearest to the day or month named before. `over` says that the words
        themselves put it in the past.
        """
        today = self.published or self.last_month
        if today is None:
            return None
        reach = _LEAP_YEARS if (month, day) == (2, 29) else 1
        years = range(max(1, today.year - reach), today.year + reach + 1)
        days = [found for year in years if (found := make_day(year, month, day))]
        if not days:
            return None
        if self.published is None:
            return min(days, key=lambda found: abs(found - today)).year
        ahead = self.looks_ahead(position)
        over = over or bool(_OVER.search(self.before(position, 10)))
        if over or (not ahead and just_told(self.text, position)):
            return max((found for found in days if found <= today), default=today).year
        if ahead:
            return min(days, key=lambda day: max((day - today).days, _PAST_COST * (today - day).days)).year
        return self.nearest_day(days, today, position).year

    def nearest_day(self, days: list[date], today: date, position: int) -> date:
        """Return the day that lies nearest, later ones counting as further off, the more so in the past tense."""
        cost = _FUTURE_COST_PAST if looks_back(self.text, position) else _FUTURE_COST
        if _LIMIT.search(self.before(position, 16)):
            cost = 1
        return min(days, key=lambda found: (today - found).days if found <= today else cost * (found - today).days)

    def back_to_weekday(self, weekday: int, *, strictly: bool) -> date | None:
        """Return the last such day on or before publication; before it where `strictly`."""
        if self.published is None:
            return None
        back = (self.published.weekday() - weekday) % 7
        return shift_day(self.published, -(back or (7 if strictly else 0)), "D")

    def on_to_weekday(self, weekday: int, *, strictly: bool) -> date | None:
        """Return the first such day from publication on; after it where `strictly`."""
        if self.published is None:
            return None
        on = (weekday - self.published.weekday()) % 7
        return shift_day(self.published, on or (7 if strictly else 0), "D")

    def weekday_day(self, weekday: int, position: int) -> date | None:
        """Return the day that a bare weekday at `position` means, by the tense of its clause.

        A report of a Friday calls its own day Friday, also where it looks ahead. After "until" or "by" the nearest
        one is meant, unless the words look ahead.
        """
        ahead = self.looks_ahead(position)
        limit = self.published is not None and _LIMIT.search(self.before(position, 16))
        if limit and self.last_day is not None and position - self.last_day_at <= _FROM_TO:
            return shift_day(self.last_day, (weekday - self.last_day.weekday()) % 7 or 7, "D")
        if limit and not ahead and self.published:
            soon = (weekday - self.published.weekday()) % 7 <= _HALF_WEEK
            ahead = soon and not told_over(self.text, position)
        return self.on_to_weekday(weekday, strictly=False) if ahead else self.back_to_weekday(weekday, strictly=False)
