"""What a form hands in, made ready for collecting; nothing of it names a file of this machine."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from khronika.collect import collect_files, make_capture
from khronika.collect.kinds import DOCUMENTS, LINES, MAILBOXES, NOTE, PAGES, TEXTS
from khronika.collect.lines import parse_day
from khronika.errors import CollectError
from khronika.model import Capture, Failure, Given, Way

Collected = list[Capture | Failure]
_LINK = re.compile(r"https?://[^\s\x00-\x1f]{1,2000}")
TAKEN = sorted({*PAGES, *TEXTS, *LINES, *MAILBOXES, *DOCUMENTS})
"""Endings of the files that the desk takes."""
_UNSAFE = re.compile(r"[^\w.\- ]")


def read_given(told: Mapping[str, str]) -> Given:
    """Return what a form says of its input.

    Raises:
        CollectError: the day does not exist.
    """
    outlet, title, published = (_line(told.get(name)) for name in ("outlet", "title", "published"))
    try:
        return Given(outlet=outlet, title=title, published=parse_day(published) if published else None)
    except ValueError as error:
        raise CollectError(str(error)) from None


def _line(words: str | None) -> str | None:
    """Return words on one line, None where there are none."""
    return " ".join((words or "").split())[:300] or None


def take_link(link: str, given: Given) -> Callable[[], Collected]:
    """Return what fetches an address.

    Raises:
        CollectError: it is no address of the web; a file of this machine cannot be named so.
    """
    link = link.strip()
    if not _LINK.fullmatch(link):
        raise CollectError("is no address that begins with http:// or https://", about=link[:80] or "the link")
    return lambda: list(collect_files([link], given=given))


def take_text(words: str, given: Given) -> Callable[[], Collected]:
    """Return what takes in pasted words; they stay words, whatever marks stand in them.

    Raises:
        CollectError: there are none.
    """
    payload = _encode(words)
    capture = make_capture(payload, "text/plain", given, name="pasted text")
    return lambda: [capture]


def take_note(words: str, given: Given, told_by: str, *, locked: bool) -> Callable[[], Collected]:
    """Return what takes in notes of what somebody said, under the header that notes have.

    Args:
        locked: whether it is kept under the key of what is confidential, where no page can show it.

    Raises:
        CollectError: nothing was said, or by nobody.
    """
    teller = _line(told_by)
    if teller is None:
        raise CollectError("say who told it, by a name or by what they are", about="told by")
    header = f"Told by: {teller}\nWhen: {given.published or ''}\nConfidential: {'yes' if locked else 'no'}\n\n"
    payload = header.encode() + _encode(words)
    said = replace(given, outlet=given.outlet or teller)
    capture = replace(make_capture(payload, NOTE, said, name="note", way=Way.TOLD), confidential=locked)
    return lambda: [capture]


def take_file(file: "UploadedFile[Any]", given: Given) -> Callable[[], Collected]:
    """Return what takes in a file that was handed in; its bytes are held until then, and kept nowhere else.

    Raises:
        CollectError: it is of a kind that the desk does not take.
    """
    name = _UNSAFE.sub("_", Path(file.name or "").name)[-100:].lstrip(".")
    if Path(name).suffix.lower() not in TAKEN:
        raise CollectError(f"is of a kind that is not taken here; those that are: {', '.join(TAKEN)}", about=name)
    payload = file.read()

    def collect() -> Collected:
        with _laid_down(name, payload) as path:
            found = list(collect_files([str(path)], given=given))
        return [_renamed(one, str(path), name) for one in found]

    return collect


@contextmanager
def _laid_down(name: str, payload: bytes) -> Iterator[Path]:
    """Give a file with these bytes, which is gone afterwards."""
    with TemporaryDirectory(prefix="khronika-") as folder:
        path = Path(folder) / name
        path.write_bytes(payload)
        yield path


def _renamed(one: Capture | Failure, path: str, name: str) -> Capture | Failure:
    """Return an input under its own name instead of that of the file that was laid down."""
    if isinstance(one, Failure):
        return Failure(id=one.id.replace(path, name), error=one.error.replace(path, name))
    return replace(one, name=(one.name or name).replace(path, name))


def _encode(words: str) -> bytes:
    """Return pasted words as they are kept.

    Raises:
        CollectError: there are none, or they hold half a character.
    """
    if not words.strip():
        raise CollectError("is empty", about="the text")
    try:
        return words.replace("\r\n", "\n").encode()
    except UnicodeEncodeError:
        raise CollectError("holds half a character (a lone surrogate)", about="the text") from None
