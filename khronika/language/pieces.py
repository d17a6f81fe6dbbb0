"""What the reading model sees of a text: word pieces, and a mark for each word's shape and the break before it."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

MAX_PIECES = 6
"""Pieces that are read of one word; the rest of a very long one (an address) tells nothing more."""
INNER = 24
"""Mark of every piece of a word but its first."""
SHAPES = ("lower", "title", "upper", "mixed", "digit", "sign")
BREAKS = ("none", "space", "line", "block")


def mark_word(word: str, gap: str) -> int:
    """Return the mark of a word's first piece: its shape times four plus the break before it.

    The model reads lower case, so that the shape is all it knows of capitals.

    Args:
        word: a token without white space.
        gap: the white space between the token before and this one; a block begins the text.
    """
    return 4 * _shape(word) + _break(gap)


@lru_cache(maxsize=200_000)
def _shape(word: str) -> int:
    if any(c.isdigit() for c in word):
        return 4
    if not any(c.isalpha() for c in word):
        return 5
    if word.islower():
        return 0
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 1
    return 2 if word.isupper() else 3


def _break(gap: str) -> int:
    lines = gap.count("\n")
    return 3 if lines > 1 else 2 if lines else 1 if gap else 0


class WordPieces:
    """The word pieces of single words by the model's vocabulary; each word is cut once and remembered."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}
        self.unknown, self.opening, self.closing = (self._number(name) for name in ("[UNK]", "[CLS]", "[SEP]"))

    def _number(self, name: str) -> int:
        return int(self._tokenizer.encode(name, add_special_tokens=False).ids[0])

    def cut(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the pieces of each word, one to MAX_PIECES for each."""
        known = self._known
        for word in words:
            if word not in known:
                if len(known) > 500_000:
                    known.clear()
                ids = self._tokenizer.encode(word[:200], add_special_tokens=False).ids[:MAX_PIECES]
                known[word] = tuple(ids) or (self.unknown,)
        return [known[word] for word in words]
