"""HTML pages: trafilatura says what is the report, the rest of the page is kept and labelled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import trafilatura
from htmldate import find_date
from lxml.etree import _Element, tostring

from khronika.errors import ReadError
from khronika.model import Block, BlockKind, Teaser
from khronika.read.dom import PageLine, parse_page, walk_lines
from khronika.read.zones import is_kind, kind_of_line, split_caption, teaser_title

_FURNITURE_TAGS = frozenset({"nav", "footer", "button", "form", "dialog", "label", "legend", "option"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_TEASER_MARKS = re.compile(
    r"\b(related|recommend|teaser|promo|more-?stories|read-?more|most-?read|trending|card|also-like|outbrain|taboola)",
    re.IGNORECASE,
)
_TAG_MARKS = re.compile(r"(?:^|[\s_-])(tags?|topics?|keywords)(?:$|[\s_-])")
_CREDIT_MARKS = re.compile(r"\b(byline|author|credit|photographer|copyright)")
_WORD = re.compile(r"\w+")
_SHARE = 0.6  # share of a line's word runs that must stand in the extracted body
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
    body, meta = _extract(tree, url)
    lines = list(walk_lines(tree))
    kinds = _kinds(lines, body, meta.get("title"))
    if not lines and payload.count(b"<") > _MOST_NODES:
        raise ReadError("its tags are nested too deeply to be read")
    text, blocks = _lay_out(lines, kinds)
    teasers = _teasers(lines, blocks)
    return PageReading(
        text=text, blocks=blocks, teasers=teasers, title=meta.get("title"), byline=_names(meta.get("author")),
        outlet=meta.get("sitename"), url=url or meta.get("url"), published=_published(tree, url),
        tags=_tags(meta, lines, kinds), language=(tree.get("lang") or tree.get("xml:lang") or None),
    )  # fmt: skip


def _extract(tree: _Element, url: str | None) -> tuple[str, dict[str, str | None]]:
    """Return the main text as trafilatura finds it, and the page's metadata."""
    if sum(1 for _ in tree.iter()) > _MOST_NODES:
        return "", {}
    markup = tostring(tree, encoding="unicode")
    found = trafilatura.bare_extraction(
        markup, url=url, with_metadata=True, include_comments=False, include_tables=False, favor_recall=False
    )
    if found is None or isinstance(found, dict):
        return "", {}
    tags = ";".join([*(found.tags or []), *(found.categories or [])]) or None
    return found.text or "", {
        "title": found.title, "author": found.author, "sitename": found.sitename, "url": found.url, "tags": tags,
    }  # fmt: skip


def _published(tree: _Element, url: str | None) -> str | None:
    """Return the day of publication that metadata state, None where they state none that can be."""
    stated = _stated_date(tree)
    if stated:
        return stated
    try:
        found = find_date(tree, original_date=True, extensive_search=False, url=url)
    except (ValueError, TypeError, AttributeError):  # htmldate on markup that it does not expect
        return None
    return found if found and "1990" <= found <= date.today().isoformat() else None


def _stated_date(tree: _Element) -> str | None:
    """Return the date of publication in JSON-LD or OpenGraph, as the day it is written with."""
    values = list(
        tree.xpath(
            "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='pubdate']/@content"
        )
    )
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        values += re.findall(r'"datePublished"\s*:\s*"([^"]+)"', script)
    for value in values:
        try:
            return date.fromisoformat(str(value).strip()[:10]).isoformat()
        except ValueError:
            continue
    return None


def _names(author: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in (author or "").split(";") if name.strip()))


def _tags(meta: dict[str, str | None], lines: Sequence[PageLine], kinds: Sequence[BlockKind]) -> tuple[str, ...]:
    """Return the page's tags: those of its metadata, then those shown."""
    told = [t.strip() for t in re.split(r"[;,]", meta.get("tags") or "")]
    shown = [
        t.strip()
        for line, kind in zip(lines, kinds, strict=True)
        if kind is BlockKind.TAGS
        for t in line.text.split(",")
    ]
    return tuple(dict.fromkeys(t for t in (*told, *shown) if t and len(t) < 60))


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return [tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))] if words else []


def _kinds(lines: Sequence[PageLine], body: str, title: str | None) -> list[BlockKind]:
    """Return the kind of each line: by its markup, by its words, and by whether it stands in the extracted body."""
    runs = set(_runs(body))
    whole = {" ".join(line.split()).lower() for line in body.split("\n")}
    kinds: list[BlockKind] = []
    headline = _headline(lines, title)
    lead = False
    for i, line in enumerate(lines):
        if i == headline:
            kinds.append(BlockKind.HEADLINE)
            continue
        kind = _kind(line, runs, whole)
        if kind is BlockKind.PARAGRAPH and not lead and len(line.text) > 60:
            kind, lead = BlockKind.LEAD, True
        kinds.append(kind)
    return kinds


def _headline(lines: Sequence[PageLine], title: str | None) -> int | None:
    """Return the line that is the headline: an h1, the one closest to the title where there are several."""
    heads = [i for i, line in enumerate(lines) if "h1" in line.tags]
    wanted = set(_WORD.findall((title or "").lower()))
    if heads:
        return max(heads, key=lambda i: (len(wanted & set(_WORD.findall(lines[i].text.lower()))), -i))
    same = " ".join((title or "").split()).lower()
    return next((i for i, line in enumerate(lines) if same and line.text.lower() == same), None)


def _kind(line: PageLine, runs: set[tuple[str, ...]], whole: set[str]) -> BlockKind:
    """Return the kind of one line that is no headline."""
    settled = kind_of_line(line.text)
    if "figcaption" in line.tags:
        if settled is not None:
            return settled
        return BlockKind.CREDIT if _CREDIT_MARKS.search(line.marks) and len(line.text) < 80 else BlockKind.CAPTION
    mine = _runs(line.text)
    inside = line.text.lower() in whole or (len(mine) > 2 and sum(r in runs for r in mine) >= _SHARE * len(mine))
    if inside and not _FURNITURE_TAGS & set(line.tags):
        if teaser_title(line.text) is not None:
            return BlockKind.TEASER
        return (
            settled
            if settled is not None and (settled is not BlockKind.CREDIT or len(line.text) < 250)
            else BlockKind.PARAGRAPH
        )
    if _CREDIT_MARKS.search(line.marks) or settled is BlockKind.CREDIT:
        return BlockKind.CREDIT
    if settled is BlockKind.TAGS or (_TAG_MARKS.search(line.marks) and "a" in line.tags and len(line.text) < 50):
        return BlockKind.TAGS
    is_list = _TEASER_MARKS.search(line.marks) or "aside" in line.tags
    if (
        is_list
        and not _FURNITURE_TAGS & set(line.tags)
        and settled is None
        and not is_kind(line.text, "teasers")
        and len(line.text) > 15
    ):
        return BlockKind.TEASER
    return BlockKind.FURNITURE


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
