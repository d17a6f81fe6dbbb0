"""Chronicles as files for other programs: CSV, a row for each statement, and JSON Lines, an event a line."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from khronika.model import Event, EventStatement, Statement
from khronika.model.codec import to_json
from khronika.publish.held import Held
from khronika.publish.words import clean, quote_words, say_chain
from khronika.reckon.sources import say_link

COLUMNS = (
    "event", "event_name", "event_act", "event_from", "event_to", "event_place", "independent_roots", "roots_for",
    "verdict", "statement", "act", "status", "hedged", "who", "whom", "min", "max", "unit", "count_words", "from", "to",
    "time_words", "place", "country", "lat", "lon", "precision", "chain", "root", "root_kind", "words", "made_by",
    "report", "outlet", "title", "published", "url", "sha256", "copy_of",
)  # fmt: skip
"""The columns of the CSV export, in order."""

Cell = str | int | float | bool | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def export_csv(events: Iterable[Event], reports: Mapping[str, Held], stream: TextIO) -> None:
    """Write a row for each statement of each event, with a heading.

    A cell of text that a spreadsheet would run as a formula gets an apostrophe before it. Numbers stay numbers.

    Args:
        reports: report id -> report; of a report that is missing only its id is written.
        stream: open for text, with `newline=""` where it is a file.
    """
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for event in events:
        for held in event.statements:
            row = _row(event, held, reports.get(held.report))
            writer.writerow([guard_cell(row.get(column)) for column in COLUMNS])


def export_jsonl(events: Iterable[Event], stream: TextIO) -> None:
    """Write an event a line, as the contract prints it."""
    for event in events:
        stream.write(to_json(event) + "\n")


def guard_cell(value: Cell) -> str | int | float:
    """Return a value as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        # Spreadsheets skip leading blanks before they look for a formula.
        return f"'{value}" if value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA) else value
    return value


def _row(event: Event, held: EventStatement, stored: Held | None) -> dict[str, Cell]:
    """Return the cells of one statement by column."""
    row: dict[str, Cell] = {
        "event": event.id,
        "event_name": event.name,
        "event_act": event.act,
        "event_from": event.from_,
        "event_to": event.to,
        "event_place": event.place.name if event.place else None,
        "independent_roots": event.independent_roots,
        "roots_for": event.roots_for,
        "verdict": event.verdict,
        "statement": held.statement,
        "act": held.act,
        "status": held.status,
        "min": held.quantity[0] if held.quantity else None,
        "max": held.quantity[1] if held.quantity else None,
        "chain": say_chain(held.chain),
        "root": say_link(held.chain[0]) if held.chain else None,
        "root_kind": held.chain[0].kind if held.chain else None,
        "report": held.report,
    }
    return row | (_stored(held, stored) if stored else {})


def _stored(held: EventStatement, stored: Held) -> dict[str, Cell]:
    """Return what only the report knows."""
    report = stored.report
    row: dict[str, Cell] = {
        "words": " ".join(quote_words(report, held)),
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published.value,
        "url": report.url,
        "sha256": report.sha256,
        "copy_of": stored.copy_of,
    }
    return row | dict(_told(next((s for s in report.statements if s.id == held.statement), None)))


def _told(statement: Statement | None) -> Iterator[tuple[str, Cell]]:
    """Give what only the whole statement knows."""
    if statement is None:
        return
    yield "hedged", statement.hedged
    yield "made_by", statement.made_by
    yield "who", "; ".join(p.name or p.text for p in statement.by) or None
    yield "whom", "; ".join(p.name or p.text for p in statement.to) or None
    if statement.quantity:
        yield "unit", statement.quantity.unit
        yield "count_words", clean(statement.quantity.text)
    if statement.time:
        yield "from", statement.time.from_
        yield "to", statement.time.to
        yield "time_words", clean(statement.time.text)
    if place := statement.place:
        yield "place", place.name
        yield "country", place.country
        yield "lat", place.lat
        yield "lon", place.lon
        yield "precision", place.precision
