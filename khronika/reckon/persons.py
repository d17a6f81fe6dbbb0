"""Whether a wounded person is told to have died: then he is one of the dead, and not of the injured."""

import re
from functools import cache

from khronika.model import Act, Party, Report, Statement
from khronika.reckon.words import load_table

_DEAD = frozenset({Act.KILLING, Act.DEATH})
_NAME = re.compile(r"[A-Z][\w’'-]{2,}|\d+[- ]\w+[- ]old")
_WORD = re.compile(r"[^\W\d_]+")


def has_died(report: Report, wounded: Statement) -> bool:
    """Tell whether the one person whom a statement tells to be wounded is told in its report to have died."""
    dead = [s for s in report.statements if s.act in _DEAD and not s.teaser]
    return any(_are_one(a, b) for s in dead if _is_of_one(s) for a in _persons(wounded) for b in _persons(s))


def _is_of_one(statement: Statement) -> bool:
    return statement.quantity is None or (statement.quantity.min, statement.quantity.max) == (1, 1)


def _persons(statement: Statement) -> tuple[Party, ...]:
    return statement.to if _is_of_one(statement) else ()


def _are_one(a: Party, b: Party) -> bool:
    """Tell whether two parties are one person: they share a name or an age, or the later one points back.

    "The victim" points back to whoever was told of before, "the man" to a man.
    """
    if _names(a) and _names(b):
        return bool(_names(a) & _names(b))
    first, last = sorted((a, b), key=lambda party: party.start)
    one, two = _noun(first), _noun(last)
    if not _words("definite") & set(_WORD.findall(last.text.lower())[:1]) or _tells_another(last):
        return False
    return one == two or bool({one, two} & _words("anybody"))


def _names(party: Party) -> set[str]:
    """Return the names and the age in a party's words, without a word that only begins a sentence."""
    found = {name.lower() for name in _NAME.findall(f"{party.text} {party.name or ''}")}
    return found.difference(*(_words(kind) for kind in ("definite", "persons", "anybody", "another")))


def _noun(party: Party) -> str:
    """Return what a party is called: the last of its words that says what a person is."""
    words = [w for w in _WORD.findall(party.text.lower()) if w in _words("persons") or w in _words("anybody")]
    return words[-1] if words else ""


def _tells_another(party: Party) -> bool:
    return bool(_words("another") & set(_WORD.findall(party.text.lower())))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load_table("persons.yaml")[kind])
