"""A chronicle as one file, taken while others work with it, and a chronicle from such a file.

The file is a ZIP: the database as it was at one moment, the captures that it acknowledges, what is kept beside them, a
seal for the copy, and the SHA-256 of each part.
"""

import hashlib
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

from khronika.errors import StoreError, reason_of
from khronika.store.database import SQLITE_FILE, is_url
from khronika.store.opening import open_chronicle
from khronika.store.seal import SEAL_FILE, write_seal

SUMS = "SHA256SUMS"
_NAME = re.compile(r"(?:captures/)?[A-Za-z0-9_][A-Za-z0-9_.-]*")
_NOT_KEPT = {SEAL_FILE, "lock"}  # the copy gets a seal of its own
_PASSING = re.compile(r"\.sqlite3|\.new$")  # databases are copied another way, and what is half written is nothing
_BLOCK = 1 << 20


def backup_chronicle(location: str, out: Path) -> int:
    """Write a chronicle into one new file, readable by its owner alone, and return how many reports it holds.

    Others may read and write the chronicle meanwhile: what they acknowledge later is in the next backup.

    Raises:
        StoreError: it is kept in a database server, `out` exists, the disk is full, or something was redacted
            meanwhile.
    """
    if is_url(location):
        raise StoreError("is kept in a server: back it up with pg_dump, as docs/howto/backup.md says", about=location)
    home = Path(location)
    with open_chronicle(location):
        from khronika.store.redacted import count_redactions  # tables, which are known once a chronicle was opened
    with _told(out), tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as made:
        copy = Path(made)
        for path in home.glob("*.sqlite3"):
            _copy_database(path, copy / path.name)
        with open_chronicle(made) as opened:
            count, ends, head = opened.count_reports(), opened.ends(), opened.last_entry()
            redacted = count_redactions(opened.alias)
        write_seal(copy, copy / SQLITE_FILE, *head)
        part = copy / "backup.zip"
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
            with zipfile.ZipFile(stream, "w") as archive:
                _write_parts(archive, _parts(home, copy, ends))
            stream.flush()
            os.fsync(stream.fileno())
        with open_chronicle(location) as opened:
            if count_redactions(opened.alias) != redacted:  # it writes captures anew, and they may be half old
                raise StoreError("something was redacted meanwhile; back it up again", about=location)
        os.link(part, out)  # unlike a rename it never takes another file's place
    return count


def _copy_database(path: Path, to: Path) -> None:
    """Copy a database as it is at this moment, whoever writes to it."""
    with (
        closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(to)) as copy,
    ):
        source.backup(copy)
    shutil.copymode(path, to)


def _parts(home: Path, copy: Path, ends: dict[str, int]) -> Iterator[tuple[str, Path, int]]:
    """Give name, file and number of bytes of each part: databases first, as they were copied first."""
    for path in (*sorted(copy.glob("*.sqlite3")), copy / SEAL_FILE):
        yield path.name, path, path.stat().st_size
    for file, size in sorted(ends.items()):
        yield f"captures/{file}", home / "captures" / file, size
    for path in sorted(home.iterdir()):
        ours = _NAME.fullmatch(path.name) and path.name not in _NOT_KEPT  # what desktops leave there is not ours
        if ours and path.is_file() and not _PASSING.search(path.name):
            yield path.name, path, path.stat().st_size


def _write_parts(archive: zipfile.ZipFile, parts: Iterator[tuple[str, Path, int]]) -> None:
    """Write each part, and the list of their hashes; captures are packed already."""
    sums = []
    for name, path, size in parts:
        about = zipfile.ZipInfo.from_file(path, name)
        about.compress_type = zipfile.ZIP_STORED if name.startswith("captures/") else zipfile.ZIP_DEFLATED
        with path.open("rb") as source, archive.open(about, "w", force_zip64=True) as target:
            sums.append(f"{_copy(source, target, size)}  {name}\n")
    archive.writestr(SUMS, "".join(sums))


def _copy(source: IO[bytes], target: IO[bytes], size: int) -> str:
    """Copy so many bytes and return their SHA-256.

    Raises:
        StoreError: there are fewer.
    """
    digest = hashlib.sha256()
    while size:
        block = source.read(min(size, _BLOCK))
        if not block:
            raise StoreError("is shorter than it is to be", about=getattr(source, "name", None))
        digest.update(block)
        target.write(block)
        size -= len(block)
    return digest.hexdigest()


def restore_chronicle(file: Path, folder: Path) -> int:
    """Make a chronicle from a backup and return how many reports it holds.

    Raises:
        StoreError: the file is no whole backup, or the folder is there and not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError("is there already; name a new folder, or move this one away", about=str(folder))
    with _told(folder):
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.absolute().parent) as made:
            whole = Path(made) / "whole"
            _read_parts(file, whole)
            whole.rename(folder)
    with open_chronicle(str(folder)) as opened:
        return opened.count_reports()


def _read_parts(file: Path, folder: Path) -> None:
    """Write the parts of a backup into a new folder, each checked against its hash.

    Raises:
        StoreError: see `restore_chronicle`.
    """
    (folder / "captures").mkdir(parents=True)
    try:
        with zipfile.ZipFile(file) as archive:
            sums = [line.split("  ") for line in archive.read(SUMS).decode().splitlines()]
            for wanted, name in sums:
                if not _NAME.fullmatch(name):
                    raise StoreError(f"holds a part with a name that cannot be: {name[:80]}", about=str(file))
                about = archive.getinfo(name)
                with archive.open(about) as source, (folder / name).open("xb") as target:
                    found = _copy(source, target, about.file_size)
                    target.flush()
                    os.fsync(target.fileno())
                (folder / name).chmod(about.external_attr >> 16 & 0o777 or 0o600)
                if found != wanted:
                    raise StoreError(f"its part {name} is not what was backed up", about=str(file))
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise StoreError(f"is no whole backup: {error}", about=str(file)) from None
    except FileNotFoundError:
        raise StoreError("no such file", about=str(file)) from None


@contextmanager
def _told(about: Path) -> Iterator[None]:
    """Tell in one line what the system refuses.

    Raises:
        StoreError: see there.
    """
    try:
        yield
    except FileExistsError:
        raise StoreError("is there already; name a new file", about=str(about)) from None
    except (OSError, sqlite3.Error) as error:
        words = reason_of(error) if isinstance(error, OSError) else str(error)
        raise StoreError(f"cannot be written: {words}", about=str(about)) from None
