"""Which events are parts of which: the acts of one happening are events of their own, told by the same reports."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from khronika.link.tables import load_table
from khronika.model import Act, Event, EventStatement

_FIRST_AFTER = (Act.ARREST_DETENTION, Act.SENTENCING)
"""From the first on in the list of heads, acts follow from what happened before; from the second on, from those too."""
_TOLD_TOGETHER = 0.5  # share of a part's reports that tell of the whole
Rank = tuple[int, int, bool, float, int, str]
"""How much an event is the whole of a happening: how little it follows from other acts, reports that tell of it,
whether it is dated, how early they tell of it, its act, its id."""


@dataclass(frozen=True, slots=True)
class Happenings:
    """Events with what they are parts of."""

    wholes: Mapping[str, str]  # event -> the event that it is a part of
    ranks: Mapping[str, Rank]

    def head(self, event: str) -> str:
        """Return the event that an event is a part of in the end, itself where it is none of any."""
        while event in self.wholes:
            event = self.wholes[event]
        return event

    def order(self, events: Sequence[str]) -> list[str]:
        """Return a report's events, most prominent first.

        First stand the events of the happening that the report begins with, before them the one that they are parts of.

        Args:
            events: in the order in which the report first tells of them.
        """
        if not events:
            return []
        head = self.head(events[0])
        own = [e for e in events if self.head(e) == head]
        return list(dict.fromkeys([max(own, key=lambda e: (e == head, self.ranks[e])), *own, *events]))


def find_happenings(events: Sequence[Event]) -> Happenings:
    """Return for each event what it is a part of; the order of `events` does not matter.

    The whole is the event that most of the part's reports tell of too, at least half of them, if it has the higher
    rank.
    """
    reports = {e.id: frozenset(s.report for s in e.statements) for e in events}
    ranks = {e.id: _rank(e, len(reports[e.id])) for e in events}
    by_report: dict[str, list[str]] = defaultdict(list)
    for event, told in reports.items():
        for report in told:
            by_report[report].append(event)
    wholes: dict[str, str] = {}
    for event, told in reports.items():
        shared = Counter(other for report in told for other in by_report[report])
        wider = [o for o, n in shared.items() if n >= _TOLD_TOGETHER * len(told) and ranks[o] > ranks[event]]
        if wider:
            wholes[event] = max(wider, key=lambda o: (shared[o], ranks[o]))
    return Happenings(wholes, ranks)


def _rank(event: Event, reports: int) -> Rank:
    acts: list[str] = load_table("weights.yaml")["heads"]
    place = acts.index(event.act) if event.act in acts else len(acts)
    after = sum(place >= acts.index(first) for first in _FIRST_AFTER)
    return -after, reports, event.from_ is not None, -_say_how_late(event.statements), -place, event.id


def _say_how_late(statements: Iterable[EventStatement]) -> float:
    """Return at which character reports come to tell of an event, on average: first stands what they are about."""
    first: dict[str, int] = {}
    for s in statements:
        at = min(span.start for span in s.evidence) if s.evidence else 0
        first[s.report] = min(at, first.get(s.report, at))
    return mean(first.values())
