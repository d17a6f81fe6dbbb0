"""Whether everything in a chronicle still holds: bytes, hashes, spans, chain and links."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from heapq import merge
from typing import Any

from pydantic import ValidationError

from khronika.errors import StoreError
from khronika.model import Decision, Event, Report
from khronika.model.codec import from_json
from khronika.store import models
from khronika.store.archive import Archive, Place
from khronika.store.confidential import verify_confidential
from khronika.store.correcting import find_misquotes
from khronika.store.decided import apply_decisions, with_made
from khronika.store.deciding import decisions_by_report, verify_decisions
from khronika.store.linkage import TOGETHER
from khronika.store.log import verify_log
from khronika.store.quotes import verify_quotes, verify_spans, verify_text
from khronika.store.redacted import read_redacted
from khronika.store.revisits import read_revisits
from khronika.store.rows import describe_capture, digest_copies, digest_events, make_key, statement_columns
from khronika.store.sourcing import verify_words
from khronika.values.ids import make_digest


def verify_chronicle(alias: str, archive: Archive) -> Iterator[str]:
    """Give one line for each thing in a chronicle that does not hold.

    Checked: the log's chain; each capture's records, letter by letter, and its payload against its hash; nothing
    between or behind the records; each report's record against the log; each span within the text, and its words
    against the capture; rows of statements against the record; events against the log and against the statements
    that they hold.
    """
    yield from verify_log(alias)
    yield from verify_confidential(alias)
    yield from verify_words(alias)
    yield from verify_decisions(alias)
    added, linked = _logged(alias)
    yield from _verify_captures(alias, archive, {what["report"]: what["capture"] for what in added.values()})
    statements: set[tuple[str, str]] = set()
    seen: set[str] = set()
    decided = decisions_by_report(alias)
    copies: dict[str, str] = {}
    rows = models.Report.objects.using(alias).select_related("capture").prefetch_related("statement_set")
    for row in rows.order_by("id").iterator(chunk_size=TOGETHER):
        seen.add(row.id)
        if row.copy_of is not None:
            copies[row.id] = row.copy_of
        yield from _verify_logged(row, added.get(row.id))
        try:
            report = from_json(Report, row.record)
        except ValidationError:
            yield f"report {row.id}: its record cannot be read"
            continue
        yield from _verify_report(row, report, archive)
        yield from _verify_decided(row.id, report, decided.get(row.id, ()), statements)
        yield from _verify_rows(row, report)
    yield from (f"report {i}: is in the log and nowhere else" for i in sorted(set(added) - seen))
    if linked is not None and digest_copies(copies) != linked["copies"]:
        yield "reports: what is a copy of what is not as it was last reckoned"
    yield from _verify_events(alias, statements, linked)


def _logged(alias: str) -> tuple[dict[str, dict[str, Any]], dict[str, str] | None]:
    """Return what the log says of each report, and of the last linking. What was changed is told with the log."""
    added: dict[str, dict[str, Any]] = {}
    linked: dict[str, str] | None = None
    for entry in models.LogEntry.objects.using(alias).order_by("number").iterator():
        try:
            what = json.loads(entry.what)
            if entry.kind == "added":
                told = {"report": what["report"], "capture": _told_capture(what), "record": what["record"]}
                added[what["report"]] = told
            elif entry.kind == "linked":
                linked = {"events": what["events"], "copies": what["copies"]}
        except (ValueError, KeyError, TypeError):
            continue
    for report, record in read_redacted(alias).reports.items():
        if report in added:
            added[report]["record"] = record
    return added, linked


def _told_capture(what: dict[str, Any]) -> Any:
    """Return what an entry says of a capture. The first version said no more than its hash and what was given of it."""
    if isinstance(what["capture"], dict):
        return what["capture"]
    key = make_key(what["capture"], json.loads(what["given"]))
    return {"key": key, "sha256": what["capture"], "given": what["given"]}


def _verify_captures(alias: str, archive: Archive, logged: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Give what is wrong with the WARC files and what is said of them: changes, gaps, bytes behind the records.

    Args:
        logged: what the log says of the capture of each report.
    """
    ends: dict[str, int] = {}
    redacted = read_redacted(alias).stretches
    stored = {what.get("key"): what for what in logged.values() if isinstance(what, dict)}
    for name, place, row in _places(alias):
        if place.offset != ends.get(place.file, 0):
            yield f"{name}: does not follow the record before it in {place.file}"
        ends[place.file] = place.offset + place.length
        told = place.sha256
        if row is not None:
            logged_so = stored.get(row.key, {})
            told = logged_so.get("stored")
            if not logged_so or logged_so.items() - describe_capture(row, told).items():
                yield f"{name}: what is said of it is not what was added"
        instead = redacted.get(f"{place.file}:{place.offset}")
        yield from _verify_bytes(name, place, archive, instead or told, row.sha256 if row and not instead else None)
    for file, size in archive.sizes().items():
        if size > ends.get(file, 0):
            yield f"{file}: {size - ends.get(file, 0)} bytes behind the last record"


def _places(alias: str) -> Iterator[tuple[str, Place, models.Capture | None]]:
    """Give what every stretch of the archive is called, where it lies, and its row, in the order of the archive."""
    rows = models.Capture.objects.using(alias).order_by("file", "offset").iterator()
    captures = ((f"capture {r.sha256[:16]}", Place(r.file, r.offset, r.length), r) for r in rows)
    again = sorted(
        ((f"revisit of capture {key[:16]}", place, None) for key, place in read_revisits(alias)), key=_position
    )
    yield from merge(captures, again, key=_position)


def _position(stretch: tuple[str, Place, models.Capture | None]) -> tuple[str, int]:
    return stretch[1].file, stretch[1].offset


def _verify_bytes(name: str, place: Place, archive: Archive, stored: str | None, payload: str | None) -> Iterator[str]:
    """Give what is wrong with a stretch of the archive.

    Args:
        stored: the SHA-256 of its records as the log says it, None where it says none.
        payload: that of the payload, None where there is none.
    """
    try:
        if stored is not None and hashlib.sha256(archive.read_bytes(place)).hexdigest() != stored:
            yield f"{name}: its records in {place.file} are not what was written"
        if payload is not None and _hash(archive.read(place)) != payload:
            yield f"{name}: its bytes in {place.file} are not what was captured"
    except StoreError as error:
        yield f"{name}: {error}"


def _hash(held: bytes | str) -> str | None:
    """Return the SHA-256 of a payload; text that stands in its place is none."""
    return hashlib.sha256(held).hexdigest() if isinstance(held, bytes) else None


def _verify_logged(row: models.Report, logged: dict[str, Any] | None) -> Iterator[str]:
    """Give where a report is not what the log says of it."""
    if logged is None:
        yield f"report {row.id}: is not in the log"
    elif make_digest(row.record) != logged["record"]:
        yield f"report {row.id}: is not what was added"
    if logged is not None and row.capture.key != logged["capture"]["key"]:
        yield f"report {row.id}: its capture is not the one it was read from"


def _verify_report(row: models.Report, report: Report, archive: Archive) -> Iterator[str]:
    """Give where the record of a report is not that of its row, or its words are not in its capture."""
    columns = (report.id, report.url, report.outlet, report.title, report.published.value, report.language)
    if columns != (row.id, row.url, row.outlet, row.title, row.published, row.language):
        yield f"report {row.id}: its columns are not those of its record"
    try:
        yield from _verify_words(report, row.capture, archive)
    except StoreError:
        return  # told with the captures


def _verify_words(report: Report, capture: models.Capture, archive: Archive) -> Iterator[str]:
    """Give words that are not in a report's capture, or in the text that stands in its place since it was redacted."""
    held = archive.read(Place(capture.file, capture.offset, capture.length))
    if isinstance(held, bytes):
        yield from verify_quotes(report, capture.media_type, capture.charset, held)
        return
    yield from verify_spans(report)
    yield from verify_text(report, held, whole=capture.media_type == "text/plain")


def _verify_decided(
    row: str, report: Report, told: Sequence[Decision], statements: set[tuple[str, str]]
) -> Iterator[str]:
    """Give what people made or corrected whose words are not in the report; its statements are added to `statements`.

    Args:
        row: id of the report's row.
        told: the decisions on the report, oldest first.
    """
    try:
        statements.update((report.id, s.id) for s in with_made(report, told).statements)
        held = apply_decisions(report, told)
    except StoreError as error:
        yield f"report {row}: what was decided cannot hold: {error}"
        return
    found = {s.id: s for s in report.statements}
    for statement in held.statements:
        before = found.get(statement.id)
        known = set(find_misquotes(before, report.text)) if before else set()
        wrong = [line for line in find_misquotes(statement, report.text) if line not in known]
        yield from (f"statement {statement.id} of report {row}: {line}" for line in wrong)


def _verify_rows(row: models.Report, report: Report) -> Iterator[str]:
    """Give rows of statements that are not those of their report's record."""
    wanted = {s.id: statement_columns(i, s) for i, s in enumerate(report.statements)}
    names = list(next(iter(wanted.values()), {"statement": ""}))
    held = {s.statement: {name: getattr(s, name) for name in names} for s in row.statement_set.all()}
    for name in sorted(wanted.keys() | held.keys()):
        if name not in held:
            yield f"statement {name} of report {row.id}: has no row"
        elif name not in wanted:
            yield f"statement {name} of report {row.id}: is in no record"
        elif wanted[name] != held[name]:
            yield f"statement {name} of report {row.id}: its columns are not those of its record"


def _verify_events(alias: str, statements: set[tuple[str, str]], linked: dict[str, str] | None) -> Iterator[str]:
    """Give events that changed since they were reckoned, or hold statements that are not there."""
    rows = list(models.Event.objects.using(alias).order_by("id"))
    if rows and linked is None:
        yield "events: the log knows of none"
    elif linked is not None and digest_events(row.record for row in rows) != linked["events"]:
        yield "events: are not what was last reckoned"
    for row in rows:
        try:
            event = from_json(Event, row.record)
        except ValidationError:
            yield f"event {row.id}: its record cannot be read"
            continue
        columns = (event.id, event.act, event.from_, event.to, event.verdict)
        if columns != (row.id, row.act, row.from_day, row.to_day, row.verdict):
            yield f"event {row.id}: its columns are not those of its record"
        yield from (
            f"event {row.id}: statement {s.statement} of report {s.report} is not there"
            for s in event.statements
            if (s.report, s.statement) not in statements
        )
