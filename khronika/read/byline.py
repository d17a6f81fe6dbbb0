"""Who wrote a report, where its page shows that and its metadata do not say it."""

import re
from collections.abc import Sequence

from khronika.read.dom import PageLine

_AUTHOR = re.compile(r"author|byline|journalist")
_OTHERS = re.compile(r"comment|related|recommend|newsletter")  # who is no author of this report
_FORMS = frozenset({"form", "label", "nav", "aside"})
_NEAR = 3  # names of elements around a line that are looked at, from the innermost
_LONGEST = 120  # characters of a line of names
_BY = re.compile(r"(?:(?:written|reported|story|words|posted)\s+)?by:?\s+", re.IGNORECASE)
_REST = re.compile(r"\s[\d@]|[|·•–—/(\n].*|\s-\s", re.DOTALL)  # a day, a handle, a job or an outlet stand behind names
_BETWEEN = re.compile(r"\s*(?:[,;&]|\band\b)\s*")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+){0,4}")


def find_byline(lines: Sequence[PageLine]) -> tuple[str, ...]:
    """Return the names in the first line that the page's markup calls its author's, none where it calls none so."""
    for line in lines:
        if len(line.text) < _LONGEST and _is_author(line) and (names := read_names(line.text)):
            return names
    return ()


def _is_author(line: PageLine) -> bool:
    """Tell whether the elements around a line are named for the author of the page."""
    marks = line.marks[-_NEAR:]
    return (
        any(_AUTHOR.search(mark) for mark in marks)
        and not any(_OTHERS.search(mark) for mark in marks)
        and _FORMS.isdisjoint(line.tags)
    )


def read_names(line: str) -> tuple[str, ...]:
    """Return the names of a byline: "By Ada Quill and Sam Reed | 3 May" names two."""
    words = " ".join(line.split())
    words = words[match.end() :] if (match := _BY.match(words)) else words
    words = words[: match.start()] if (match := _REST.search(words)) else words
    return tuple(dict.fromkeys(name for name in _BETWEEN.split(words.strip()) if _NAME.fullmatch(name)))
