"""Captures in, reports with their statements out: read and extracted together, a batch at a time."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard, TypeVar

from khronika.errors import KhronikaError
from khronika.model import Capture, Failure, Published, Report
from khronika.model.reason import Reason

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from khronika.language import Engine

T = TypeVar("T")
BATCH = 16
"""Captures that an engine annotates together, and that are acknowledged together."""

Reasons = dict[str, dict[str, tuple[Reason, ...]]]
"""Why statements are read as they are, by report and statement."""

_BLANK = Report(
    id="", sha256="", url=None, outlet=None, title=None, language=None, published=Published(), text="", blocks=()
)
"""What the engine reads in place of what it cannot read, so that pages come out in the order in which they went in."""


def cut_batches(stream: Iterable[T]) -> Iterator[list[T]]:
    """Give captures, or what was read of them, in batches, in order."""
    stream = iter(stream)
    while batch := list(islice(stream, BATCH)):
        yield batch


def read_stream(
    captures: Iterable[Capture | Failure], engine: Engine, reasons: Reasons | None = None
) -> Iterator[Report | Failure]:
    """Give the report of each capture with its statements, a `Failure` for each that cannot be read, in order.

    The engine reads on while statements are made of what it read before. What one capture gives does not depend on the
    others.

    Args:
        reasons: filled, where given, with why each statement is read as it is.
    """
    stream, broken = iter(captures), False
    pages: deque[Report | Failure] = deque()  # that the engine has begun

    def begun() -> Iterator[Report]:
        nonlocal broken
        while True:
            try:
                capture = next(stream)
            except StopIteration:
                return
            except BaseException:
                broken = True  # the fault is not the engine's
                raise
            pages.append(page := capture if isinstance(capture, Failure) else _read_page(capture))
            yield page if _is_readable(page, engine) else _BLANK

    while True:
        try:
            for doc in engine.annotate_many(begun()):
                page = pages.popleft()
                yield _extract(page, doc, reasons) if _is_readable(page, engine) else page
            return
        except Exception:
            if broken or not pages:
                raise
        while pages:  # one of these the engine cannot read
            yield _read_alone(pages.popleft(), engine, reasons)


def _read_alone(page: Report | Failure, engine: Engine, reasons: Reasons | None) -> Report | Failure:
    """Return a page read by itself, as a failure where the engine stumbles over it."""
    if not _is_readable(page, engine):
        return page
    try:
        doc = next(iter(engine.annotate_many([page])))
    except Exception as fault:  # noqa: BLE001 what it is cannot be known; it must not cost the other reports
        return _fail(page, fault)
    return _extract(page, doc, reasons)


def _extract(page: Report, doc: Doc, reasons: Reasons | None) -> Report | Failure:
    """Return a report with its statements; a fault of ours in one report fails that report alone, and says so."""
    from khronika.extract.explain import explain_report
    from khronika.extract.reports import extract_report

    try:
        report = extract_report(page, doc)
        if reasons is not None:
            reasons[report.id] = explain_report(report, doc)
    except Exception as fault:  # noqa: BLE001 see `_read_alone`
        return _fail(page, fault)
    return report


def _fail(page: Report, fault: Exception) -> Failure:
    """Return the failure that a fault of ours in one report is, with where it lies."""
    *_, at = traceback.extract_tb(fault.__traceback__)
    why = f"{type(fault).__name__} at {Path(at.filename).name}:{at.lineno}: {fault}"
    return Failure(id=page.id, error=f"cannot be read for a fault in Khronika ({why})")


def read_batch(
    captures: Sequence[Capture | Failure], engine: Engine, reasons: Reasons | None = None
) -> list[Report | Failure]:
    """Return what `read_stream` gives."""
    return list(read_stream(captures, engine, reasons))


def _is_readable(page: Report | Failure, engine: Engine) -> TypeGuard[Report]:
    """Tell whether the engine reads the language of a page, if its language is known."""
    return isinstance(page, Report) and (page.language is None or page.language in engine.languages)


def _read_page(capture: Capture) -> Report | Failure:
    """Return the report of one capture without statements."""
    from khronika.read import read_capture

    try:
        return read_capture(capture)
    except KhronikaError as error:
        return Failure(id=error.about or capture.given.id or capture.sha256[:16], error=error.reason)
