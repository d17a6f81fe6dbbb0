"""Whether a chronicle can be worked with: it opens, its log holds, nothing is left half done, there is room."""

from collections.abc import Iterator

from khronika.doctor.finding import Finding, fine, note, wrong
from khronika.doctor.places import check_folder
from khronika.errors import KhronikaError
from khronika.store import Chronicle, open_chronicle
from khronika.store.database import PENDING
from khronika.store.opening import is_written
from khronika.store.seal import SEAL_FILE, verify_seal
from khronika.store.soundness import hash_database
from khronika.values.clock import utc_now


def check_chronicle(location: str) -> Iterator[Finding]:
    """Give what holds and what does not of a chronicle; it changes nothing.

    Quick beside `khronika verify`, which reads every byte of what was captured.

    Args:
        location: its folder or database URL.
    """
    try:
        sealed = hash_database(location)
        with open_chronicle(location) as opened:
            yield fine("chronicle", f"{opened.count_reports()} reports, {opened.count_events()} events")
            yield from _check_seal(opened, sealed)
            yield from _check_log(opened)
            yield from _check_work(opened, is_written(location))
            yield from check_folder("captures", opened.home)
    except KhronikaError as error:
        yield wrong("chronicle", str(error))


def _check_seal(opened: Chronicle, sealed: str | None) -> Iterator[Finding]:
    """Give whether the database file is the one that was sealed.

    Args:
        sealed: its SHA-256 before it was opened, None where there is no file.
    """
    faults = list(verify_seal(opened.home, sealed, *opened.last_entry())) if sealed else []
    yield from (wrong("seal", f"{line}; keep the folder as it is, `khronika verify` tells more") for line in faults)
    if sealed and not faults:
        there = (opened.home / SEAL_FILE).exists()
        yield fine("seal", "holds") if there else note("seal", "none: a command was interrupted; the next makes one")


def _check_log(opened: Chronicle) -> Iterator[Finding]:
    """Give whether the last entry is whole, and whether the clock has gone back behind it."""
    from khronika.store.log import last_time, verify_head  # tables, which are known once a chronicle was opened

    faults = list(verify_head(opened.alias))
    yield from (wrong("log", f"{line}; keep the folder as it is, `khronika verify` tells more") for line in faults)
    number, at = opened.last_entry()[0], last_time(opened.alias)
    if not faults:
        yield fine("log", f"{number} entries" + (f", the last of {at}" if at else ""))
    if at and at > utc_now():
        yield wrong("clock", f"stands before the last entry of the log ({at}); set it before anything is added")


def _check_work(opened: Chronicle, written: bool) -> Iterator[Finding]:
    """Give what an interrupted or running command has not done yet."""
    if written:
        yield note("writer", "somebody is writing to it now")
        return
    waiting = opened.unlinked()
    if any(waiting):
        told = f"{len(waiting.added)} reports and {len(waiting.decided) + len(waiting.judged)} judgements"
        told += " are not in the events yet"
        yield note("unfinished", f"{told}; `khronika link` puts them there")
    left = opened.left_behind()
    if left:
        yield note("unfinished", f"an interrupted command left {left} bytes of captures; the next `add` cuts them")
    pending = (opened.home / PENDING).exists()
    if pending:
        yield wrong("unfinished", "a redaction: the name still stands in the captures until the next command writes")
    if not (any(waiting) or left or pending):
        yield fine("unfinished", "nothing")
