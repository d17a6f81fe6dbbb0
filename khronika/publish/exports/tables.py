"""Tables for people and for programs that count: an Excel workbook, and Parquet for DuckDB and pandas."""

import io
from collections.abc import Sequence
from typing import Any

from khronika.errors import PublishError
from khronika.publish.export import Cell, guard_cell
from khronika.publish.exports.made import Made, report_losses
from khronika.publish.exports.rows import (
    EVENT_COLUMNS,
    FIGURE_COLUMNS,
    STATEMENT_COLUMNS,
    Row,
    event_rows,
    figure_rows,
    statement_rows,
)
from khronika.publish.public import PublicEvent

Table = tuple[str, Sequence[str], list[Row]]
_WHOLE = frozenset({"min", "max", "latest_min", "latest_max", "independent_roots", "roots_for"})
_REAL = frozenset({"lat", "lon"})
_TRUTH = frozenset({"hedged", "contested"})


def _tables(events: Sequence[PublicEvent]) -> list[Table]:
    return [
        ("events", EVENT_COLUMNS, list(event_rows(events))),
        ("figures", FIGURE_COLUMNS, list(figure_rows(events))),
        ("statements", STATEMENT_COLUMNS, list(statement_rows(events))),
    ]


def export_xlsx(events: Sequence[PublicEvent]) -> Made:
    """Return a workbook: a sheet of events, one of figures, one of statements, one on what it cannot carry.

    Raises:
        PublishError: the library is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise PublishError("Excel needs openpyxl: pip install 'khronika[exports]'") from None
    book = Workbook(write_only=True)
    tables = _tables(events)
    for name, columns, rows in tables:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        sheet.append(list(columns))
        for row in rows:
            sheet.append([_workbook_cell(row.get(column)) for column in columns])
    notes = book.create_sheet("about")
    for sentence in report_losses("xlsx", Made({}, 0)):
        notes.append([sentence])
    stream = io.BytesIO()
    book.save(stream)
    return Made({"chronicle.xlsx": stream.getvalue()}, sum(len(rows) for *_, rows in tables))


def _workbook_cell(value: Cell) -> Cell:
    """Return a value as a cell: null stays empty, text that begins like a formula stays text."""
    return None if value is None else guard_cell(value)


def export_parquet(events: Sequence[PublicEvent]) -> Made:
    """Return three Parquet files with typed columns: null is not said, 0 is a count.

    Raises:
        PublishError: the library is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise PublishError("Parquet needs pyarrow: pip install 'khronika[exports]'") from None
    files, number = {}, 0
    for name, columns, rows in _tables(events):
        schema = pyarrow.schema([(column, _arrow_type(column, pyarrow)) for column in columns])
        plain = [{column: _plain(row.get(column)) for column in columns} for row in rows]
        stream = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(plain, schema=schema), stream, compression="zstd")
        files[f"{name}.parquet"] = stream.getvalue()
        number += len(rows)
    return Made(files, number)


def _plain(value: Cell) -> Cell:
    """Return a code of the contract as a plain string."""
    return str(value) if isinstance(value, str) else value


def _arrow_type(column: str, pyarrow: Any) -> Any:
    if column in _WHOLE:
        return pyarrow.int64()
    if column in _REAL:
        return pyarrow.float64()
    return pyarrow.bool_() if column in _TRUTH else pyarrow.string()
