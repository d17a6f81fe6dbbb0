"""Which statements are about one event: same act, places of which one holds the other, dates that overlap.

A first, plain linker: what copies repeat goes together; all other pairs are compared within blocks of act and country,
and joined from the strongest down, never so that one event would hold two exact days or two places neither of which
holds the other.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from khronika.model import Act, Cluster, Place, PlacePrecision, Report, Statement

_LEVEL = {
    PlacePrecision.COUNTRY: 0,
    PlacePrecision.REGION: 1,
    PlacePrecision.CITY: 2,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.POINT: 3,
}
_UNDATED = 7  # days before publication in which an undated act is looked for
_SLACK = 1  # days that dates of loose precision may miss one another by
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    "the and people person men women man woman more than least about some other others several dozens hundreds".split()
)
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z]|[a-z]+-[A-Z])[\w’'-]{2,}")  # a capital in the middle of a sentence
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December".split()
)
_RELATED = 0.2  # share of the names of one report that stand in another where both are about one happening
_ECHO = 0.7  # share of a sentence's words that stand in the copy of it
_SAYING = frozenset({Act.ACCUSATION, Act.DENIAL, Act.CLAIM_OF_RESPONSIBILITY})


@dataclass(frozen=True, slots=True)
class _Item:
    """A statement as the linker sees it."""

    key: tuple[str, str]
    act: Act
    days: tuple[date, date] | None
    exact: date | None
    place: Place | None
    words: frozenset[str]
    count: tuple[int | None, int | None] | None
    root: str
    sentence: frozenset[str]  # words of the sentence it rests on
    names: frozenset[str]  # names in its report


def link_statements(reports: Sequence[Report], copies: Mapping[str, str] | None = None) -> list[Cluster]:
    """Return the clusters of the reports' own statements (those in teasers are about other reports).

    The order of `reports` does not matter.

    Args:
        copies: report id -> id of the report that it copies, from `find_copies`.
    """
    named = {r.id: frozenset(_NAME.findall(r.text)) - _CALENDAR for r in reports}
    items = [_item(r, s, named[r.id]) for r in reports for s in r.statements if not s.teaser]
    items.sort(key=lambda item: item.key)
    echoes = list(_echoes(items, copies or {}))
    for original, echo in echoes:
        held = items[original]
        items[echo] = replace(items[echo], days=held.days, exact=held.exact, place=held.place)
    groups = _Groups(items)
    for original, echo in echoes:
        groups.join(original, echo)
    for _, a, b in sorted(_pairs(items), key=lambda pair: (-pair[0], items[pair[1]].key, items[pair[2]].key)):
        groups.join(a, b)
    return [
        Cluster(act=items[members[0]].act, members=tuple(items[i].key for i in members)) for members in groups.members()
    ]


def _item(report: Report, statement: Statement, names: frozenset[str]) -> _Item:
    days, exact = _days(report, statement)
    words = {w for p in (*statement.to, *statement.by) for w in _WORD.findall(p.text.lower())} - _COMMON
    quantity = statement.quantity
    link = statement.chain[0]
    told = report.text[statement.evidence[0].start : statement.evidence[0].end]
    return _Item(
        key=(report.id, statement.id), act=statement.act, days=days, exact=exact, place=statement.place,
        words=frozenset(words), count=(quantity.min, quantity.max) if quantity else None,
        root=(link.name or link.text or "").lower(), sentence=frozenset(_WORD.findall(told.lower())), names=names,
    )  # fmt: skip


def _days(report: Report, statement: Statement) -> tuple[tuple[date, date] | None, date | None]:
    """Return the days an act may fall in, and the day where it is stated exactly."""
    when = statement.time
    published = date.fromisoformat(report.published.value) if report.published.value else None
    if when and when.from_ and when.to:
        first, last = date.fromisoformat(when.from_), date.fromisoformat(when.to)
        return (first, last), first if first == last else None
    if published is None:
        return None, None
    return (published - timedelta(days=_UNDATED), published), None


def _echoes(items: Sequence[_Item], copies: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Give the statements of originals with those that repeat them in copies, whatever these change in them."""
    held: dict[tuple[str, Act], list[int]] = defaultdict(list)
    for i, item in enumerate(items):
        held[item.key[0], item.act].append(i)
    for i, item in enumerate(items):
        original = copies.get(item.key[0])
        if original is None:
            continue
        told = [(_overlap(item.sentence, items[j].sentence), -j) for j in held[original, item.act]]
        if told and max(told)[0] >= _ECHO:
            yield -max(told)[1], i


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Return how much of the smaller of two sets stands in the other."""
    return len(a & b) / max(1, min(len(a), len(b)))


def _pairs(items: Sequence[_Item]) -> Iterator[tuple[float, int, int]]:
    """Give the pairs that can be one event with how strongly, within blocks of act and country."""
    blocks: dict[tuple[Act, str | None], list[int]] = defaultdict(list)
    for i, item in enumerate(items):
        blocks[item.act, item.place.country if item.place else None].append(i)
    for (act, country), block in blocks.items():
        loose = blocks.get((act, None), []) if country is not None else []
        ordered = sorted(block, key=lambda i: items[i].days or (date.min, date.max))
        for n, a in enumerate(ordered):
            for b in [*_while_near(items, ordered, n), *loose]:
                strength = _compare(items[a], items[b])
                if strength > 0:
                    yield strength, min(a, b), max(a, b)


def _while_near(items: Sequence[_Item], ordered: Sequence[int], n: int) -> Iterator[int]:
    """Give the items after the `n`th that begin before it ends."""
    mine = items[ordered[n]].days
    for b in ordered[n + 1 :]:
        other = items[b].days
        if mine is not None and other is not None and other[0] > mine[1] + timedelta(days=_SLACK):
            return
        yield b


def _compare(a: _Item, b: _Item) -> float:
    """Return how strongly two statements of one act seem one event, 0 where they cannot be."""
    near = relate_places(a.place, b.place)
    if near is None or not _dates_meet(a, b):
        return 0.0
    shared = _overlap(a.words, b.words)
    related = len(a.names & b.names) > 1 and _overlap(a.names, b.names) >= _RELATED
    same_count = a.count is not None and a.count == b.count
    if a.act in _SAYING and a.root != b.root:
        return 0.0
    if near == 0 and not (related or shared >= 0.5 or same_count):
        return 0.0
    if a.key[0] == b.key[0] and a.root == b.root and a.words and b.words and not shared:
        return 0.0
    return near + shared + 0.5 * same_count + 0.5 * related + (1.0 if a.exact and a.exact == b.exact else 0.0)


def _dates_meet(a: _Item, b: _Item) -> bool:
    if a.exact and b.exact:
        return a.exact == b.exact
    if a.days is None or b.days is None:
        return True
    slack = timedelta(days=_SLACK)
    return a.days[0] <= b.days[1] + slack and b.days[0] <= a.days[1] + slack


def relate_places(a: Place | None, b: Place | None) -> float | None:
    """Return 2 for one place, 1 where one holds the other, 0 where one is not known, None where they differ."""
    if a is None or b is None or (a.country is None) != (b.country is None):
        return 0.0
    if a.name.lower() == b.name.lower() and a.country == b.country:
        return 2.0
    if a.country != b.country or a.country is None:
        return None
    outer, inner = sorted((a, b), key=lambda p: _LEVEL[p.precision])
    if _LEVEL[outer.precision] == 0:
        return 1.0
    if _LEVEL[outer.precision] == _LEVEL[inner.precision]:
        return None
    if _LEVEL[outer.precision] == 1:
        return 1.0 if outer.admin1 is None or outer.admin1 == inner.admin1 else None
    return 1.0 if (outer.lat, outer.lon) == (inner.lat, inner.lon) else None


class _Groups:
    """Groups of items that join only where all of a group can be one event."""

    def __init__(self, items: Sequence[_Item]) -> None:
        self.items = items
        self.group_of = list(range(len(items)))
        self.held = {i: [i] for i in range(len(items))}

    def join(self, a: int, b: int) -> None:
        """Join the groups of two items unless that would hold two exact days or two places apart."""
        one, two = self.group_of[a], self.group_of[b]
        if one == two or not self._agree(self.held[one], self.held[two]):
            return
        for i in self.held[two]:
            self.group_of[i] = one
        self.held[one] += self.held.pop(two)

    def _agree(self, one: Sequence[int], two: Sequence[int]) -> bool:
        days = {self.items[i].exact for i in (*one, *two)} - {None}
        if len(days) > 1:
            return False
        places = {(p.name, p.country): p for i in (*one, *two) if (p := self.items[i].place)}.values()
        return all(relate_places(p, q) is not None for p in places for q in places)

    def members(self) -> list[list[int]]:
        """Return the groups in order."""
        return sorted(sorted(group) for group in self.held.values())
