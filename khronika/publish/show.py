"""One event as a person wants to read it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from khronika.model import Event, EventStatement, Figure, FigurePoint, Statement
from khronika.publish.held import Held
from khronika.publish.quoted import Quoted
from khronika.publish.words import (
    clean,
    quote_words,
    say_act,
    say_chain,
    say_exactly,
    say_figure,
    say_marks,
    say_number,
    say_report,
    say_short_days,
    say_sources,
    say_verdict,
    say_when,
    say_where,
)
from khronika.reckon.words import say_days

_WIDE = 72  # columns from which the sources of a figure stand beside its counts


def show_event(event: Event, reports: Mapping[str, Held], *, width: int = 80) -> RenderableType:
    """Return an event for reading: name, when, where, verdict and why, figures by source, each statement in its words.

    Args:
        reports: report id -> report, at least those that the event's statements stand in. Of one that is missing only
            the id is shown.
        width: columns of the terminal; in a narrow one sources stand under their counts.
    """
    parts: list[RenderableType] = [Text(clean(event.name), style="bold"), Text(""), _facts(event)]
    if event.figures:
        parts += [Text(""), Text("Figures", style="bold")]
        parts += [_figure(f, event, reports, wide=width >= _WIDE) for f in event.figures]
    told = list(_by_report(event, reports))
    parts += [Text(""), Text.assemble(("Who says so", "bold"), f": {_say_extent(event, told)}")]
    number = 0
    for report, held, copies in told:
        parts += [Text(""), Padding(Group(*_report(report, held, copies, reports, number)), (0, 0, 0, 2))]
        number += len(held)
    return Group(*parts)


def _facts(event: Event) -> Table:
    """Return what is known of an event as a whole: a narrow column of labels, a wide one of words."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    rows = [
        ("what", ", ".join(say_act(a) for a in event.acts)),
        ("when", say_when(event.from_, event.to)),
        ("where", say_where(event.place)),
        ("verdict", f"{say_verdict(event).upper()}, {say_sources(event)}"),
        ("why", clean(event.why)),
        ("id", event.id),
    ]
    for label, words in rows:
        grid.add_row(Text(label, style="dim"), Text(words))
    return grid


def _figure(figure: Figure, event: Event, reports: Mapping[str, Held], *, wide: bool) -> RenderableType:
    """Return a figure with what each root held when, oldest first; why it is contested where nothing above says it."""
    period = say_days(figure.from_, figure.to)
    head = f"{say_figure(figure)}{', contested' if figure.contested else ''}{f' ({period})' if period else ''}"
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(max_width=32)
    if wide:
        grid.add_column(ratio=1)
    for point in figure.history:
        day = say_short_days(point.as_of, point.as_of) if point.as_of else "no date"
        count = say_exactly((point.min, point.max), _own_words(point, event, reports))
        cells = [count, clean(point.root)] if wide else [f"{count}\n{clean(point.root)}"]
        grid.add_row(Text(day, style="dim"), *(Text(cell) for cell in cells))
    parts: list[RenderableType] = [Text(head), Padding(grid, (0, 0, 0, 2))]
    if figure.contested and figure.why not in event.why:
        parts.insert(1, Padding(Text(clean(figure.why)), (0, 0, 0, 2)))
    return Padding(Group(*parts), (0, 0, 0, 2))


def _own_words(point: FigurePoint, event: Event, reports: Mapping[str, Held]) -> str | None:
    """Return the words of the source for a point of a history."""
    for held in event.statements:
        if held.report in point.reports and held.quantity == (point.min, point.max):
            statement = _find(held, reports)
            if statement is not None and statement.quantity is not None:
                return statement.quantity.text
    return None


def _find(held: EventStatement, reports: Mapping[str, Held]) -> Statement | None:
    """Return the whole statement that an event's statement stands for, None where its report is missing."""
    stored = reports.get(held.report)
    return next((s for s in stored.report.statements if s.id == held.statement), None) if stored else None


Told = tuple[str, list[EventStatement], list[str]]
"""A report's id, its statements on the event, and the ids of the reports that copy it."""


def _by_report(event: Event, reports: Mapping[str, Held]) -> Iterator[Told]:
    """Give the reports that copy no other one of the event, oldest first, each with its statements and its copies."""
    held: dict[str, list[EventStatement]] = {}
    for s in event.statements:
        held.setdefault(s.report, []).append(s)
    copy_of = {r: reports[r].copy_of for r in held if r in reports and reports[r].copy_of in held}
    for report, statements in held.items():
        if report not in copy_of:
            yield report, statements, [r for r, original in copy_of.items() if original == report]


def _say_extent(event: Event, told: Sequence[Told]) -> str:
    """Return how much there is to read, and how many sources that amounts to: "4 statements in 3 reports, 2 copies"."""
    statements = sum(len(held) for _, held, _ in told)
    copies = sum(len(copied) for *_, copied in told)
    parts = [f"{say_number(statements, 'statement')} in {say_number(len(told), 'report')}"]
    if copies:
        parts.append(say_number(copies, "copy", "copies"))
    return f"{', '.join(parts)}; {say_sources(event)}"


def _report(
    report: str, held: Iterable[EventStatement], copies: Iterable[str], reports: Mapping[str, Held], before: int
) -> Iterator[RenderableType]:
    """Give the lines of one report: its heading, its address, its statements numbered on from `before`, its copies."""
    stored = reports.get(report)
    if stored is None:
        yield Text(f"report {clean(report)}, which is not at hand")
    else:
        yield Text(say_report(stored.report))
        if stored.report.url:
            yield Text(clean(stored.report.url), style="dim", overflow="fold")
    for number, statement in enumerate(held, before + 1):
        yield Padding(Group(*_statement(number, statement, reports)), (0, 0, 0, 2))
    for copy in copies:
        yield Padding(Text.assemble(("copied by ", "dim"), say_report(reports[copy].report)), (0, 0, 0, 2))


def _statement(number: int, held: EventStatement, reports: Mapping[str, Held]) -> Iterator[RenderableType]:
    """Give the lines of one statement: chain, marks, words."""
    stored, statement = reports.get(held.report), _find(held, reports)
    yield Text.assemble((f"{number}. ", "dim"), (say_chain(held.chain), "bold"))
    marks = say_marks(held, statement)
    if marks:
        yield Padding(Text(marks), (0, 0, 0, 3))
    for sentence in quote_words(stored.report, held) if stored else ():
        yield Padding(Quoted(sentence), (0, 0, 0, 3))
