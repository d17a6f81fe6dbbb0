"""The list of pages for search engines. Source: sitemaps.org, protocol 0.9."""

from collections.abc import Iterable

from lxml import etree

from khronika.publish.site.release import Release

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def make_sitemap(home: str, pages: Iterable[str], release: Release) -> bytes:
    """Return the site map; an event's page carries the day on which it last changed.

    Args:
        home: address at which the site stands, with a slash at its end.
    """
    root = etree.Element("urlset", nsmap={None: _SPACE})
    for page in pages:
        entry = etree.SubElement(root, "url")
        etree.SubElement(entry, "loc").text = home + page
        event = release.events.get(page.removeprefix("events/").removesuffix(".html"))
        if event is not None:
            etree.SubElement(entry, "lastmod").text = event.changed
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))
