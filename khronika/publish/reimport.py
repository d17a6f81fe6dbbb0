"""A CSV that people have edited, read back: what they changed becomes decisions, all else is left alone."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TextIO

from khronika.errors import PublishError
from khronika.model import Act, Decision, DecisionKind, Statement, Status
from khronika.publish.export import COLUMNS
from khronika.publish.held import Held

_NAMES = ("report", "statement")
_EDITABLE: dict[str, tuple[str, ...]] = {
    "act": ("act",),
    "status": ("status",),
    "quantity": ("min", "max"),
    "time": ("from", "to"),
}
"""Field of a correction -> the columns that it is read from."""


def read_edits(stream: TextIO, reports: Mapping[str, Held], *, who: str, at: str, name: str) -> Iterator[Decision]:
    """Give a correction for each field that a row of an edited CSV tells otherwise than the chronicle.

    Columns may be left out or stand in another order; those that cannot be edited are not looked at. A row that stands
    in several events is read once.

    Args:
        stream: open for text with `newline=""`.
        reports: report id -> report, as people decided before.
        who, at: who edits, and when (UTC, ISO).
        name: what messages call the file.

    Raises:
        PublishError: no heading that names statements, a statement that is not there, or a cell that its column cannot
            hold.
    """
    heading = stream.readline()
    stream.seek(0)
    rows = csv.DictReader(stream, delimiter=max(",;\t", key=heading.count))  # what spreadsheets of many countries write
    if not set(_NAMES) <= set(rows.fieldnames or ()):
        raise PublishError(f"has no columns {' and '.join(_NAMES)}; edit what `khronika export` wrote", about=name)
    unknown = set(rows.fieldnames or ()) - set(COLUMNS)
    if unknown:
        raise PublishError(f"has columns that no export has: {', '.join(sorted(unknown))}", about=name)
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, 2):
        key = (row["report"] or "", row["statement"] or "")
        if key[0].startswith("'") and key[0] not in reports:
            key = key[0][1:], key[1]  # the export put it before what a spreadsheet takes for a formula
        if key in seen:
            continue
        seen.add(key)
        statement = _find(key, reports)
        if statement is None:
            raise PublishError(f"row {number}: no statement {':'.join(key)}", about=name)
        for field, value in _edits(statement, row, f"{name}, row {number}"):
            yield Decision(
                report=key[0], statement=key[1], kind=DecisionKind.CORRECT, field=field, value=value, who=who,
                why=f"edited in {name}", at=at,
            )  # fmt: skip


def _find(key: tuple[str, str], reports: Mapping[str, Held]) -> Statement | None:
    held = reports.get(key[0])
    return next((s for s in held.report.statements if s.id == key[1]), None) if held else None


def _edits(statement: Statement, row: Mapping[str, str | None], about: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give (field, value) of each field whose columns are there and say something else."""
    held = _values(statement)
    for field, columns in _EDITABLE.items():
        if any(column not in row for column in columns):
            continue
        told = {column: _cell(field, row[column], about) for column in columns}
        if told != held[field]:
            _assert_order(list(told.values()), about)
            yield field, told


def _values(statement: Statement) -> dict[str, dict[str, Any]]:
    count, time = statement.quantity, statement.time
    return {
        "act": {"act": str(statement.act)},
        "status": {"status": str(statement.status)},
        "quantity": {"min": count.min if count else None, "max": count.max if count else None},
        "time": {"from": time.from_ if time else None, "to": time.to if time else None},
    }


def _cell(field: str, cell: str | None, about: str) -> str | int | None:
    """Return a cell as a value: an empty one is null; a count is a whole number, as a spreadsheet may write it too."""
    text = (cell or "").strip()
    if not text:
        return None
    try:
        return _READ[field](text)
    except (ValueError, OverflowError):
        raise PublishError(f"“{text}” is no {_WANTED[field]}", about=about) from None


def _read_count(text: str) -> int:
    number = float(text)
    if number != int(number):
        raise ValueError(text)
    return int(number)


_READ: dict[str, Callable[[str], str | int]] = {
    "act": Act, "status": Status, "quantity": _read_count, "time": lambda text: date.fromisoformat(text).isoformat(),
}  # fmt: skip
_WANTED = {
    "act": "act of the record", "status": "status of the record", "quantity": "whole number",
    "time": "day like 2024-03-29",
}  # fmt: skip


def _assert_order(ends: list[Any], about: str) -> None:
    """Raise where the second of two ends comes before the first."""
    if len(ends) == 2 and None not in ends and ends[1] < ends[0]:
        raise PublishError(f"{ends[0]} to {ends[1]} ends before it begins", about=about)


def count_fields(decisions: Iterable[Decision]) -> dict[str, int]:
    """Return how many corrections there are of each field."""
    found: dict[str, int] = {}
    for decision in decisions:
        found[decision.field or ""] = found.get(decision.field or "", 0) + 1
    return found
