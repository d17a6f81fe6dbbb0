"""Figures of an event: what each root held when. Never added up, never overwritten."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from khronika.model import Act, ActorKind, Figure, FigureMode, FigurePoint, Interval, Status
from khronika.reckon.counts import Count, group_by_period, make_count, without_parts
from khronika.reckon.roots import Told
from khronika.reckon.statuses import HAPPENED
from khronika.reckon.words import (
    is_counted,
    load_table,
    name_unit,
    say_counted,
    say_interval,
    say_list,
    say_sentence,
    say_source,
)

_RISING = frozenset({Act.KILLING, Act.DEATH, Act.INJURY, Act.DISPLACEMENT, Act.PROPERTY_DESTRUCTION})
_RISING_FOR = timedelta(days=7)  # after the first count
_PARTIES = frozenset({
    ActorKind.STATE_SECURITY, ActorKind.STATE_CIVIL, ActorKind.ARMED_GROUP, ActorKind.ARMED_GROUP_STATE_BACKED,
})  # fmt: skip


def reckon_figures(act: Act, told: Sequence[Told]) -> tuple[Figure, ...]:
    """Return the figures of an event, one for each thing and each period counted apart.

    Only those who say that it happened count: a plan's number is no figure. A copy adds nothing to the report that it
    copies, altered numbers included. A page without a date has no place in a history, unless there is nothing else.

    Args:
        told: the event's statements in order of publication (see `khronika.reckon.roots.make_told`).
    """
    counts = [c for t in _speaking(told) if (c := make_count(t)) is not None] if is_counted(act) else []
    dated = {(c.family, c.mode) for c in counts if c.told.report.published.value}
    counts = [c for c in counts if c.told.report.published.value or (c.family, c.mode) not in dated]
    figures: list[Figure] = []
    for group in group_by_period(counts):
        wholes = without_parts(group)
        figures.append(_figure(act, group, wholes))
        figures += [_figure(act, part, part, part=True) for part in _parts(group, wholes)]
    return tuple(sorted(figures, key=lambda f: (f.mode is FigureMode.NEW, _size(f), f.unit or "", f.from_ or "")))


def _parts(counts: Sequence[Count], wholes: Sequence[Count]) -> list[list[Count]]:
    """Return the counts of parts of what others of a group count, those of one number together.

    A part is told so, or by who tells in the same report of more: "Nine were detained. Two were students." Persons told
    of one by one are no figure.
    """
    parts: dict[Interval, list[Count]] = {}
    for count in (c for c in counts if not c.singly):
        if count not in wholes or any(_counts_more(whole, count) for whole in wholes):
            parts.setdefault(count.span, []).append(count)
    return list(parts.values())


def _counts_more(whole: Count, part: Count) -> bool:
    """Tell whether a root counts more in a report than it does elsewhere in it."""
    alike = whole.told.report.id == part.told.report.id and whole.told.root == part.told.root
    return alike and _is_above(whole.span, part.span)


def _is_above(one: Interval, other: Interval) -> bool:
    """Tell whether every number of an interval is larger than all of another."""
    low, high = one[0], other[1]
    return low is not None and high is not None and low > high


def _size(figure: Figure) -> int:
    """Return a number that puts the widest figure first."""
    return -max(end for end in (*figure.latest, 0) if end is not None)


def _speaking(told: Sequence[Told]) -> list[Told]:
    """Return the statements whose numbers count: no plans, no copies of what is there, nothing its root took back."""
    here = {t.report.id for t in told}
    taken_back: dict[str, str] = {}
    for t in told:
        if t.statement.retracts:
            taken_back[t.outlet if t.statement.status is Status.DENIED else t.root] = t.report.published.value or "9999"
    return [
        t
        for t in told
        if t.statement.status in HAPPENED
        and (t.original == t.report.id or t.original not in here)
        and (t.statement.retracts or (t.report.published.value or "9999") >= _last(t, taken_back))
    ]


def _last(told: Told, taken_back: Mapping[str, str]) -> str:
    """Return the day on which a statement's root or outlet took back what it had told, empty where neither did."""
    return max(taken_back.get(told.root, ""), taken_back.get(told.outlet, ""))


def _figure(act: Act, group: Sequence[Count], counts: Sequence[Count], *, part: bool = False) -> Figure:
    """Return one figure with its history by root.

    Args:
        group: all that is counted of one thing and period, parts too.
        counts: those of it that the figure holds.
        part: whether they are of a part of another figure.
    """
    held = _without_stale(_one_each(counts))
    passed = _find_overtaken(held) if act in _RISING else frozenset()
    newest = _newest(c for c in held if c.told.words not in passed)
    overtaken = _newest(c for c in held if c.told.words in passed)
    latest, contested = _reckon_latest(list(newest.values()))
    modes = {c.mode for c in group}
    units = Counter(name_unit(c.unit) for c in held if c.unit)
    return Figure(
        what=say_counted(act, left=group[0].left, part=part),
        unit=max(units, key=lambda u: (units[u], u), default=None),
        mode=next(m for m in (FigureMode.NEW, FigureMode.TOTAL, FigureMode.UNKNOWN) if m in modes),
        from_=min((c.from_ for c in held if c.from_), default=None),
        to=max((c.to for c in held if c.to), default=None),
        history=_history(held), latest=latest, contested=contested,
        why=_why(newest, overtaken, _lowered(held), latest, contested),
    )  # fmt: skip


def _one_each(counts: Iterable[Count]) -> list[Count]:
    """Return the counts in time order, one of each root in each report: that of its most prominent statement.

    A headline's "14" is the "at least 14" of the text below it.
    An outlet that gives in its own voice what a source that it cites in the same report may be held to say, has it
    from there.
    """
    chosen: dict[tuple[str, str], Count] = {}
    for count in sorted(counts, key=_order):
        first = chosen.setdefault((count.told.report.id, count.told.root), count)
        if count.span == (first.span[0], None):
            chosen[count.told.report.id, count.told.root] = count
    cited = [c for c in chosen.values() if c.told.sources]
    return [c for c in chosen.values() if c.told.sources or not any(_repeats(c, other) for other in cited)]


def _order(count: Count) -> tuple[str, str, str, int]:
    report = count.told.report
    place = next(i for i, s in enumerate(report.statements) if s.id == count.told.statement.id)
    return count.as_of or "9999", report.published.value or "9999", report.id, place


def _repeats(own: Count, cited: Count) -> bool:
    """Tell whether an outlet's own number is one that it cites in the same report."""
    return own.told.report.id == cited.told.report.id and not _reckon_latest([own.span, cited.span])[1]


def _without_stale(counts: Sequence[Count]) -> list[Count]:
    """Return the counts without those by which another repeats what their root has replaced since."""
    kept: list[Count] = []
    held: dict[str, list[Interval]] = {}
    for count in counts:
        before = held.setdefault(count.told.root, [])
        if not (count.told.sources and count.span in before[:-1] and count.span != before[-1]):
            kept.append(count)
            before.append(count.span)
    return kept


def _find_overtaken(counts: Sequence[Count]) -> frozenset[str]:
    """Return the roots whose count of a toll, of the first days, another's larger one of a later day overtook.

    Bodies are found, the wounded die and more houses are reached: who counted early, and not since, does not contradict
    who counts more. What a party to it counts stands against what others do.
    """
    last = {c.told.words: c for c in counts}
    first = min((c.as_of for c in counts if c.as_of), default=None)
    if first is None:
        return frozenset()
    settled = (date.fromisoformat(first) + _RISING_FOR).isoformat()
    early = {words: c for words, c in last.items() if c.as_of and c.as_of <= settled and not _is_of_party(c.told)}
    return frozenset(words for words, c in early.items() if any(_overtakes(other, c) for other in last.values()))


def _overtakes(later: Count, earlier: Count) -> bool:
    """Tell whether a count is larger than one of an earlier day."""
    newer = later.as_of is not None and earlier.as_of is not None and later.as_of > earlier.as_of
    return newer and _is_above(later.span, earlier.span)


def _is_of_party(told: Told) -> bool:
    """Tell whether a number is that of a state or an armed group, on a page of its own too."""
    named = not set(told.words.lower().split()).isdisjoint(load_table("figures.yaml")["parties"])
    return named or (told.link is not None and told.link.kind in _PARTIES)


def _history(counts: Iterable[Count]) -> tuple[FigurePoint, ...]:
    """Return what each root held on each day, in order."""
    points: dict[tuple[str, str, Interval], list[str]] = {}
    for count in counts:
        points.setdefault((count.as_of or "", count.told.words, count.span), []).append(count.told.report.id)
    return tuple(
        FigurePoint(as_of=day or None, min=span[0], max=span[1], root=root, reports=tuple(reports))
        for (day, root, span), reports in points.items()
    )


def _newest(counts: Iterable[Count]) -> dict[str, Interval]:
    """Return the newest number of each root, under its words.

    Of several told of it on one day that one holds which is told as an update; else they are one where they agree.
    """
    newest: dict[str, list[Count]] = {}
    for count in counts:
        held = newest.get(count.told.words)
        newest[count.told.words] = [*held, count] if held and held[0].as_of == count.as_of else [count]
    return {root: _reckon_latest([c.span for c in _updates(held)])[0] for root, held in newest.items()}


def _updates(counts: Sequence[Count]) -> Sequence[Count]:
    """Return of the counts of one root on one day those that are told as updates, all where none or every one is."""
    return [c for c in counts if c.updated] or counts


def _lowered(counts: Iterable[Count]) -> dict[str, tuple[Interval, Interval]]:
    """Return for each root whose newest number is lower than an earlier one that and the newest."""
    lowered: dict[str, tuple[Interval, Interval]] = {}
    highest: dict[str, Interval] = {}
    for count in counts:
        root, span = count.told.words, count.span
        before = highest.setdefault(root, span)
        if _is_above(before, span):
            lowered[root] = (before, span)
        else:
            lowered.pop(root, None)
            highest[root] = span
    return lowered


def _reckon_latest(spans: Sequence[Interval]) -> tuple[Interval, bool]:
    """Return what intervals agree on, else the hull of them, and whether they disagree."""
    lows, highs = [low for low, _ in spans if low is not None], [high for _, high in spans if high is not None]
    if not lows or not highs or max(lows) <= min(highs):
        return (max(lows, default=None), min(highs, default=None)), False
    return (min(lows) if len(lows) == len(spans) else None, max(highs) if len(highs) == len(spans) else None), True


def _say_counts(counts: Mapping[str, Interval]) -> str:
    return "; ".join(f"{say_interval(span)} according to {say_source(root)}" for root, span in counts.items())


def _why(
    held: Mapping[str, Interval],
    overtaken: Mapping[str, Interval],
    lowered: Mapping[str, tuple[Interval, Interval]],
    latest: Interval,
    contested: bool,
) -> str:
    """Return the reason for a figure in sentences."""
    called = {root: say_source(root) for root in (*held, *lowered)}
    told = _say_counts(held)
    if contested:
        sentences = [f"The sources do not agree: {told}."]
    elif len(held) > 1:
        sentences = [f"The newest counts of {say_list(list(called.values()))} agree on {say_interval(latest)}."]
    else:
        sentences = [say_sentence(told)]
    if overtaken:
        sentences.append(f"Counted earlier, and overtaken since: {_say_counts(overtaken)}.")
    for root, (before, now) in lowered.items():
        sentences.append(
            say_sentence(f"{called[root]} lowered its count from {say_interval(before)} to {say_interval(now)}")
        )
    return " ".join(sentences)
