"""What each line of an HTML page is: by its markup, by its words, and by whether the main text holds it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from khronika.model import BlockKind
from khronika.read.dom import PageLine
from khronika.read.zones import is_kind, kind_of_line, teaser_title

_FURNITURE_TAGS = frozenset({"nav", "footer", "button", "form", "dialog", "label", "legend", "option"})
_MARKS = {
    BlockKind.TEASER: re.compile(
        r"\b(?:related|recommend|teaser|promo|more-?stories|read-?more|most-?read|trending|card|also-like"
        r"|outbrain|taboola)"
    ),
    BlockKind.TAGS: re.compile(r"(?:^|[\s_-])(?:tags?|topics?|keywords)(?:$|[\s_-])"),
    BlockKind.CREDIT: re.compile(r"\b(?:byline|author|credit|photographer|copyright)"),
}
_WORD = re.compile(r"\w+")
_SHARE = 0.6  # share of a line's word runs that must stand in the extracted body
_KEPT = 10_000  # names of elements whose kinds are remembered: those of a page, and of a site, come again and again


def find_kinds(lines: Sequence[PageLine], body: str, title: str | None) -> list[BlockKind]:
    """Return the kind of each line.

    Args:
        body: the main text, as an extractor found it.
        title: the title that the page's metadata give.
    """
    main = _Body(body)
    kinds: list[BlockKind] = []
    headline = _headline(lines, title)
    lead = False
    for i, line in enumerate(lines):
        kind = _kind(line, main) if i != headline else BlockKind.HEADLINE
        if kind is BlockKind.PARAGRAPH and not lead and len(line.text) > 60:
            kind, lead = BlockKind.LEAD, True
        kinds.append(kind)
    return kinds


class _Body:
    """The main text, for looking up lines."""

    def __init__(self, text: str) -> None:
        self.lines = {" ".join(line.split()).lower() for line in text.split("\n")}
        self.runs = set(_runs(text.lower()))

    def holds(self, line: str) -> bool:
        """Tell whether most of a line stands in it."""
        words = line.lower()
        if words in self.lines:
            return True
        runs = _runs(words)
        return len(runs) > 2 and sum(run in self.runs for run in runs) >= _SHARE * len(runs)


def _runs(text: str) -> list[tuple[str, ...]]:
    """Return the runs of four words."""
    words = _WORD.findall(text)
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))


def _headline(lines: Sequence[PageLine], title: str | None) -> int | None:
    """Return the line that is the headline: an h1, the one closest to the title where there are several."""
    heads = [i for i, line in enumerate(lines) if "h1" in line.tags]
    wanted = set(_WORD.findall((title or "").lower()))
    if heads:
        return max(heads, key=lambda i: (len(wanted & set(_WORD.findall(lines[i].text.lower()))), -i))
    same = " ".join((title or "").split()).lower()
    return next((i for i, line in enumerate(lines) if same and line.text.lower() == same), None)


@lru_cache(_KEPT)
def _kinds_of_marks(marks: str) -> frozenset[BlockKind]:
    """Return the kinds that the names of an element speak of."""
    return frozenset(kind for kind, pattern in _MARKS.items() if pattern.search(marks))


def _kind(line: PageLine, main: _Body) -> BlockKind:
    """Return the kind of one line that is no headline."""
    settled = kind_of_line(line.text)
    marked = frozenset().union(*map(_kinds_of_marks, line.marks))
    if "figcaption" in line.tags:
        if settled is not None:
            return settled
        return BlockKind.CREDIT if BlockKind.CREDIT in marked and len(line.text) < 80 else BlockKind.CAPTION
    outside = not _FURNITURE_TAGS.isdisjoint(line.tags)
    if not outside and main.holds(line.text):
        if teaser_title(line.text) is not None:
            return BlockKind.TEASER
        if settled is None or (settled is BlockKind.CREDIT and len(line.text) >= 250):
            return BlockKind.PARAGRAPH
        return settled
    if settled is BlockKind.CREDIT or BlockKind.CREDIT in marked:
        return BlockKind.CREDIT
    if settled is BlockKind.TAGS or (BlockKind.TAGS in marked and "a" in line.tags and len(line.text) < 50):
        return BlockKind.TAGS
    listed = BlockKind.TEASER in marked or "aside" in line.tags
    if listed and not outside and settled is None and len(line.text) > 15 and not is_kind(line.text, "teasers"):
        return BlockKind.TEASER
    return BlockKind.FURNITURE
