"""Addresses to captures: pages, and the pages that feeds and sitemaps name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from khronika.collect.captures import make_capture
from khronika.collect.kinds import FED, FETCHED
from khronika.errors import CollectError
from khronika.model import Capture, Failure, Given, Way

if TYPE_CHECKING:
    from khronika.collect.feeds import Feed
    from khronika.collect.fetch import Fetcher, Page

_DEEPEST = 3  # an index of sitemaps, its sitemaps, their pages


class Web:
    """Collects from the web; asks for nothing, and loads nothing, before the first address.

    Args:
        fetcher: what fetches; one that goes by the settings without it.
    """

    def __init__(self, fetcher: Fetcher | None = None) -> None:
        self._fetcher = fetcher

    def collect(self, url: str, given: Given, depth: int = 0) -> Iterator[Capture | Failure]:
        """Give the capture of a page, or those of all pages that a feed or sitemap names.

        Raises:
            CollectError: the address gives nothing that can be kept.
        """
        page = self._fetch(url)
        if page.media_type in FETCHED:
            yield capture_page(page, given, url)
        elif page.media_type in FED and depth < _DEEPEST:
            yield from self.collect_feed(page.payload, page.url, given, depth + 1)
        else:
            raise CollectError(f"is {page.media_type}, not a page", about=url)

    def collect_feed(
        self, payload: bytes, base: str | None, given: Given, depth: int = 1
    ) -> Iterator[Capture | Failure]:
        """Give the captures of all pages that a feed or sitemap names.

        Raises:
            CollectError: it is none.
        """
        feed = _parse(payload, base)
        yield from self.collect_all(feed.sitemaps + feed.pages, given, depth)

    def collect_all(self, urls: tuple[str, ...], given: Given, depth: int = 0) -> Iterator[Capture | Failure]:
        """Give the captures of addresses; one that fails is a `Failure`, and the rest goes on."""
        for url in urls:
            try:
                yield from self.collect(url, given, depth)
            except CollectError as error:
                yield Failure(id=error.about or url, error=error.reason)

    def _fetch(self, url: str) -> Page:
        from khronika.collect.fetch import Fetcher, Page

        if self._fetcher is None:
            self._fetcher = Fetcher()
        page = self._fetcher.fetch(url)
        assert isinstance(page, Page)  # noqa: S101 - nothing was said of an earlier copy
        return page


def capture_page(page: Page, given: Given, name: str) -> Capture:
    """Return the capture of a page that was fetched.

    Args:
        name: what messages are to call it.
    """
    told = replace(given, url=given.url or page.url)
    return make_capture(page.payload, FETCHED[page.media_type], told, page.charset, name, Way.FETCHED, page.fetch)


def _parse(payload: bytes, base: str | None) -> Feed:
    from khronika.collect.feeds import parse_feed

    try:
        return parse_feed(payload, base)
    except CollectError as error:
        raise CollectError(error.reason, about=base) from None
