"""Signs of one event whose points were fitted; some come in amounts, such as how much of two sentences is alike.

Source: logistic regression over pairs of statements, `training/links.py`.
"""

import math
from collections.abc import Iterator

from khronika.link.items import Item, overlap

_LARGE = 3  # a count above which two that are the same are hardly so by chance
_MOST = 4  # rare words, and statements beside one, that are counted
Sign = tuple[str, float]
"""The name of a sign, and how much of it there is."""


def find_fitted(a: Item, b: Item) -> Iterator[Sign]:
    """Give the signs of two statements; the order of the two does not matter."""
    yield "comparable", 1.0
    if a.context.id != b.context.id:  # one sentence tells of several acts in words that are the same
        yield "words_in_common", overlap(a.sentence, b.sentence)
        yield "rare_words_in_common", float(min(_MOST, len(a.rare & b.rare)))
    few, many = sorted((min(_MOST, a.beside), min(_MOST, b.beside)))
    yield "beside_others", float(few)
    yield "beside_more_others", float(many)
    yield from ((name, 1.0) for name in _flags(a, b))
    if a.count is not None and b.count is not None:
        yield "counts_apart", abs(math.log((_least(a.count) + 0.5) / (_least(b.count) + 0.5)))
        if a.count == b.count and _least(a.count) > _LARGE:
            yield "same_large_count", 1.0


def _flags(a: Item, b: Item) -> Iterator[str]:
    """Give the signs that are there or not."""
    if a.days.tally or b.days.tally:
        yield "over_many_operations"
    if a.doers and b.doers:
        yield "both_tell_who" if a.doers & b.doers else "other_doers"
    if a.victims and b.victims and not a.victims & b.victims:
        yield "other_victims"
    if a.another != b.another:
        yield "another"


def _least(count: tuple[int | None, int | None]) -> int:
    """Return the low end of a count, where it has none the high one."""
    return count[0] or count[1] or 0
