"""What this stage needs to know of a report in a chronicle."""

from typing import Protocol

from khronika.model import Report


class Held(Protocol):
    """A report as a chronicle holds it (see `khronika.store.StoredReport`)."""

    @property
    def report(self) -> Report:
        """The report."""

    @property
    def events(self) -> tuple[str, ...]:
        """Ids of the events that it tells of, most prominent first."""

    @property
    def copy_of(self) -> str | None:
        """Id of the report that it copies."""
