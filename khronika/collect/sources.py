"""Where material comes from: files, folders, standard input, JSON Lines, addresses."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from khronika.collect.captures import make_capture
from khronika.collect.decode import decode_text
from khronika.collect.kinds import (
    ARCHIVES,
    DOCUMENTS,
    EXPORTS,
    FEEDS,
    LINES,
    MAILBOXES,
    NOTE,
    PAGES,
    TEXTS,
)
from khronika.collect.lines import DocumentLine, parse_day, read_lines
from khronika.collect.notes import begins_note, parse_note
from khronika.collect.web import Web
from khronika.errors import CollectError, reason_of
from khronika.model import Capture, Failure, Given, Way
from khronika.settings import LARGEST_PAYLOAD

_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|p|div)[\s>]", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")


def collect_files(
    paths: Sequence[str],
    *,
    given: Given = Given(),  # noqa: B008 - frozen
    web: Web | None = None,
) -> Iterator[Capture | Failure]:
    """Give a capture for each input, or a `Failure` that names it; a bad input never stops the rest.

    Args:
        paths: files, folders (walked in order of name), addresses, "-" for standard input. Archives, mailboxes,
            exports, feeds, lists of addresses and files that end in .jsonl hold many documents each.
        given: what the user says of the inputs; a date that does not exist is a failure of every input.
        web: what fetches addresses; one that goes by the settings without it.
    """
    if given.published:
        try:
            given = replace(given, published=parse_day(given.published))
        except ValueError as error:
            yield from (Failure(id=path, error=str(error)) for path in paths)
            return
    web = web or Web()
    for path in paths:
        try:
            yield from _collect(path, given, web)
        except CollectError as error:
            yield Failure(id=error.about or path, error=error.reason)
        except OSError as error:
            yield Failure(id=path, error=reason_of(error))


def collect_lines(path: str) -> Iterator[Capture | Failure]:
    """Give a capture for each line of a JSON Lines file, or of standard input for "-"."""
    try:
        if path == "-":
            yield from collect_stream(sys.stdin.buffer, "standard input")
            return
        with Path(path).open("rb") as stream:
            yield from collect_stream(stream, Path(path).name)
    except OSError as error:
        yield Failure(id=path, error=reason_of(error))


def _collect(path: str, given: Given, web: Web) -> Iterator[Capture | Failure]:
    """Give the captures of one input."""
    if path == "-":
        yield _capture_of_bytes(sys.stdin.buffer.read(LARGEST_PAYLOAD + 1), "standard input", given)
    elif re.match(r"https?://", path):
        yield from web.collect(path, given)
    elif Path(path).is_dir():
        yield from _collect_folder(Path(path), given, web)
    else:
        yield from _collect_file(path, given, web)


def _collect_file(path: str, given: Given, web: Web) -> Iterator[Capture | Failure]:
    """Give the captures of one file, by its suffix. What only some files need is loaded for these alone."""
    suffix = Path(path).suffix.lower()
    if suffix in LINES:
        yield from collect_lines(path)
    elif path.lower().endswith(ARCHIVES):
        from khronika.collect.archives import collect_archive

        yield from collect_archive(path, given)
    elif suffix in MAILBOXES:
        from khronika.collect.mail import collect_mailbox

        yield from collect_mailbox(path, given)
    elif suffix in EXPORTS:
        from khronika.collect.telegram import collect_json

        yield from collect_json(path, given)
    elif suffix in FEEDS:
        yield from web.collect_feed(_read(path), None, given)
    elif suffix in DOCUMENTS:
        way = Way.FROM_EXPORT if suffix == ".eml" else Way.HANDED_IN
        yield make_capture(_read(path), DOCUMENTS[suffix], given, name=path, way=way)
    else:
        yield from _collect_text(path, given, web)


def _collect_text(path: str, given: Given, web: Web) -> Iterator[Capture | Failure]:
    """Give the captures of a page or text: itself, the messages of an export, or what a list of addresses names."""
    from khronika.collect.telegram import collect_html, is_export

    payload = _read(path)
    if Path(path).suffix.lower() in PAGES and is_export(payload[:4096]):
        yield from collect_html(path, given)
    elif addresses := list_addresses(payload):
        yield from web.collect_all(addresses, given)
    else:
        yield _capture_of_bytes(payload, path, given)


def list_addresses(payload: bytes) -> tuple[str, ...]:
    """Return the addresses that a text lists, one a line, none where it holds anything else; "#" begins a remark."""
    try:
        lines = [line.strip() for line in payload.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        return ()
    wanted = [line for line in lines if line and not line.startswith("#")]
    return tuple(dict.fromkeys(wanted)) if all(_ADDRESS.fullmatch(line) for line in wanted) else ()


def list_files(folder: Path) -> list[Path]:
    """Return what below a folder can be taken in, in order of name, notes for its readers left out."""
    known = PAGES | LINES | TEXTS | MAILBOXES | DOCUMENTS.keys()
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name.lower().endswith((*known, *ARCHIVES)))
    return [p for p in files if p.name.lower() not in {"readme.md", "readme.txt"}]


def _collect_folder(folder: Path, given: Given, web: Web) -> Iterator[Capture | Failure]:
    """Give the captures of what lies below a folder; files of other kinds are passed over."""
    export = folder / "result.json"
    files = [export] if export.is_file() else list_files(folder)
    if not files:
        raise CollectError("folder holds no .html, .txt, .md or .jsonl file", about=str(folder))
    for file in files:
        yield from collect_files([str(file)], given=given, web=web)


def _read(path: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        CollectError: empty or too large.
    """
    with Path(path).open("rb") as stream:
        payload = stream.read(LARGEST_PAYLOAD + 1)
    _assert_size(payload, path)
    return payload


def _assert_size(payload: bytes, name: str) -> None:
    if len(payload) > LARGEST_PAYLOAD:
        raise CollectError(f"is larger than {LARGEST_PAYLOAD // 1_000_000} MB", about=name)
    if not payload.strip():
        raise CollectError("is empty", about=name)


def _capture_of_bytes(payload: bytes, name: str, given: Given) -> Capture:
    """Return the capture of a page, text or note; text is kept as UTF-8, pages as they came.

    Raises:
        CollectError: empty, too large or binary.
    """
    _assert_size(payload, name)
    try:
        if Path(name).suffix.lower() in PAGES or (_HTML.search(payload[:4096]) and not begins_note(payload)):
            decode_text(_head(payload))
            return make_capture(payload, "text/html", given, name=name)
        return _capture_of_text(decode_text(payload), name, given)
    except CollectError as error:
        raise CollectError(error.reason, about=name) from None


def _head(payload: bytes) -> bytes:
    """Return the beginning of a page up to the end of a tag, so that no letter is cut."""
    if payload[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return payload
    head = payload[:8192].split(b"\x00")[0]
    return head[: head.rfind(b">") + 1] or head


def _capture_of_text(text: str, name: str, given: Given) -> Capture:
    """Return the capture of a text, of a note where it begins with a note's header."""
    payload = text.encode("utf8", "surrogatepass")
    note = parse_note(text)
    if note is None:
        return make_capture(payload, "text/plain", given, name=name)
    told = replace(given, outlet=given.outlet or note.told_by, published=given.published or note.when)
    return replace(make_capture(payload, NOTE, told, name=name, way=Way.TOLD), confidential=note.confidential)


def collect_stream(stream: BinaryIO, name: str, before: int = 0) -> Iterator[Capture | Failure]:
    """Give a capture for each line of a stream of JSON Lines; see `read_lines`."""
    for row in read_lines(stream, name, before):
        yield row if isinstance(row, Failure) else _capture_of_line(*row)


def _capture_of_line(place: str, row: DocumentLine) -> Capture | Failure:
    """Return the capture of one document; without an id it is later named by its content."""
    given = Given(id=row.id, url=row.url, outlet=row.outlet, title=row.title, published=row.published)
    words, media_type = (row.text, "text/plain") if row.text is not None else (row.html or "", "text/html")
    if not words.strip():
        return Failure(id=row.id or place, error="its text is empty")
    try:
        return make_capture(words.encode("utf8"), media_type, given, "utf-8", place)
    except UnicodeEncodeError:
        return Failure(id=row.id or place, error="its text holds half a character (a lone surrogate)")
