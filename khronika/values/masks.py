"""A name in texts, found in the forms in which pages write it, and masked letter by letter so that no offset moves."""

import html
import re
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import quote

MASK = "█"
_GAP = r"(?:[\s_.,+-]|%20)+"  # between two words of a name, in a text or an address
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SHORTEST = 3  # letters of a word of a name that is looked for where it stands alone


class Mask:
    """Finds and masks a name: its words in order or the other way round, whatever the case and what stands between.

    Args:
        name: of one word or several; one word is found as it is given, with a capital, or in capitals.
        alone: words of it that are masked where they stand alone too.
    """

    def __init__(self, name: str, alone: Iterable[str] = ()) -> None:
        self.words = tuple(re.findall(r"[^\W_](?:[\w’'`-]*\w)?", name))
        self._alone = tuple(alone)

    def widen(self, text: str) -> "Mask":
        """Return what masks the words of the name one by one too, if the whole name stands in a text.

        A word that the text also writes small ("May", "may") is left alone, as are short ones.
        """
        if len(self.words) < 2 or not self.is_in(text):
            return self
        small = set(re.findall(r"[^\W\d_]+", text))
        alone = (w for w in self.words if len(w) >= _SHORTEST and w[0].isupper() and w.lower() not in small)
        return Mask(" ".join(self.words), alone)

    def hide(self, text: str) -> str:
        """Return the text, as long as it was, with the name masked; white space stays."""
        for pattern in self._patterns:
            text = pattern.sub(lambda found: re.sub(r"\S", MASK, found[0]), text)
        return text

    def is_in(self, text: str) -> bool:
        """Tell whether the name stands in a text."""
        return any(pattern.search(text) for pattern in self._patterns)

    def is_in_code(self, code: str) -> bool:
        """Tell whether the name stands in the source of a page or record, escaped in whatever way."""
        plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), html.unescape(code))
        return self.is_in(plain) or self.is_in(re.sub(r"<[^<>]*>", "", plain))

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        """The whole name before the words that stand alone."""
        many = len(self.words) > 1
        orders = {self.words, self.words[::-1]} if many else set()
        whole = [_GAP.join(_form(word) for word in words) for words in sorted(orders)]
        single = self._alone if many else self.words
        forms = [re.escape(form) for word in single for form in dict.fromkeys((word, word.title(), word.upper()))]
        found = [re.compile(_bounded(p), re.IGNORECASE) for p in whole]
        return found + [re.compile(_bounded(p)) for p in forms]


def _form(word: str) -> str:
    """Return the pattern of a word, as it is and as addresses escape it."""
    return "|".join(dict.fromkeys((re.escape(word), re.escape(quote(word))))).join(("(?:", ")"))


def _bounded(pattern: str) -> str:
    return rf"(?<![^\W_]){pattern}(?![^\W_])"
