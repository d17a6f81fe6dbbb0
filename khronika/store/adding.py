"""Captures and their reports as rows, many at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from khronika.model import Capture, Report
from khronika.model.codec import to_json
from khronika.store import models
from khronika.store.archive import Place
from khronika.store.database import insert_rows
from khronika.store.entries import enter_reports
from khronika.store.linkage import batches
from khronika.store.rows import STATEMENT_COLUMNS, capture_key, describe_capture, statement_columns
from khronika.values.ids import make_digest, twin_ids


def give_free_ids(alias: str, reports: Sequence[Report]) -> Iterator[Report]:
    """Give reports in order, each under an id that no other report has."""
    rows = models.Report.objects.using(alias)
    taken: set[str] = set()
    for some in batches(report.id for report in reports):
        taken.update(rows.filter(id__in=some).values_list("id", flat=True))
    for report in reports:
        content = (report.sha256, report.url or "", report.outlet or "", report.published.value or "")
        ids = (new for new in twin_ids(report.id, *content) if new not in taken)
        free = report.id if report.id not in taken else next(i for i in ids if not rows.filter(id=i).exists())
        taken.add(free)
        yield report if free == report.id else replace(report, id=free)


def add_reports(
    alias: str, captures: Sequence[Capture], reports: Sequence[Report], places: Sequence[Place]
) -> list[dict[str, Any]]:
    """Write the rows of captures and of their reports, and return what the log is to say of each."""
    kept = models.Capture.objects.using(alias).bulk_create(map(_capture_row, captures, places))
    records = [to_json(report) for report in reports]
    rows = map(_report_row, reports, records, kept)
    models.Report.objects.using(alias).bulk_create(rows)
    insert_rows(alias, models.Statement, ("report_id", *STATEMENT_COLUMNS), _statement_rows(reports))
    enter_reports(alias, reports)
    return [
        {"report": report.id, "capture": describe_capture(row, place.sha256), "record": make_digest(record)}
        for report, row, place, record in zip(reports, kept, places, records, strict=True)
    ]


def _capture_row(capture: Capture, place: Place) -> models.Capture:
    return models.Capture(
        key=capture_key(capture), sha256=capture.sha256, media_type=capture.media_type, charset=capture.charset,
        captured_at=capture.captured_at, given=to_json(capture.given), file=place.file, offset=place.offset,
        length=place.length,
    )  # fmt: skip


def _report_row(report: Report, record: str, capture: models.Capture) -> models.Report:
    return models.Report(
        id=report.id, capture=capture, url=report.url, outlet=report.outlet, title=report.title,
        published=report.published.value, language=report.language, record=record,
    )  # fmt: skip


def _statement_rows(reports: Iterable[Report]) -> Iterator[tuple[object, ...]]:
    for report in reports:
        for position, statement in enumerate(report.statements):
            yield report.id, *statement_columns(position, statement).values()
