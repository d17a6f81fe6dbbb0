"""Statements grouped into events: from the most alike down, never against what forbids it, never along weak chains."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from khronika.errors import LinkError
from khronika.link.compare import FAR
from khronika.link.items import Item, Key
from khronika.link.tables import load_bound
from khronika.model import Place
from khronika.values.place_relations import Relation, relate_places

Pair = tuple[Key, Key]
"""Two statements, the smaller key first."""


class Tie(NamedTuple):
    """What the pairs that were compared between two groups give: the sum of their points, how many, the highest."""

    points: float
    pairs: int
    best: float


Match = tuple[float, int, int]
"""The mean of the points of two groups, negative, and the two, the smaller first: the best match is the smallest."""


@dataclass(slots=True)
class Group:
    """Statements that are one event as far as is known, and what ties them to other groups."""

    members: list[Key]
    days: set[date]
    windows: list[tuple[date, date]]  # at most two: the one that begins last and the one that ends first
    running: list[tuple[date, date]]
    places: dict[tuple[str, str | None], tuple[Place, ...]]  # by name and country; several where reports differ on it
    tally: set[bool]
    ties: dict[int, Tie] = field(default_factory=dict)  # by the other group


def cluster_items(
    items: Mapping[Key, Item],
    edges: Mapping[Pair, float],
    same: Iterable[Pair] = (),
    judged: Mapping[Pair, bool] = MappingProxyType({}),
) -> list[list[Key]]:
    """Return the groups in order.

    Args:
        edges: pairs that nothing forbids, with their points.
        same: pairs of which one repeats the other.
        judged: pairs that a person judged to be one event, or not to be; no other pair may undo it.

    Raises:
        LinkError: two judgements cannot both hold.
    """
    return _Clustering(items, edges, same, judged).run()


class _Clustering:
    """Joins the two groups with the highest mean of points until none is above the bound."""

    def __init__(
        self,
        items: Mapping[Key, Item],
        edges: Mapping[Pair, float],
        same: Iterable[Pair],
        judged: Mapping[Pair, bool],
    ) -> None:
        self.best, self.unmet, self.least = load_bound("best"), load_bound("unmet"), load_bound("join")
        self.order = sorted(items)
        number = {key: n for n, key in enumerate(self.order)}
        self.groups = {n: _make_group(items[key]) for key, n in number.items()}
        self.apart: dict[int, set[int]] = {}
        self.moved: dict[int, int] = {}
        self.matches: dict[int, list[Match]] = {}  # of each group, those behind its best: a heap
        self.waiting: list[tuple[Match, int, int]] = []  # a match, the group whose best it is, how many are in that
        for (a, b), points in edges.items():
            one, two = number[a], number[b]
            self.groups[one].ties[two] = self.groups[two].ties[one] = Tie(points, 1, points)
        told = [(number[a], number[b], one) for (a, b), one in sorted(judged.items()) if a in number and b in number]
        for i, j, one in told:
            if one:
                self._join_bound(i, j)
        for i, j, one in told:
            if not one:
                self._bar(self._now(i), self._now(j))
        for a, b in sorted(same):
            if a in number and b in number:
                self._join_bound(number[a], number[b])

    def _bar(self, a: int, b: int) -> None:
        if a == b:
            one = self.groups[a].members[0]
            raise LinkError(
                "is judged to be of one event with a statement that it is judged to be apart from", about=" ".join(one)
            )
        self.apart.setdefault(a, set()).add(b)
        self.apart.setdefault(b, set()).add(a)

    def _join_bound(self, a: int, b: int) -> None:
        """Join two groups that are one by a person's word or by being copies, unless a person keeps them apart."""
        one, two = self._now(a), self._now(b)
        if one != two and two not in self.apart.get(one, set()):
            self._join(min(one, two), max(one, two))

    def _now(self, n: int) -> int:
        while n in self.moved:
            n = self.moved[n]
        return n

    def run(self) -> list[list[Key]]:
        """Return the groups in order.

        Of each group only its best match waits, the others behind it; a match is one group's alone to begin with. Where
        the other group has grown since, it is none any more: the grown one has its own, which were found anew.
        """
        for a, group in self.groups.items():
            self._find_matches(a, (b for b in group.ties if a < b))
        while self.waiting:
            match, owner, size = heapq.heappop(self.waiting)
            _, a, b = match
            if owner not in self.groups or len(self.groups[owner].members) != size:
                continue
            self._put_next(owner)
            if a in self.groups and b in self.groups and match == self._match(a, b) and self._can_join(a, b):
                self._join(a, b)
                self._find_matches(a, self.groups[a].ties)
        return sorted(sorted(group.members) for group in self.groups.values())

    def _find_matches(self, a: int, others: Iterable[int]) -> None:
        """Find the matches of a group with others whose mean is not under the bound, and let the best wait."""
        matches = [match for b in others if -(match := self._match(a, b))[0] >= self.least]
        heapq.heapify(matches)
        self.matches[a] = matches
        self._put_next(a)

    def _put_next(self, a: int) -> None:
        """Let a group's next match wait."""
        if self.matches[a]:
            heapq.heappush(self.waiting, (heapq.heappop(self.matches[a]), a, len(self.groups[a].members)))

    def _match(self, a: int, b: int) -> Match:
        """Return the match of two groups; a pair that nothing brought together counts against them."""
        one, two = self.groups[a], self.groups[b]
        points, met, best = one.ties[b]
        pairs = len(one.members) * len(two.members)
        mean = (points + (pairs - met) * self.unmet) / pairs
        distance = -round(self.best * best + (1 - self.best) * mean, 6)
        return (distance, a, b) if a < b else (distance, b, a)

    def _can_join(self, a: int, b: int) -> bool:
        """Tell whether two groups may be one event."""
        if b in self.apart.get(a, set()):
            return False
        one, two = self.groups[a], self.groups[b]
        days = one.days | two.days
        if len(days) > 1 and not _one_runs_over(days, [*one.running, *two.running]):
            return False
        if _are_far([*one.windows, *two.windows], [*one.running, *two.running]):
            return False
        if len(one.tally | two.tally) > 1:
            return False
        return not any(
            all(relate_places(p, q) is Relation.APART for p in places for q in others)
            for name, places in one.places.items()
            for other, others in two.places.items()
            if name not in two.places and other not in one.places  # else one of them was taken for a namesake
        )

    def _join(self, a: int, b: int) -> None:
        """Put the second group into the first."""
        one, two = self.groups[a], self.groups.pop(b)
        self.moved[b] = a
        one.members += two.members
        one.days |= two.days
        one.windows = _outermost([*one.windows, *two.windows])
        one.running += two.running
        for name, places in two.places.items():
            one.places[name] = tuple(dict.fromkeys((*one.places.get(name, ()), *places)))
        one.tally |= two.tally
        for other in self.apart.pop(b, set()):
            self.apart[other].discard(b)
            self._bar(a, other)
        one.ties.pop(b, None)
        two.ties.pop(a, None)
        for other, tie in two.ties.items():
            theirs = self.groups[other].ties
            del theirs[b]
            one.ties[other] = theirs[a] = _add(one.ties[other], tie) if other in one.ties else tie


def _add(one: Tie, two: Tie) -> Tie:
    return Tie(one.points + two.points, one.pairs + two.pairs, max(one.best, two.best))


def _make_group(item: Item) -> Group:
    days, place = item.days, item.place
    return Group(
        members=[item.key],
        days={days.only} if days.only else set(),
        windows=[days.window] if days.window else [],
        running=[days.window] if days.running and days.window else [],
        places={(place.name.lower(), place.country): (_without_words(place),)} if place and item.placed else {},
        tally={days.tally},
    )


def _outermost(windows: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return the windows that lie furthest from one another: the one that begins last and the one that ends first."""
    return [max(windows), min(windows, key=lambda window: window[1])] if windows else []


def _are_far(windows: Sequence[tuple[date, date]], running: Sequence[tuple[date, date]]) -> bool:
    """Tell whether two windows lie further apart than one event's days do, and no running operation covers both."""
    first, last = max((w[0] for w in windows), default=date.min), min((w[1] for w in windows), default=date.max)
    return first > last and first - last > FAR and not _one_runs_over({first, last}, running)


def _without_words(place: Place) -> Place:
    """Return a place without where its report names it, so that the same place of two reports is one."""
    return replace(place, start=0, end=0, reason=None)


def _one_runs_over(days: set[date], running: Sequence[tuple[date, date]]) -> bool:
    """Tell whether one running operation covers all of some days."""
    return any(first <= min(days) and max(days) <= last for first, last in running)
