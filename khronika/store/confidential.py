"""Which reports are confidential: a person's word, kept as a row, logged, and checked against the log."""

import json
from collections.abc import Iterator

from khronika.errors import StoreError
from khronika.store import models
from khronika.store.log import append_entry
from khronika.values.clock import utc_now


def mark_report(alias: str, report: str, *, confidential: bool, who: str, why: str = "") -> None:
    """Keep whether a report is confidential, and log it; to be called in a transaction.

    Raises:
        StoreError: there is no such report.
    """
    if not models.Report.objects.using(alias).filter(id=report).exists():
        raise StoreError("no report with this id", about=report)
    told = {"report": report, "confidential": confidential, "who": who, "why": why}
    models.Confidence.objects.using(alias).create(**told, at=utc_now())
    append_entry(alias, "marked", told)


def read_confidential(alias: str) -> dict[str, frozenset[str]]:
    """Return the confidential reports, each with those who said so since it last was open to all."""
    held: dict[str, frozenset[str]] = {}
    rows = models.Confidence.objects.using(alias).order_by("id")
    for report, confidential, who in rows.values_list("report", "confidential", "who"):
        if confidential:
            held[report] = held.get(report, frozenset()) | {who}
        else:
            held.pop(report, None)
    return held


def verify_confidential(alias: str) -> Iterator[str]:
    """Give a line where what is confidential is not what the log says."""
    entries = models.LogEntry.objects.using(alias).filter(kind="marked").order_by("number")
    logged = [json.loads(what) for what in entries.values_list("what", flat=True)]
    rows = models.Confidence.objects.using(alias).order_by("id")
    if list(rows.values("report", "confidential", "who", "why")) != logged:
        yield "confidential reports: are not those that the log says"
