"""The white space of a text as tokenizers want it."""

import re

LONGEST = 10_000_000
"""Characters that spaCy may take at once; reports have a limit of their own."""
_ODD_SPACE = re.compile(r"[^\S\n ]|(?<!\n)\n(?!\s*\n)")


def plain_spaces(text: str, borders: set[int]) -> str:
    """Return `text` with no-break spaces, tabs and the line ends of wrapped paragraphs as plain spaces.

    Each character is replaced by one, so that every offset stays; line ends before a block stay as they are.
    """
    return _ODD_SPACE.sub(lambda m: "\n" if m[0] == "\n" and m.end() in borders else " ", text)
