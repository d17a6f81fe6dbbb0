"""Whether two reports are about one happening: by towns, days, names and publication, in points."""

from collections.abc import Iterator

from khronika.link.contexts import Context, share_town
from khronika.link.tables import load_bound, load_points

Reasons = tuple[tuple[str, float], ...]
"""What speaks for and against a pair, in points."""
_MOST = {"spot": 2, "full_name": 3, "rare_word": 6, "age": 2}


def compare_reports(a: Context, b: Context) -> Reasons:
    """Return what speaks for and against two reports being about one happening."""
    points = load_points("reports")
    found = [*_towns(a, b), *_publication(a, b), *_told_days(a, b)]
    reasons = [(name, points[name]) for name in found]
    reasons += [(name, points[name] * min(_MOST[name], count)) for name, count in _shared(a, b).items() if count]
    return tuple(reasons)


def weigh_reports(a: Context, b: Context) -> float:
    """Return what two reports add to the points of their statements; nothing within one report."""
    if a.id == b.id:
        return load_points("statements")["same_report"]
    kin = sum_points(compare_reports(a, b)) - load_bound("kin")
    return max(load_bound("least"), min(load_bound("most"), kin * load_points("statements")["reports"]))


def sum_points(reasons: Reasons) -> float:
    """Return the points of all reasons together."""
    return sum(points for _, points in reasons)


def share_only_days(a: Context, b: Context) -> bool:
    """Tell whether nothing but days can bring two reports together, one of which names no place."""
    nowhere = a.id != b.id and (a.is_nowhere or b.is_nowhere)
    return nowhere and not any(_shared(a, b).values()) and "town_named" not in _towns(a, b)


def _shared(a: Context, b: Context) -> dict[str, int]:
    """Return how many names and rare words two reports share, by kind."""
    return {
        "spot": len(a.spots & b.spots),
        "full_name": len(a.full_names & b.full_names),
        "rare_word": len(a.rare & b.rare),
        "age": len(a.ages & b.ages),
    }


def _towns(a: Context, b: Context) -> Iterator[str]:
    if share_town(a.main_towns, b.main_towns):
        yield "same_town"
    elif share_town(a.towns, b.towns):
        yield "town_named"
    elif a.main_towns and b.main_towns:
        yield "other_towns"
    elif _is_of_town(a, b) or _is_of_town(b, a):
        yield "town_named"


def _is_of_town(a: Context, b: Context) -> bool:
    """Tell whether a report that names no place is of an outlet named for a town of another: "Orsk Dockers' Union"."""
    return a.is_nowhere and any(town.name in a.outlet for town in b.main_towns)


def _publication(a: Context, b: Context) -> Iterator[str]:
    if a.published is None or b.published is None:
        return
    gap = abs((a.published - b.published).days)
    for bound in (2, 7, 30):
        if gap <= bound:
            yield f"published_within_{bound}_days"
            return
    if gap > 120:
        yield "published_later_than_120_days"


def _told_days(a: Context, b: Context) -> Iterator[str]:
    if a.days & b.days:
        yield "same_day_told"
    elif a.days and b.days and all(abs((i - j).days) > 1 for i in a.days for j in b.days):
        yield "other_days_told"
