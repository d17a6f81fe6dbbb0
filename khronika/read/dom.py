"""The visible text of a page in document order, line by line, with what its markup says of each line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.etree import ParserError, _Element, iterwalk

from khronika.errors import ReadError

_HIDDEN = frozenset(
    "script style noscript template svg head iframe object select textarea math audio video canvas map".split()
)
_HIDDEN_CLASSES = frozenset("sr-only visually-hidden visuallyhidden off-screen screen-reader-text".split())
_BREAKS = frozenset(
    "address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
_DECLARED = re.compile(rb"charset|encoding\s*=", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page says what it is written in
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii"})
_MARK_NAMES = ("class", "id", "role", "rel", "itemprop", "data-component")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 12  # levels of tags whose classes are looked at; those farther out say little of a line


@dataclass(slots=True)
class PageLine:
    """A line of visible text with the tags, classes and links around it."""

    text: str
    tags: tuple[str, ...]  # from the outermost
    marks: tuple[str, ...]  # of each element around it that has any: class, id, role, rel and itemprop, lower case
    link: str | None  # target of the link that the line begins in


def parse_page(payload: bytes, charset: str | None) -> _Element:
    """Return the tree of a page, without its comments; broken markup is mended as browsers mend it.

    Raises:
        ReadError: there is no markup in it.
    """
    try:
        parser = lxml_html.HTMLParser(
            encoding=_find_charset(payload, charset),
            huge_tree=False,
            recover=True,
            remove_comments=True,
            remove_pis=True,
        )
        return lxml_html.document_fromstring(payload, parser=parser)
    except (ParserError, ValueError, LookupError) as error:
        raise ReadError(f"is no HTML page: {str(error)[:100] or 'nothing in it'}") from None


def _find_charset(payload: bytes, charset: str | None) -> str | None:
    """Return what a page is written in, as browsers take it; None where its own head is to say.

    Who says ISO 8859-1 means windows-1252; who says nothing mostly writes UTF-8.
    """
    if charset is not None:
        return "windows-1252" if charset.lower() in _LATIN else charset
    if _DECLARED.search(payload[:_HEAD]):
        return None
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def walk_lines(tree: _Element) -> list[PageLine]:
    """Return the lines of visible text in document order."""
    walker = _Walker()
    for event, element in iterwalk(tree, events=("start", "end")):
        if event == "start":
            walker.enter(element)
        else:
            walker.leave(element)
    walker.flush()
    return walker.lines


@dataclass(slots=True)
class _Level:
    """An element around the present place."""

    tag: str
    names: Mapping[str, str]  # its attributes
    marks: str
    hidden: bool


class _Walker:
    """Collects text into lines while the tree is walked."""

    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self.path: list[_Level] = []
        self.hidden = 0
        self.pieces: list[str] = []
        self.begun: PageLine | None = None  # the line whose text is being collected, once it has a first word

    def enter(self, element: _Element) -> None:
        """Begin an element."""
        tag = element.tag
        if tag in _BREAKS:
            self.flush()
        names = dict(element.items())
        level = _Level(tag, names, _marks(tag, names) if names else "", _is_hidden(tag, names))
        self.path.append(level)
        self.hidden += level.hidden
        self.add(element.text)

    def leave(self, element: _Element) -> None:
        """End an element; the text after it belongs to what holds it."""
        level = self.path.pop()
        if level.tag in _BREAKS:
            self.flush()
        self.hidden -= level.hidden
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        """Take text at the present place."""
        if not text or self.hidden:
            return
        self.pieces.append(text)
        if self.begun is None and not text.isspace():
            path = self.path
            link = next((level.names.get("href") for level in reversed(path) if level.tag == "a"), None)
            marks = tuple(level.marks for level in path[-_DEEPEST:] if level.marks)
            self.begun = PageLine("", tuple([level.tag for level in path]), marks, link)

    def flush(self) -> None:
        """End the line collected so far; one without words is none."""
        if self.begun is not None:
            self.begun.text = _SPACES.sub(" ", "".join(self.pieces)).strip(" ")
            self.lines.append(self.begun)
            self.begun = None
        self.pieces.clear()


def _is_hidden(tag: str, names: Mapping[str, str]) -> bool:
    """Tell whether readers of the page do not see an element."""
    if tag in _HIDDEN or "hidden" in names:
        return True
    if "style" in names and "display:none" in names["style"].replace(" ", "").lower():
        return True
    return "class" in names and not _HIDDEN_CLASSES.isdisjoint(names["class"].lower().split())


def _marks(tag: str, names: Mapping[str, str]) -> str:
    """Return the names that a page gives to an element; those of the page as a whole say nothing of a line."""
    if tag in {"html", "body"}:
        return ""
    return " ".join([names[name] for name in _MARK_NAMES if name in names]).lower()
