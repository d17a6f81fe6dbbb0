"""The reckon stage: clusters of statements in, events with figures, roots and verdict out."""

from collections import Counter
from collections.abc import Sequence

from khronika.model import Act, Cluster, Event, EventStatement, Figure, Place, PlacePrecision, Report, Status, Verdict
from khronika.reckon.figures import reckon_figures
from khronika.reckon.roots import Told, count_independent, make_roots, make_told
from khronika.reckon.words import act_noun
from khronika.values.ids import make_digest

_HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})
_AHEAD = frozenset({Status.PLANNED, Status.THREATENED, Status.ALLEGED_FUTURE})
_EXACT = {PlacePrecision.POINT: 4, PlacePrecision.DISTRICT: 3, PlacePrecision.CITY: 2, PlacePrecision.REGION: 1, PlacePrecision.COUNTRY: 0}
_MONTHS = "January February March April May June July August September October November December".split()


def reckon_events(clusters: Sequence[Cluster], reports: Sequence[Report], copies: dict[str, str]) -> list[Event]:
    """Return one event for each cluster.

    Args:
        clusters: from the link stage.
        reports: all reports that the clusters name, in any order.
        copies: report id -> id of the report that it copies.
    """
    by_id = {report.id: report for report in reports}
    statements = {(r.id, s.id): s for r in reports for s in r.statements}
    outlets = {r.id: r.outlet for r in reports if r.outlet}
    events = []
    for cluster in clusters:
        told = [make_told(by_id[r], statements[r, s], copies, outlets) for r, s in cluster.members]
        told.sort(key=lambda t: (t.report.published.value or "9999", t.report.id, t.statement.trigger.start))
        events.append(_event(cluster, told))
    return events


def _event(cluster: Cluster, told: Sequence[Told]) -> Event:
    """Return the event of one cluster."""
    place, first, last = _place(told), *_days(told)
    figures = reckon_figures(cluster.act, told)
    speaking = count_independent(told)
    agreeing = [t for t in told if t.statement.status in _HAPPENED]
    roots_for = count_independent(agreeing)
    verdict, why = _verdict(told, figures, roots_for)
    return Event(
        id="e" + make_digest(cluster.act, *(f"{r}/{s}" for r, s in sorted(cluster.members)))[:12],
        name=_name(cluster.act, told, place, first, last), act=cluster.act, acts=(cluster.act,), place=place, from_=first, to=last,
        statements=tuple(_statement(t) for t in told), figures=figures, independent_roots=speaking, roots_for=roots_for,
        roots=make_roots(told), verdict=verdict, why=why,
    )  # fmt: skip


def _statement(told: Told) -> EventStatement:
    s = told.statement
    quantity = (s.quantity.min, s.quantity.max) if s.quantity else None
    return EventStatement(report=told.report.id, statement=s.id, act=s.act, evidence=s.evidence, quantity=quantity, status=s.status, chain=s.chain)


def _place(told: Sequence[Told]) -> Place | None:
    """Return the most exact place told of an event, the most often told among those."""
    places = [t.statement.place for t in told if t.statement.place]
    often = Counter(p.name for p in places)
    return max(places, key=lambda p: (_EXACT[p.precision], often[p.name], p.name), default=None)


def _days(told: Sequence[Told]) -> tuple[str | None, str | None]:
    """Return the days an event falls in: what its dated statements agree on, else from the first to the last of them."""
    spans = [(w.from_, w.to) for t in told if (w := t.statement.time) and w.from_ and w.to]
    if not spans:
        half = [w for t in told if (w := t.statement.time)]
        return next((w.from_ for w in half if w.from_), None), next((w.to for w in half if w.to), None)
    low, high = max(a for a, _ in spans), min(b for _, b in spans)
    return (low, high) if low <= high else (min(a for a, _ in spans), max(b for _, b in spans))


def _verdict(told: Sequence[Told], figures: Sequence[Figure], roots_for: int) -> tuple[Verdict, str]:
    """Return what the sources amount to, first that fits (contract, "Chronicles"), and why."""
    statuses = {t.statement.status for t in told}
    names = list(dict.fromkeys(t.root_name or t.root for t in told if t.statement.status in _HAPPENED))
    said = _and(names)
    if any(t.statement.retracts for t in told):
        return Verdict.RETRACTED, "Who said it took it back."
    if not statuses & _HAPPENED:
        if statuses & _AHEAD:
            called_off = "it was called off or denied" if Status.DENIED in statuses else "nobody says that it happened"
            return Verdict.DID_NOT_HAPPEN, f"It was announced; {called_off}."
        return Verdict.DENIED, "The only word on it is that it did not happen."
    disputed = [f for f in figures if f.contested]
    if Status.DENIED in statuses or disputed:
        deniers = _and(list(dict.fromkeys(t.root_name or t.root for t in told if t.statement.status is Status.DENIED)))
        reasons = ([f"{said} say so, {deniers} denies it"] if deniers else []) + [f.why.rstrip(".") for f in disputed]
        return Verdict.CONTESTED, ". ".join(reasons) + "."
    if roots_for >= 2:
        return Verdict.CORROBORATED, f"{roots_for} independent sources say so: {said}."
    if len({t.report.id for t in told}) > 1:
        return Verdict.COPIES_OF_ONE_SOURCE, f"Several reports, one origin: {said}."
    return Verdict.SINGLE_SOURCE, f"One report, one source: {said}."


def _and(names: Sequence[str]) -> str:
    """Return names as people list them."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _name(act: Act, told: Sequence[Told], place: Place | None, first: str | None, last: str | None) -> str:
    """Return what to call an event: "Deportation of 64 foreigners, Saint Petersburg, 28 March 2024"."""
    parties = next((t.statement.to for t in told if t.statement.to and t.statement.status in _HAPPENED), next((t.statement.to for t in told if t.statement.to), ()))
    whom = f" of {parties[0].text[:60]}" if parties and act not in {Act.ACCUSATION, Act.DENIAL, Act.ATTACK, Act.RAID} else ""
    parts = [act_noun(act) + whom, place.name if place else "", say_days(first, last)]
    return ", ".join(" ".join(part.split()) for part in parts if part)


def say_days(first: str | None, last: str | None) -> str:
    """Return days as people write them, empty where none is known.

    >>> say_days("2024-03-28", "2024-03-28"), say_days("2024-03-01", "2024-03-31"), say_days(None, None)
    ('28 March 2024', 'March 2024', '')
    """
    if not first and not last:
        return ""
    if first == last:
        return _say_day(first or "")
    if not first or not last:
        return f"until {_say_day(last)}" if last else f"from {_say_day(first or '')}"
    if first[:7] == last[:7] and first.endswith("-01") and last[8:] >= "28":
        return f"{_MONTHS[int(first[5:7]) - 1]} {first[:4]}"
    if first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    return f"{_say_day(first)} to {_say_day(last)}"


def _say_day(day: str) -> str:
    return f"{int(day[8:])} {_MONTHS[int(day[5:7]) - 1]} {day[:4]}"
