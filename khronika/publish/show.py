"""One event, or one report, as a person wants to read it."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from khronika.model import Event, EventStatement, Figure, FigurePoint, Report, Statement
from khronika.publish.held import Held
from khronika.publish.words import (
    clean,
    quote_words,
    say_chain,
    say_code,
    say_exactly,
    say_figure,
    say_place,
    say_short_days,
    say_sources,
    say_status,
    say_when,
    say_where,
)
from khronika.reckon.words import say_days, say_interval


def show_event(event: Event, reports: Mapping[str, Held]) -> RenderableType:
    """Return an event for reading: name, when, where, verdict and why, figures by source, each statement in its words.

    Args:
        reports: report id -> report, at least those that the event's statements stand in. Of one that is missing only
            the id is shown.
    """
    parts: list[RenderableType] = [Text(clean(event.name), style="bold"), Text(""), _facts(event)]
    if event.figures:
        parts += [Text(""), Text("Figures", style="bold"), *(_figure(f, event, reports) for f in event.figures)]
    parts += [Text(""), Text("Who says so", style="bold"), *_statements(event, reports)]
    return Group(*parts)


def _grid() -> Table:
    """Return a table without lines: a narrow column of labels, a wide one of words."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    return grid


def _facts(event: Event) -> Table:
    """Return what is known of an event as a whole."""
    grid = _grid()
    acts = ", ".join(say_code(a) for a in event.acts)
    rows = [
        ("what", acts),
        ("when", say_when(event.from_, event.to)),
        ("where", say_where(event.place)),
        ("verdict", f"{say_code(event.verdict).upper()}, {say_sources(event)}"),
        ("why", clean(event.why)),
        ("id", event.id),
    ]
    for label, words in rows:
        grid.add_row(Text(label, style="dim"), Text(words))
    return grid


def _figure(figure: Figure, event: Event, reports: Mapping[str, Held]) -> RenderableType:
    """Return a figure with what each root held when, oldest first."""
    period = say_days(figure.from_, figure.to)
    head = f"{say_figure(figure)}{', ' + period if period else ''}"
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(max_width=34)
    grid.add_column(ratio=1)
    for point in figure.history:
        day = say_short_days(point.as_of, point.as_of) if point.as_of else "no date"
        grid.add_row(
            Text(day, style="dim"),
            Text(say_exactly((point.min, point.max), _own_words(point, event, reports))),
            Text(clean(point.root)),
        )
    parts: list[RenderableType] = [Text(head), Padding(grid, (0, 0, 0, 2))]
    if figure.contested:
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


def _statements(event: Event, reports: Mapping[str, Held]) -> Iterator[RenderableType]:
    """Give the statements, oldest first, each with the copies of its report folded under it."""
    here = {s.report for s in event.statements}
    folded: dict[str, list[EventStatement]] = {}
    for s in event.statements:
        stored = reports.get(s.report)
        if stored is not None and stored.copy_of in here:
            folded.setdefault(stored.copy_of or "", []).append(s)
    originals = [s for s in event.statements if not any(s in copies for copies in folded.values())]
    last_of = {s.report: i for i, s in enumerate(originals)}
    for i, s in enumerate(originals):
        copies = folded.get(s.report, []) if last_of[s.report] == i else []
        yield Padding(Group(*_statement(i + 1, s, reports), *_copies(copies, reports)), (0, 0, 1, 2))


def _statement(number: int, held: EventStatement, reports: Mapping[str, Held]) -> Iterator[RenderableType]:
    """Give the lines of one statement: chain, marks, words, report."""
    stored, statement = reports.get(held.report), _find(held, reports)
    yield Text.assemble((f"{number}. ", "dim"), (say_chain(held.chain), "bold"))
    marks = _marks(held, statement)
    if marks:
        yield Padding(Text("; ".join(marks)), (0, 0, 0, 3))
    if stored is None:
        yield Padding(Text(f"report {clean(held.report)}, which is not at hand"), (0, 0, 0, 3))
        return
    for sentence in quote_words(stored.report, held):
        yield Padding(Text(f"“{sentence}”", style="italic"), (0, 0, 0, 3))
    yield Padding(_source(stored.report), (0, 0, 0, 3))


def _marks(held: EventStatement, statement: Statement | None) -> list[str]:
    """Return what a reader must know besides the words: how many, in what state, how sure."""
    marks = [say_status(held)] if say_status(held) else []
    if held.quantity:
        marks.append(say_interval(held.quantity))
    if statement and statement.hedged:
        marks.append("hedged: its source does not vouch for it")
    if statement and statement.quoted:
        marks.append("in quotation marks")
    if statement and statement.retracts:
        marks.append("takes back what was said before")
    return marks


def _source(report: Report) -> Text:
    """Return where a report stands: title, outlet, date, address."""
    day = say_short_days(report.published.value, report.published.value) if report.published.value else "no date"
    parts = [report.outlet, f"“{report.title}”" if report.title else None, day]
    lines = [", ".join(clean(p) for p in parts if p), clean(report.url or "")]
    return Text("\n".join(line for line in lines if line), style="dim", overflow="fold")


def _copies(copies: Sequence[EventStatement], reports: Mapping[str, Held]) -> Iterator[RenderableType]:
    """Give a line for each report that copies the one above."""
    seen: set[str] = set()
    for copy in copies:
        if copy.report not in seen:
            seen.add(copy.report)
            yield Padding(Text.assemble(("copied by ", "dim"), _source(reports[copy.report].report)), (0, 0, 0, 5))


def show_report(report: Report) -> RenderableType:
    """Return what one report says for reading: its statements with their chains, those of teasers marked."""
    head = Text(clean(report.title or report.id), style="bold")
    parts: list[RenderableType] = [head, _source(report), Text("")]
    parts += [Padding(Text(f"note: {clean(w)}"), (0, 0, 0, 2)) for w in report.warnings]
    if not report.statements:
        parts.append(Padding(Text("no statements found"), (0, 0, 0, 2)))
    for number, statement in enumerate(report.statements, 1):
        parts.append(Padding(Group(*_told(number, report, statement)), (0, 0, 1, 2)))
    return Group(*parts)


def _told(number: int, report: Report, statement: Statement) -> Iterator[RenderableType]:
    """Give the lines of one statement of a report."""
    held = EventStatement(
        report=report.id, statement=statement.id, act=statement.act, evidence=statement.evidence, status=statement.status, chain=statement.chain,
        quantity=(statement.quantity.min, statement.quantity.max) if statement.quantity else None,
    )  # fmt: skip
    when = statement.time
    facts = [
        say_code(statement.act),
        say_place(statement.place),
        (say_days(when.from_, when.to) or clean(when.text)) if when else "",
    ]
    marks = [*_marks(held, statement), *(["about another report"] if statement.teaser else [])]
    yield Text.assemble((f"{number}. ", "dim"), (", ".join(f for f in facts if f), "bold"))
    yield Padding(Text("; ".join([say_chain(statement.chain), *marks])), (0, 0, 0, 3))
    for sentence in quote_words(report, held):
        yield Padding(Text(f"“{sentence}”", style="italic"), (0, 0, 0, 3))
