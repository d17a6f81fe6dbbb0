"""Which words of a mention are a name. GUM and re3d mark every mention of somebody: pronouns and common nouns too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khronika.values.tables import load_table

Mention = tuple[int, int, int]
"""First and last word (inclusive), and the number of the type."""

PERSON = 0
_LINKS = frozenset({"of", "for", "the", "and", "&", "de", "la", "al", "-", "'", "'s", "in", "on", "to", "von", "van"})
"""Words that join the parts of one name."""
_AND = frozenset({"and", "&"})
_OF = frozenset({"of", "for"})
_NO_NAMES = frozenset(
    "the a an i me my we us our you your he him his she her it its they them their this that these those who".split()
)
"""Words that no name begins with: articles, and the pronouns that a capital makes look like one."""

_TITLES = frozenset(load_table("places.yaml")["titles"])


def tag_names(tags: list[int], names: Iterable[Mention]) -> None:
    """Write BIO labels of names, the longest first; a name inside another is part of it and gets none of its own."""
    for first, last, kind in sorted(names, key=lambda name: name[0] - name[1]):
        if all(tag <= 0 for tag in tags[first : last + 1]):
            tags[first : last + 1] = [1 + 2 * kind] + [2 + 2 * kind] * (last - first)


def find_proper_name(
    words: Sequence[str], proper: Sequence[bool], heads: Sequence[int], mention: Mention
) -> Mention | None:
    """Return the run of proper nouns around the head of a mention, or None where its head is no proper noun.

    Args:
        proper: whether each word is a proper noun.
        heads: the word that each word hangs on, -1 for a root.
    """
    first, last, kind = mention
    own = range(first, last + 1)
    head = next((k for k in own if heads[k] not in own), first)
    if not proper[head]:
        return None
    left, right = (_reach(head, step, mention, words, proper) for step in (-1, 1))
    return _without_title(words, (left, right, kind))


def _reach(at: int, step: int, mention: Mention, words: Sequence[str], proper: Sequence[bool]) -> int:
    """Return how far a name goes from a word to one side: over proper nouns, and over single links between them."""
    first, last, kind = mention
    own = range(first, last + 1)
    while True:
        near, far = at + step, at + 2 * step
        if near in own and proper[near]:
            at = near
        elif far in own and proper[far] and _is_link(words[near], kind):
            at = far
        else:
            return at


def _is_link(word: str, kind: int) -> bool:
    """Tell whether a word may stand inside a name; what "and" joins are two persons."""
    low = word.lower()
    return low in _LINKS and not (kind == PERSON and low in _AND)


def find_written_name(words: Sequence[str], mention: Mention) -> Mention | None:
    """Return a mention without the words around its name; None where no name is left, or words are between its parts.

    For text without word classes: what is written with a capital or a digit may be a name.
    """
    first, last, kind = mention
    while first <= last and not _may_begin(words[first]):
        first += 1
    while last >= first and not (_is_capital(words[last]) or words[last][0].isdigit()):
        last -= 1
    inside = words[first : last + 1]
    whole = all(_is_capital(word) or word[0].isdigit() or _is_link(word, kind) for word in inside)
    return _without_title(words, (first, last, kind)) if inside and whole else None


def _without_title(words: Sequence[str], mention: Mention) -> Mention | None:
    """Return a person's name without the titles before it; None where there is nothing but a title, or its office."""
    first, last, kind = mention
    while kind == PERSON and first <= last and words[first].lower() in _TITLES:
        first += 1
    return (first, last, kind) if first <= last and words[first].lower() not in _OF else None


def _may_begin(word: str) -> bool:
    """Tell whether a name may begin with a word; "US" is one, "Us" and "I" are pronouns."""
    return _is_capital(word) and (word.lower() not in _NO_NAMES or (len(word) > 1 and word.isupper()))


def _is_capital(word: str) -> bool:
    return word != word.lower()
