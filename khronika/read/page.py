"""HTML pages: trafilatura says what is the report, the rest of the page is kept and labelled."""

from collections.abc import Sequence
from dataclasses import dataclass

from khronika.errors import ReadError
from khronika.model import Block, BlockKind, Teaser
from khronika.read.article import Metadata, find_day, find_text, read_metadata
from khronika.read.byline import find_byline
from khronika.read.dom import PageLine, parse_page, walk_lines
from khronika.read.page_zones import find_kinds
from khronika.read.zones import split_caption, teaser_title

_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_MOST_NODES = 60_000  # elements beyond which the main text is not looked for: no article has so many


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page holds: its visible text, zones, and what its metadata say."""

    text: str
    blocks: list[Block]
    teasers: list[Teaser]
    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    url: str | None
    published: str | None
    tags: tuple[str, ...]
    language: str | None


def read_page(payload: bytes, charset: str | None, url: str | None) -> PageReading:
    """Return the reading of an HTML page.

    Raises:
        khronika.errors.ReadError: the page holds no text.
    """
    tree = parse_page(payload, charset)
    lines = walk_lines(tree)
    if not lines and payload.count(b"<") > _MOST_NODES:
        raise ReadError("its tags are nested too deeply to be read")
    readable = tree.xpath("count(//*)") <= _MOST_NODES
    meta = read_metadata(tree, url) if readable else Metadata()
    kinds = find_kinds(lines, find_text(tree, lines) if readable else "", meta.title)
    text, blocks = _lay_out(lines, kinds)
    return PageReading(
        text=text, blocks=blocks, teasers=_teasers(lines, blocks), title=meta.title,
        byline=meta.byline or find_byline(lines), outlet=meta.outlet, url=url or meta.url,
        published=find_day(tree, url), tags=_tags(meta.tags, lines, kinds),
        language=(tree.get("lang") or tree.get("xml:lang") or None),
    )  # fmt: skip


def _tags(told: Sequence[str], lines: Sequence[PageLine], kinds: Sequence[BlockKind]) -> tuple[str, ...]:
    """Return the page's tags: those of its metadata, then those shown."""
    shown = [
        t.strip()
        for line, kind in zip(lines, kinds, strict=True)
        if kind is BlockKind.TAGS
        for t in line.text.split(",")
    ]
    return tuple(dict.fromkeys(t for t in (*told, *shown) if t and len(t) < 60))


def _lay_out(lines: Sequence[PageLine], kinds: Sequence[BlockKind]) -> tuple[str, list[Block]]:
    """Return the text of the page, a blank line between its lines, and the block of each."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for line, kind in zip(lines, kinds, strict=True):
        cut = split_caption(line.text) if kind is BlockKind.CAPTION else None
        if cut:
            blocks.append(Block(kind=kind, start=at, end=at + len(line.text[:cut].rstrip())))
            blocks.append(Block(kind=BlockKind.CREDIT, start=at + cut, end=at + len(line.text)))
        else:
            blocks.append(Block(kind=kind, start=at, end=at + len(line.text)))
        parts.append(line.text)
        at += len(line.text) + 2
    return "\n\n".join(parts), blocks


def _teasers(lines: Sequence[PageLine], blocks: Sequence[Block]) -> list[Teaser]:
    """Return the teasers: a heading or link in a list of other reports, with the line of text after it."""
    by_start = {b.start: b for b in blocks}
    found: list[Teaser] = []
    at = 0
    for line in lines:
        block = by_start[at]
        at += len(line.text) + 2
        if block.kind is not BlockKind.TEASER:
            continue
        heading = bool(_HEADINGS & set(line.tags)) or line.link is not None
        if not heading and found and found[-1].text is None and block.start - found[-1].end <= 2:
            last = found.pop()
            found.append(
                Teaser(
                    kicker=last.kicker, title=last.title, text=line.text, url=last.url, start=last.start, end=block.end
                )
            )
        else:
            title = teaser_title(line.text) or line.text
            found.append(Teaser(kicker=None, title=title, text=None, url=line.link, start=block.start, end=block.end))
    return found
