"""Events that belong to an event: the one that it is a part of, its parts, and others that the same reports tell of."""

from collections import Counter
from dataclasses import dataclass

from khronika.desk.browse.words import Row, say_row
from khronika.desk.people.veil import Hidden
from khronika.desk.queries import read_events
from khronika.link.happenings import find_happenings
from khronika.model import Event
from khronika.store import models

_MOST = 40  # events beside one that are looked at: those that most of its reports tell of


@dataclass(frozen=True, slots=True)
class Kin:
    """What belongs to an event, as lists show it; `others` with how many reports tell of both."""

    whole: Row | None
    parts: tuple[Row, ...]
    others: tuple[tuple[Row, int], ...]


def find_kin(alias: str, event: Event, hidden: Hidden) -> Kin:
    """Return what belongs to an event.

    Its whole is told as publishing tells it, from all events that its reports tell of; parts are those among them that
    have it for their whole as far as these events go.
    """
    members = models.EventMember.objects.using(alias)
    reports = sorted({s.report for s in event.statements})[:_MOST]
    pairs = set(members.filter(report__in=reports).values_list("event", "report"))
    shared = Counter(other for other, _ in pairs if other != event.id and other not in hidden.events)
    near = [other for other, _ in shared.most_common(_MOST)]
    others = read_events(alias, near)
    happenings = find_happenings([event, *others.values()])
    whole = others.get(happenings.wholes.get(event.id, ""))
    parts = [e for e in others.values() if happenings.wholes.get(e.id) == event.id]
    known = {whole.id if whole else "", *(e.id for e in parts)}
    return Kin(
        whole=say_row(whole) if whole else None,
        parts=tuple(say_row(e) for e in sorted(parts, key=_by_day)),
        others=tuple((say_row(others[i]), shared[i]) for i in near if i in others and i not in known),
    )


def _by_day(event: Event) -> tuple[str, str]:
    return event.from_ or event.to or "9999", event.id
