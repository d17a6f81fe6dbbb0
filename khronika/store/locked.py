"""Confidential reports: each a file of its own beside the database, locked, with an entry in the log and nothing else.

A file holds WARC records as the archive does, and one more with what was read of them. Neither the archive nor any
table knows of them, so that no event, search, export, page or briefing can hold them, with or without the key.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from khronika.collect.whole import write_whole
from khronika.errors import StoreError, reason_of
from khronika.model import Capture, Report
from khronika.model.codec import from_json, to_json
from khronika.store.keys import Key
from khronika.store.log import append_entry, read_entries
from khronika.store.quotes import verify_quotes
from khronika.store.records import is_held, pad_member, read_payload, write_capture, write_reading

KIND = "locked"
_ROOM = 4096  # bytes: sizes are multiples of it, so that they tell little


@dataclass(frozen=True, slots=True)
class Locked:
    """What anybody can see of a confidential report."""

    name: str
    at: str  # when it was added, UTC
    size: int  # of the file in bytes, 0 where it is missing


@dataclass(frozen=True, slots=True)
class Opened:
    """A confidential report, opened with its key."""

    report: Report
    media_type: str
    charset: str | None
    payload: bytes


def path_of(home: Path, name: str) -> Path:
    """Return the file of a confidential report."""
    return home / f"locked-{name}.age"


def lock_report(capture: Capture, report: Report, key: Key) -> bytes:
    """Return a capture with its report, locked."""
    stream = BytesIO()
    write_capture(stream, capture)
    about = {"media_type": capture.media_type, "charset": capture.charset, "report": json.loads(to_json(report))}
    last = BytesIO()
    write_reading(last, capture, about)
    length = stream.tell() + len(last.getvalue())
    stream.write(pad_member(last.getvalue(), len(last.getvalue()) + -length % _ROOM))
    return key.lock(stream.getvalue())


def read_locked(home: Path, name: str, key: Key) -> Opened:
    """Return a confidential report.

    Raises:
        StoreError: its file is missing, the key is not the one, or it was changed.
    """
    try:
        return open_report(path_of(home, name).read_bytes(), key)
    except OSError as error:
        raise StoreError(f"its file cannot be read: {reason_of(error)}", about=f"confidential {name[:16]}") from None
    except StoreError as error:
        raise StoreError(error.reason, about=f"confidential {name[:16]}") from None


def open_report(locked: bytes, key: Key) -> Opened:
    """Return a report out of its locked bytes.

    Raises:
        StoreError: the key is not the one, or they were changed.
    """
    payload: bytes = b""
    told: dict[str, Any] = {}
    for record in ArchiveIterator(BytesIO(key.unlock(locked))):
        if is_held(record) and not payload:  # the first is the page's own, redirects follow it
            payload = read_payload(record)
        elif record.rec_type == "conversion":
            told = json.loads(record.raw_stream.read())
    report = from_json(Report, json.dumps(told["report"]))
    return Opened(report, told["media_type"], told["charset"], payload)


def add_locked(alias: str, home: Path, key: Key, batch: Sequence[tuple[str, Capture, Report]]) -> None:
    """Keep confidential reports; to be called in a transaction. The files are on the disk when it returns.

    Args:
        batch: name, capture and report.

    Raises:
        StoreError: the disk is full, or cannot be written.
    """
    for name, capture, report in batch:
        locked = lock_report(capture, report, key)
        write_file(path_of(home, name), locked)
        append_entry(alias, KIND, {"name": name, "sha256": hashlib.sha256(locked).hexdigest()})


def write_file(path: Path, payload: bytes) -> None:
    """Write a file, whole or not at all, down to the disk.

    Raises:
        StoreError: see `add_locked`.
    """
    try:
        write_whole(path, payload)
    except OSError as error:
        raise StoreError(f"cannot be written: {reason_of(error)}", about=str(path)) from None


def drop_unacknowledged(alias: str, home: Path) -> None:
    """Remove the files that an interrupted run left behind."""
    known = {path_of(home, told["name"]) for _, told in read_entries(alias, KIND)}
    for path in home.glob("locked-*.age*"):
        if path not in known:
            path.unlink()


def list_locked(alias: str, home: Path) -> Iterator[Locked]:
    """Give the confidential reports in the order in which they came."""
    for at, told in read_entries(alias, KIND):
        path = path_of(home, told["name"])
        yield Locked(told["name"], at, path.stat().st_size if path.exists() else 0)


def verify_locked(alias: str, home: Path, key: Key | None) -> Iterator[str]:
    """Give what is wrong with confidential reports: whether the file is the one that was added, and, with the secret
    key, whether its words still stand in its capture.
    """
    for _, told in read_entries(alias, KIND):
        name = f"confidential {told['name'][:16]}"
        try:
            locked = path_of(home, told["name"]).read_bytes()
        except OSError as error:
            yield f"{name}: its file cannot be read: {reason_of(error)}"
            continue
        if hashlib.sha256(locked).hexdigest() != told["sha256"]:
            yield f"{name}: its file is not what was added"
        elif key is not None and key.opens:
            yield from _verify_opened(name, locked, key)


def _verify_opened(name: str, locked: bytes, key: Key) -> Iterator[str]:
    """Give what is wrong with a report when it is open; no word of it is told."""
    try:
        opened = open_report(locked, key)
    except StoreError as error:
        yield f"{name}: {error.reason}"
        return
    whole = hashlib.sha256(opened.payload).hexdigest() == opened.report.sha256
    if not whole or any(verify_quotes(opened.report, opened.media_type, opened.charset, opened.payload)):
        yield f"{name}: its report is not what its capture says"
