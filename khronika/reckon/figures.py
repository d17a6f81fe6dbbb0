"""Figures of an event: what each root held when. Never added up, never overwritten."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khronika.model import Act, Figure, FigureMode, FigurePoint, Interval, Status
from khronika.reckon.roots import Told
from khronika.reckon.words import cover_words, figure_word, is_counted, say_interval, say_list, unit_family

HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})
_LOOSE = timedelta(days=1)  # how much longer than a day a window may be and still be the day of the act


@dataclass(frozen=True, slots=True)
class _Count:
    """A number that a statement gives, with what it covers."""

    told: Told
    span: Interval
    unit: str | None
    family: str
    mode: FigureMode
    from_: str | None
    to: str | None


def reckon_figures(act: Act, told: Sequence[Told]) -> tuple[Figure, ...]:
    """Return the figures of an event, one for each thing and each period counted apart.

    Only those who say that it happened count: a plan's number is no figure. A copy adds nothing to the report that it
    copies, altered numbers included. A page without a date has no place in a history, unless there is nothing else.

    Args:
        told: the event's statements in order of publication (see `khronika.reckon.roots.make_told`).
    """
    counts = [c for t in _speaking(told) if (c := _count(t)) is not None] if is_counted(act) else []
    dated = {(c.family, c.mode) for c in counts if c.told.report.published.value}
    counts = [c for c in counts if c.told.report.published.value or (c.family, c.mode) not in dated]
    figures = [_figure(act, group) for group in _periods(counts)]
    return tuple(sorted(figures, key=lambda f: (f.mode is FigureMode.NEW, _size(f), f.unit or "", f.from_ or "")))


def _size(figure: Figure) -> int:
    """Return a number that puts the widest figure first."""
    return -max(end for end in (*figure.latest, 0) if end is not None)


def _speaking(told: Sequence[Told]) -> list[Told]:
    """Return the statements whose numbers count: no plans, no copies of what is there, nothing its root took back."""
    here = {t.report.id for t in told}
    taken_back: dict[str, str] = {}
    for t in told:
        if t.statement.retracts:
            taken_back[t.root] = t.report.published.value or "9999"
    return [
        t
        for t in told
        if t.statement.status in HAPPENED
        and (t.original == t.report.id or t.original not in here)
        and (t.statement.retracts or (t.report.published.value or "9999") >= taken_back.get(t.root, ""))
    ]


def _count(told: Told) -> _Count | None:
    """Return the number of a statement, None where it gives none."""
    quantity, when = told.statement.quantity, told.statement.time
    if quantity is None or (quantity.min is None and quantity.max is None):
        return None
    words = " ".join(told.report.text[span.start : span.end] for span in told.statement.evidence[:1])
    if cover_words("newly_added").search(words):
        mode = FigureMode.NEW
    elif cover_words("so_far").search(f"{words} {when.text if when else ''}") and not cover_words(
        "only_that_day"
    ).search(words):
        mode = FigureMode.TOTAL
    else:
        mode = FigureMode.UNKNOWN
    return _Count(
        told, (quantity.min, quantity.max), quantity.unit, unit_family(told.statement.act, quantity.unit), mode,
        when.from_ if when else None, when.to if when else None,
    )  # fmt: skip


def _periods(counts: Iterable[_Count]) -> Iterable[list[_Count]]:
    """Give the counts that cover one thing and one period.

    A window that is told as running ("since the 8th", "so far") and one that stands for a single day are two periods;
    running windows that begin together are one, however far each had come. What is told without a window belongs to
    the running total where there is one.
    """
    groups: dict[tuple[str, str], list[_Count]] = {}
    families: dict[str, list[_Count]] = {}
    for count in counts:
        families.setdefault(count.family, []).append(count)
    for family, held in families.items():
        runs = any(_is_running(c) for c in held)
        days = any(_is_day(c) for c in held)
        for count in held:
            if count.mode is FigureMode.NEW:
                period = f"new {count.from_} {count.to}"
            elif _is_running(count) or (runs and not _is_day(count)):
                period = "running"
            else:
                period = "day" if days and runs else ""
            groups.setdefault((family, period), []).append(count)
    return groups.values()


def _is_day(count: _Count) -> bool:
    """Tell whether a count is of one day, or of a night between two."""
    if count.from_ is None or count.to is None:
        return False
    return date.fromisoformat(count.to) - date.fromisoformat(count.from_) <= _LOOSE


def _is_running(count: _Count) -> bool:
    """Tell whether a count is of all so far in a window of more than a day."""
    return count.mode is FigureMode.TOTAL and count.from_ is not None and not _is_day(count)


def _figure(act: Act, counts: Sequence[_Count]) -> Figure:
    """Return one figure with its history by root."""
    history = _history(counts)
    held = _newest(history)
    latest, contested = _reckon_latest(list(held.values()))
    modes = {c.mode for c in counts}
    units = Counter(c.unit for c in counts if c.unit)
    return Figure(
        what=figure_word(act), unit=max(units, key=lambda u: (units[u], u), default=None),
        mode=next(m for m in (FigureMode.NEW, FigureMode.TOTAL, FigureMode.UNKNOWN) if m in modes),
        from_=min((c.from_ for c in counts if c.from_), default=None),
        to=max((c.to for c in counts if c.to), default=None),
        history=history, latest=latest, contested=contested, why=_why(held, latest, contested),
    )  # fmt: skip


def _history(counts: Sequence[_Count]) -> tuple[FigurePoint, ...]:
    """Return what each root held on each day of publication, in order.

    A root holds one number in one report: that of its most prominent statement.
    """
    names: dict[str, str] = {}
    points: dict[tuple[str, str, Interval], list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for count in sorted(
        counts, key=lambda c: (c.told.report.published.value or "9999", c.told.report.id, _prominence(c))
    ):
        told = count.told
        root = names.setdefault(told.root, told.words)
        if (told.report.id, told.root) not in seen:
            seen.add((told.report.id, told.root))
            points.setdefault((told.report.published.value or "", root, count.span), []).append(told.report.id)
    return tuple(
        FigurePoint(as_of=day or None, min=span[0], max=span[1], root=root, reports=tuple(reports))
        for (day, root, span), reports in points.items()
    )


def _prominence(count: _Count) -> int:
    return count.told.report.statements.index(count.told.statement)


def _newest(history: Sequence[FigurePoint]) -> dict[str, Interval]:
    """Return the newest number of each root; several told of it on one day are one where they agree."""
    newest: dict[str, list[FigurePoint]] = {}
    for point in history:
        held = newest.get(point.root)
        newest[point.root] = [*held, point] if held and held[0].as_of == point.as_of else [point]
    return {root: _reckon_latest([(p.min, p.max) for p in points])[0] for root, points in newest.items()}


def _reckon_latest(spans: Sequence[Interval]) -> tuple[Interval, bool]:
    """Return what intervals agree on, else the hull of them, and whether they disagree."""
    lows, highs = [low for low, _ in spans if low is not None], [high for _, high in spans if high is not None]
    if not lows or not highs or max(lows) <= min(highs):
        return (max(lows, default=None), min(highs, default=None)), False
    return (min(lows) if len(lows) == len(spans) else None, max(highs) if len(highs) == len(spans) else None), True


def _why(held: dict[str, Interval], latest: Interval, contested: bool) -> str:
    """Return the reason for a figure in a sentence."""
    told = "; ".join(f"{root} counts {say_interval(span)}" for root, span in held.items())
    if contested:
        return f"The sources do not agree: {told}."
    if len(held) > 1:
        return f"The newest counts of {say_list(list(held))} agree on {say_interval(latest)}."
    return f"{told}."
