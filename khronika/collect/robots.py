"""What the robots.txt of a host allows, asked once a host."""

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from khronika.errors import CollectError
from khronika.model.exchange import Robots

AGENT = "khronika"

Ask = Callable[[str], tuple[int, bytes]]
"""Asks for an address and returns status and body."""


class RobotRules:
    """The rules of each host that was asked, as RFC 9309 reads them.

    Args:
        ask: fetches a robots.txt.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._hosts: dict[str, Protego | None | CollectError] = {}

    def judge(self, url: str) -> Robots:
        """Return what allows to ask for an address.

        Raises:
            CollectError: the rules forbid it, or could not be got, which forbids everything.
        """
        rules = self._rules(url)
        if isinstance(rules, CollectError):
            raise CollectError(rules.reason, about=url)
        if rules is None:
            return Robots.NO_RULES
        if not rules.can_fetch(url, AGENT):
            raise CollectError("its robots.txt forbids it", about=url)
        return Robots.ALLOWED

    def delay(self, url: str) -> float | None:
        """Return the seconds between requests that a host asks for, None where it asks for none."""
        rules = self._rules(url)
        return rules.crawl_delay(AGENT) if isinstance(rules, Protego) else None

    def _rules(self, url: str) -> Protego | None | CollectError:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._hosts:
            self._hosts[host] = self._fetch(f"{host}/robots.txt")
        return self._hosts[host]

    def _fetch(self, url: str) -> Protego | None | CollectError:
        """Return the rules of one host, None where it has none, or why nothing there may be asked."""
        try:
            status, body = self._ask(url)
        except CollectError as error:
            return error
        if status == 200:
            return Protego.parse(body.decode("utf8", "replace"))
        if 400 <= status < 500 and status != 429:
            return None
        return CollectError(f"its robots.txt answered {status}, so nothing there is asked")
