"""Two statements compared: what speaks for one event and what against it, in points that a person can read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from khronika.link.days import Days
from khronika.link.fitted import find_fitted
from khronika.link.items import Item, overlap
from khronika.link.kinship import Reasons, share_only_days, sum_points
from khronika.link.tables import load_points, load_table
from khronika.values.place_relations import Relation, relate_places

_PRESUMED = timedelta(days=30)  # before publication, in which an undated act is looked for
_NEAR = timedelta(days=3)
FAR = timedelta(days=31)
_SHORT = 8  # days up to which a window says something
_SHARED = 0.34  # share of the words of people that stand in the other's


@dataclass(frozen=True, slots=True)
class Comparison:
    """What speaks for and against two statements being about one event; `barred` says what forbids it, if anything."""

    points: float
    reasons: Reasons
    barred: str | None = None


def compare_items(a: Item, b: Item, kin: float) -> Comparison:
    """Compare two statements of one family of acts; the order of the two does not matter.

    Args:
        kin: what their reports add, from `weigh_reports`.
    """
    weights = load_points("statements")
    relation = relate_places(a.place, b.place)
    apart = relation is Relation.APART
    barred = _bar_days(a, b) or ("places apart" if apart and a.placed and b.placed else None)
    found = ["same_act" if a.act == b.act else "like_act", *_days(a, b), *_people(a, b), *_count(a, b), *_tellers(a, b)]
    if not apart:
        found.append(str(relation))
    elif not a.moves:
        found.append("other_place")
    if share_only_days(a.context, b.context):
        found.append("only_days")
    signs = [*((name, 1.0) for name in found), *find_fitted(a, b)]
    reasons = [(name, points) for name, much in signs if (points := round(weights[name] * much, 3))]
    return Comparison(kin + sum_points(tuple(reasons)), (("reports", kin), *reasons), barred)


def _bar_days(a: Item, b: Item) -> str | None:
    """Return why the days of two statements cannot be those of one event, None where they can."""
    one, two = a.days, b.days
    if one.tally != two.tally:
        return "a count over many operations is no single one of them"
    if _are_of_two_days(one, two):
        return "two days stated exactly"
    if one.window and two.window and _gap(one.window, two.window) > FAR:
        return "days far apart"
    return None


def _are_of_two_days(one: Days, two: Days) -> bool:
    """Tell whether two days are stated that cannot be one, be it that a year is left out."""
    if one.only and two.only:
        return one.only != two.only
    days = [(d.only.month, d.only.day) if d.only else d.yearless for d in (one, two)]
    return all(days) and days[0] != days[1]


def _days(a: Item, b: Item) -> Iterator[str]:
    one, two = a.days, b.days
    if _are_same_but_for_year(one, two) or _are_same_but_for_year(two, one):
        yield "same_day"
        return
    if one.window is None or two.window is None:
        known = one if one.window else two
        undated = b if one.window else a
        published = undated.context.published
        if known.window and published and known.exact not in undated.context.days:
            early, late = published - _PRESUMED - known.window[1], known.window[0] - published
            yield _name_gap(max(early, late))
        else:
            yield "days_unknown"
        return
    gap = _gap(one.window, two.window)
    if gap > timedelta(0):
        yield _name_gap(gap)
    elif one.exact and one.exact == two.exact:
        yield "same_day"
    elif one.running or two.running:
        yield "within_running"
    elif max((w[1] - w[0]).days for w in (one.window, two.window)) < _SHORT:
        yield "same_days"


def _are_same_but_for_year(yearless: Days, known: Days) -> bool:
    """Tell whether a day without a year may be another statement's day."""
    return known.exact is not None and yearless.yearless == (known.exact.month, known.exact.day)


def _gap(a: tuple[date, date], b: tuple[date, date]) -> timedelta:
    """Return the days between two windows, negative where they overlap."""
    return max(a[0], b[0]) - min(a[1], b[1])


def _name_gap(gap: timedelta) -> str:
    """Return the name of a gap between the days that two statements may mean."""
    if gap <= timedelta(0):
        return "days_unknown"
    return "near_days" if gap <= _NEAR else "other_days"


def _people(a: Item, b: Item) -> Iterator[str]:
    if a.people and b.people:
        same = overlap(a.people, b.people) >= _SHARED
        yield "same_people" if same else "other_people"
        if not same and _are_one_tellers(a, b):
            yield "told_of_others"
    if a.side and b.side and a.side != b.side and a.family in load_table("weights.yaml")["of_a_side"]:
        yield "other_side"
    if a.act in load_table("weights.yaml")["of_one"] and a.named and b.named and not a.named & b.named:
        yield "other_name"


def _count(a: Item, b: Item) -> Iterator[str]:
    if a.count is None or b.count is None:
        return
    low, high = max(a.count[0] or 0, b.count[0] or 0), min(_top(a), _top(b))
    if a.count == b.count and a.count != (1, 1):
        yield "same_count"
    else:
        yield "like_count" if low <= high else "other_count"


def _top(item: Item) -> float:
    return float("inf") if item.count is None or item.count[1] is None else item.count[1]


def _are_one_tellers(a: Item, b: Item) -> bool:
    """Tell whether one source tells both in one report."""
    return a.context.id == b.context.id and a.root == b.root


def _tellers(a: Item, b: Item) -> Iterator[str]:
    if _are_one_tellers(a, b):
        yield "told_twice"
    if a.act in load_table("weights.yaml")["speech"] and a.root != b.root:
        yield "other_speaker"
