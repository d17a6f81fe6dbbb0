"""The visible text of a page in document order, line by line, with what its markup says of each line."""

import re
from collections.abc import Iterator
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
_BOXES = frozenset("article aside body details dialog div figure footer form header main nav section td".split())
_MARK_NAMES = ("class", "id", "role", "rel", "itemprop", "data-component")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 12  # levels of tags whose classes are looked at; those farther out say little of a line


@dataclass(slots=True)
class PageLine:
    """A line of visible text with the tags, classes and links around it."""

    text: str
    tags: tuple[str, ...]  # from the outermost
    marks: str  # class, id, role, rel and itemprop of the elements around it, lower case
    near: str  # the same of the innermost three
    box: int  # serial number of the innermost container; paragraphs of one column share it
    link: str | None  # target of the link that the line begins in
    linked: float  # share of its characters that stand in links


def parse_page(payload: bytes, charset: str | None) -> _Element:
    """Return the tree of a page; broken markup is mended as browsers mend it.

    Raises:
        ReadError: there is no markup in it.
    """
    try:
        parser = lxml_html.HTMLParser(encoding=charset, huge_tree=False, recover=True)
        return lxml_html.document_fromstring(payload, parser=parser)
    except (ParserError, ValueError, LookupError) as error:
        raise ReadError(f"is no HTML page: {str(error)[:100] or 'nothing in it'}") from None


def walk_lines(tree: _Element) -> Iterator[PageLine]:
    """Give the lines of visible text in document order."""
    walker = _Walker()
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            yield from walker.enter(element)
        elif event == "end":
            yield from walker.leave(element)
        else:
            walker.add(element.tail)
    yield from walker.flush()


class _Walker:
    """Collects text into lines while the tree is walked."""

    def __init__(self) -> None:
        self.path: list[_Element] = []
        self.boxes: list[int] = [0]
        self.serial = 0
        self.hidden = 0
        self.links = 0
        self.clear()

    def clear(self) -> None:
        """Begin a new line."""
        self.pieces: list[str] = []
        self.at: list[_Element] | None = None  # the elements around its first word
        self.length = self.linked = 0

    def enter(self, element: _Element) -> Iterator[PageLine]:
        """Begin an element."""
        if element.tag in _BREAKS:
            yield from self.flush()
        if element.tag in _BOXES:
            self.serial += 1
            self.boxes.append(self.serial)
        self.path.append(element)
        self.hidden += _is_hidden(element)
        self.links += element.tag == "a"
        self.add(element.text)

    def leave(self, element: _Element) -> Iterator[PageLine]:
        """End an element; the text after it belongs to what holds it."""
        if element.tag in _BREAKS:
            yield from self.flush()
        if element.tag in _BOXES:
            self.boxes.pop()
        self.hidden -= _is_hidden(element)
        self.links -= element.tag == "a"
        self.path.pop()
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        """Take text at the present place."""
        if not text or self.hidden:
            return
        self.pieces.append(text)
        size = len(text.strip())
        self.length += size
        self.linked += size if self.links else 0
        if size and self.at is None:
            self.at = list(self.path)

    def flush(self) -> Iterator[PageLine]:
        """Give the line collected so far, if it holds words."""
        words = _SPACES.sub(" ", "".join(self.pieces)).strip(" ")
        if words.strip() and self.at is not None:
            tags = tuple(str(e.tag) for e in self.at)
            link = next((e.get("href") for e in reversed(self.at) if e.tag == "a"), None)
            marks, near = _marks(self.at[-_DEEPEST:]), _marks(self.at[-3:])
            yield PageLine(words, tags, marks, near, self.boxes[-1], link, self.linked / self.length)
        self.clear()


def _is_hidden(element: _Element) -> bool:
    """Tell whether readers of the page do not see an element."""
    if element.tag in _HIDDEN or element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or not _HIDDEN_CLASSES.isdisjoint((element.get("class") or "").lower().split())


def _marks(path: list[_Element]) -> str:
    """Return the names that a page gives to elements, leaving out those of the page as a whole."""
    return " ".join(
        value.lower() for e in path if e.tag not in {"html", "body"} for name in _MARK_NAMES if (value := e.get(name))
    )
