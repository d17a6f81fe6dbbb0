"""Events, figures and statements as flat rows: what tables are made of."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from khronika.publish.export import Cell, guard_cell
from khronika.publish.public import PublicEvent, PublicParty

Row = dict[str, Cell]
EVENT_COLUMNS = (
    "event", "name", "act", "acts", "from", "to", "place", "country", "lat", "lon", "precision", "verdict", "why",
    "independent_roots", "roots_for", "roots",
)  # fmt: skip
FIGURE_COLUMNS = ("event", "what", "unit", "mode", "from", "to", "as_of", "min", "max", "root", "latest_min",
                  "latest_max", "contested")  # fmt: skip
STATEMENT_COLUMNS = (
    "event", "statement", "act", "status", "hedged", "who", "whom", "min", "max", "unit", "from", "to", "chain",
    "root_kind", "quote", "report", "outlet", "title", "published", "url", "sha256", "archived", "copy_of", "acled",
    "plover", "huridocs", "hrdsattack",
)  # fmt: skip


def event_rows(events: Iterable[PublicEvent]) -> Iterator[Row]:
    """Give a row for each event."""
    for event in events:
        place = event.place
        yield {
            "event": event.id, "name": event.name, "act": event.act, "acts": "; ".join(event.acts),
            "from": event.first, "to": event.last, "place": place.name if place else None,
            "country": place.country if place else None, "lat": place.lat if place else None,
            "lon": place.lon if place else None, "precision": place.precision if place else None,
            "verdict": event.verdict, "why": event.why, "independent_roots": event.independent_roots,
            "roots_for": event.roots_for, "roots": "; ".join(root.name for root in event.roots),
        }  # fmt: skip


def figure_rows(events: Iterable[PublicEvent]) -> Iterator[Row]:
    """Give a row for each count that a root held on a day."""
    for event in events:
        for figure in event.figures:
            for point in figure.history:
                yield {
                    "event": event.id, "what": figure.what, "unit": figure.unit, "mode": figure.mode,
                    "from": figure.first, "to": figure.last, "as_of": point.day, "min": point.count[0],
                    "max": point.count[1], "root": point.root, "latest_min": figure.latest[0],
                    "latest_max": figure.latest[1], "contested": figure.contested,
                }  # fmt: skip


def statement_rows(events: Iterable[PublicEvent]) -> Iterator[Row]:
    """Give a row for each statement."""
    for event in events:
        for report in event.reports:
            for told in report.statements:
                low, high = told.quantity or (None, None)
                yield {
                    "event": event.id, "statement": told.id, "act": told.act, "status": told.status,
                    "hedged": told.hedged, "who": join_parties(told.by), "whom": join_parties(told.to), "min": low,
                    "max": high, "unit": told.unit, "from": told.first, "to": told.last,
                    "chain": " → ".join(told.chain) or None, "root_kind": told.kinds[0] if told.kinds else None,
                    "quote": told.quote, "report": report.id, "outlet": report.outlet, "title": report.title,
                    "published": report.published, "url": report.url, "sha256": report.sha256,
                    "archived": report.archived, "copy_of": report.copy_of, "acled": told.codes.acled,
                    "plover": told.codes.plover, "huridocs": told.codes.huridocs, "hrdsattack": told.codes.hrdsattack,
                }  # fmt: skip


def join_parties(parties: Sequence[PublicParty]) -> str | None:
    """Return parties in one cell, null where there are none."""
    return "; ".join(party.words for party in parties) or None


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> bytes:
    """Return rows as CSV with a heading; no cell is taken for a formula by a spreadsheet."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guard_cell(row.get(column)) for column in columns])
    return stream.getvalue().encode()
