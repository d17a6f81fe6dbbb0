"""The site that an address is of."""

import re
from urllib.parse import urlsplit

from khronika.model import Report

_ARCHIVED = re.compile(r"^https?://[^?#]+/(?=https?://)", re.IGNORECASE)


def find_publisher(report: Report) -> str | None:
    """Return the outlet of a report, or the site that its address names; None where neither is known."""
    return report.outlet or find_site(report.url)


def find_site(url: str | None) -> str | None:
    """Return the site of an address, None where it names none; the address of an archived page holds the page's own.

    >>> find_site("https://www.post.example/one")
    'post.example'
    >>> find_site("http://archive.example/web/20160830214928/http://www.post.example:80/one")
    'post.example'
    """
    try:
        host = urlsplit(_ARCHIVED.sub("", url or "")).hostname
    except ValueError:  # "http://[half"
        return None
    return host.removeprefix("www.") if host else None
