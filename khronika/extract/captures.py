"""Captures in, reports with their statements out: read and extracted together, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from khronika.errors import KhronikaError
from khronika.model import Capture, Failure, Report
from khronika.model.reason import Reason

if TYPE_CHECKING:
    from khronika.language import Engine

BATCH = 16
"""Captures that an engine annotates together, and that are acknowledged together."""

Reasons = dict[str, dict[str, tuple[Reason, ...]]]
"""Why statements are read as they are, by report and statement."""


def cut_batches(captures: Iterable[Capture | Failure]) -> Iterator[list[Capture | Failure]]:
    """Give captures in batches, in order."""
    stream = iter(captures)
    while batch := list(islice(stream, BATCH)):
        yield batch


def read_batch(
    captures: Sequence[Capture | Failure], engine: Engine, reasons: Reasons | None = None
) -> list[Report | Failure]:
    """Return the reports of captures with their statements, a `Failure` for each that cannot be read, in order.

    What one capture gives does not depend on the others.

    Args:
        reasons: filled, where given, with why each statement is read as it is.
    """
    from khronika.extract.explain import explain_report
    from khronika.extract.reports import extract_report

    found = [capture if isinstance(capture, Failure) else _read_page(capture) for capture in captures]
    readable = [r for r in found if isinstance(r, Report) and (r.language is None or r.language in engine.languages)]
    extracted = {}
    for report, doc in zip(readable, engine.annotate_many(readable), strict=True):
        extracted[id(report)] = whole = extract_report(report, doc)
        if reasons is not None:
            reasons[whole.id] = explain_report(whole, doc)
    return [extracted.get(id(one), one) for one in found]


def _read_page(capture: Capture) -> Report | Failure:
    """Return the report of one capture without statements."""
    from khronika.read import read_capture

    try:
        return read_capture(capture)
    except KhronikaError as error:
        return Failure(id=error.about or capture.given.id or capture.sha256[:16], error=error.reason)
