"""Khronika from Python: read a page, open a chronicle, get tables.

import khronika

report = khronika.read("page.html", published="2024-03-29")
report.statements.to_pandas()
khronika.open("my-chronicle").events(act="killing", since="2024-01-01").to_pandas()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from khronika.errors import KhronikaError, ReadError
from khronika.model import Event, Failure, Given, Report, Statement
from khronika.publish.words import say_chain

if TYPE_CHECKING:
    from khronika.store import Chronicle

T = TypeVar("T", Statement, Event)
Row = dict[str, Any]
_LONGEST_PATH = 1024  # characters: what is longer is text, not the name of a file


class Records(Sequence[T], Generic[T]):
    """Statements or events in order, as a sequence and as a table."""

    def __init__(self, records: Iterable[T], to_row: Callable[[T], Row]) -> None:
        self._records: tuple[T, ...] = tuple(records)
        self._to_row: Callable[[T], Row] = to_row

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._records[at]

    def __repr__(self) -> str:
        return f"{len(self)} records"

    def rows(self) -> list[Row]:
        """Return flat rows; null is not said, 0 is a count."""
        return [self._to_row(record) for record in self._records]

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame of `rows`; counts are whole numbers that may be missing.

        Raises:
            KhronikaError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise KhronikaError("tables need pandas: pip install 'khronika[exports]'") from None
        frame = pandas.DataFrame(self.rows())
        counts = [c for c in ("min", "max", "independent_roots", "roots_for") if c in frame]
        return frame.astype(dict.fromkeys(counts, "Int64"))


class ReadReport:
    """A report with its statements as a table; every field of the record is `report.record`."""

    def __init__(self, record: Report) -> None:
        self.record = record

    @property
    def text(self) -> str:
        """The report's text, to which all offsets refer."""
        return self.record.text

    @property
    def title(self) -> str | None:
        """Its headline, None where none was found."""
        return self.record.title

    @property
    def statements(self) -> Records[Statement]:
        """Its statements, the one that it is chiefly about first."""
        return Records(self.record.statements, lambda s: _statement_row(s, self.record))

    def __repr__(self) -> str:
        return f"<report {self.title or self.record.id!r}, {len(self.record.statements)} statements>"


class OpenChronicle:
    """A chronicle to ask; made by `open`. It holds no file between two questions, so `with` is a matter of taste.

    Args:
        turn: opens the chronicle for one question.
    """

    def __init__(self, turn: Callable[[], AbstractContextManager[Chronicle]]) -> None:
        self._turn = turn

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing open: nothing is."""

    def events(
        self, *, act: str | None = None, place: str | None = None, since: str | None = None, until: str | None = None
    ) -> Records[Event]:
        """Return events in time order.

        Args:
            act: one of the contract's codes, among an event's acts.
            place: name of a town, region or country, whatever its case.
            since, until: ISO days, inclusive: events whose window touches them. An event without a day is left out.
        """
        with self._turn() as store:
            found = (e for e in store.events() if act is None or act in e.acts)
            found = (e for e in found if place is None or _is_in(e, place.casefold()))
            return Records((e for e in found if _touches(e, since, until)), _event_row)

    def reports(self) -> list[ReadReport]:
        """Return the reports in order of publication."""
        with self._turn() as store:
            return [ReadReport(stored.report) for stored in store.reports()]


def read(
    source: str | Path, *, published: str | None = None, outlet: str | None = None, url: str | None = None
) -> ReadReport:
    """Return the report that a file, or a text given as it is, holds.

    Args:
        source: path of a page or text, or the words themselves where no such file exists.
        published: ISO day; what the page says of itself yields to it.
        outlet: who publishes it.
        url: where it stands.

    Raises:
        ReadError: it cannot be read.

    Example:
        >>> report = read("Police in Orsk detained 64 workers, a lawyer said.", published="2024-03-29")
        >>> [(row["act"], row["min"], row["chain"]) for row in report.statements.rows()]
        [('arrest_detention', 64, 'lawyer → outlet not known')]
    """
    from khronika.collect import collect_files, make_capture
    from khronika.collect.lines import parse_day
    from khronika.pipeline import read_captures

    try:
        given = Given(published=parse_day(published) if published else None, outlet=outlet, url=url)
    except ValueError as error:
        raise ReadError(str(error), about=published) from None
    if _is_file(source):
        captures = collect_files([str(source)], given=given)
    else:
        captures = iter([make_capture(str(source).encode("utf8", "surrogatepass"), "text/plain", given)])
    found = next(iter(read_captures(captures)), None)
    if not isinstance(found, Report):
        reason = found.error if isinstance(found, Failure) else "holds nothing to read"
        raise ReadError(reason, about=str(source) if _is_file(source) else str(source)[:80])
    return ReadReport(found)


def open(location: str | Path) -> OpenChronicle:  # noqa: A001 - the word that people expect
    """Return a chronicle to ask.

    Raises:
        StoreError: there is none.
    """
    with _turn(str(location)):
        return OpenChronicle(lambda: _turn(str(location)))


@contextmanager
def _turn(location: str) -> Iterator[Chronicle]:
    """Open a chronicle for one question."""
    from khronika.store import open_chronicle
    from khronika.store.database import beside_event_loops

    with beside_event_loops(), open_chronicle(location) as store:
        yield store


def _is_file(source: str | Path) -> bool:
    """Tell whether a source names a file; words with line breaks, or too long for a name, are text."""
    if isinstance(source, Path):
        return True
    return len(source) < _LONGEST_PATH and "\n" not in source and Path(source).is_file()


def _is_in(event: Event, place: str) -> bool:
    known = event.place
    return known is not None and place in {
        (name or "").casefold() for name in (known.name, known.admin1_name, known.country_name)
    }


def _touches(event: Event, since: str | None, until: str | None) -> bool:
    """Tell whether an event's window touches some days; an open end reaches as far as it must."""
    if since is None and until is None:
        return True
    first, last = event.from_ or event.to, event.to or event.from_
    return first is not None and (until is None or first <= until) and (since is None or (last or first) >= since)


def _statement_row(statement: Statement, report: Report) -> Row:
    count, time, place = statement.quantity, statement.time, statement.place
    sentence = statement.evidence[0]
    return {
        "statement": statement.id, "act": statement.act.value, "status": statement.status.value,
        "hedged": statement.hedged, "who": "; ".join(p.name or p.text for p in statement.by) or None,
        "whom": "; ".join(p.name or p.text for p in statement.to) or None, "min": count.min if count else None,
        "max": count.max if count else None, "unit": count.unit if count else None,
        "from": time.from_ if time else None, "to": time.to if time else None, "place": place.name if place else None,
        "country": place.country if place else None, "chain": say_chain(statement.chain),
        "quote": report.text[sentence.start : sentence.end],
    }  # fmt: skip


def _event_row(event: Event) -> Row:
    place = event.place
    return {
        "event": event.id, "name": event.name, "act": event.act.value, "from": event.from_, "to": event.to,
        "place": place.name if place else None, "country": place.country if place else None,
        "independent_roots": event.independent_roots, "roots_for": event.roots_for, "verdict": event.verdict.value,
        "figures": "; ".join(f"{f.what} {f.latest[0]}..{f.latest[1]}" for f in event.figures) or None,
        "why": event.why,
    }  # fmt: skip
