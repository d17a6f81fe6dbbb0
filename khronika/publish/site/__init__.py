"""A chronicle as a static site: `make_site` gives its files, `write_files` puts them into a folder."""

from collections.abc import Iterator, Sequence

from khronika.model.codec import to_json
from khronika.publish.policy import Policy
from khronika.publish.public import PublicEvent
from khronika.publish.site.feeds import make_feeds
from khronika.publish.site.pages import Site
from khronika.publish.site.release import NAME, Release, make_release, read_release, release_bytes
from khronika.publish.site.sitemap import make_sitemap
from khronika.publish.site.write import Written, write_files

__all__ = ["Written", "make_release", "make_site", "read_release", "write_files"]


def make_site(events: Sequence[PublicEvent], policy: Policy, release: Release) -> Iterator[tuple[str, bytes]]:
    """Give the files of a site as (path, bytes): pages, data, and feeds and a site map where its address is known.

    Args:
        events: in time order, as the public may see them.
        release: the release that these events are, see `make_release`.
    """
    site = Site(events, policy, release)
    pages = []
    for path, payload in site.pages():
        if path.endswith(".html"):
            pages.append(path)
        yield path, payload
    yield "events.jsonl", "".join(to_json(event) + "\n" for event in events).encode()
    yield NAME, release_bytes(release)
    if (home := policy.home) is not None:
        groups = [("feed", "index.html", policy.title, site.events)]
        groups += [(at, f"{at}.html", f"{policy.title}: {name}", held) for at, name, held in (*site.acts, *site.places)]
        for name, page, title, held in groups:
            yield from make_feeds(
                held, title=title, home=home, name=name, page=page, language=policy.language, standing=release.events
            ).items()  # fmt: skip
        yield "sitemap.xml", make_sitemap(home, pages, release)
