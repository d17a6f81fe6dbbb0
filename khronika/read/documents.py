"""PDF, DOCX and ODT: the words of a document, paragraph by paragraph.

The dates in such files say when a file was made, not when it was published, so they are let go.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from khronika.errors import ReadError
from khronika.read.words import Words
from khronika.settings import LARGEST_REPORT, LONGEST_DOCUMENT

_MISSING = 'needs the extra "documents" to be read: pip install ".[documents]"'
_LARGEST_PART = 64_000_000  # bytes of a part of a packed document
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError)
_PARAGRAPHS = frozenset({"p", "h"})
_BESIDE = frozenset({"annotation", "tracked-changes"})
_DOCX_MARKS = {"tab": "\t", "br": "\n", "cr": "\n"}
_MARKS = {"line-break": "\n", "tab": "\t", "s": " "}


def read_pdf(payload: bytes) -> Words:
    """Return the words of a PDF, page after page.

    Raises:
        ReadError: it cannot be read, is locked, or holds pictures only.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise ReadError(_MISSING) from None
    try:
        reader = PdfReader(BytesIO(payload))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("is a PDF that is locked with a password")
        if len(reader.pages) > LONGEST_DOCUMENT:
            raise ReadError(f"has {len(reader.pages):,} pages; a document has at most {LONGEST_DOCUMENT:,}")
        text = _join_pages(page.extract_text() for page in reader.pages)
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except ReadError:
        raise
    except Exception as error:  # noqa: BLE001 - the parser meets anything in broken files
        raise ReadError(f"is no PDF that can be read: {str(error)[:80] or type(error).__name__}") from None
    if not text.strip():
        raise ReadError("is a PDF without text: pictures of pages need recognition first")
    return Words(text, title.strip() or None)


def _join_pages(pages: Iterator[str]) -> str:
    """Return the text of pages, parted by empty lines, no more of it than a report holds."""
    found, size = [], 0
    for page in pages:
        size += len(page)
        found.append(page)
        if size > LARGEST_REPORT:
            break
    return "\n\n".join(found).encode("utf8", "replace").decode("utf8")


def read_docx(payload: bytes) -> Words:
    """Return the words of a DOCX document, tables row by row.

    Raises:
        ReadError: it cannot be read, or is empty.
    """
    try:
        from docx import Document
    except ImportError:
        raise ReadError(_MISSING) from None
    _assert_small(payload)
    try:
        document = Document(BytesIO(payload))
        lines = [line for block in document.element.body for line in _docx_lines(block)]
        title = document.core_properties.title
    except Exception as error:  # noqa: BLE001 - the parser meets anything in broken files
        raise ReadError(f"is no DOCX that can be read: {str(error)[:80] or type(error).__name__}") from None
    return _words(lines, title or None)


def _docx_lines(block: etree._Element) -> Iterator[str]:
    """Give the lines of a block of DOCX: a paragraph, a table row by row, or what stands in a field to be filled in."""
    kind = etree.QName(block).localname if isinstance(block.tag, str) else ""
    if kind == "p":
        yield _docx_words(block)
    elif kind == "tbl":
        rows = block.iterfind("{*}tr")
        yield "\n".join(" | ".join("\n".join(map(_docx_words, c.iter("{*}p"))) for c in r.iter("{*}tc")) for r in rows)
    elif kind in {"sdt", "sdtContent"}:
        for inner in block:
            yield from _docx_lines(inner)


def _docx_words(paragraph: etree._Element) -> str:
    """Return the words of a paragraph of DOCX, those that a reviewer put in among them, without what was deleted."""
    words = []
    for inner in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}cr"):
        name = etree.QName(inner).localname
        words.append(inner.text or "" if name == "t" else _DOCX_MARKS[name])
    return "".join(words)


def read_odt(payload: bytes) -> Words:
    """Return the words of an ODT document: its headings and paragraphs, those in tables among them.

    Raises:
        ReadError: it cannot be read, or is empty.
    """
    _assert_small(payload)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(BytesIO(payload)) as held:
            tree = etree.fromstring(held.read("content.xml"), parser)
            meta = etree.fromstring(held.read("meta.xml"), parser) if "meta.xml" in held.namelist() else None
    except (*_BROKEN_ZIP, etree.XMLSyntaxError, KeyError) as error:
        raise ReadError(f"is no ODT that can be read: {str(error)[:80]}") from None
    lines = [_paragraph(e) for e in tree.iter("{*}p", "{*}h") if not any(map(_is_beside, e.iterancestors()))]
    title = next((e.text for e in meta.iter("{*}title") if e.text), None) if meta is not None else None
    return _words(lines, title)


def _is_beside(element: etree._Element) -> bool:
    """Tell whether what an element of ODT holds is no part of the text: a comment, or what was deleted."""
    return isinstance(element.tag, str) and etree.QName(element).localname in _BESIDE


def _paragraph(element: etree._Element) -> str:
    """Return the words of a paragraph of ODT, its breaks and runs of spaces written out."""
    words = []
    walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walker:
        if event != "start":
            words.append(inner.tail or "" if inner is not element else "")
        elif inner is not element and (etree.QName(inner).localname in _PARAGRAPHS or _is_beside(inner)):
            walker.skip_subtree()  # a paragraph of its own, or none
        else:
            words += [_MARKS.get(etree.QName(inner).localname, ""), inner.text or ""]
    return "".join(words)


def _assert_small(payload: bytes) -> None:
    """Raise where a packed document would unpack to far more than a document.

    Raises:
        ReadError: see there; or it is no packed document.
    """
    try:
        with zipfile.ZipFile(BytesIO(payload)) as held:
            size = sum(part.file_size for part in held.infolist())
    except _BROKEN_ZIP as error:
        raise ReadError(f"is no packed document: {str(error)[:80]}") from None
    if size > _LARGEST_PART:
        raise ReadError(f"unpacks to more than {_LARGEST_PART // 1_000_000} MB")


def _words(lines: list[str], title: str | None) -> Words:
    text = "\n\n".join(line for line in lines if line.strip())
    if not text:
        raise ReadError("is a document without text")
    return Words(text, title)
