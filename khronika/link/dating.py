"""The day of publication where a page has none: from a dated act that other reports tell of too."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from khronika.link.compare import compare_items
from khronika.link.contexts import Context, make_context
from khronika.link.items import Item, make_items
from khronika.link.keys import find_comparable, find_sought
from khronika.link.kinship import weigh_reports
from khronika.link.state import LinkState
from khronika.link.tables import load_bound
from khronika.model import Published, Report, Statement, When
from khronika.values.dates import find_times

_REACH = 31  # days after an act in which a report tells of it by "last Friday" and the like
Days = tuple[date | None, date | None]


class Anchor(NamedTuple):
    """Words of a report for a day that another one states."""

    words: When
    day: date
    told_by: str  # the other report's id


def date_by_others(state: LinkState, report: Report) -> Published | None:
    """Return the day that a report without one must be of, with the reason; None where the others do not tell.

    "The attack in Orsk last Friday" is of the week after that Friday. Of several days that fit, the first is taken if
    all of them give its statements the same days.
    """
    anchors = _find_anchors(state, report)
    if not anchors:
        return None
    read = {day: _read_days(report, day) for day in _days_around(anchors[0].day)}
    fitting = [day for day in read if all(read[day].get(a.words.start) == (a.day, a.day) for a in anchors)]
    told = {tuple(read[day].get(s.time.start) for s in report.statements if s.time) for day in fitting}
    if len(told) != 1:
        return None
    return Published(value=fitting[0].isoformat(), from_="inferred", reason=_say_why(anchors[0], fitting))


def _find_anchors(state: LinkState, report: Report) -> list[Anchor]:
    """Return the times of a report's acts that other reports date, none that they date otherwise among themselves."""
    undated = {s.id: s for s in report.statements if not s.teaser and s.time and not (s.time.from_ or s.time.to)}
    if not undated:
        return []
    context = make_context(report)
    items = [item for key, item in make_items(report, context).items() if key[1] in undated]
    others = find_comparable(state.holders(find_sought(context))) - {report.id}
    state.load(others)
    found: dict[str, set[tuple[date, str]]] = {}
    for statement, day, other in _match(context, items, (state.report(i) for i in sorted(others))):
        found.setdefault(statement, set()).add((day, other))
    return [_anchor(undated[one], told) for one, told in sorted(found.items()) if len({day for day, _ in told}) == 1]


def _anchor(statement: Statement, told: Iterable[tuple[date, str]]) -> Anchor:
    day, other = min(told)
    assert statement.time is not None  # noqa: S101 - only statements with a time are looked at
    return Anchor(statement.time, day, other)


def _match(context: Context, items: list[Item], others: Iterable[Report]) -> Iterator[tuple[str, date, str]]:
    """Give the statements that tell the act of another report's statement, its day and that report's id."""
    join = load_bound("join")
    for other in others:
        theirs = make_context(other)
        kin = weigh_reports(context, theirs)
        dated = [item for item in make_items(other, theirs).values() if item.days.exact]
        for a, b in ((a, b) for a in items for b in dated if a.family == b.family):
            compared = compare_items(a, b, kin)
            if compared.barred is None and compared.points >= join and b.days.exact:
                yield a.key[1], b.days.exact, other.id


def _days_around(day: date) -> list[date]:
    return [day + timedelta(days=step) for step in range(-1, _REACH + 1)]


def _read_days(report: Report, published: date) -> dict[int | None, Days]:
    """Return the days of the times of a report by where they start, were it published on a day."""
    return {time.start: (time.from_, time.to) for time in find_times(report.text, published)}


def _say_why(anchor: Anchor, fitting: list[date]) -> str:
    """Return what tells the day of publication, in words."""
    why = f"what was “{anchor.words.text}” is of {anchor.day.isoformat()} in {anchor.told_by}"
    if len(fitting) == 1:
        return why
    return f"{why}; written between {fitting[0].isoformat()} and {fitting[-1].isoformat()}"
