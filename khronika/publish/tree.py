"""The sources of an event as a tree: who was nearest to the facts, who passed it on, where it stands, in what words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from khronika.model import Event, EventStatement
from khronika.publish.grown import Node, find_changed, fold_copies, grow_sources
from khronika.publish.held import Held
from khronika.publish.quoted import Quoted
from khronika.publish.words import (
    clean,
    quote_words,
    say_code,
    say_marks,
    say_number,
    say_report,
    say_sources,
)

Reports = Mapping[str, Held]


def draw_sources(event: Event, reports: Reports) -> RenderableType:
    """Return the tree; a report that copies another one of the event is folded into it.

    Args:
        reports: report id -> report, at least those that the event's statements stand in. Of one that is missing only
            the id is shown.
    """
    copies = fold_copies(event, {report: held.copy_of for report, held in reports.items()})
    told = [s for s in event.statements if s.report not in copies]
    head = Text.assemble(("Who says so", "bold"), f": {_say_extent(event, told, len(copies))}")
    tree = Tree(head, guide_style="dim")
    numbers = {(s.report, s.statement): n for n, s in enumerate(told, 1)}
    shown = _Shown(event, reports, copies, numbers)
    for label, node in grow_sources(event, told).items():
        _draw(tree.add(Text(clean(label), style="bold")), node, shown)
    return tree


@dataclass(frozen=True, slots=True)
class _Shown:
    """What every branch is drawn with."""

    event: Event
    reports: Reports
    copies: Mapping[str, str]
    numbers: Mapping[tuple[str, str], int]
    seen: set[str] = field(default_factory=set)  # reports that a branch has shown


def _say_extent(event: Event, told: Iterable[EventStatement], copies: int) -> str:
    """Return how much there is to read, and how many sources that amounts to: "4 statements in 3 reports, 2 copies"."""
    held = list(told)
    parts = [f"{say_number(len(held), 'statement')} in {say_number(len({s.report for s in held}), 'report')}"]
    if copies:
        parts.append(say_number(copies, "copy", "copies"))
    return f"{', '.join(parts)}; {say_sources(event)}"


def _draw(tree: Tree, node: Node, shown: _Shown) -> None:
    """Hang the reports of a source and those who have it from there into the tree."""
    for report, statements in node.reports.items():
        tree.add(Group(*_report(report, statements, shown)))
    for name, further in node.further.items():
        _draw(tree.add(Text(f"as told by {clean(name)}")), further, shown)


def _report(report: str, held: Iterable[EventStatement], shown: _Shown) -> Iterator[RenderableType]:
    """Give the lines of one report: its heading, its statements with their words; once also address and copies."""
    stored = shown.reports.get(report)
    first = report not in shown.seen
    shown.seen.add(report)
    if stored is None:
        yield Text(f"report {clean(report)}, which is not at hand")
    else:
        yield Text(say_report(stored.report))
        if stored.report.url and first:
            yield Text(clean(stored.report.url), style="dim", overflow="fold")
    for statement in held:
        yield from _statement(statement, shown)
    if not first:
        return
    for copy in (r for r, original in sorted(shown.copies.items()) if original == report):
        changed = find_changed(report, copy, shown.event)
        number = f", with another number: {', '.join(changed)}" if changed else ""
        yield Text.assemble(("copied by ", "dim"), say_report(shown.reports[copy].report), (number, "bold"))


def _statement(held: EventStatement, shown: _Shown) -> Iterator[RenderableType]:
    """Give the lines of one statement: its number, marks, words."""
    stored = shown.reports.get(held.report)
    statement = next((s for s in stored.report.statements if s.id == held.statement), None) if stored else None
    number = f"{shown.numbers[held.report, held.statement]}. "
    yield Text.assemble((number, "dim"), say_marks(held, statement) or say_code(held.status))
    for sentence in quote_words(stored.report, held) if stored else ():
        yield Padding(Quoted(sentence), (0, 0, 0, len(number)))
