"""For whom a named person speaks, by what the text beside the name says: "Felix Moro, who leads the dockers' union"."""

import re
from collections.abc import Iterable
from functools import cache

from khronika.model import Link
from khronika.reckon.aliases import merge_names
from khronika.reckon.sources import find_body, find_whole, make_name_key
from khronika.reckon.words import load_table

_BESIDE = 120  # characters beside a name that may tell who bears it
_LAST = re.compile(r"^.*(?:[.;:!?\n“”\"]|\b(?:and|but|that|said|says|told|by|to|when|after)\b)\s*", re.DOTALL)
_NEXT = re.compile(r"[.;:!?\n“”\"(]")


def find_mouthpieces(links: Iterable[tuple[Link, str]]) -> dict[str, str]:
    """Return the keys of named persons with the key of the one body that each speaks for.

    Args:
        links: sources with the text of the report that names them.
    """
    bodies: dict[str, set[str]] = {}
    for link, text in links:
        if link.name and " " in link.name:
            bodies.setdefault(make_name_key(link.name), set()).update(_find_bodies(link.name, text))
    found = {}
    for name, told in bodies.items():
        same = merge_names(told) if len(told) > 1 else {}
        whole = {same.get(body, body) for body in told} - {name}
        if len(whole) == 1:
            found[name] = whole.pop()
    return found


def _find_bodies(name: str, text: str) -> set[str]:
    """Return the bodies that a text says somebody speaks for, wherever it names them."""
    found = set()
    for start, end in find_whole(name, text):
        before = _LAST.sub("", text[max(0, start - _BESIDE) : start])
        after = _NEXT.split(text[end : end + _BESIDE])[0]
        found |= {body for words in (*_before(before), *_after(after)) if (body := find_body(words))}
    return found


def _before(words: str) -> list[str]:
    """Return what stands right before a name and may say who bears it: "the union's chairman, ", "union chairman "."""
    pieces = words.rstrip(" ,").rsplit(",", 1)
    return [pieces[-1].strip()] if _mouthpiece().search(pieces[-1]) else []


def _after(words: str) -> list[str]:
    """Return what a comma joins to a name, and whom somebody "who speaks for" them speaks for, as such words."""
    if not words.startswith(", "):
        return []
    piece = words[2:].split(",")[0].strip()
    spoken = _speaking().match(piece)
    return [f"spokesman of {spoken[1]}" if spoken else piece] if spoken or _mouthpiece().search(piece) else []


@cache
def _mouthpiece() -> re.Pattern[str]:
    some = "|".join(map(re.escape, load_table("sources.yaml")["mouthpieces"]))
    return re.compile(rf"\b(?:{some}|minister)\b", re.IGNORECASE)


@cache
def _speaking() -> re.Pattern[str]:
    some = "|".join(load_table("sources.yaml")["speaking_for"])
    return re.compile(rf"^(?:who|which) (?:{some}) (.+)$", re.IGNORECASE)
