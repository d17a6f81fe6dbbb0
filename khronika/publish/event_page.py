"""One event as a person wants to read it at night: verdict, figures by source, chains, words; copies folded."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from khronika.model import Event, EventStatement, Figure, Statement
from khronika.publish.wording import (
    UNSAID,
    quote,
    say_chain,
    say_days,
    say_figure,
    say_interval,
    say_parties,
    say_place,
    say_state,
    say_verdict,
    say_when,
)
from khronika.store import StoredReport


def show_event(event: Event, reports: Mapping[str, StoredReport]) -> RenderableType:
    """Return an event in full for the terminal.

    Args:
        reports: the reports that the event's statements stand in, by id.
    """
    parts: list[RenderableType] = [Text(event.name, style="bold"), _facts(event), Rule(style="dim")]
    parts += _figures(event.figures)
    parts.append(Text("Who says so", style="bold"))
    for held in _in_order(event.statements, reports):
        parts += _statement(held, reports[held.report])
    copies = _copies(event, reports)
    if copies:
        parts += [Text("Copies", style="bold"), *copies]
    return Group(*parts)


def _facts(event: Event) -> Text:
    """Return the lines under the name: id, when, where, verdict and why."""
    lines = [
        ("event", event.id),
        ("when", say_days(event.from_, event.to) if event.from_ or event.to else "not said"),
        ("where", say_place(event.place) if event.place else "not said"),
        ("sources", _sources(event)),
        ("verdict", f"{say_verdict(event.verdict)}. {event.why}"),
    ]
    text = Text()
    for name, value in lines:
        text.append(f"{name:<9}", style="dim")
        text.append(value + "\n")
    return text


def _sources(event: Event) -> str:
    """Return how many independent sources speak, and how many say that it happened."""
    n, yes = event.independent_roots, event.roots_for
    told = f"{n} independent" if n != 1 else "1"
    return told if n == yes else f"{told}, of which {yes} say{'s' if yes == 1 else ''} that it happened"


def _figures(figures: Sequence[Figure]) -> list[RenderableType]:
    """Return each figure with what every root held when."""
    parts: list[RenderableType] = []
    for figure in figures:
        period = f"  ({say_days(figure.from_, figure.to)})" if figure.from_ or figure.to else ""
        parts.append(Text.assemble(("Figure  ", "bold"), (say_figure(figure), "bold"), (period, "dim")))
        for point in figure.history:
            count = say_interval((point.min, point.max))
            parts.append(Padding(Text(f"{point.as_of or 'no date':<10}  {count:>12}  {point.root}"), (0, 0, 0, 2)))
        parts.append(Text())
    return parts


def _in_order(statements: Sequence[EventStatement], reports: Mapping[str, StoredReport]) -> list[EventStatement]:
    """Return the statements of reports that copy no other, oldest first."""
    own = [s for s in statements if reports[s.report].copy_of is None]
    return sorted(own, key=lambda s: (reports[s.report].report.published.value or "9999", s.report))


def _find(held: EventStatement, stored: StoredReport) -> Statement:
    return next(s for s in stored.report.statements if s.id == held.statement)


def _statement(held: EventStatement, stored: StoredReport) -> list[RenderableType]:
    """Return one statement: its chain, its fields, its words, and where they stand."""
    statement, report = _find(held, stored), stored.report
    state = say_state(statement.status, statement.hedged)
    head = Text.assemble("• ", say_chain(statement.chain), (f"  [{state}]" if state else "", "italic"))
    fields = {
        "who": say_parties(statement.by),
        "whom": say_parties(statement.to),
        "how many": say_interval((statement.quantity.min, statement.quantity.max)) if statement.quantity else UNSAID,
        "when": say_when(statement.time),
    }
    told = "   ".join(f"{name}: {value}" for name, value in fields.items() if value != UNSAID)
    words = [Text(f"“{quote(report.text, e.start, e.end)}”", style="italic") for e in statement.evidence[:2]]
    where = Text(
        f"{report.outlet or report.id}, {report.published.value or 'no date'}: {report.title or report.id}", style="dim"
    )
    link = [Text(report.url, style="dim")] if report.url else []
    body: list[RenderableType] = [*([Text(told)] if told else []), *words, where, *link, Text()]
    return [head, Padding(Group(*body), (0, 0, 0, 2))]


def _copies(event: Event, reports: Mapping[str, StoredReport]) -> list[RenderableType]:
    """Return a line for each report that repeats another's text."""
    found = dict.fromkeys(s.report for s in event.statements if reports[s.report].copy_of is not None)
    lines: list[RenderableType] = []
    for report_id in found:
        stored = reports[report_id]
        report = stored.report
        lines.append(
            Text(
                f"  {report.outlet or report.id}, {report.published.value or 'no date'}: copy of {stored.copy_of}",
                style="dim",
            )
        )
    return lines
