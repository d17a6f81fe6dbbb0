"""Rows of tables and what the log says of them: keys, columns and digests."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from khronika.model import Capture, Statement
from khronika.model.codec import to_dict
from khronika.store.digests import digest_set
from khronika.values.ids import make_digest

if TYPE_CHECKING:
    from khronika.store import models


def capture_key(capture: Capture) -> str:
    """Return what makes a capture the same as one held already: its bytes and what was said of them."""
    return make_key(capture.sha256, to_dict(capture.given))


def make_key(sha256: str, given: dict[str, object]) -> str:
    """Return the key of a capture from its hash and what was given of it."""
    return make_digest(sha256, *(f"{name}={given[name]}" for name in sorted(given)))


def describe_capture(row: "models.Capture", stored: str | None) -> dict[str, object]:
    """Return what the log says of a capture.

    Args:
        stored: the SHA-256 of its records as they lie in the archive.
    """
    columns = ("key", "sha256", "media_type", "charset", "captured_at", "given", "file", "offset", "length")
    return {name: getattr(row, name) for name in columns} | {"stored": stored}


def digest_copies(copies: dict[str, str]) -> str:
    """Return the hash of what is a copy of what."""
    return digest_set(f"{a}={b}" for a, b in copies.items())


def digest_events(records: Iterable[str]) -> str:
    """Return the hash of a set of event records, whatever their order."""
    return digest_set(records)


STATEMENT_COLUMNS = ("statement", "position", "act", "status", "teaser", "from_day", "to_day", "country")


def statement_columns(position: int, statement: Statement) -> dict[str, object]:
    """Return the columns of a statement's row, in the order of `STATEMENT_COLUMNS`."""
    time, place = statement.time, statement.place
    told = (
        statement.id, position, statement.act.value, statement.status.value, statement.teaser,
        time.from_ if time else None, time.to if time else None, place.country if place else None,
    )  # fmt: skip
    return dict(zip(STATEMENT_COLUMNS, told, strict=True))
