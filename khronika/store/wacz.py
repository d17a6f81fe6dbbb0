"""The captures of a chronicle as one WACZ file: WARC files, an index, a list of pages and a manifest of hashes."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator

from khronika import __version__
from khronika.errors import StoreError, reason_of
from khronika.values.ids import make_digest

_CHUNK = 1 << 20  # bytes
_REVISIT = "warc/revisit"
_REPLAYED = frozenset({"response", "resource", "revisit"})


def write_wacz(folder: Path, target: Path, created: str) -> int:
    """Write the WARC files in a folder as a WACZ 1.1.1 file and return how many pages it lists.

    Args:
        folder: of the captures.
        target: what to write; must not be there.
        created: when, UTC, ISO.

    Raises:
        StoreError: the target is there already, or cannot be written.
    """
    files = sorted(folder.glob("*.warc.gz"))
    rows = sorted((row for file in files for row in _index(file)), key=lambda r: (*r[:2], json.dumps(r[2])))
    pages = [row for row in rows if row[2]["mime"] != _REVISIT and row[2]["status"] == "200"]
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All pages"})]
    lines += [json.dumps({"id": _id(told), "url": told["url"], "ts": _stamp(at)}) for _, at, told in pages]
    index = "".join(f"{key} {at} {json.dumps(told)}\n" for key, at, told in rows)
    parts = {"indexes/index.cdx": index.encode(), "pages/pages.jsonl": ("\n".join(lines) + "\n").encode()}
    try:
        with target.open("xb") as stream:
            try:
                _fill(stream, parts, files, created)
            except BaseException:
                target.unlink()  # half a file would stand in the way of the next try
                raise
    except OSError as error:
        raise StoreError(f"cannot be written: {reason_of(error)}", about=str(target)) from None
    return len(pages)


def _fill(stream: IO[bytes], parts: dict[str, bytes], files: list[Path], created: str) -> None:
    """Write the parts, the files and the manifest of both."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as held:
        listed = [_describe(name, hashlib.sha256(part).hexdigest(), len(part)) for name, part in parts.items()]
        for name, payload in parts.items():
            held.writestr(name, payload)
        listed += [_put(held, file, f"archive/{file.name}") for file in files]
        _write_manifest(held, listed, created)


def _index(file: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give sort key, time and place of each record of a file that can be replayed."""
    with file.open("rb") as stream:
        records = ArchiveIterator(stream)
        for record in records:
            headers = record.rec_headers
            url = headers.get_header("WARC-Target-URI") or ""
            if record.rec_type not in _REPLAYED:
                continue
            http = record.http_headers
            kind = (http.get_header("Content-Type") if http else headers.get_header("Content-Type")) or ""
            told = {
                "url": url, "digest": headers.get_header("WARC-Payload-Digest"),
                "mime": _REVISIT if record.rec_type == "revisit" else kind.split(";")[0].strip().lower(),
                "status": http.get_statuscode() if http else "200", "filename": file.name,
            }  # fmt: skip
            record.raw_stream.read()
            records.read_to_end()
            place = {"offset": str(records.get_record_offset()), "length": str(records.get_record_length())}
            at = "".join(c for c in headers.get_header("WARC-Date") if c.isdigit())[:14]
            yield sort_key(url), at, told | place


def sort_key(url: str) -> str:
    """Return an address in the order of archives: its host from the right, then the rest.

    What came without an address goes by its hash ("urn:sha256:..."), which stays as it is.
    """
    if url.startswith("urn:"):
        return url
    try:
        parts = urlsplit(url.lower())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # no address of the web: "http://[bad/x", "http://a:99999/"
        return url.lower()
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    return f"{host}{port}){parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def _id(told: dict[str, Any]) -> str:
    """Return the id of a page, without which the validator of py-wacz takes its line for an empty one."""
    return make_digest(told["filename"], told["offset"])[:16]


def _stamp(at: str) -> str:
    return f"{at[:4]}-{at[4:6]}-{at[6:8]}T{at[8:10]}:{at[10:12]}:{at[12:14]}Z"


def _put(held: zipfile.ZipFile, file: Path, name: str) -> dict[str, object]:
    """Write a file as a part, and return its line of the manifest: the hash is of the bytes that were written."""
    size, digest = 0, hashlib.sha256()
    with file.open("rb") as stream, held.open(zipfile.ZipInfo.from_file(file, name), "w") as part:
        while chunk := stream.read(_CHUNK):
            part.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return _describe(name, digest.hexdigest(), size)


def _describe(name: str, sha256: str, size: int) -> dict[str, object]:
    return {"name": Path(name).name, "path": name, "hash": f"sha256:{sha256}", "bytes": size}


def _write_manifest(held: zipfile.ZipFile, listed: list[dict[str, object]], created: str) -> None:
    """Write the list of all parts with their hashes, and the hash of the list."""
    told = {
        "profile": "data-package", "wacz_version": "1.1.1", "software": f"khronika {__version__}", "created": created,
        "resources": listed,
    }  # fmt: skip
    manifest = json.dumps(told, indent=2).encode()
    held.writestr("datapackage.json", manifest)
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(manifest).hexdigest()}"}
    held.writestr("datapackage-digest.json", json.dumps(digest))
