"""Captures as WARC 1.1 records, a gzip member each, in files that only grow."""

import hashlib
import json
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from khronika.errors import CollectError, StoreError, reason_of
from khronika.model import Capture
from khronika.settings import CAPTURES_PER_FILE
from khronika.store.records import Revisit, is_held, read_payload, write_capture, write_info, write_revisit


@dataclass(frozen=True, slots=True)
class Place:
    """Where the records of a capture lie: file name, first byte, number of bytes, and the SHA-256 of these bytes."""

    file: str
    offset: int
    length: int
    sha256: str | None = None  # null where it is only looked up


class Archive:
    """The captures of a chronicle. Records are appended, flushed to the disk and then acknowledged by the database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def trim(self, ends: dict[str, int]) -> None:
        """Cut what an interrupted run left behind the last acknowledged record of each file.

        Args:
            ends: for each file that holds acknowledged records, the byte after the last of them.

        Raises:
            StoreError: a file cannot be written.
        """
        for path in sorted(self.folder.glob("*.warc.gz")):
            size = ends.get(path.name, 0)
            if path.stat().st_size > size:
                try:
                    os.truncate(path, size)
                except OSError as error:
                    raise StoreError(_why(error), about=str(path)) from None

    def append(self, captures: Sequence[Capture | Revisit]) -> list[Place]:
        """Write captures at the end of the newest file and return where each lies, once all are on the disk.

        Raises:
            StoreError: the disk is full, or cannot be written; then nothing is left of these captures.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self._newest()
            size = path.stat().st_size if path.exists() else 0
        except OSError as error:
            raise StoreError(_why(error), about=str(self.folder)) from None
        try:
            return _append(path, captures)
        except OSError as error:
            if path.exists():
                os.truncate(path, size)
            raise StoreError(_why(error), about=str(path)) from None

    def _newest(self) -> Path:
        """Return the file to append to; a new one where the last is full."""
        files = sorted(self.folder.glob("*.warc.gz"))
        if files and files[-1].stat().st_size < CAPTURES_PER_FILE:
            return files[-1]
        return self.folder / f"captures-{len(files) + 1:05}.warc.gz"

    def read(self, place: Place) -> bytes | str:
        """Return the payload of the capture at a place, out of its content coding.

        Where a name was taken out, it is the text that stands there instead.

        Raises:
            StoreError: the file is missing, or no whole record lies there.
        """
        try:
            records = ArchiveIterator(BytesIO(self.read_bytes(place)))
            found = next(record for record in records if is_held(record) or record.rec_type == "conversion")
            payload = read_payload(found)
            return payload if is_held(found) else payload.decode("utf8", "surrogatepass")
        except (*_BROKEN, CollectError) as error:
            raise StoreError(f"no whole record at byte {place.offset}: {str(error)[:80]}", about=place.file) from None

    def read_about(self, place: Place) -> dict[str, Any]:
        """Return what is said of the capture at a place, beside its bytes.

        Raises:
            StoreError: the file is missing, or no whole record lies there.
        """
        try:
            records = ArchiveIterator(BytesIO(self.read_bytes(place)))
            told = next(r for r in records if r.rec_type == "metadata" or r.rec_headers.get_header(_GIVEN))
            given = told.rec_headers.get_header(_GIVEN)
            about: dict[str, Any] = {"given": json.loads(given)} if given else json.loads(told.raw_stream.read())
            return about
        except _BROKEN as error:
            raise StoreError(f"no whole record at byte {place.offset}: {str(error)[:80]}", about=place.file) from None

    def read_date(self, place: Place) -> str:
        """Return when the first record at a place was made, UTC."""
        record = next(iter(ArchiveIterator(BytesIO(self.read_bytes(place)))))
        return str(record.rec_headers.get_header("WARC-Date"))

    def read_bytes(self, place: Place) -> bytes:
        """Return the bytes of all records at a place.

        Raises:
            StoreError: the file is missing, or cannot be read.
        """
        try:
            with (self.folder / place.file).open("rb") as stream:
                stream.seek(place.offset)
                return stream.read(place.length)
        except FileNotFoundError:
            raise StoreError("file of captures is missing", about=place.file) from None
        except OSError as error:
            raise StoreError(f"cannot be read: {reason_of(error)}", about=place.file) from None

    def sizes(self) -> dict[str, int]:
        """Return the size of each file in bytes."""
        return {path.name: path.stat().st_size for path in sorted(self.folder.glob("*.warc.gz"))}


_GIVEN = "Khronika-Given"  # a header in which the first version kept what was given, without any claim
_BROKEN = (ArchiveLoadFailed, StopIteration, OSError, EOFError, ValueError, KeyError, AttributeError, zlib.error)


def _append(path: Path, captures: Sequence[Capture | Revisit]) -> list[Place]:
    """Write captures behind what a file holds; a new file begins with the record that says what wrote it."""
    places: list[Place] = []
    with path.open("ab") as stream:
        for capture in captures:
            made = BytesIO()
            if not stream.tell():
                write_info(made, path.name)
            if isinstance(capture, Revisit):
                write_revisit(made, capture)
            else:
                write_capture(made, capture)
            member = made.getvalue()
            places.append(Place(path.name, stream.tell(), len(member), hashlib.sha256(member).hexdigest()))
            stream.write(member)
        stream.flush()
        os.fsync(stream.fileno())
    return places


def _why(error: OSError) -> str:
    return f"cannot be written: {reason_of(error)}"
