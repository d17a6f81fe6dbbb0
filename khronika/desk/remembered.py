"""What was counted of a whole chronicle, and holds until what it holds changes: twenty people look at one chronicle."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.utils.translation import get_language

from khronika.store import models

T = TypeVar("T")
_CHANGING = ("added", "linked", "redacted")
"""Entries of the log after which lists, counts or maps are others; a word on a statement is followed by a linking."""
_MOST = 100  # of what was counted last
_HELD: OrderedDict[Hashable, Any] = OrderedDict()
_ALONE = Lock()


class Remembered:
    """Gives what was counted before of a chronicle that stands as it stood then, for the same question.

    Args:
        alias: of the chronicle.
        asked: all that the counts depend on besides the chronicle and the language: what is asked for, what is hidden.
    """

    def __init__(self, alias: str, *asked: Hashable) -> None:
        log = models.LogEntry.objects.using(alias).order_by("-number")
        stands = tuple(log.filter(kind=kind).values_list("hash", flat=True).first() for kind in _CHANGING)
        self._key = (alias, stands, get_language(), asked) if any(stands) else None

    def get(self, what: Hashable, count: Callable[[], T]) -> T:
        """Return what `count` gives, or gave."""
        if self._key is None:
            return count()
        key = (what, *self._key)
        with _ALONE:
            if key in _HELD:
                _HELD.move_to_end(key)
                held: T = _HELD[key]
                return held
        found = count()
        with _ALONE:
            _HELD[key] = found
            while len(_HELD) > _MOST:
                _HELD.popitem(last=False)
        return found
