"""How a page was got over the network: every request, every answer, and what robots.txt said."""

from enum import StrEnum

from khronika.model.record import record


class Robots(StrEnum):
    """What the robots.txt of a host said of an address when it was asked."""

    ALLOWED = "allowed"  # there are rules, and they allow it
    NO_RULES = "no_rules"  # the host has no robots.txt
    IGNORED = "ignored"  # not asked, by setting


@record
class Exchange:
    """A request and the answer to it. Heads are as on the wire, without transfer coding."""

    url: str
    at: str  # UTC, ISO with seconds and Z
    address: str | None  # that answered; null behind a proxy
    protocol: str  # HTTP/1.1, HTTP/2
    request: bytes  # request line and headers; empty where an archive does not hold them
    status: int
    response: bytes  # status line and headers
    body: bytes  # as it came, with its content coding


@record
class Fetch:
    """The exchanges that led to a page, redirects first, its own last; by this program or, in an archive, another."""

    exchanges: tuple[Exchange, ...]
    robots: Robots | None = None  # null where another program asked
    attempts: int | None = None  # requests that were made, failed ones included
