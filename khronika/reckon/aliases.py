"""Names of one source: a short one and a long one, an acronym, another spelling, words for what a body does."""

import re
from collections.abc import Collection, Mapping
from functools import cache

from khronika.reckon.words import list_of_sources, load_table

_ENDING = re.compile(r"(?:['’]s?|(?<=\w{4})(?<!s)s['’]?)$")
_OF_STATE, _SAYS_NOTHING = "office", "any"
_LEAST = 4  # consonants from which two spellings of a name can be told to be one


def merge_names(keys: Collection[str], acronyms: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return for names of one source the longest of them, where only one is meant: short forms, acronyms, spellings.

    Within one event "the ministry" that only "Interior Ministry" fits is that ministry. Taking two for one makes fewer
    independent sources, never more.

    Args:
        acronyms: those that texts explain, see `find_acronyms`.
    """
    same: dict[str, str] = {a: name for a, name in (acronyms or {}).items() if a in keys and name in keys and a != name}
    near = _index(keys)
    for short in sorted(keys, key=lambda k: (len(k.split()), len(k), k)):
        whole = min((near.get(word, []) for word in _own(short)), key=len)
        others = (near.get(hint, []) for hint in (short.replace(".", ""), _skeleton(short), *_meant(short)))
        hints = {k for found in (whole, *others) for k in found if k != short}
        longer = [k for k in hints if _is_short_for(short, k)]
        widest = [k for k in longer if all(o == k or _is_short_for(o, k) for o in longer)]
        if widest:
            same[short] = max(widest, key=lambda k: (len(k.split()), len(k), k))
    return {k: _follow(k, same) for k in same}


def _index(keys: Collection[str]) -> dict[str, list[str]]:
    """Return the names by each of their words, their acronyms and what is left of them where spellings differ."""
    held: dict[str, list[str]] = {}
    for key in keys:
        for hint in {*_tokens(key), *map(_bare, _tokens(key)), *_initials(_tokens(key)), _skeleton(key), *_meant(key)}:
            held.setdefault(hint, []).append(key)
    return held


def _follow(key: str, same: Mapping[str, str]) -> str:
    seen = {key}
    while key in same and same[key] not in seen:
        key = same[key]
        seen.add(key)
    return key


def _is_short_for(short: str, name: str) -> bool:
    """Tell whether a name is a part of another, its acronym, or a smaller spelling of it."""
    a, b, own = _tokens(short), [_bare(w) for w in _tokens(name)], [_bare(w) for w in _own(short)]
    if len(own) < len(b) and any(own == b[i : i + len(own)] for i in range(len(b) - len(own) + 1)):
        return True
    if len(a) == 1 and len(a[0]) > 1 and a[0].replace(".", "") in _initials(b):
        return True
    same = _skeleton(short) == _skeleton(name) or _is_turned(short, name) or _mean_the_same(short, name)
    return _is_description(short, name) or (same and (len(short), short) < (len(name), name))


def _is_description(words: str, name: str) -> bool:
    """Tell whether words say what a name does: "the migration service" of a General Directorate of Migration."""
    meant, told = _meant(words), _tokens(words)
    body = len(told) > 1 and told[-1] in list_of_sources("bodies")
    return body and bool(meant - {_OF_STATE}) and meant < _meant(name)


def _mean_the_same(one: str, other: str) -> bool:
    """Tell whether two bodies' words say the same: "prison service" and "penitentiary department"."""
    return bool(_meant(one) - {_OF_STATE}) and _meant(one) == _meant(other)


@cache
def _alike() -> dict[str, str]:
    """Return words of bodies with the one word for all that say as much."""
    return {word: one for one, words in load_table("sources.yaml")["alike"].items() for word in words}


@cache
def _meant(key: str) -> frozenset[str]:
    """Return what the words of a key say, each by one word for all that say as much; empty where that is one body's."""
    words = [_ENDING.sub("", w) for w in _tokens(key) if w not in list_of_sources("small")]
    said = frozenset(_alike().get(w, w) for w in words if w not in list_of_sources("modifiers"))
    return said - {_SAYS_NOTHING}


def _is_turned(one: str, other: str) -> bool:
    """Tell whether two names have the same words in another order: "Port Authority of Orsk", "Orsk Port Authority"."""
    words, others = ({w for w in _tokens(key) if w not in list_of_sources("small")} for key in (one, other))
    return len(words) > 1 and words == others


@cache
def _tokens(key: str) -> list[str]:
    return re.findall(r"[\w.]+(?:['’]s)?", key) or [key]


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


@cache
def _own(key: str) -> list[str]:
    """Return the words of a name that are not such as any other may have."""
    return [w for w in _tokens(key) if w not in list_of_sources("modifiers")] or _tokens(key)


def _initials(words: list[str]) -> set[str]:
    """Return the acronyms that words can have, with their small words and without."""
    whole = [w[0] for w in words]
    large = [w[0] for w in words if w not in list_of_sources("small")]
    return {"".join(letters) for letters in (whole, large) if len(letters) > 1}


@cache
def _skeleton(key: str) -> str:
    """Return what is left of a name where spellings differ: its first letters and consonants, else the name itself."""
    words = []
    for word in _tokens(key):
        for long, short in load_table("sources.yaml")["spellings"]:
            word = word.replace(long, short)
        word = word[:1] + re.sub(r"[aeiouyjw'’]", "", word[1:])
        words.append(re.sub(r"(.)\1+", r"\1", word))
    kept = " ".join(words)
    return kept if len(kept.replace(" ", "")) >= _LEAST else key
