"""Feeds and sitemaps: which addresses they name. RSS, Atom, JSON Feed, sitemaps and indexes of sitemaps."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urljoin

import feedparser
from lxml import etree

from khronika.errors import CollectError

_MOST = 50_000  # addresses in one file, as the protocol of sitemaps has it


@dataclass(frozen=True, slots=True)
class Feed:
    """The addresses that a feed names, in its order, and those of further sitemaps."""

    pages: tuple[str, ...]
    sitemaps: tuple[str, ...] = ()


def parse_feed(payload: bytes, base: str | None = None) -> Feed:
    """Return what a feed or sitemap names.

    Args:
        base: its own address, for links that are not whole.

    Raises:
        CollectError: it is none.
    """
    head = payload[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return _parse_json(payload, base)
    if b"<urlset" in head or b"<sitemapindex" in head:
        return _parse_sitemap(payload, base)
    try:
        found = feedparser.parse(BytesIO(payload), sanitize_html=False, resolve_relative_uris=False)
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise CollectError(f"is no feed that can be read: {str(error)[:80]}") from None
    if not found.get("version"):
        raise CollectError("is no feed and no sitemap")
    return Feed(_whole((str(entry.get("link") or "") for entry in found.entries), base))


def _parse_json(payload: bytes, base: str | None) -> Feed:
    """Return what a JSON Feed names."""
    try:
        feed = json.loads(payload.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CollectError(f"is no JSON: {str(error)[:80]}") from None
    version = str(feed.get("version")) if isinstance(feed, dict) else ""
    items = feed.get("items") if isinstance(feed, dict) else None
    if "jsonfeed.org" not in version or not isinstance(items, list):
        raise CollectError("is no JSON Feed")
    return Feed(_whole((str(i.get("url") or "") for i in items if isinstance(i, dict)), base))


def _parse_sitemap(payload: bytes, base: str | None) -> Feed:
    """Return what a sitemap or an index of sitemaps names."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        tree = etree.fromstring(payload, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CollectError(f"is no sitemap: {str(error)[:80]}") from None
    if tree is None:
        raise CollectError("is no sitemap")
    space = etree.QName(tree).namespace  # a picture's address is a loc of another one
    own = (el for el in tree.iter("{*}loc") if etree.QName(el).namespace == space)
    words = _whole((el.text or "" for el in own), base)
    return Feed((), words) if str(tree.tag).endswith("sitemapindex") else Feed(words)


def _whole(links: Iterable[str], base: str | None) -> tuple[str, ...]:
    """Return links as whole addresses of the web, each once."""
    found: dict[str, None] = {}
    for link in links:
        try:
            whole = urljoin(base or "", link.strip())
        except ValueError:
            continue
        if link.strip() and whole.startswith(("http://", "https://")):
            found[whole] = None
    return tuple(found)[:_MOST]
