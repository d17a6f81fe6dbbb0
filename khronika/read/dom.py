"""The visible text of a page in document order, line by line, with what its markup says of each line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.etree import ParserError, _Element, iterwalk

from khronika.errors import ReadError

_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "textarea", "math"})
_BREAKS = frozenset(
    "address article aside blockquote body br button caption dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 400  # levels of tags; deeper ones are read as text of the level above


@dataclass(slots=True)
class PageLine:
    """A line of visible text with the tags, classes and links around it."""

    text: str
    tags: tuple[str, ...]  # from the outermost
    marks: str  # class, id, role, rel and itemprop of the elements around it, lower case
    link: str | None  # target of the link that holds the whole line


def parse_page(payload: bytes, charset: str | None) -> _Element:
    """Return the tree of a page; broken markup is mended as browsers mend it.

    Raises:
        ReadError: there is no markup in it.
    """
    try:
        parser = lxml_html.HTMLParser(encoding=_known(charset), huge_tree=False, recover=True)
        tree = lxml_html.document_fromstring(payload, parser=parser)
    except (ParserError, ValueError, LookupError) as error:
        raise ReadError(f"is no HTML page: {str(error)[:100] or 'nothing in it'}") from None
    return tree


def _known(charset: str | None) -> str | None:
    """Return a charset label that the parser knows, None for one that it does not: it then looks into the page."""
    try:
        return "".encode(charset or "utf-8") and charset if charset else None
    except LookupError:
        return None


def walk_lines(tree: _Element) -> Iterator[PageLine]:
    """Give the lines of visible text in document order."""
    walker = _Walker()
    for event, element in iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            if event == "end":
                walker.add(element.tail)
            continue
        yield from walker.enter(element) if event == "start" else walker.leave(element)
    yield from walker.flush()


class _Walker:
    """Collects text into lines while the tree is walked."""

    def __init__(self) -> None:
        self.path: list[_Element] = []
        self.hidden = 0
        self.pieces: list[str] = []
        self.at: list[_Element] = []

    def enter(self, element: _Element) -> Iterator[PageLine]:
        """Begin an element."""
        if element.tag in _BREAKS:
            yield from self.flush()
        self.path.append(element)
        self.hidden += element.tag in _HIDDEN or _is_hidden(element)
        self.add(element.text)

    def leave(self, element: _Element) -> Iterator[PageLine]:
        """End an element; the text after it belongs to what holds it."""
        if element.tag in _BREAKS:
            yield from self.flush()
        self.hidden -= element.tag in _HIDDEN or _is_hidden(element)
        self.path.pop()
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        """Take text at the present place."""
        if text and not self.hidden:
            if not self.pieces or not "".join(self.pieces).strip():
                self.at = list(self.path[-_DEEPEST:])
            self.pieces.append(text)

    def flush(self) -> Iterator[PageLine]:
        """Give the line collected so far, if it holds words."""
        words = _SPACES.sub(" ", "".join(self.pieces)).strip(" ")
        self.pieces = []
        if words:
            yield PageLine(words, tuple(str(e.tag) for e in self.at), _marks(self.at), _link(self.at))


def _is_hidden(element: _Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def _marks(path: list[_Element]) -> str:
    names = ("class", "id", "role", "rel", "itemprop", "data-component")
    return " ".join(value.lower() for e in path[-12:] if e.tag not in {"html", "body"} for name in names if (value := e.get(name)))


def _link(path: list[_Element]) -> str | None:
    return next((e.get("href") for e in reversed(path) if e.tag == "a"), None)
