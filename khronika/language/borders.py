"""Where names begin and end, by their words: the model asks each word by itself and may cut a name short."""

from collections import Counter
from collections.abc import Collection, Sequence

from khronika.language.spans import WordSpan
from khronika.language.words import CLASSES

Name = tuple[str, ...]
_AT_NO_END = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PRON"})
_MARKS_AT_NO_END = frozenset("(,;:–—-/")
_OFTEN = 0.5
"""Share of the places where words stand that must be that name, before all of them are."""


def mend_borders(spans: Sequence[WordSpan], words: Sequence[str]) -> list[WordSpan]:
    """Return names with their borders mended, in order and without overlap.

    "The" by itself goes to the name after it. "of", "and" or a comma neither opens nor closes a name. Where a name of
    several words is most often found whole, it is whole wherever it is written, unless a longer name holds it.
    """
    joined = _with_article(spans, words)
    trimmed = [shorter for span in joined if (shorter := _trim(span, words)) is not None]
    return _spread(trimmed, words)


def _with_article(spans: Sequence[WordSpan], words: Sequence[str]) -> list[WordSpan]:
    """Return the spans, an article that stands alone put to the name that it belongs to or left out."""
    found: list[WordSpan] = []
    start: int | None = None  # of an article that waits for its name
    for span in spans:
        if span.end - span.start == 1 and CLASSES.get(words[span.start].lower()) == "DET":
            start = span.start
        else:
            found.append(WordSpan(span.start if start != span.start - 1 else start, span.end, span.name))
            start = None
    return found


def _trim(span: WordSpan, words: Sequence[str]) -> WordSpan | None:
    """Return a span without the words at its ends that no name begins or ends with; None where nothing is left."""
    start, end = span.start, span.end
    while start < end and _is_outside(words[start]):
        start += 1
    while start < end and _is_outside(words[end - 1]):
        end -= 1
    return WordSpan(start, end, span.name) if start < end else None


def _is_outside(word: str) -> bool:
    return word in _MARKS_AT_NO_END or CLASSES.get(word) in _AT_NO_END


def _spread(spans: Sequence[WordSpan], words: Sequence[str]) -> list[WordSpan]:
    """Return the spans, a name of several words being one wherever it is written, if it is one in most places."""
    names = Counter(tuple(words[s.start : s.end]) for s in spans if s.end - s.start > 1)
    if not names:
        return list(spans)
    types = {tuple(words[s.start : s.end]): s.name for s in spans}
    places = _find_places(names, words)
    owners: list[WordSpan | None] = [None] * len(words)
    for span in spans:
        owners[span.start : span.end] = [span] * (span.end - span.start)
    for name in sorted(names, key=len, reverse=True):
        free = [i for i in places[name] if _is_free(owners, i, len(name))]
        if names[name] >= _OFTEN * len(free) and _is_written_as_name(name):
            for i in free:
                owners[i : i + len(name)] = [WordSpan(i, i + len(name), types[name])] * len(name)
    return list(dict.fromkeys(owner for owner in owners if owner))


def _find_places(names: Collection[Name], words: Sequence[str]) -> dict[Name, list[int]]:
    """Return where the words of each name stand."""
    openings: dict[str, list[Name]] = {}
    for name in names:
        openings.setdefault(name[0], []).append(name)
    places: dict[Name, list[int]] = {name: [] for name in names}
    for i, word in enumerate(words):
        for name in openings.get(word, ()):
            if tuple(words[i : i + len(name)]) == name:
                places[name].append(i)
    return places


def _is_free(owners: Sequence[WordSpan | None], start: int, length: int) -> bool:
    """Tell whether no name reaches over the ends of a run of words."""
    return all(o is None or (o.start >= start and o.end <= start + length) for o in owners[start : start + length])


def _is_written_as_name(name: Sequence[str]) -> bool:
    """Tell whether every word has a capital but those that link ("Bank of Georgia")."""
    return all(word != word.lower() or word in CLASSES for word in name)
