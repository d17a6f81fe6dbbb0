"""How long to wait: between requests to one host, and before trying again."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from khronika.settings import LONGEST_WAIT


class Politeness:
    """Keeps requests to one host apart.

    Args:
        delay: seconds between the begin of two requests to a host that asks for nothing else.
        clock: seconds that only grow.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        delay: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._delay, self._clock, self.sleep = delay, clock, sleep
        self._next: dict[str, float] = {}

    def wait(self, host: str, asked: float | None = None) -> None:
        """Wait until a host may be asked again.

        Args:
            asked: seconds that the host's robots.txt asks for, None where it asks for nothing.
        """
        left = self._next.get(host, 0.0) - self._clock()
        if left > 0:
            self.sleep(left)
        self._next[host] = self._clock() + min(max(self._delay, asked or 0.0), LONGEST_WAIT)


def parse_retry_after(words: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a Retry-After header asks to wait, None where it says nothing that can be read."""
    if not words:
        return None
    if words.strip().isdecimal():
        return float(words.strip()[:9])
    try:
        then = parsedate_to_datetime(words)
    except (ValueError, IndexError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - (now or datetime.now(UTC))).total_seconds())
