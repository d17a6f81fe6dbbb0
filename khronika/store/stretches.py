"""Stretches of the archive in which a name stands, made anew without it, each as long as it was.

In the place of the bytes that came stands their text, with the name masked, as a WARC record of the kind `conversion`,
and beside it the SHA-256 of what came. So no other stretch moves, and the words that reports quote can still be looked
up.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator

from khronika.errors import KhronikaError, StoreError
from khronika.store import models
from khronika.store.archive import Archive, Place
from khronika.store.records import is_held, pad_member, read_payload, write_about, write_info, write_text
from khronika.store.revisits import read_revisits
from khronika.values.masks import Mask


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that are to stand at a place of the archive."""

    file: str
    offset: int
    payload: bytes


def seal_stretches(alias: str, archive: Archive, mask: Mask, masks: Mapping[str, Mask]) -> Iterator[Write]:
    """Give what is to stand in the place of every capture and revisit in which a name stands.

    Args:
        masks: by report, what hides the name in it.
    """
    held = dict(models.Report.objects.using(alias).values_list("capture", "id"))
    for row in models.Capture.objects.using(alias).order_by("id"):
        place = Place(row.file, row.offset, row.length)
        found = masks.get(held.get(row.id, ""), mask)
        text = _read_text(archive, place, row)
        if (text is not None and found.is_in(text)) or _stands_in(archive.read_bytes(place), found, row.charset):
            yield Write(row.file, row.offset, _make(archive, place, row.captured_at, row.sha256, found, text))
    for _, place in read_revisits(alias):
        if _stands_in(archive.read_bytes(place), mask, None):
            date = str(archive.read_date(place))
            yield Write(place.file, place.offset, _make(archive, place, date, None, mask, None))


def _read_text(archive: Archive, place: Place, row: models.Capture) -> str | None:
    """Return the text of a capture, None where it holds none that can be read."""
    from khronika.read import read_visible_text  # here: it brings the whole stage with it, at every start to write

    try:
        held = archive.read(place)
        return held if isinstance(held, str) else read_visible_text(held, row.media_type, row.charset)
    except KhronikaError:
        return None


def _stands_in(records: bytes, mask: Mask, charset: str | None) -> bool:
    """Tell whether a name stands anywhere in some records: heads, addresses, the source of a page."""
    for record in ArchiveIterator(BytesIO(records)):
        heads = record.rec_headers.to_str() + (record.http_headers.to_str() if record.http_headers else "")
        payload = read_payload(record)
        codes = {"utf8", charset or "utf8"} if is_held(record) else {"utf8"}
        if any(mask.is_in_code(words) for words in (heads, *(payload.decode(c, "replace") for c in codes))):
            return True
    return False


def _make(archive: Archive, place: Place, date: str, sha256: str | None, mask: Mask, text: str | None) -> bytes:
    """Return the records that are to stand at a place: with the text, or without it where that does not fit.

    Args:
        sha256: of the bytes that came, None where a page was still the same.

    Raises:
        StoreError: even the shortest do not fit.
    """
    about = archive.read_about(place)
    given = json.loads(mask.hide(json.dumps(about["given"], ensure_ascii=False)))
    words = f"Redacted: a name was taken out. The bytes that came had the SHA-256 {sha256}." if sha256 else "Redacted."
    told = {"sha256": sha256, "given": given, "claim": {"words": words}}
    uri = given["url"] or f"urn:sha256:{sha256}"
    for shown in [None] if text is None else [mask.hide(text), None]:
        first, last = BytesIO(), BytesIO()
        if not place.offset:
            write_info(first, place.file)
        if shown is not None:
            write_text(first, uri, date, shown)
        write_about(last, uri, date, told)
        rest = place.length - len(first.getvalue())
        if len(last.getvalue()) <= rest:
            return first.getvalue() + pad_member(last.getvalue(), rest)
    raise StoreError(f"the records at byte {place.offset} have no room for the note in their place", about=place.file)
