"""Opens chronicles: a folder or a database server, one writer at a time, sealed when it closes."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from khronika.collect.ledger import LEDGER_FILE
from khronika.errors import StoreError, reason_of
from khronika.settings import DATA_DIR, TURN_WAITS
from khronika.store.archive import Archive
from khronika.store.chronicle import Chronicle
from khronika.store.database import (
    SQLITE_FILE,
    close,
    connect,
    flush,
    is_url,
    prepare,
    told_in_one_line,
    without_password,
)
from khronika.store.seal import SEAL_FILE, break_seal, write_seal
from khronika.values.ids import make_digest

_LOOK_AGAIN = 0.02  # seconds between two looks at a lock that somebody holds


@contextmanager
def open_chronicle(location: str, *, create: bool = False, write: bool = False) -> Iterator[Chronicle]:
    """Open the chronicle at a folder or database URL.

    Args:
        create: make it where there is none.
        write: take the writer's lock; there is one writer at a time.

    Raises:
        StoreError: there is no chronicle, the folder holds other things, or somebody else is writing.
    """
    home = _home(location)
    if not is_url(location):
        _assert_folder(Path(location), create)
    if write:
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"cannot be made: {reason_of(error)}", about=location) from None
    with _writer_lock(home, location) if write else _no_lock():
        alias = connect(location)
        try:
            with told_in_one_line(location):
                if write:
                    break_seal(home)
                prepare(alias, location, create=create and write)
                chronicle = Chronicle(alias, Archive(home / "captures"))
                if write:
                    chronicle.recover()
                yield chronicle
                if write and flush(alias):
                    write_seal(home, home / SQLITE_FILE, *chronicle.last_entry())
        finally:
            close(alias)


@contextmanager
def open_to_decide(location: str) -> Iterator[Chronicle]:
    """Open a chronicle for the short turn of one deed at a desk, after those that are before it.

    The seal is taken away and none written, since it would be of the whole file at every turn. Until somebody who has
    written closes the chronicle in peace, as the desk does when it ends, the log alone speaks.

    Raises:
        StoreError: there is no chronicle, or somebody else is writing for longer than a turn may wait.
    """
    home = _home(location)
    if not is_url(location):
        _assert_folder(home, create=False)
    home.mkdir(parents=True, exist_ok=True)
    with _writer_lock(home, location, wait_s=TURN_WAITS):
        alias = connect(location)
        try:
            with told_in_one_line(location):
                break_seal(home)
                prepare(alias, location, create=False)
                yield Chronicle(alias, Archive(home / "captures"))
        finally:
            close(alias)


def _home(location: str) -> Path:
    """Return the folder of a chronicle's captures and lock; for a database server one in the user's data folder.

    That one belongs to server and database, whatever the password.
    """
    return DATA_DIR / make_digest(without_password(location))[:16] if is_url(location) else Path(location)


def _assert_folder(folder: Path, create: bool) -> None:
    """Raise unless a folder is a chronicle, or may become one.

    Raises:
        StoreError: see there.
    """
    held = (folder / SQLITE_FILE).exists()
    if folder.exists() and not folder.is_dir():
        raise StoreError("is a file, not a folder", about=str(folder))
    if held:
        return
    if not create:
        raise StoreError("no chronicle here; `khronika add` makes one", about=str(folder))
    if folder.exists() and any(
        p.name not in {"captures", "lock", SEAL_FILE, LEDGER_FILE} and not p.name.startswith(SQLITE_FILE)
        for p in folder.iterdir()
    ):
        raise StoreError("folder holds other files and no chronicle; name a new or empty folder", about=str(folder))


@contextmanager
def _no_lock() -> Iterator[None]:
    yield


@contextmanager
def _writer_lock(home: Path, location: str, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the writer's lock, which dies with the process.

    Args:
        wait_s: how long it may take until whoever holds it lets go.
    """
    try:
        handle = os.open(home / "lock", os.O_CREAT | os.O_RDWR)
    except OSError as error:
        raise StoreError(f"cannot be written: {reason_of(error)}", about=location) from None
    until = monotonic() + wait_s
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError:
            if monotonic() >= until:
                os.close(handle)
                raise StoreError("somebody else is writing to this chronicle", about=location) from None
        sleep(_LOOK_AGAIN)
    try:
        yield
    finally:
        os.close(handle)


def is_written(location: str) -> bool:
    """Tell whether somebody holds the writer's lock of a chronicle now."""
    try:
        handle = os.open(_home(location) / "lock", os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
