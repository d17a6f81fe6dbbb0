"""What was redacted, as the log tells it: what then holds in the place of what was written first."""

import json
from dataclasses import dataclass, field
from typing import Any

from khronika.store.models import LogEntry
from khronika.values.ids import make_digest

KIND = "redacted"


@dataclass(slots=True)
class Redacted:
    """The hashes that hold since names were taken out; of what is not in it the hashes hold that were written first."""

    entries: dict[int, str] = field(default_factory=dict)  # number of a log entry -> hash of what it says now
    reports: dict[str, str] = field(default_factory=dict)  # report id -> hash of its record
    stretches: dict[str, str] = field(default_factory=dict)  # file:offset of a capture -> hash of its records
    names: list[tuple[str, str, int]] = field(default_factory=list)  # when, commitment, how many reports it stood in


def read_redacted(alias: str) -> Redacted:
    """Return what the log says of all redactions; an entry that was changed is told with the log."""
    found = Redacted()
    rows = LogEntry.objects.using(alias).filter(kind=KIND).order_by("number").values_list("at", "what")
    for at, what in rows:
        try:
            told: dict[str, Any] = json.loads(what)
            found.entries |= {int(number): digest for number, digest in told["entries"].items()}
            found.reports |= told["reports"]
            found.stretches |= told["stretches"]
            found.names.append((at, told["commitment"], len(told["reports"])))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return found


def hash_hidden(entry: LogEntry) -> str:
    """Return the hash of what an entry of the log says since a name was taken out of it."""
    return make_digest(str(entry.number), entry.at, entry.kind, entry.what)


def count_redactions(alias: str) -> int:
    """Return how often something was redacted."""
    return LogEntry.objects.using(alias).filter(kind=KIND).count()
