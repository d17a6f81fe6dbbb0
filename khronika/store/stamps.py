"""Stamps kept beside a chronicle: a file with the hash of a log entry, and the proofs that it was there at a time.

The hash of an entry stands for all entries before it, so that one stamp covers everything that was added by then.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khronika.collect.stamps import is_promise, read_stamp
from khronika.store.locked import write_file
from khronika.store.models import LogEntry

_PROOF = re.compile(r"stamp-(\d+)-.+\.(tsr|ots)")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A proof that speaks of an entry of the log."""

    file: str
    entry: int
    at: str | None  # UTC, as the authority says; null for a promise, whose block tells


def stamped_file(home: Path, entry: int, digest: str) -> Path:
    """Return the file that is stamped for an entry, written if it is not there: its hash in hex, nothing else."""
    path = home / f"stamp-{entry}.txt"
    if not path.exists():
        write_file(path, digest.encode("ascii"))
    return path


def keep_proof(home: Path, entry: int, host: str, suffix: str, proof: bytes) -> Path:
    """Keep a proof beside the chronicle and return its file.

    Args:
        host: of who gave it.
        suffix: `tsr` or `ots`.

    Raises:
        StoreError: it cannot be written.
    """
    path = home / f"stamp-{entry}-{re.sub(r'[^a-z0-9.-]', '_', host.lower())}.{suffix}"
    write_file(path, proof)
    return path


def read_stamps(alias: str, home: Path) -> Iterator[Stamp | str]:
    """Give each proof that speaks of an entry of this log, and a line for each that does not."""
    hashes = LogEntry.objects.using(alias)
    for path in sorted(home.glob("stamp-*")):
        match = _PROOF.fullmatch(path.name)
        if match is None:
            continue
        entry, proof = int(match[1]), path.read_bytes()
        digest = hashes.filter(number=entry).values_list("hash", flat=True).first()
        if digest is None:
            yield f"{path.name}: the log has no entry {entry}"
            continue
        payload = digest.encode("ascii")
        at = read_stamp(proof, payload) if match[2] == "tsr" else None
        if at is None and not (match[2] == "ots" and is_promise(proof, payload)):
            yield f"{path.name}: is no proof of entry {entry} of the log as it is now"
        else:
            yield Stamp(path.name, entry, at)
