"""One look at a watched source: what it names that was not taken in before."""

from collections.abc import Iterator
from dataclasses import replace

from khronika.collect.feeds import Feed, parse_feed
from khronika.collect.fetch import Fetcher, Page, Unchanged, Validators
from khronika.collect.kinds import FETCHED
from khronika.collect.ledger import Source
from khronika.collect.web import Web, capture_page
from khronika.errors import CollectError
from khronika.model import Capture, Failure, Given
from khronika.settings import ATTEMPTS, PAGES_PER_LOOK

_KEPT = 5_000  # addresses that a source no longer names and that are remembered all the same


def collect_new(url: str, source: Source, fetcher: Fetcher) -> Iterator[Capture | Failure]:
    """Give the captures of what a feed, a sitemap or a page has that was not taken in before.

    An address that fails is asked again at later looks, up to three times. What was asked is written into `source`;
    whoever adds the captures writes the ledger when they are safe.

    Args:
        url: of the source.
        source: what the ledger holds of it.
    """
    day = source.today()
    day.asked += 1
    try:
        page = fetcher.fetch(url, Validators(source.etag, source.last_modified))
        feed = None if isinstance(page, Unchanged) else _feed(page, fetcher)
    except CollectError as error:
        day.unreachable += 1
        yield Failure(id=error.about or url, error=error.reason)
        return
    if isinstance(page, Page):
        source.etag, source.last_modified = page.validators.etag, page.validators.last_modified
        if feed is None:
            yield _unattended(capture_page(page, Given(), url))
        else:
            day.named += _remember(source, feed.pages)
    yield from _collect_open(source, Web(fetcher))


def _feed(page: Page, fetcher: Fetcher) -> Feed | None:
    """Return what a source names, with what its sitemaps name; None where it is a page itself."""
    if page.media_type in FETCHED:
        return None
    feed = parse_feed(page.payload, page.url)
    pages = list(feed.pages)
    for sitemap in feed.sitemaps:
        inner = fetcher.fetch(sitemap)
        if isinstance(inner, Page):
            pages += parse_feed(inner.payload, inner.url).pages
    return Feed(tuple(pages))


def _remember(source: Source, pages: tuple[str, ...]) -> int:
    """Put what a source names among its open addresses, and return how many are new."""
    known = set(source.done) | source.tries.keys()
    new = [page for page in pages if page not in known]
    source.tries |= dict.fromkeys(new, 0)
    named = set(pages)
    gone = [page for page in source.done if page not in named]
    source.done = gone[-_KEPT:] + [page for page in source.done if page in named]
    return len(new)


def _collect_open(source: Source, web: Web) -> Iterator[Capture | Failure]:
    """Give the captures of a source's open addresses, no more than one look may take."""
    for page in list(source.tries)[:PAGES_PER_LOOK]:
        try:
            for found in web.collect(page, Given()):
                yield _unattended(found)
            _close(source, page)
        except CollectError as error:
            source.tries[page] += 1
            if source.tries[page] >= ATTEMPTS:
                _close(source, page)
            yield Failure(id=page, error=error.reason)


def _close(source: Source, page: str) -> None:
    source.tries.pop(page, None)
    if page not in source.done:
        source.done.append(page)


def _unattended(found: Capture | Failure) -> Capture | Failure:
    """Return a capture whose claim says that nobody watched."""
    if isinstance(found, Failure) or found.claim is None:
        return found
    return replace(found, claim=replace(found.claim, attended=False))
