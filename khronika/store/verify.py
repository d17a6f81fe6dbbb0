"""Whether everything in a chronicle still holds: bytes, hashes, spans, chain and links."""

import hashlib
import json
from collections.abc import Iterator

from pydantic import ValidationError

from khronika.errors import StoreError
from khronika.model import Event, Report
from khronika.model.codec import from_json
from khronika.store import models
from khronika.store.archive import Archive, Place
from khronika.store.chronicle import digest_events
from khronika.store.log import verify_log
from khronika.values.ids import make_digest


def verify_chronicle(alias: str, archive: Archive) -> Iterator[str]:
    """Give one line for each thing in a chronicle that does not hold.

    Checked: the log's chain; each capture's bytes against its hash; nothing between or behind the records; each
    report's record against the log; each span within the text, and the text of text captures against the capture;
    rows of statements against the record; events against the log and against the statements that they hold.
    """
    yield from verify_log(alias)
    added, linked = _logged(alias)
    yield from _verify_captures(alias, archive)
    statements: set[tuple[str, str]] = set()
    seen: set[str] = set()
    for row in models.Report.objects.using(alias).select_related("capture").order_by("id").iterator():
        seen.add(row.id)
        yield from _verify_report(row, added.get(row.id), archive, statements)
    yield from (f"report {i}: is in the log and nowhere else" for i in sorted(set(added) - seen))
    yield from _verify_rows(alias, statements)
    yield from _verify_events(alias, statements, linked)


def _logged(alias: str) -> tuple[dict[str, dict[str, str]], dict[str, str] | None]:
    """Return what the log says of each report, and of the last linking."""
    added: dict[str, dict[str, str]] = {}
    linked: dict[str, str] | None = None
    for entry in models.LogEntry.objects.using(alias).order_by("number").iterator():
        try:
            what = json.loads(entry.what)
        except ValueError:
            continue
        if entry.kind == "added":
            added[what.get("report", "")] = what
        elif entry.kind == "linked":
            linked = what
    return added, linked


def _verify_captures(alias: str, archive: Archive) -> Iterator[str]:
    """Give what is wrong with the WARC files: records that changed, gaps between them, bytes behind them."""
    ends: dict[str, int] = {}
    for row in models.Capture.objects.using(alias).order_by("file", "offset").iterator():
        if row.offset != ends.get(row.file, 0):
            yield f"capture {row.sha256[:16]}: does not follow the record before it in {row.file}"
        ends[row.file] = row.offset + row.length
        try:
            payload = archive.read(Place(row.file, row.offset, row.length))
        except StoreError as error:
            yield f"capture {row.sha256[:16]}: {error}"
            continue
        if hashlib.sha256(payload).hexdigest() != row.sha256:
            yield f"capture {row.sha256[:16]}: its bytes in {row.file} are not what was captured"
    for file, size in archive.sizes().items():
        if size > ends.get(file, 0):
            yield f"{file}: {size - ends.get(file, 0)} bytes behind the last record"


def _verify_report(
    row: models.Report, logged: dict[str, str] | None, archive: Archive, statements: set[tuple[str, str]]
) -> Iterator[str]:
    """Give what is wrong with one report; its statements are added to `statements`."""
    if logged is None:
        yield f"report {row.id}: is not in the log"
    elif make_digest(row.record) != logged["record"]:
        yield f"report {row.id}: is not what was added"
    if logged is not None and (row.capture.sha256 != logged["capture"] or row.capture.given != logged["given"]):
        yield f"report {row.id}: its capture is not the one it was read from"
    try:
        report = from_json(Report, row.record)
    except ValidationError:
        yield f"report {row.id}: its record cannot be read"
        return
    columns = (report.id, report.url, report.outlet, report.title, report.published.value, report.language)
    if columns != (row.id, row.url, row.outlet, row.title, row.published, row.language):
        yield f"report {row.id}: its columns are not those of its record"
    statements.update((report.id, s.id) for s in report.statements)
    yield from _verify_spans(report)
    if row.capture.media_type == "text/plain":
        try:
            payload = archive.read(Place(row.capture.file, row.capture.offset, row.capture.length))
        except StoreError:
            return  # told with the captures
        if payload.decode("utf8", "replace") != report.text:
            yield f"report {row.id}: its text is not that of its capture"


def _verify_spans(report: Report) -> Iterator[str]:
    """Give spans that lie outside the text, and quoted words that are not there."""
    size = len(report.text)
    spans: list[tuple[int, int, str | None]] = [(b.start, b.end, None) for b in report.blocks]
    for s in report.statements:
        spans += [(e.start, e.end, None) for e in (*s.evidence, s.trigger)]
        spans += [(p.start, p.end, p.text) for p in (*s.by, *s.to)]
    for start, end, words in spans:
        if not 0 <= start <= end <= size:
            yield f"report {report.id}: a span {start}-{end} lies outside its text"
        elif words is not None and " ".join(report.text[start:end].split()) != " ".join(words.split()):
            yield f"report {report.id}: the words at {start}-{end} are not {words!r}"


def _verify_rows(alias: str, statements: set[tuple[str, str]]) -> Iterator[str]:
    rows = set(models.Statement.objects.using(alias).values_list("report_id", "statement"))
    yield from (f"statement {s} of report {r}: has no row" for r, s in sorted(statements - rows))
    yield from (f"statement {s} of report {r}: is in no record" for r, s in sorted(rows - statements))


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
        if (event.id, event.act, event.from_, event.to, event.verdict) != (
            row.id,
            row.act,
            row.from_day,
            row.to_day,
            row.verdict,
        ):
            yield f"event {row.id}: its columns are not those of its record"
        yield from (
            f"event {row.id}: statement {s.statement} of report {s.report} is not there"
            for s in event.statements
            if (s.report, s.statement) not in statements
        )
