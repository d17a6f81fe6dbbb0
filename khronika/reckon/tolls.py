"""The killed and the injured that are told together with an event of violence.

An attack, those killed in it and those injured are events of their own. Who reads one of them wants the toll, and a
source that tells of somebody wounded who has died moves him from one count to the other; so each of these events also
shows what its own reports count of the others. The same people are then counted in two places, and never added up.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from khronika.model import Act, ActorKind, Report, Statement, When
from khronika.reckon.words import cover_words, load_table
from khronika.values.place_relations import Relation, relate_places

Member = tuple[Report, Statement]
_KILLED, _INJURED = frozenset({Act.KILLING, Act.DEATH}), frozenset({Act.INJURY})
_TOLL = _KILLED | _INJURED
_ATTACKS = frozenset({Act.ATTACK, Act.ARMED_CLASH})
_LONG = timedelta(days=31)  # beyond which a number counts events of its own
_ADVERBS = re.compile(r"^(?:\w+ly\s+)+")  # "accidentally shot"
_NEAR = 24  # characters beside the word of an attack in which it is said to be fatal


def find_tolls(act: Act, members: Sequence[Member]) -> list[tuple[Act, list[Member]]]:
    """Return what is told together with an event of violence: the act that is counted, and who tells of it.

    A statement is told together with one of the event's where both rest on a sentence; where both stand in a report
    with the same days and place; and where each is the first of its kind in a report, unless days or places differ.

    Those of an attack that is told to have been fatal were killed. Where nobody is told to have been killed, those who
    were shot, stabbed or hit were injured.

    Args:
        act: the event's.
    """
    if act not in _ATTACKS and act not in _TOLL:
        return []
    killed = [] if act in _KILLED else _told_with(members, _KILLED)
    injured = [] if act in _INJURED else _told_with(members, _INJURED)
    if act in _ATTACKS:
        killed += [(report, replace(s, act=Act.KILLING)) for report, s in members if _is_fatal(report, s)]
    if act in _ATTACKS and not killed:
        injured += [(report, replace(s, act=Act.INJURY)) for report, s in members if _tells_of_hits(report, s)]
    return [(counted, told) for counted, told in ((Act.KILLING, killed), (Act.INJURY, injured)) if told]


def find_told_together(act: Act, members: Sequence[Member]) -> list[Member]:
    """Return what else of violence is told together with an event of violence, as in `find_tolls`."""
    return _told_with(members, _ATTACKS | _TOLL) if act in _ATTACKS | _TOLL else []


def _tells_of_hits(report: Report, statement: Statement) -> bool:
    """Tell whether a statement says that people were hit: "five people were shot", not "a shot was fired"."""
    word = _ADVERBS.sub("", report.text[statement.trigger.start : statement.trigger.end].lower())
    to = [party for party in statement.to if party.kind is not ActorKind.UNKNOWN]
    return statement.act in _ATTACKS and bool(to) and word in load_table("figures.yaml")["hits"]


def _is_fatal(report: Report, statement: Statement) -> bool:
    """Tell whether a statement says that those who were attacked died of it: "the fatal shooting of two men"."""
    before = report.text[max(0, statement.trigger.start - _NEAR) : statement.trigger.end]
    after = report.text[statement.trigger.end : statement.trigger.end + _NEAR]
    fatal = cover_words("fatal_before").search(before) or cover_words("fatal_after").match(after.lstrip())
    return statement.act in _ATTACKS and bool(statement.to) and bool(fatal)


def is_of_attack(members: Sequence[Member]) -> bool:
    """Tell whether people are told to have died in an attack or of one's wounds, and so were killed."""
    return bool(_told_with(members, _ATTACKS)) or any(_names_violence(r, s) for r, s in members)


def _names_violence(report: Report, statement: Statement) -> bool:
    words = " ".join(report.text[span.start : span.end] for span in statement.evidence[:1])
    return bool(cover_words("violence").search(words))


def _told_with(members: Sequence[Member], acts: frozenset[Act]) -> list[Member]:
    own = {(report.id, statement.id) for report, statement in members}
    found = {
        (report.id, other.id): (report, other)
        for report, statement in members
        for other in report.statements
        if other.act in acts
        and not other.teaser
        and (report.id, other.id) not in own
        and _are_together(report, statement, other)
    }
    return list(found.values())


def _are_together(report: Report, a: Statement, b: Statement) -> bool:
    """Tell whether a statement is of the toll of another: one of months is no toll of a day."""
    if _is_long(b.time) and not _is_long(a.time):
        return False
    if any(x.start < y.end and y.start < x.end for x in a.evidence for y in b.evidence):
        return True
    if _days_differ(a.time, b.time) or relate_places(a.place, b.place) is Relation.APART:
        return False
    same_days = a.time is not None and b.time is not None and (a.time.from_, a.time.to) == (b.time.from_, b.time.to)
    same_place = a.place is not None and b.place is not None and a.place.name == b.place.name
    return (same_days and same_place) or (_leads(report, a) and _leads(report, b))


def _is_long(when: When | None) -> bool:
    """Tell whether a time is longer than one event goes on for."""
    if when is None or when.from_ is None or when.to is None:
        return False
    return date.fromisoformat(when.to) - date.fromisoformat(when.from_) > _LONG


def _days_differ(a: When | None, b: When | None) -> bool:
    """Tell whether two times have no day in common."""
    if a is None or b is None:
        return False
    return (a.from_ or "") > (b.to or "9999") or (b.from_ or "") > (a.to or "9999")


def _leads(report: Report, statement: Statement) -> bool:
    """Tell whether a statement is the first of its kind in its report."""
    kind = next((kind for kind in (_KILLED, _INJURED, _ATTACKS) if statement.act in kind), frozenset({statement.act}))
    return next((s.id for s in report.statements if s.act in kind and not s.teaser), None) == statement.id
