"""One report as a person wants to read it: what it says, and through which chain of sources."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from khronika.model import EventStatement, Report, Statement
from khronika.model.reason import Reason
from khronika.publish.quoted import Quoted
from khronika.publish.words import (
    clean,
    quote_words,
    say_act,
    say_chain,
    say_marks,
    say_number,
    say_place,
    say_short_days,
)
from khronika.reckon.words import say_days
from khronika.values.sites import find_publisher


def show_report(report: Report, reasons: Mapping[str, Sequence[Reason]] | None = None) -> RenderableType:
    """Return a report's statements in order of prominence, those of teasers marked; warnings above them.

    Args:
        reasons: why each statement, by its id, is read as it is; shown below it where given.
    """
    parts: list[RenderableType] = [Text(clean(report.title or report.id), style="bold"), Text(say_head(report))]
    if report.url:
        parts.append(Text(clean(report.url), style="dim", overflow="fold"))
    parts += [Text(f"note: {clean(w)}") for w in report.warnings]
    if not report.statements:
        parts += [Text(""), Text("  no statements found")]
    for number, statement in enumerate(report.statements, 1):
        why = (reasons or {}).get(statement.id, ())
        parts += [Text(""), Padding(Group(*_told(number, report, statement), *map(_why, why)), (0, 0, 0, 2))]
    return Group(*parts, Text(""))


def say_head(report: Report) -> str:
    """Return outlet, day and how the day is known, and what was kept apart."""
    day = report.published
    when = f"{say_short_days(day.value, day.value)} (date {day.from_})" if day.value else "no date"
    teasers = [f"{say_number(len(report.teasers), 'teaser')} kept apart"] if report.teasers else []
    return ", ".join([clean(find_publisher(report) or "outlet not known"), when, *teasers])


def _why(reason: Reason) -> RenderableType:
    """Return the line that says why a field is as it is."""
    words = f"“{clean(reason.words)}” " if reason.words else ""
    return Padding(Text.assemble((f"{reason.field}: ", "dim"), words, (clean(reason.rule), "dim")), (0, 0, 0, 5))


def _told(number: int, report: Report, statement: Statement) -> Iterator[RenderableType]:
    """Give the lines of one statement of a report."""
    held = EventStatement(
        report=report.id,
        statement=statement.id,
        act=statement.act,
        evidence=statement.evidence,
        quantity=statement.count,
        status=statement.status,
        chain=statement.chain,
    )
    when = statement.time
    day = (say_days(when.from_, when.to) or f"“{clean(when.text)}”") if when else ""
    facts = [say_act(statement.act), say_place(statement.place), day]
    yield Text.assemble((f"{number}. ", "dim"), (", ".join(f for f in facts if f), "bold"))
    marks = [say_marks(held, statement), "about another report" if statement.teaser else ""]
    yield Padding(Text(say_chain(statement.chain)), (0, 0, 0, 3))
    if any(marks):
        yield Padding(Text("; ".join(m for m in marks if m)), (0, 0, 0, 3))
    for sentence in quote_words(report, held):
        yield Padding(Quoted(sentence), (0, 0, 0, 3))
