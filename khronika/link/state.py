"""What linking remembers between two calls: keys, edges, copies and judgements; here in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from khronika.link.items import Key
from khronika.model import Report


class Edge(NamedTuple):
    """Two statements, the smaller key first, that may be one event; `bound` where one repeats the other in a copy."""

    a: Key
    b: Key
    points: float
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on two statements, the smaller key first; the last word on a pair counts."""

    a: Key
    b: Key
    same: bool


class LinkState(Protocol):
    """What linking remembers. A chronicle keeps it in its database."""

    def report(self, id: str) -> Report:  # noqa: A002
        """Return a report."""

    def load(self, reports: Iterable[str]) -> None:
        """Read reports ahead, all together, with what they are copies of."""

    def holders(self, keys: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the ids of the reports that hold each key; keys that none holds may be left out."""

    def put_keys(self, keys: Mapping[str, Iterable[str]]) -> None:
        """Note the keys that each report holds."""

    def edges_of(self, reports: Iterable[str]) -> list[Edge]:
        """Return the edges of all statements of some reports."""

    def put_edges(self, edges: Iterable[Edge]) -> None:
        """Note edges."""

    def drop_edges(self, reports: Iterable[str]) -> None:
        """Forget the edges of all statements of some reports."""

    def partners(self, reports: Iterable[str]) -> set[tuple[str, str]]:
        """Return the pairs of reports, one of them given, of which one is a copy of the other."""

    def put_partners(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Note pairs of reports of which one is a copy of the other."""

    def originals(self, reports: Iterable[str]) -> dict[str, str]:
        """Return for those reports that are copies what they are copies of."""

    def copies_of(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the copies of some reports with what they are copies of."""

    def put_originals(self, originals: Mapping[str, str | None]) -> None:
        """Note what reports are copies of, None where they are none."""

    def judgements(self, reports: Iterable[str]) -> list[Judgement]:
        """Return what persons judged of statements of some reports, the last word on each pair."""


@dataclass(slots=True)
class MemoryState:
    """Linking's memory for one run."""

    reports: Mapping[str, Report]
    judged: Sequence[Judgement] = ()
    _holders: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _edges: dict[str, set[Edge]] = field(default_factory=lambda: defaultdict(set))
    _partners: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    _originals: dict[str, str] = field(default_factory=dict)

    def report(self, id: str) -> Report:  # noqa: A002
        return self.reports[id]

    def load(self, reports: Iterable[str]) -> None:
        """All are in memory."""

    def holders(self, keys: Iterable[str]) -> dict[str, list[str]]:
        return {key: self._holders[key] for key in keys if key in self._holders}

    def put_keys(self, keys: Mapping[str, Iterable[str]]) -> None:
        for report, held in keys.items():
            for key in held:
                self._holders[key].append(report)

    def edges_of(self, reports: Iterable[str]) -> list[Edge]:
        return list({edge for report in reports for edge in self._edges.get(report, ())})

    def put_edges(self, edges: Iterable[Edge]) -> None:
        for edge in edges:
            self._edges[edge.a[0]].add(edge)
            self._edges[edge.b[0]].add(edge)

    def drop_edges(self, reports: Iterable[str]) -> None:
        for report in reports:
            for edge in list(self._edges.pop(report, ())):
                self._edges[edge.a[0]].discard(edge)
                self._edges[edge.b[0]].discard(edge)

    def partners(self, reports: Iterable[str]) -> set[tuple[str, str]]:
        return {pair for report in reports for pair in self._partners.get(report, ())}

    def put_partners(self, pairs: Iterable[tuple[str, str]]) -> None:
        for a, b in pairs:
            self._partners[a].add((a, b))
            self._partners[b].add((a, b))

    def originals(self, reports: Iterable[str]) -> dict[str, str]:
        return {report: self._originals[report] for report in reports if report in self._originals}

    def copies_of(self, reports: Iterable[str]) -> dict[str, str]:
        wanted = set(reports)
        return {copy: original for copy, original in self._originals.items() if original in wanted}

    def put_originals(self, originals: Mapping[str, str | None]) -> None:
        for report, original in originals.items():
            if original is None:
                self._originals.pop(report, None)
            else:
                self._originals[report] = original

    def judgements(self, reports: Iterable[str]) -> list[Judgement]:
        wanted = set(reports)
        return [j for j in self.judged if {j.a[0], j.b[0]} & wanted]
