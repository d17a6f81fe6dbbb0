"""Which language a report is in."""

import re

import py3langid

from khronika.model import OWN_WORDS, Block

_ENGLISH = frozenset(
    "the of and to in a for was were on that by with from at as is are has have it said be his had an not after".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 4000  # characters that settle the question


def find_language(text: str, blocks: tuple[Block, ...], declared: str | None) -> str | None:
    """Return the ISO 639-1 code of a report's own words, None where there are too few to tell.

    Args:
        declared: what the page says of itself, believed only where the words are too few.
    """
    own = " ".join(text[b.start : b.end] for b in blocks if b.kind in OWN_WORDS)[:_ENOUGH] or text[:_ENOUGH]
    words = [w.lower() for w in _WORD.findall(own)]
    if len(words) >= 5 and sum(w in _ENGLISH for w in words) > 0.12 * len(words):
        return "en"
    if len(words) < 5 and len(own) < 40:
        return declared[:2].lower() if declared else None
    return str(py3langid.classify(own)[0])
