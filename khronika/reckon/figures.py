"""Figures of an event: what each root held when, never added up, never overwritten."""

import re
from collections.abc import Sequence

from khronika.model import Act, Figure, FigureMode, FigurePoint, Interval, Status
from khronika.reckon.roots import Told
from khronika.reckon.words import figure_word

_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})
_NEW = re.compile(r"\b(?:alone|another|a further|more (?:people|were)|additional)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:total|so far|overall|in all|altogether|rose|risen|climbed|death toll|toll|since)\b", re.IGNORECASE)
_NO_FIGURE = frozenset({Act.ACCUSATION, Act.DENIAL, Act.CLAIM_OF_RESPONSIBILITY, Act.LAW_OR_ORDER})


def reckon_figures(act: Act, told: Sequence[Told]) -> tuple[Figure, ...]:
    """Return the figures of an event, one for each period counted apart.

    Args:
        told: the event's statements. Only those that say it happened count; a plan's number is no figure, and a copy
            adds no more than the report that it copies.
    """
    groups: dict[tuple[FigureMode, str | None, str | None], list[Told]] = {}
    for one in told:
        quantity = one.statement.quantity
        if act in _NO_FIGURE or quantity is None or one.statement.status not in _HAPPENED or one.original != one.report.id:
            continue
        mode = _mode(one)
        when = one.statement.time
        period = (when.from_, when.to) if mode is FigureMode.NEW and when else (None, None)
        groups.setdefault((FigureMode.NEW if mode is FigureMode.NEW else FigureMode.TOTAL, *period), []).append(one)
    return tuple(_figure(act, *key, members) for key, members in sorted(groups.items(), key=lambda g: tuple(map(str, g[0]))))


def _mode(one: Told) -> FigureMode:
    """Return whether a statement counts the newly added, all so far, or does not say."""
    evidence = one.statement.evidence[0]
    words = one.report.text[evidence.start : evidence.end]
    if _NEW.search(words):
        return FigureMode.NEW
    return FigureMode.TOTAL if _TOTAL.search(words) else FigureMode.UNKNOWN


def _figure(act: Act, mode: FigureMode, first: str | None, last: str | None, members: Sequence[Told]) -> Figure:
    """Return one figure with its history by root."""
    history = _history(members)
    latest, contested = _latest(history)
    said = any(_mode(m) is FigureMode.TOTAL for m in members)
    spans = [m.statement.time for m in members if m.statement.time and m.statement.time.from_]
    unit = next((q.unit for m in members if (q := m.statement.quantity) and q.unit), None)
    return Figure(
        what=figure_word(act), unit=unit, mode=mode if mode is FigureMode.NEW or said else FigureMode.UNKNOWN,
        from_=first or min((w.from_ for w in spans if w.from_), default=None), to=last or max((w.to for w in spans if w.to), default=None),
        history=history, latest=latest, contested=contested, why=_why(history, contested),
    )  # fmt: skip


def _history(members: Sequence[Told]) -> tuple[FigurePoint, ...]:
    """Return what each root held on each day of publication, in order; a root's same words on one day are one point."""
    points: dict[tuple[str, str, Interval], list[Told]] = {}
    for member in members:
        quantity = member.statement.quantity
        if quantity is not None:
            key = (member.report.published.value or "", member.root_name or member.root, (quantity.min, quantity.max))
            points.setdefault(key, []).append(member)
    return tuple(
        FigurePoint(as_of=day or None, min=span[0], max=span[1], root=root, reports=tuple(dict.fromkeys(m.report.id for m in group)))
        for (day, root, span), group in sorted(points.items(), key=lambda p: (p[0][0] or "9999", p[0][1], str(p[0][2])))
    )


def _latest(history: Sequence[FigurePoint]) -> tuple[Interval, bool]:
    """Return what the newest figures of the roots agree on, else the hull of them, and whether they disagree."""
    newest: dict[str, list[FigurePoint]] = {}
    for point in history:
        held = newest.get(point.root)
        newest[point.root] = [*held, point] if held and held[0].as_of == point.as_of else [point]
    spans = [(p.min, p.max) for points in newest.values() for p in points]
    low = max((a for a, _ in spans if a is not None), default=None)
    high = min((b for _, b in spans if b is not None), default=None)
    if low is None or high is None or low <= high:
        return (low, high), False
    lows, highs = [a for a, _ in spans], [b for _, b in spans]
    return (None if None in lows else min(a for a in lows if a is not None), None if None in highs else max(b for b in highs if b is not None)), True


def say_interval(low: int | None, high: int | None) -> str:
    """Return an interval in words.

    >>> say_interval(65, None), say_interval(3, 9), say_interval(4, 4)
    ('65 or more', '3 to 9', '4')
    """
    if low is None and high is None:
        return "an unknown number"
    if low is None or (low == 0 and high):
        return f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _why(history: Sequence[FigurePoint], contested: bool) -> str:
    """Return the reason for a figure in a sentence."""
    newest = {p.root: p for p in history}
    told = "; ".join(f"{root} says {say_interval(p.min, p.max)}" for root, p in newest.items())
    return f"The sources do not agree: {told}." if contested else f"{told}."
