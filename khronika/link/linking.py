"""Which statements are about one event: blocked, compared, and grouped under constraints.

What is added is compared with what shares a key with it. Only groups that it can reach are made anew, and come out as
they would from nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from khronika.link.cluster import Pair, cluster_items
from khronika.link.compare import compare_items
from khronika.link.contexts import Context, make_context
from khronika.link.copies import change_copies
from khronika.link.items import Item, Key, apply_original, make_items, overlap
from khronika.link.keys import find_comparable, find_keys, find_sought
from khronika.link.kinship import weigh_reports
from khronika.link.lines import change_lines, find_repeated
from khronika.link.state import Edge, Judgement, LinkState, MemoryState
from khronika.link.tables import load_bound
from khronika.model import Cluster, Report

_ECHO = 0.7  # share of a sentence's words that stand in the copy of it
_SURE = 1.0  # points of a pair that is bound
_ASKED = 200  # reports for which the holders of keys are asked at once
Families = dict[str, list[Item]]
"""Statements of a report by family of acts."""


@dataclass(frozen=True, slots=True)
class Relinked:
    """What linking made anew: groups, and the statements that may have been in other groups before."""

    clusters: tuple[Cluster, ...]
    touched: frozenset[Key]
    decided: tuple[str, ...]  # reports of which a person may have taken statements out
    originals: Mapping[str, str | None]  # reports whose original changed


def link_statements(reports: Sequence[Report], copies: Mapping[str, str] | None = None) -> list[Cluster]:
    """Return the clusters of the reports' own statements (those in teasers are about other reports).

    The order of `reports` does not matter.

    Args:
        copies: report id -> id of the report that it copies, from `find_copies`.
    """
    state = MemoryState({r.id: r for r in reports})
    state.put_originals(copies or {})
    change_lines(state, sorted(state.reports))
    return _Linking(state).link(sorted(state.reports))[0]


def relink(state: LinkState, new: Iterable[str], decided: Iterable[str] = (), judged: Iterable[Key] = ()) -> Relinked:
    """Link new reports to what is held.

    Args:
        new: ids of reports that were never linked.
        decided: ids of reports of which a person changed a statement since.
        judged: statements that a person gave a word on since: they tell nothing else than before.
    """
    added, decided = sorted(new), tuple(decided)
    state.load(added)
    repeated = change_lines(state, added)
    changed = change_copies(state, added)
    affected = {*added, *repeated, *changed, *decided}
    affected |= state.copies_of(affected).keys()
    clusters, touched = _Linking(state).link(sorted(affected), judged)
    held = state.originals(changed)
    originals = {report: held.get(report) for report in changed}
    return Relinked(tuple(clusters), frozenset(touched), decided, originals)


class _View:
    """A report as linking sees it, made once in a run."""

    def __init__(self, state: LinkState, report: str) -> None:
        self._state = state
        self._report = state.report(report)

    @cached_property
    def context(self) -> Context:
        """What the report names."""
        return make_context(self._report)

    @cached_property
    def items(self) -> dict[Key, Item]:
        """Its statements, without those in lines that its outlet repeats."""
        repeated = find_repeated(self._state, self._report)
        return {k: item for k, item in make_items(self._report, self.context).items() if k[1] not in repeated}


class _Linking:
    """One run of linking."""

    def __init__(self, state: LinkState) -> None:
        self.state = state
        self.views: dict[str, _View] = {}
        self.own: dict[str, dict[Key, Item]] = {}
        self.families: dict[str, Families] = {}
        self.echoes: dict[str, list[Pair]] = {}
        self.join = load_bound("join")

    def link(self, affected: Sequence[str], judged: Iterable[Key] = ()) -> tuple[list[Cluster], set[Key]]:
        """Return the clusters that reports and statements can reach, and what may have been in others before."""
        seeds = {key for report in affected for key in self._all(report)}
        seeds.update(judged)
        seeds.update(key for edge in self.state.edges_of(affected) if self._can_join(edge) for key in (edge.a, edge.b))
        self.state.drop_edges(affected)
        self.state.put_keys({report: set(find_keys(self._view(report).context)) for report in affected})
        self.state.put_edges(self._edges(affected))
        reached, edges = self._reach(seeds)
        items = {key: item for r in {k[0] for k in reached} for key, item in self._items(r).items() if key in reached}
        return cluster_edges(items, edges, self.state.judgements({key[0] for key in reached})), reached

    def _can_join(self, edge: Edge) -> bool:
        """Tell whether an edge can make two groups one: no mean is above the highest of what it is the mean of."""
        return edge.bound or edge.points >= self.join

    def _view(self, report: str) -> _View:
        if report not in self.views:
            self.views[report] = _View(self.state, report)
        return self.views[report]

    def _all(self, report: str) -> Iterator[Key]:
        """Give all statements of a report, those that linking leaves out too."""
        return ((report, s.id) for s in self.state.report(report).statements)

    def _items(self, report: str) -> dict[Key, Item]:
        """Return a report's statements; those that repeat an original's have its days and places."""
        if report not in self.own:
            items, original = self._view(report).items, self.state.originals([report]).get(report)
            if original:
                items = apply_echoes(items, self._view(original).items, self._echoes(report))
            self.own[report] = items
        return self.own[report]

    def _families(self, report: str) -> Families:
        """Return a report's statements by family of acts."""
        if report not in self.families:
            self.families[report] = sort_families(self._items(report).values())
        return self.families[report]

    def _echoes(self, report: str) -> list[Pair]:
        """Return the statements of what a report copies with those that repeat them."""
        if report not in self.echoes:
            original = self.state.originals([report]).get(report)
            told = find_echoes(self._view(original).items, self._view(report).items) if original else ()
            self.echoes[report] = list(told)
        return self.echoes[report]

    def _edges(self, affected: Sequence[str]) -> Iterator[Edge]:
        """Give the edges of reports' statements: with one another, with those of other reports, with their copies."""
        done: set[str] = set()
        for report, comparable in self._comparable(affected):
            for other in sorted({*(comparable - done), report}):
                ours, theirs = self._families(report), self._families(other)
                yield from compare_families(self._view(report).context, ours, self._view(other).context, theirs)
            yield from (bind_echo(original, echo) for original, echo in self._echoes(report))
            done.add(report)

    def _comparable(self, affected: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
        """Give reports with those that each is compared with: read for many at once, since much is shared by several.

        Each finds itself.
        """
        for start in range(0, len(affected), _ASKED):
            sought = {r: set(find_sought(self._view(r).context)) for r in affected[start : start + _ASKED]}
            held = self.state.holders(set().union(*sought.values()))
            found = {r: find_comparable({key: held[key] for key in keys & held.keys()}) for r, keys in sought.items()}
            self.state.load(set().union(*found.values()))
            yield from found.items()

    def _reach(self, seeds: set[Key]) -> tuple[set[Key], set[Edge]]:
        """Return all statements that some can be of one event with, at any remove, and the edges between them.

        Edges that join nothing are not followed: they count for or against where both ends are reached anyway.
        """
        reached: set[Key] = set()
        edges: set[Edge] = set()
        fresh = set(seeds)
        while fresh:
            reached |= fresh
            reports = {key[0] for key in fresh}
            self.state.load(reports)
            found = [e for e in self.state.edges_of(reports) if e.a in fresh or e.b in fresh]
            edges.update(found)
            judged = [j for j in self.state.judgements(reports) if j.same and (j.a in fresh or j.b in fresh)]
            fresh = {key for e in found if self._can_join(e) for key in (e.a, e.b)}
            fresh |= {key for j in judged for key in (j.a, j.b)}
            fresh -= reached
        return reached, {e for e in edges if e.a in reached and e.b in reached}


def sort_families(items: Iterable[Item]) -> Families:
    """Return statements by family of acts."""
    found: Families = defaultdict(list)
    for item in items:
        found[item.family].append(item)
    return found


def compare_families(one: Context, ours: Families, two: Context, theirs: Families) -> Iterator[Edge]:
    """Give the edges between the statements of two reports, or within one."""
    pairs = [(a, b) for family in ours.keys() & theirs.keys() for a in ours[family] for b in theirs[family]]
    kin = weigh_reports(one, two) if pairs else 0.0
    for a, b in pairs:
        if one.id != two.id or a.key < b.key:
            compared = compare_items(a, b, kin)
            if compared.barred is None and compared.points > 0:
                yield Edge(min(a.key, b.key), max(a.key, b.key), round(compared.points, 6))


def cluster_edges(
    items: Mapping[Key, Item], edges: Collection[Edge], judgements: Iterable[Judgement] = ()
) -> list[Cluster]:
    """Return the clusters of statements, in order, by all edges and judgements between them."""
    groups = cluster_items(
        items,
        {(e.a, e.b): e.points for e in edges if not e.bound},
        same=[(e.a, e.b) for e in edges if e.bound],
        judged={(j.a, j.b): j.same for j in judgements},
    )
    return [Cluster(act=items[g[0]].act, members=tuple(g)) for g in groups]


def apply_echoes(copy: Mapping[Key, Item], original: Mapping[Key, Item], echoes: Iterable[Pair]) -> dict[Key, Item]:
    """Return the statements of a copy; those that repeat an original's have its days and places.

    Args:
        echoes: from `find_echoes`.
    """
    items = dict(copy)
    for told, echo in echoes:
        items[echo] = apply_original(items[echo], original[told])
    return items


def bind_echo(original: Key, echo: Key) -> Edge:
    """Return the edge between a statement and what repeats it in a copy."""
    return Edge(min(original, echo), max(original, echo), _SURE, bound=True)


def find_echoes(original: Mapping[Key, Item], copy: Mapping[Key, Item]) -> Iterator[Pair]:
    """Give the statements of an original with those that repeat them in its copy, whatever it changes in them."""
    for key, item in copy.items():
        told = [(overlap(item.sentence, o.sentence), o.key) for o in original.values() if o.act == item.act]
        best = max(told, default=None)
        if best and best[0] >= _ECHO:
            yield best[1], key
