"""Copies at an archive of the web: what somebody else keeps of the same page stands beside what we keep."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urljoin

from khronika.collect.exchanges import read_headers
from khronika.collect.fetch import Fetcher, FetchRules, Page
from khronika.errors import CollectError
from khronika.model import Capture, Failure, Way
from khronika.settings import ARCHIVE_SECONDS


def make_asker() -> Fetcher:
    """Return what asks an archive: with more patience than for a page, and without its rules for crawlers, as a person
    asks for this very copy.
    """
    return Fetcher(FetchRules(seconds=ARCHIVE_SECONDS, honour_robots=False))


def ask_copies(captures: Iterable[Capture | Failure], archive: str, fetcher: Fetcher) -> Iterator[Capture | Failure]:
    """Give captures, those of pages that were fetched just now with the address of a copy that an archive took.

    A copy that is not to be had is a `Failure` behind its capture. Of what is confidential none is asked for.

    Args:
        archive: the address at which an archive takes copies, to which that of a page is added.
        fetcher: see `make_asker`.
    """
    for capture in captures:
        claim = capture.claim if isinstance(capture, Capture) and not capture.confidential else None
        if not isinstance(capture, Capture) or claim is None or claim.way is not Way.FETCHED or not capture.given.url:
            yield capture
            continue
        try:
            copy = ask_copy(archive, capture.given.url, fetcher)
        except CollectError as error:
            yield capture
            yield Failure(id=capture.given.url, error=f"has no archived copy: {error}")
        else:
            yield replace(capture, claim=replace(claim, copy=copy))


def ask_copy(archive: str, url: str, fetcher: Fetcher) -> str:
    """Return the address of the copy that an archive takes of a page.

    Raises:
        CollectError: it takes none, or does not say where it is.
    """
    asked = f"{archive}{url}"
    page = fetcher.fetch(asked)
    assert isinstance(page, Page)  # noqa: S101 - nothing was said of an earlier copy
    told = read_headers(page.fetch.exchanges[-1]).get("content-location")
    copy = urljoin(page.url, told) if told else page.url
    if copy == asked:
        raise CollectError("its answer names none", about=archive)
    return copy
