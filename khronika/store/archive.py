"""Captures as WARC 1.1 records, a gzip member each, in files that only grow."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from khronika.errors import StoreError
from khronika.model import Capture
from khronika.model.codec import to_dict
from khronika.settings import CAPTURES_PER_FILE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: file name, first byte and number of bytes."""

    file: str
    offset: int
    length: int


class Archive:
    """The captures of a chronicle. Records are appended, flushed to the disk and then acknowledged by the database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def trim(self, ends: dict[str, int]) -> None:
        """Cut what an interrupted run left behind the last acknowledged record of each file.

        Args:
            ends: for each file that holds acknowledged records, the byte after the last of them.
        """
        for path in sorted(self.folder.glob("*.warc.gz")):
            size = ends.get(path.name, 0)
            if path.stat().st_size > size:
                os.truncate(path, size)

    def append(self, captures: Sequence[Capture]) -> list[Place]:
        """Write captures at the end of the newest file and return where each lies, once all are on the disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._newest()
        places: list[Place] = []
        with path.open("ab") as stream:
            for capture in captures:
                start = stream.tell()
                _write(stream, capture)
                places.append(Place(path.name, start, stream.tell() - start))
            stream.flush()
            os.fsync(stream.fileno())
        return places

    def _newest(self) -> Path:
        """Return the file to append to; a new one where the last is full."""
        files = sorted(self.folder.glob("*.warc.gz"))
        if files and files[-1].stat().st_size < CAPTURES_PER_FILE:
            return files[-1]
        return self.folder / f"captures-{len(files) + 1:05}.warc.gz"

    def read(self, place: Place) -> bytes:
        """Return the payload of the record at a place.

        Raises:
            StoreError: the file is missing, or no whole record lies there.
        """
        try:
            with (self.folder / place.file).open("rb") as stream:
                stream.seek(place.offset)
                member = stream.read(place.length)
            record = next(iter(ArchiveIterator(BytesIO(member))))
            return bytes(record.content_stream().read())
        except FileNotFoundError:
            raise StoreError("file of captures is missing", about=place.file) from None
        except (ArchiveLoadFailed, StopIteration, OSError, EOFError, ValueError, KeyError, AttributeError) as error:
            raise StoreError(f"no whole record at byte {place.offset}: {str(error)[:80]}", about=place.file) from None

    def sizes(self) -> dict[str, int]:
        """Return the size of each file in bytes."""
        return {path.name: path.stat().st_size for path in sorted(self.folder.glob("*.warc.gz"))}


def _write(stream: IO[bytes], capture: Capture) -> None:
    """Write one capture as a resource record."""
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    record = writer.create_warc_record(
        capture.given.url or f"urn:sha256:{capture.sha256}",
        "resource",
        payload=BytesIO(capture.payload),
        length=len(capture.payload),
        warc_content_type=capture.media_type + (f"; charset={capture.charset}" if capture.charset else ""),
        warc_headers_dict={
            "WARC-Date": capture.captured_at,
            "WARC-Block-Digest": f"sha256:{capture.sha256}",
            "Khronika-Given": json.dumps(to_dict(capture.given)),
        },
    )
    writer.write_record(record)
