"""Whether a wounded person is told to have died: then he is one of the dead, and not of the injured."""

import re
from collections.abc import Iterable
from functools import cache

from khronika.model import Act, Party, Report, Statement
from khronika.reckon.words import load_table

_DEAD = frozenset({Act.KILLING, Act.DEATH})
_VIOLENT = _DEAD | {Act.INJURY, Act.ATTACK, Act.ARMED_CLASH}
_NAME = re.compile(r"[A-Z][\w’'-]{2,}")
_AGE = re.compile(r"\d+[- ]\w+[- ]old")
_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.!?][’”\"]*\s|\n")


def has_died(report: Report, wounded: Statement) -> bool:
    """Tell whether the one person whom a statement tells to be wounded is told in its report to have died."""
    told = [s for s in report.statements if s.act in _VIOLENT and not s.teaser]
    alone = all(s.quantity is None or s.quantity.max == 1 for s in told)
    everybody = [party for s in told for party in _persons(s)]
    pairs = ((a, b) for s in told if s.act in _DEAD for a in _persons(wounded) for b in _persons(s))
    return any(
        _are_one(a, b, alone=alone and not _share_sentence(report, a, b), nearest=_is_nearest(a, b, everybody))
        for a, b in pairs
    )


def _share_sentence(report: Report, a: Party, b: Party) -> bool:
    """Tell whether two parties stand in one sentence: "a man was killed and a man was wounded" tells of two."""
    first, last = sorted((a.start, b.start))
    return not _END.search(report.text, first, last)


def _is_of_one(statement: Statement) -> bool:
    return statement.count in {None, (1, 1)}


def _persons(statement: Statement) -> tuple[Party, ...]:
    return statement.to if _is_of_one(statement) else ()


def _is_nearest(a: Party, b: Party, everybody: Iterable[Party]) -> bool:
    """Tell whether of all persons the earlier of two is the last before the later that this one may be called."""
    first, last = sorted((a, b), key=lambda party: party.start)
    between = (p for p in everybody if first.start < p.start < last.start)
    return not any(_can_be_called(p, last) for p in between)


def _are_one(wounded: Party, dead: Party, *, alone: bool, nearest: bool) -> bool:
    """Tell whether two parties are one person: they share a name or an age, or the later one points back.

    "The victim" points back to whoever was told of last, "the man" to a man or to a name.

    Args:
        alone: whether nothing is told of two, nor of both in one sentence: then a report that begins with who died and
            tells the story from its beginning, "officers found a man with a wound", tells of him.
        nearest: whether nobody stands between the two to whom the later one may point back.
    """
    if wounded.start == dead.start:
        return True
    for told in (_names, _ages):
        if told(wounded) and told(dead):
            return bool(told(wounded) & told(dead))
    first, last = sorted((wounded, dead), key=lambda party: party.start)
    if _tells_another(last) or not _can_be_called(first, last):
        return False
    definite = bool(_words("definite") & set(_WORD.findall(last.text.lower())[:1]))
    return (definite and nearest) or (alone and first is dead)


def _can_be_called(first: Party, last: Party) -> bool:
    """Tell whether two parties are called what one person is: "a boy" may be "the child", and a name either.

    Who is called after somebody, "his father", is nobody who is called otherwise.
    """
    one, two = _noun(first), _noun(last)
    if one == two and one:
        return True
    if _is_of_other(first) or _is_of_other(last) or _sex(one) | _sex(two) == {"men", "women"}:
        return False
    if {one, two} & _words("anybody"):
        return True
    if {one, two} <= _words("children") | {"child"} and "child" in {one, two}:
        return True
    names = ((one, two, first), (two, one, last))
    return any(not own and _names(party) and other not in _words("by_role") for own, other, party in names)


def _is_of_other(party: Party) -> bool:
    """Tell whether somebody is called after somebody else: "his father", "one of her friends"."""
    return bool(_words("possessive") & set(_WORD.findall(party.text.lower())))


def _sex(noun: str) -> set[str]:
    return {sex for sex in ("men", "women") if noun in _words(sex)}


def _names(party: Party) -> set[str]:
    """Return the names in a party's words, without a word that only begins a sentence."""
    found = {name.lower() for name in _NAME.findall(f"{party.text} {party.name or ''}")}
    return found.difference(*(_words(kind) for kind in ("definite", "indefinite", "persons", "anybody", "another")))


def _ages(party: Party) -> set[str]:
    return set(_AGE.findall(party.text.lower()))


def _noun(party: Party) -> str:
    """Return what a party is called: the last of its words that says what a person is."""
    words = [w for w in _WORD.findall(party.text.lower()) if w in _words("persons") or w in _words("anybody")]
    return words[-1] if words else ""


def _tells_another(party: Party) -> bool:
    return bool(_words("another") & set(_WORD.findall(party.text.lower())))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load_table("persons.yaml")[kind])
