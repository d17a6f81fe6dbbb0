"""The append-only log: each entry holds the hash of the one before it."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from khronika.store.models import LogEntry
from khronika.store.redacted import hash_hidden, read_redacted
from khronika.values.clock import utc_now
from khronika.values.ids import make_digest

_FIRST = "0" * 64


def canonical(what: dict[str, Any]) -> str:
    """Return a dictionary as the one JSON text that stands for it."""
    return json.dumps(what, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hash_entry(number: int, at: str, kind: str, what: str, before: str) -> str:
    """Return the hash of an entry: over its fields and the hash of the entry before."""
    return make_digest(str(number), at, kind, what, before)


def append_entry(alias: str, kind: str, what: dict[str, Any]) -> None:
    """Append an entry; to be called inside the transaction that does what it tells."""
    append_entries(alias, kind, [what])


def append_entries(alias: str, kind: str, whats: Iterable[dict[str, Any]]) -> None:
    """Append entries of one kind in order; to be called inside the transaction that does what they tell."""
    entries = LogEntry.objects.using(alias)
    last = entries.order_by("-number").first()
    first, before = (last.number + 1, last.hash) if last else (1, _FIRST)
    at, rows = utc_now(), []
    for number, text in enumerate(map(canonical, whats), first):
        digest = hash_entry(number, at, kind, text, before)
        rows.append(LogEntry(number=number, at=at, kind=kind, what=text, before=before, hash=digest))
        before = digest
    entries.bulk_create(rows)


def read_entries(alias: str, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give when each entry of a kind was made and what it says, in order; one that was changed is told with the log."""
    rows = LogEntry.objects.using(alias).filter(kind=kind).order_by("number").values_list("at", "what")
    for at, what in rows:
        try:
            told = json.loads(what)
        except ValueError:
            continue
        if isinstance(told, dict):
            yield at, told


def verify_log(alias: str) -> Iterator[str]:
    """Give a line for each entry that is missing, changed or out of its chain."""
    number, before = 0, _FIRST
    hidden = read_redacted(alias).entries
    for entry in LogEntry.objects.using(alias).order_by("number").iterator():
        number += 1
        if entry.number != number:
            yield f"log: entry {number} is missing"
            number = entry.number
        elif entry.before != before:
            yield f"log: entry {number} does not follow the one before it"
        whole = hash_entry(entry.number, entry.at, entry.kind, entry.what, entry.before) == entry.hash
        if not whole and hash_hidden(entry) != hidden.get(number):
            yield f"log: entry {number} was changed"
        before = entry.hash


def verify_head(alias: str) -> Iterator[str]:
    """Give a line where the last entry was changed or entries before it are missing; the others are not looked at."""
    log = LogEntry.objects.using(alias)
    last = log.order_by("-number").first()
    if last is None:
        return
    if hash_entry(last.number, last.at, last.kind, last.what, last.before) != last.hash:
        yield f"entry {last.number} was changed"
    if log.count() != last.number:
        yield f"{last.number - log.count()} entries are missing"


def last_time(alias: str) -> str | None:
    """Return when the last entry was written, None in an empty log."""
    return LogEntry.objects.using(alias).order_by("-number").values_list("at", flat=True).first()
