"""Whether a chronicle is sound, from its file on the disk to its last quoted word."""

from collections.abc import Iterator
from pathlib import Path

from khronika.store.database import SQLITE_FILE, is_url
from khronika.store.opening import open_chronicle
from khronika.store.seal import hash_file, verify_seal


def verify_location(location: str) -> Iterator[str]:
    """Give one line for each thing that does not hold in the chronicle at a folder or database URL.

    Raises:
        StoreError: there is no chronicle, or its database cannot be opened at all.
    """
    sealed = hash_database(location)
    with open_chronicle(location) as chronicle:
        if sealed is not None:
            yield from verify_seal(Path(location), sealed, *chronicle.last_entry())
        try:
            yield from chronicle.verify()
        except (TypeError, ValueError, AttributeError) as error:  # a value of another kind than its column's
            yield f"database: holds what cannot be read: {str(error)[:100]}"


def hash_database(location: str) -> str | None:
    """Return the SHA-256 of a folder's database as it lies there unopened, None where there is no such file.

    Where changes wait in a file beside it, it is theirs: such a database is never the one that was sealed.
    """
    database = Path(location) / SQLITE_FILE
    if is_url(location) or not database.is_file():
        return None
    waiting = database.with_name(SQLITE_FILE + "-wal")
    return hash_file(waiting if waiting.is_file() and waiting.stat().st_size else database)
