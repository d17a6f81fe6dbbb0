"""Exports: a spreadsheet row for each statement, or an event a line."""

import csv
from collections.abc import Iterable, Mapping
from typing import TextIO

from khronika.model import Event, EventStatement
from khronika.model.codec import to_json
from khronika.publish.wording import quote, say_chain
from khronika.store import StoredReport

COLUMNS = (
    "event", "event_name", "verdict", "independent_roots", "act", "status", "hedged", "who", "whom", "min", "max", "unit", "count_words",
    "from", "to", "time_words", "place", "country", "lat", "lon", "place_precision", "chain", "root", "root_kind", "words", "report",
    "outlet", "title", "published", "url", "copy_of", "sha256",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_csv(events: Iterable[Event], reports: Mapping[str, StoredReport], stream: TextIO) -> None:
    """Write a row for each statement of each event; unknown is an empty cell, 0 is 0.

    A cell that a spreadsheet would take for a formula is written with an apostrophe before it.

    Args:
        reports: the reports that the statements stand in, by id.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for event in events:
        for held in event.statements:
            row = _row(event, held, reports[held.report])
            writer.writerow([_safe(row[name]) for name in COLUMNS])


def export_jsonl(events: Iterable[Event], stream: TextIO) -> None:
    """Write an event a line, as the contract prints it."""
    for event in events:
        stream.write(to_json(event) + "\n")


def _safe(value: object) -> str:
    """Return a cell: empty for None, text that begins like a formula with an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    return "'" + text if text.startswith(_FORMULA) else text


def _row(event: Event, held: EventStatement, stored: StoredReport) -> dict[str, object]:
    """Return the cells of one statement by column."""
    report = stored.report
    s = next(s for s in report.statements if s.id == held.statement)
    root = s.chain[0]
    return {
        "event": event.id, "event_name": event.name, "verdict": event.verdict, "independent_roots": event.independent_roots,
        "act": s.act, "status": s.status, "hedged": "yes" if s.hedged else "no",
        "who": "; ".join(p.text for p in s.by), "whom": "; ".join(p.text for p in s.to),
        "min": s.quantity.min if s.quantity else None, "max": s.quantity.max if s.quantity else None,
        "unit": s.quantity.unit if s.quantity else None, "count_words": s.quantity.text if s.quantity else None,
        "from": s.time.from_ if s.time else None, "to": s.time.to if s.time else None, "time_words": s.time.text if s.time else None,
        "place": s.place.name if s.place else None, "country": s.place.country if s.place else None,
        "lat": s.place.lat if s.place else None, "lon": s.place.lon if s.place else None,
        "place_precision": s.place.precision if s.place else None, "chain": say_chain(s.chain),
        "root": root.name or root.text, "root_kind": root.kind, "words": quote(report.text, s.evidence[0].start, s.evidence[0].end, 600),
        "report": report.id, "outlet": report.outlet, "title": report.title, "published": report.published.value, "url": report.url,
        "copy_of": stored.copy_of, "sha256": report.sha256,
    }  # fmt: skip
