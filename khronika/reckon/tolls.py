"""The killed and the injured of one happening, set side by side: each is counted in one event and shown in the others.

An attack, those killed in it and those injured are events of their own. Who reads one of them wants the toll, and a
source that tells of somebody wounded who has died moves him from one count to the other; so each of these events also
shows the figures of the others. They are the same figures, told twice, never two to be added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from khronika.model import Act, Event, EventStatement
from khronika.reckon.words import figure_word

_TELLS = {
    Act.KILLING: "killed",
    Act.DEATH: "killed",
    Act.INJURY: "injured",
    Act.ATTACK: "attack",
    Act.ARMED_CLASH: "attack",
}
_SLACK = timedelta(days=1)


def share_tolls(events: Sequence[Event]) -> list[Event]:
    """Return the events, those of violence with the figures of the killing or injury that are told together with them.

    An event is told together with another where a sentence tells of both, or a report does and both fall on the same
    days. Of several the one that is told so most often gives its figures. The dead of an attack are killed.
    """
    held = [event for event in events if event.act in _TELLS]
    by_report: dict[str, list[Event]] = {}
    for event in held:
        for report in dict.fromkeys(s.report for s in event.statements):
            by_report.setdefault(report, []).append(event)
    told = {event.id: _by_report(event) for event in held}
    near = {e.id: list({n.id: n for r in told[e.id] for n in by_report[r]}.values()) for e in held}
    closest = {e.id: {what: _closest(e, near[e.id], what, told) for what in set(_TELLS.values())} for e in held}
    whole = {e.id: _of_attack(e) if closest[e.id]["attack"] and _TELLS[e.act] == "killed" else e for e in held}
    shown = {}
    for event in held:
        others = [whole[n.id] for w in ("killed", "injured") if (n := closest[event.id][w]) and w != _TELLS[event.act]]
        shown[event.id] = replace(
            whole[event.id], figures=(*whole[event.id].figures, *(f for other in others for f in other.figures))
        )
    return [shown.get(event.id, event) for event in events]


def _of_attack(event: Event) -> Event:
    """Return an event of people who died in an attack: they were killed."""
    dead, killed = figure_word(Act.DEATH), figure_word(Act.KILLING)
    return replace(event, figures=tuple(replace(f, what=killed) if f.what == dead else f for f in event.figures))


def _closest(
    event: Event, near: Sequence[Event], what: str, told: Mapping[str, Mapping[str, list[EventStatement]]]
) -> Event | None:
    """Return of the events that tell of `what` the one that is told with `event` most often, None where none is."""
    ranked = [
        (sentences, reports, other.id, other)
        for other in near
        if _TELLS[other.act] == what and other.id != event.id and (what == "attack" or other.figures)
        for sentences, reports in [_kinship(told[event.id], told[other.id])]
        if sentences or _meet(event, other)
    ]
    return max(ranked, default=(0, 0, "", None), key=lambda row: row[:3])[3]


def _by_report(event: Event) -> dict[str, list[EventStatement]]:
    held: dict[str, list[EventStatement]] = {}
    for statement in event.statements:
        held.setdefault(statement.report, []).append(statement)
    return held


def _kinship(a: Mapping[str, list[EventStatement]], b: Mapping[str, list[EventStatement]]) -> tuple[int, int]:
    """Return in how many reports a sentence tells of both, and how many reports do."""
    both = [report for report in a if report in b]
    return sum(any(_overlap(s, t) for s in a[r] for t in b[r]) for r in both), len(both)


def _overlap(a: EventStatement, b: EventStatement) -> bool:
    return any(x.start < y.end and y.start < x.end for x in a.evidence for y in b.evidence)


def _meet(a: Event, b: Event) -> bool:
    """Tell whether two events fall on the same days, give or take one, as far as both are known."""
    if a.from_ is None or a.to is None or b.from_ is None or b.to is None:
        return False
    first, last = max(a.from_, b.from_), min(a.to, b.to)
    return date.fromisoformat(first) - date.fromisoformat(last) <= _SLACK
