"""Which addresses were captured more than once."""

from collections.abc import Iterator
from itertools import groupby

from khronika.model import Report
from khronika.model.codec import from_json
from khronika.store import models


def read_revised(alias: str, url: str | None = None) -> Iterator[tuple[str, list[tuple[str, Report]]]]:
    """Give the addresses with more than one report, and for each the reports with when they were captured, in order.

    Args:
        url: of one address, for that alone.
    """
    rows = models.Report.objects.using(alias).exclude(url=None)
    if url is not None:
        rows = rows.filter(url=url)
    order = rows.order_by("url", "capture__captured_at", "capture__id").values_list("url", "capture__captured_at", "id")
    for address, group in groupby(order.iterator(), key=lambda row: row[0]):
        held = [(at, key) for _, at, key in group]
        if len(held) > 1:
            yield str(address), [(at, _read(alias, key)) for at, key in held]


def _read(alias: str, key: str) -> Report:
    return from_json(Report, models.Report.objects.using(alias).values_list("record", flat=True).get(id=key))
