"""Takes a person's name out of all that a chronicle holds, and keeps a commitment to it: a hash with a salt.

Masks are as long as what they hide, so that no offset moves. Rows are written in a transaction. The bytes in the
archive, which cannot be taken back, are written after it from a file that says what is to be written: a run that is
killed between the two is finished by the next that writes.
"""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.models import Model

from khronika.errors import StoreError, reason_of
from khronika.model import Report
from khronika.model.codec import from_dict, to_json
from khronika.store import models
from khronika.store.archive import Archive
from khronika.store.database import PENDING, SQLITE_FILE
from khronika.store.entries import enter_reports
from khronika.store.locked import write_file
from khronika.store.log import append_entry, canonical
from khronika.store.redacted import KIND, hash_hidden
from khronika.store.search import rebuild_index
from khronika.store.stretches import seal_stretches
from khronika.values.ids import make_digest
from khronika.values.masks import Mask

_NAMES = frozenset({"id", "sha256", "report", "statement", "act", "acts", "kind", "status"})  # no words of a person
_TOLD: dict[type[Model], tuple[str, ...]] = {  # what people wrote, and what is masked in it
    models.Decision: ("value", "who", "why"),
    models.Judgement: ("who", "why"),
    models.Confidence: ("who", "why"),
    models.SourceWord: ("source", "value", "who", "why"),
    models.SavedView: ("name", "query"),
}
_CODED = "value"  # the column that holds JSON
Masks = Mapping[str, Mask]
"""By report: what hides the name in it; only of reports in which it stands."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was done. The salt is kept nowhere."""

    commitment: str  # SHA-256 of salt, line end and name
    salt: str
    reports: int
    captures: int
    entries: int
    left: tuple[str, ...]  # where it still stands


def redact(alias: str, archive: Archive, name: str) -> Redaction:
    """Take a name out of rows and log, and note what is to be written into the archive; to be called in a transaction.

    What linking remembers is forgotten where a report changed, and has to be made anew.

    Raises:
        StoreError: the name is none, or stands nowhere.
    """
    mask = Mask(name)
    if not mask.words:
        raise StoreError("is no name")
    masks, reports = _redact_reports(alias, mask)
    _redact_given(alias, mask, masks)
    told = _redact_told(alias, mask, masks)
    entries = _redact_log(alias, mask, masks)
    writes = list(seal_stretches(alias, archive, mask, masks))
    if not (reports or entries or writes or told):
        raise StoreError("this name stands in nothing that is kept")
    salt = secrets.token_hex(16)
    commitment = hashlib.sha256(f"{salt}\n{name}".encode()).hexdigest()
    stretches = {f"{w.file}:{w.offset}": hashlib.sha256(w.payload).hexdigest() for w in writes}
    what = {"commitment": commitment, "reports": reports, "stretches": stretches, "entries": entries}
    append_entry(alias, KIND, what)
    pending = [[w.file, w.offset, base64.b64encode(w.payload).decode()] for w in writes]
    write_file(archive.folder.parent / PENDING, json.dumps({"commitment": commitment, "writes": pending}).encode())
    left = tuple(_find_left(alias, archive.folder.parent, mask))
    return Redaction(commitment, salt, len(reports), len(writes), len(entries), left)


def _redact_reports(alias: str, mask: Mask) -> tuple[dict[str, Mask], dict[str, str]]:
    """Mask the name in reports.

    Returns:
        What hides it in each, and the hash of the record that each has now.
    """
    rows, masks, digests = models.Report.objects.using(alias), {}, {}
    for key in list(rows.order_by("id").values_list("id", flat=True)):
        row = rows.get(id=key)
        plain = json.loads(row.record)
        wide = mask.widen(f"{plain['title'] or ''}\n{plain['text']}")
        masked = hide_in(plain, wide)
        if masked == plain:
            continue
        report = from_dict(Report, masked)
        row.record, row.url, row.outlet, row.title = to_json(report), report.url, report.outlet, report.title
        row.save(using=alias)
        masks[key], digests[key] = wide, make_digest(row.record)
        models.ReportWords.objects.using(alias).filter(entry__report=key).delete()
        models.ReportEntry.objects.using(alias).filter(report=key).delete()
        enter_reports(alias, [report])
    if masks:
        for table in (models.LinkKey, models.LinkEdge, models.CopyPair):
            table.objects.using(alias).all().delete()
    return masks, digests


def hide_in(plain: Any, mask: Mask) -> Any:
    """Return plain dictionaries and lists with the name masked in all strings that are words."""
    if isinstance(plain, str):
        return mask.hide(plain)
    if isinstance(plain, list):
        return [hide_in(one, mask) for one in plain]
    if isinstance(plain, dict):
        return {k: one if k in _NAMES else _hide_value(k, one, mask) for k, one in plain.items()}
    return plain


def _hide_value(key: str, one: Any, mask: Mask) -> Any:
    return _hide_in_code(one, mask) if key == _CODED and isinstance(one, str) else hide_in(one, mask)


def _hide_in_code(code: str, mask: Mask) -> str:
    """Return a correction's value with the name masked: JSON, in which letters may stand as codes; or plain words."""
    try:
        plain = json.loads(code)
    except ValueError:
        return mask.hide(code)
    masked = hide_in(plain, mask)
    return code if masked == plain else json.dumps(masked, sort_keys=True, ensure_ascii=False)


def _redact_given(alias: str, mask: Mask, masks: Masks) -> None:
    """Mask the name in what was said of captures."""
    held = dict(models.Report.objects.using(alias).values_list("capture", "id"))
    rows = models.Capture.objects.using(alias)
    for key, given in list(rows.values_list("id", "given")):
        masked = masks.get(held.get(key, ""), mask).hide(given)
        if masked != given:
            rows.filter(id=key).update(given=masked)


def _redact_told(alias: str, mask: Mask, masks: Masks) -> int:
    """Mask the name in what people wrote, and return in how many rows it stood."""
    count = 0
    for table, columns in _TOLD.items():
        for row in table._default_manager.using(alias).order_by("id"):
            count += _redact_row(row, columns, masks.get(getattr(row, "report", None) or "", mask))
    return count


def _redact_row(row: Model, columns: tuple[str, ...], mask: Mask) -> bool:
    """Mask the name in some columns of a row, and tell whether it stood there."""
    held = {c: getattr(row, c) for c in columns if getattr(row, c) is not None}
    found = {c: _hide_in_code(words, mask) if c == _CODED else mask.hide(words) for c, words in held.items()}
    changed = {c: words for c, words in found.items() if words != getattr(row, c)}
    for column, words in changed.items():
        setattr(row, column, words)
    if changed:
        row.save()
    return bool(changed)


def _redact_log(alias: str, mask: Mask, masks: Masks) -> dict[str, str]:
    """Mask the name in the log, and return the hash of what each entry says that was changed."""
    digests = {}
    for entry in models.LogEntry.objects.using(alias).order_by("number").iterator():
        plain = json.loads(entry.what)
        masked = hide_in(plain, masks.get(plain.get("report", ""), mask))
        if masked != plain:
            entry.what = canonical(masked)
            entry.save(using=alias)
            digests[str(entry.number)] = hash_hidden(entry)
    return digests


def _find_left(alias: str, home: Path, mask: Mask) -> Iterator[str]:
    """Give where the name still stands, since it cannot be taken out there, or nobody without a key can look."""
    for key in models.Report.objects.using(alias).order_by("id").values_list("id", flat=True):
        if mask.is_in(key):
            yield f"the id of report {key}"
    for table, columns in _TOLD.items():
        for told in table._default_manager.using(alias).values_list(*columns):
            if any(words and mask.is_in_code(words) for words in told):
                yield f"the table {table._meta.db_table}"
                break
    known = (SQLITE_FILE, "locked-", PENDING)
    for path in sorted(p for p in home.iterdir() if p.is_file() and not p.name.startswith(known)):
        if mask.is_in_code(path.read_text(encoding="utf8", errors="replace")):
            yield f"the file {path.name}"
    if any(home.glob("locked-*.age")):
        yield "confidential reports, perhaps: nobody looked into those that are locked"


def finish_redaction(alias: str, archive: Archive) -> None:
    """Write into the archive what a redaction noted, if it was acknowledged, and give the database's old pages away.

    Raises:
        StoreError: the archive cannot be written; the next writer tries again.
    """
    path = archive.folder.parent / PENDING
    if not path.exists():
        return
    told = json.loads(path.read_bytes())
    entries = models.LogEntry.objects.using(alias).filter(kind=KIND).values_list("what", flat=True)
    if any(json.loads(what)["commitment"] == told["commitment"] for what in entries):
        for file, offset, payload in told["writes"]:
            _overwrite(archive.folder / file, offset, base64.b64decode(payload))
        rebuild_index(alias)
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM" if connections[alias].vendor == "sqlite" else "VACUUM FULL")
    path.unlink()


def _overwrite(path: Path, offset: int, payload: bytes) -> None:
    """Write bytes in the place of others, down to the disk."""
    try:
        with path.open("r+b") as stream:
            stream.seek(offset)
            stream.write(payload)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise StoreError(f"cannot be written: {reason_of(error)}", about=path.name) from None
