"""What a chronicle shows of its evidence: hashes, claims, proofs, what is locked and what was taken out."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from khronika.errors import StoreError
from khronika.model import Report
from khronika.settings import KEY_FILE
from khronika.store.archive import Archive, Place

if TYPE_CHECKING:
    from khronika.collect.fetch import Fetcher
    from khronika.store.keys import Key
    from khronika.store.locked import Locked
    from khronika.store.redaction import Redaction
    from khronika.store.stamps import Stamp


class Evidence:
    """The evidence of an open chronicle; a `Chronicle` is one."""

    def __init__(self, alias: str, archive: Archive) -> None:
        from khronika.store import models

        self.alias = alias
        self._archive = archive
        self._captures = models.Capture.objects.using(alias)
        self._log = models.LogEntry.objects.using(alias)

    @property
    def home(self) -> Path:
        """The folder that holds the captures, and what is kept beside them."""
        return self._archive.folder.parent

    @cached_property
    def key(self) -> "Key | None":
        """The key of what is confidential, None where no setting names one.

        Raises:
            StoreError: its file cannot be read, holds none, or lies in the chronicle, whoever takes which has it too.
        """
        from khronika.store.keys import read_key

        if KEY_FILE is not None and KEY_FILE.resolve().is_relative_to(self.home.resolve()):
            raise StoreError("the key lies in the chronicle that it locks; keep it elsewhere", about=str(KEY_FILE))
        return None if KEY_FILE is None else read_key(KEY_FILE)

    def last_entry(self) -> tuple[int, str]:
        """Return number and hash of the last entry of the log, 0 and "" where it is empty."""
        last = self._log.order_by("-number").first()
        return (last.number, last.hash) if last else (0, "")

    def claims(self) -> Iterator[tuple[str, str | None, str]]:
        """Give hash, address and claim of each capture, in the order in which they came."""
        order = self._captures.order_by("id").values_list("sha256", "file", "offset", "length")
        for sha256, file, offset, length in order.iterator():
            about = self._archive.read_about(Place(file, offset, length))
            yield sha256, about["given"]["url"], about.get("claim", {}).get("words", "Nothing is claimed of it.")

    def archived(self) -> dict[str, str]:
        """Return by the hash of a capture the address of the copy that an archive was asked to take of it."""
        found = {}
        for sha256, file, offset, length in self._captures.values_list("sha256", "file", "offset", "length").iterator():
            try:
                about = self._archive.read_about(Place(file, offset, length))
            except StoreError:
                continue  # `verify` tells of it; what was published does not hang on it
            if copy := about.get("claim", {}).get("copy"):
                found[sha256] = copy
        return found

    def redact(self, name: str) -> "Redaction":
        """Take a person's name out of all that is held, and keep a commitment to it; to be called inside `linking`.

        Linking has to follow, and then `finish_redaction`, which takes it out of the files.

        Raises:
            StoreError: the name is none, or stands nowhere.
        """
        from khronika.store.redaction import redact

        return redact(self.alias, self._archive, name)

    def finish_redaction(self) -> None:
        """Take out of the files what a redaction took out of the tables.

        Raises:
            StoreError: a file cannot be written; the next writer tries again.
        """
        from khronika.store.redaction import finish_redaction

        finish_redaction(self.alias, self._archive)

    def redacted(self) -> list[tuple[str, str, int]]:
        """Return for each name that was taken out when, the commitment to it, and in how many reports it stood."""
        from khronika.store.redacted import read_redacted

        return read_redacted(self.alias).names

    def stamp(self, fetcher: "Fetcher", *, tsa: str | None, calendar: str | None) -> "Iterator[Path]":
        """Have the last entry of the log stamped, and give the file of each proof.

        Args:
            tsa: address of a time stamping authority.
            calendar: address of an OpenTimestamps calendar.

        Raises:
            StoreError: the log is empty, or a proof cannot be written.
            CollectError: one of them gives no proof.
        """
        from urllib.parse import urlsplit

        from khronika.collect.stamps import fetch_promise, fetch_stamp
        from khronika.store.stamps import keep_proof, stamped_file

        entry, digest = self.last_entry()
        if not entry:
            raise StoreError("nothing was added yet that could be stamped", about=str(self.home))
        payload = stamped_file(self.home, entry, digest).read_bytes()
        for url, fetch, suffix in ((tsa, fetch_stamp, "tsr"), (calendar, fetch_promise, "ots")):
            if url:
                host = urlsplit(url).netloc
                yield keep_proof(self.home, entry, host, suffix, fetch(url, payload, fetcher))

    def stamps(self) -> "list[Stamp]":
        """Return the proofs beside the chronicle that speak of its log."""
        from khronika.store.stamps import Stamp, read_stamps

        return [found for found in read_stamps(self.alias, self.home) if isinstance(found, Stamp)]

    def count_locked(self) -> int:
        """Return how many confidential reports are held."""
        from khronika.store.locked import list_locked

        return sum(1 for _ in list_locked(self.alias, self.home))

    def locked(self, prefix: str = "") -> "Iterator[tuple[Locked, Report | None]]":
        """Give what can be seen of each confidential report, in the order in which they came, and the report itself
        where the secret key is at hand.

        Args:
            prefix: what the names begin with; the others are not opened.

        Raises:
            StoreError: the key is not the one, or a file was changed or is missing.
        """
        from khronika.store.locked import list_locked, read_locked

        for locked in list_locked(self.alias, self.home):
            if locked.name.startswith(prefix):
                key = self.key
                report = read_locked(self.home, locked.name, key).report if key is not None and key.opens else None
                yield locked, report

    def verify(self) -> Iterator[str]:
        """Give a line for each thing that does not hold; see `khronika.store.verify`."""
        from khronika.store.locked import verify_locked
        from khronika.store.stamps import read_stamps
        from khronika.store.verify import verify_chronicle

        yield from verify_chronicle(self.alias, self._archive)
        if self.count_locked():
            yield from verify_locked(self.alias, self.home, self.key)
        yield from (line for line in read_stamps(self.alias, self.home) if isinstance(line, str))
