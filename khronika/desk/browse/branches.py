"""The tree of an event's sources, as a page shows it: branches, reports, statements in their words, copies folded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from khronika.desk.browse.paging import Paging
from khronika.desk.queries import read_reports
from khronika.desk.words import say_marks, say_report, say_root
from khronika.model import Event, EventStatement, Report
from khronika.publish.grown import Node, find_changed, fold_copies, grow_sources
from khronika.publish.words import quote_words
from khronika.store import models
from khronika.store.entries import source_key

SHOWN = 30  # statements of one page


@dataclass(frozen=True, slots=True)
class Told:
    """A statement: its key (report:statement), number, state and marks, and its sentences."""

    key: str
    statement: str
    number: int
    marks: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A report with its statements, and the reports that copy it with the numbers that they changed."""

    report: str
    words: str
    url: str | None
    told: tuple[Told, ...]
    copies: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A source: its name, its key where it has a name of its own, what it is told in, and who has it from there."""

    name: str
    source: str | None
    reports: tuple[Held, ...]
    further: "tuple[Branch, ...]"


@dataclass(frozen=True, slots=True)
class Tree:
    """The branches of one page of an event's statements; how many statements and copies there are in all."""

    branches: tuple[Branch, ...]
    paging: Paging
    copies: int
    first: str  # key of the event's first statement, with which the others can be parted


def grow_tree(alias: str, event: Event, page: str) -> Tree:
    """Return the tree of an event: in two queries, whatever its size."""
    ids = sorted({s.report for s in event.statements})
    rows = models.Report.objects.using(alias).filter(id__in=ids)
    copies = fold_copies(event, dict(rows.values_list("id", "copy_of")))
    whole = [s for s in event.statements if s.report not in copies]
    paging = Paging(page, len(whole), SHOWN)
    told = whole[paging.part]
    shown = {s.report for s in told}
    wanted = shown | {copy for copy, original in copies.items() if original in shown}
    reports = read_reports(alias, wanted)
    numbers = {(s.report, s.statement): n for n, s in enumerate(whole, 1)}
    named = {source_key(link.name) for s in told for link in s.chain if link.name}
    drawn = _Drawn(event, reports, copies, numbers, named)
    branches = tuple(drawn.branch(name, node) for name, node in grow_sources(event, told).items())
    first = event.statements[0]
    return Tree(branches, paging, len(copies), f"{first.report}:{first.statement}")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What every branch is made with."""

    event: Event
    reports: Mapping[str, Report]
    copies: Mapping[str, str]
    numbers: Mapping[tuple[str, str], int]
    named: set[str]
    seen: set[str] = field(default_factory=set)  # reports whose address and copies were shown

    def branch(self, name: str, node: Node) -> Branch:
        """Return a source with all that hangs on it."""
        key = source_key(name)
        return Branch(
            name=say_root(name), source=key if key in self.named else None,
            reports=tuple(self.held(report, told) for report, told in node.reports.items()),
            further=tuple(self.branch(further, below) for further, below in node.further.items()),
        )  # fmt: skip

    def held(self, report: str, told: list[EventStatement]) -> Held:
        """Return one report of a source; its address and copies stand where it comes first."""
        stored, first = self.reports[report], report not in self.seen
        self.seen.add(report)
        url, copies = (stored.url, tuple(self.copied(report))) if first else (None, ())
        return Held(report, say_report(stored), url, tuple(self.told(stored, told)), copies)

    def told(self, stored: Report, told: list[EventStatement]) -> Iterator[Told]:
        """Give the statements of one report."""
        for held in told:
            whole = next((s for s in stored.statements if s.id == held.statement), None)
            number = self.numbers[held.report, held.statement]
            marks, words = say_marks(held, whole), tuple(quote_words(stored, held))
            yield Told(f"{held.report}:{held.statement}", held.statement, number, marks, words)

    def copied(self, report: str) -> Iterator[tuple[str, str, str]]:
        """Give the reports that copy one: id, words, and the numbers in which they differ."""
        for copy, original in self.copies.items():
            if original == report:
                changed = ", ".join(find_changed(report, copy, self.event))
                yield copy, say_report(self.reports[copy]), changed
