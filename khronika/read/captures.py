"""The read stage: one capture in, one report out."""

import re
from collections.abc import Callable
from dataclasses import replace

from khronika.errors import ReadError
from khronika.model import OWN_WORDS, BlockKind, Capture, Report
from khronika.read.dates import find_published
from khronika.read.documents import read_docx, read_odt, read_pdf
from khronika.read.dom import parse_page, walk_lines
from khronika.read.dump import read_dump
from khronika.read.languages import find_language
from khronika.read.mail import read_mail
from khronika.read.words import Words
from khronika.settings import LARGEST_REPORT, LONGEST_LINE

_READABLE = frozenset({"en"})
_HEADER_END = re.compile(r"\n[ \t]*\n")


def read_capture(capture: Capture) -> Report:
    """Return the report of a capture: text, blocks, teasers, dates and language, no statements yet.

    The text of a text capture is its payload, unchanged; that of a page is its visible text.

    Raises:
        ReadError: the capture holds no report: nothing to read, or far more than a report.
    """
    if capture.media_type == "text/html":
        report = _read_page(capture)
    else:
        report = _read_text(capture, _read_words(capture.payload, capture.media_type, capture.charset, _name(capture)))
    if not any(b.kind in OWN_WORDS for b in report.blocks):
        return _warned(report, "nothing on this page looks like a report: no statements")
    if report.language is not None and report.language not in _READABLE:
        return _warned(report, f"language {report.language!r} is not read yet: no statements")
    return report


def read_visible_text(payload: bytes, media_type: str, charset: str | None) -> str:
    """Return all visible text of a capture, its zones unlabelled: what quoted words are looked up in.

    Raises:
        ReadError: there is none.
    """
    if media_type == "text/html":
        return "\n\n".join(line.text for line in walk_lines(parse_page(payload, charset)))
    return _read_words(payload, media_type, charset, None).text


def _read_words(payload: bytes, media_type: str, charset: str | None, name: str | None) -> Words:
    """Return the words of a capture that is no page.

    Args:
        name: what failures call it.

    Raises:
        ReadError: it holds none, or is of a kind that nobody reads.
    """
    try:
        return _decode(payload, charset) if media_type == "text/plain" else _READERS[media_type](payload)
    except KeyError:
        raise ReadError(f"is {media_type}, which is not read", about=name) from None
    except ReadError as error:
        raise ReadError(error.reason, about=name) from None


def _decode(payload: bytes, charset: str | None = None) -> Words:
    """Return the words of a text in the charset that its server named, else in UTF-8."""
    try:
        return Words(payload.decode(charset or "utf8", "surrogatepass" if charset is None else "strict"))
    except UnicodeDecodeError as error:
        raise ReadError(f"is not {charset or 'UTF-8'}: {error.reason}") from None


def _read_note(payload: bytes) -> Words:
    """Return the words of a note, below the empty line that ends its header."""
    text = _decode(payload).text.replace("\r\n", "\n").lstrip("\ufeff \t\n")
    return Words(_HEADER_END.split(text, maxsplit=1)[-1].strip("\n"))


_READERS: dict[str, Callable[[bytes], Words]] = {
    "text/x-note": _read_note,
    "message/rfc822": read_mail,
    "application/pdf": read_pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": read_docx,
    "application/vnd.oasis.opendocument.text": read_odt,
}


def _id(capture: Capture) -> str:
    return capture.given.id or capture.sha256[:16]


def _name(capture: Capture) -> str:
    """Return what failures call a capture."""
    return capture.given.id or capture.name or capture.sha256[:16]


def _assert_readable(text: str, capture: Capture) -> None:
    """Raise where a text is no report by its size or shape."""
    if len(text) > LARGEST_REPORT:
        raise ReadError(f"has {len(text):,} characters; a report has at most {LARGEST_REPORT:,}", about=_name(capture))
    if any(len(line) > LONGEST_LINE for line in text.split("\n")):
        raise ReadError(f"has a line of more than {LONGEST_LINE:,} characters", about=_name(capture))


def _read_text(capture: Capture, words: Words) -> Report:
    """Return the report of a text dump, note, message or document."""
    text, given = words.text, capture.given
    _assert_readable(text, capture)
    found, teasers = read_dump(text, given.title)
    blocks = tuple(found)
    headline = next((text[b.start : b.end] for b in blocks if b.kind is BlockKind.HEADLINE), None)
    tags = [text[b.start : b.end].partition(":")[2] for b in blocks if b.kind is BlockKind.TAGS]
    return Report(
        id=_id(capture), sha256=capture.sha256, url=given.url, outlet=given.outlet or words.outlet,
        title=given.title or words.title or headline, language=find_language(text, blocks, None),
        published=find_published(given.published, words.published, text, blocks),
        text=text, blocks=blocks, teasers=tuple(teasers),
        tags=tuple(t.strip() for line in tags for t in line.split(",") if t.strip()),
    )  # fmt: skip


def _read_page(capture: Capture) -> Report:
    """Return the report of an HTML page."""
    from khronika.read.page import read_page  # here: it brings trafilatura with it, which texts do without

    given = capture.given
    try:
        page = read_page(capture.payload, capture.charset, given.url)
    except ReadError as error:
        raise ReadError(error.reason, about=_name(capture)) from None
    _assert_readable(page.text, capture)
    if not page.text:
        raise ReadError("is a page without text", about=_name(capture))
    blocks = tuple(page.blocks)
    return Report(
        id=_id(capture), sha256=capture.sha256, url=given.url or page.url, outlet=given.outlet or page.outlet,
        title=given.title or page.title, byline=page.byline, language=find_language(page.text, blocks, page.language),
        published=find_published(given.published, page.published, page.text, blocks), text=page.text, blocks=blocks,
        teasers=tuple(page.teasers), tags=page.tags,
    )  # fmt: skip


def _warned(report: Report, warning: str) -> Report:
    return replace(report, warnings=(*report.warnings, warning))
