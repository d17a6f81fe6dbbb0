"""What lies where in a text: things by the characters that they span."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

from khronika.model import OWN_WORDS, Block, BlockKind

T = TypeVar("T")


class Ranges(Generic[T]):
    """Things that each span some ranges of characters; finds those in a place without a look at all of them."""

    def __init__(self, things: Sequence[T], spans: Callable[[T], Iterable[tuple[int, int]]]) -> None:
        rows = sorted((start, end, i) for i, thing in enumerate(things) for start, end in spans(thing))
        self._things = things
        self._starts, self._ends = [start for start, _, _ in rows], [end for _, end, _ in rows]
        self._numbers = [i for _, _, i in rows]
        self._reach = list(accumulate(self._ends, max))  # the furthest end of the ranges so far

    def touching(self, spans: Iterable[tuple[int, int]]) -> list[T]:
        """Return the things of which a range shares any character with the spans, in the order they were given in."""
        found = set()
        for start, end in spans:
            at = bisect_left(self._starts, end)
            while at and self._reach[at - 1] > start:
                at -= 1
                if self._ends[at] > start:
                    found.add(self._numbers[at])
        return [self._things[i] for i in sorted(found)]


def touches(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a range of characters shares any with the spans."""
    return any(s < end and start < e for s, e in spans)


def find_block(blocks: Sequence[Block], offset: int) -> Block | None:
    """Return the block of a report that holds a character, None where it lies between two."""
    at = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return blocks[at] if at >= 0 and offset < blocks[at].end else None


def find_own_block(blocks: Sequence[Block], offset: int) -> Block | None:
    """Return the block of the report's own words, or teaser, that holds an offset."""
    block = find_block(blocks, offset)
    return block if block and (block.kind in OWN_WORDS or block.kind is BlockKind.TEASER) else None
