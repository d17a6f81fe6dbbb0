"""What trafilatura and htmldate make of a page: its main text, and what its metadata say."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from htmldate import find_date
from lxml.etree import _Element
from trafilatura import bare_extraction, extract_metadata

from khronika.read.dom import PageLine

_PROSE = re.compile(r".{80,}[.!?…][\"'”’)\]]*", re.DOTALL)
_FIRST = "1990"  # year of publication that a page can have
_ENOUGH = 0.5  # share of a page's prose that a main text has, where the quick way to it has not failed
_QUICK_DATE = {"original_date": True, "extensive_search": False}  # whose day is not used: see `find_day`
_UNREADABLE = (ValueError, TypeError, AttributeError)  # what the two raise on markup that they do not expect


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()


def find_text(tree: _Element, lines: Sequence[PageLine]) -> str:
    """Return the main text of a page, empty where there is none.

    The quick way is gone first; where it finds little of the page's prose, all ways are compared.
    """
    prose = sum(len(line.text) for line in lines if _PROSE.fullmatch(line.text))
    found = _extract(tree, fast=True)
    return found if len(found) >= _ENOUGH * prose else _extract(tree, fast=False)


def _extract(tree: _Element, *, fast: bool) -> str:
    found = bare_extraction(tree, fast=fast, include_comments=False, include_tables=False)
    return "" if found is None or isinstance(found, dict) else found.text or ""


def read_metadata(tree: _Element, url: str | None) -> Metadata:
    """Return what a page says of itself; the day of publication is found apart, by `find_day`.

    What its body shows of authors and tags is found in its lines: going through all elements once more for each kind
    takes longer than all the rest.
    """
    try:
        found = extract_metadata(_take_head(tree), url, _QUICK_DATE)
    except _UNREADABLE:
        return Metadata()
    return Metadata(
        found.title, _parts([found.author or ""], ";"), found.sitename, found.url,
        _parts([*(found.tags or ()), *(found.categories or ())], "[;,]"),
    )  # fmt: skip


def _take_head(tree: _Element) -> _Element:
    """Return a page with the head, the headings and the linked data of another, and nothing else."""
    page = tree.makeelement("html")
    body = tree.makeelement("body")
    page.extend([*map(deepcopy, tree.xpath("./head")), body])
    for element in tree.xpath("./body//h1 | ./body//h2 | ./body//script[@type='application/ld+json']"):
        body.append(deepcopy(element))
    return page


def _parts(words: Sequence[str], marks: str) -> tuple[str, ...]:
    """Return what marks part in words, each once."""
    parts = (part.strip() for word in words for part in re.split(marks, word))
    return tuple(dict.fromkeys(part for part in parts if part))


def find_day(tree: _Element, url: str | None) -> str | None:
    """Return the day of publication that metadata state, None where they state none that can be."""
    if stated := _stated_day(tree):
        return stated
    try:
        found = find_date(tree, original_date=True, extensive_search=False, url=url)
    except _UNREADABLE:
        return None
    return found if found and _can_be(found) else None


def _stated_day(tree: _Element) -> str | None:
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
            day = date.fromisoformat(str(value).strip()[:10]).isoformat()
        except ValueError:
            continue
        if _can_be(day):
            return day
    return None


def _can_be(day: str) -> bool:
    """Tell whether a report can be of a day: programs write "0001-01-01" for none."""
    return _FIRST <= day <= date.today().isoformat()
