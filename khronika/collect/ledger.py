"""The coverage ledger: what each watched source gave and did not give, day by day. Kept beside a chronicle."""

import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from khronika.collect.whole import write_whole
from khronika.errors import CollectError, reason_of

LEDGER_FILE = "watch.json"
_DAYS_QUIET = 3  # days without anything new that are nothing special for any source


@dataclass(slots=True)
class Day:
    """What a source gave on one day (UTC)."""

    asked: int = 0  # times that the source itself was asked
    unreachable: int = 0  # of these, how often it could not be got
    named: int = 0  # addresses that it named for the first time
    added: int = 0  # reports that were added
    already: int = 0  # captures that were held already
    discarded: dict[str, int] = field(default_factory=dict)  # by the rule or fault that discarded them


@dataclass(slots=True)
class Source:
    """A watched source: what it gave, and what is known of its addresses."""

    days: dict[str, Day] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)  # addresses that it names, and how often each was asked in vain
    done: list[str] = field(default_factory=list)  # addresses that need not be asked again
    etag: str | None = None
    last_modified: str | None = None

    def today(self) -> Day:
        """Return the counts of this day."""
        return self.days.setdefault(datetime.now(UTC).date().isoformat(), Day())

    def last_new(self) -> str | None:
        """Return the last day on which something was added, None where there is none."""
        return max((day for day, counts in self.days.items() if counts.added), default=None)

    def is_quiet(self, today: date) -> bool:
        """Tell whether nothing new came for longer than is usual: three days, or three times the usual gap."""
        new = sorted(date.fromisoformat(day) for day, counts in self.days.items() if counts.added)
        first = min(self.days, default=None)
        last = new[-1] if new else date.fromisoformat(first) if first else today
        gap = (new[-1] - new[0]).days / (len(new) - 1) if len(new) > 1 else 1.0
        return (today - last).days > max(_DAYS_QUIET, 3 * gap)


@dataclass(slots=True)
class Ledger:
    """The sources by their address."""

    sources: dict[str, Source] = field(default_factory=dict)

    def source(self, url: str) -> Source:
        """Return a source, a new one where it was never watched."""
        return self.sources.setdefault(url, Source())


def read_ledger(home: Path) -> Ledger:
    """Return the ledger in a folder, an empty one where there is none.

    Raises:
        CollectError: the file holds none.
    """
    path = home / LEDGER_FILE
    if not path.exists():
        return Ledger()
    try:
        told = json.loads(path.read_bytes())
        return Ledger({url: _source(row) for url, row in told["sources"].items()})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CollectError(f"is no coverage ledger: {str(error)[:80]}", about=str(path)) from None


def _source(row: dict[str, object]) -> Source:
    days = row.pop("days")
    return Source(days={day: Day(**counts) for day, counts in days.items()}, **row)  # type: ignore[attr-defined, arg-type]


def write_ledger(home: Path, ledger: Ledger) -> None:
    """Write the ledger, whole or not at all.

    Raises:
        CollectError: it cannot be written.
    """
    path = home / LEDGER_FILE
    try:
        write_whole(path, json.dumps(asdict(ledger), ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise CollectError(f"cannot be written: {reason_of(error)}", about=str(path)) from None
