"""The seal: the SHA-256 of a folder's database and its last log entry, written when a writer closes it in peace.

The log tells what was changed in a record; the seal tells of any bit of the file, and of entries cut off the log's end.
Where a writer was killed there is no seal, and where the log has grown since it is out of date; then the log alone
speaks.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from khronika.collect.whole import write_whole

SEAL_FILE = "seal.json"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a seal says."""

    sha256: str  # of the database file
    entry: int  # number of the last entry of the log, 0 in an empty one
    hash: str  # of that entry


def break_seal(home: Path) -> None:
    """Take the seal away, before anything is written."""
    (home / SEAL_FILE).unlink(missing_ok=True)


def write_seal(home: Path, database: Path, entry: int, digest: str) -> None:
    """Seal a database that nobody writes to any more.

    Args:
        entry: number of the last entry of the log.
        digest: hash of that entry.
    """
    seal = Seal(hash_file(database), entry, digest)
    write_whole(home / SEAL_FILE, json.dumps(asdict(seal)).encode())


def verify_seal(home: Path, sha256: str, entry: int, digest: str) -> Iterator[str]:
    """Give what is wrong with a sealed database; nothing where there is no seal or the log has grown since.

    Args:
        sha256: of the database file, taken before it was opened.
        entry: number of the last entry of the log.
        digest: hash of that entry.
    """
    path = home / SEAL_FILE
    if not path.exists():
        return
    try:
        seal = Seal(**json.loads(path.read_bytes()))
        grown = entry > seal.entry
    except (ValueError, TypeError):
        yield f"{SEAL_FILE}: cannot be read"
        return
    if entry < seal.entry:
        yield f"log: ends at entry {entry}; it was sealed with {seal.entry}"
    if not grown and (digest != seal.hash or sha256 != seal.sha256):
        yield "database: its file is not what was sealed"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
