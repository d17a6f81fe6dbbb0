"""A statement as linking sees it."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from khronika.link.contexts import Context, is_placed
from khronika.link.days import Days, read_days
from khronika.link.tables import load_common, load_table, load_words
from khronika.model import Act, ActorKind, Place, Report, Statement

_WORD = re.compile(r"(?=\w*[^\W\d_])[^\W_]{2,}")  # no bare number
_OPEN_KINDS = frozenset({"person", "unknown"})
_LONG = 4  # letters of a rare word
Key = tuple[str, str]
"""Report id and statement id."""


@dataclass(frozen=True, slots=True)
class Item:
    """A statement as linking sees it: all of it from its own report, or from the original that this one copies."""

    key: Key
    act: Act
    family: str
    moves: bool  # people, from one place to another
    days: Days
    place: Place | None
    placed: bool  # its own words name that place, which is the only one of the act
    people: frozenset[str]  # words of those who did it and of those to whom it was done
    side: str | None  # "force" where it was done to those in the state's service, "civil" to such as are not
    named: frozenset[str]  # words of the name of the one to whom it was done, where that is all
    doers: frozenset[ActorKind]  # kinds of those who did it
    victims: frozenset[ActorKind]  # kinds of those to whom it was done
    another: bool  # done to somebody who is told apart from others: "a second man"
    count: tuple[int | None, int | None] | None
    root: str
    sentence: frozenset[str]  # words of the sentence it rests on
    rare: frozenset[str]  # those of them that few reports have
    context: Context
    beside: int = 0  # other statements of its report of the same family of acts


@cache
def find_family(act: Act) -> str:
    """Return the first act of those under which different reports tell one happening."""
    return next((str(f[0]) for f in load_table("weights.yaml")["families"] if act in f), str(act))


def make_item(report: Report, statement: Statement, context: Context) -> Item:
    """Return what linking sees of a statement."""
    plain = load_words("plain")
    people = {w for p in (*statement.to, *statement.by) for w in _WORD.findall(p.text.lower())} - plain
    names = [p.name for p in statement.to]
    named = _WORD.findall(names[0].lower()) if len(names) == 1 and names[0] else ()
    link = statement.chain[0]
    told = report.text[statement.evidence[0].start : statement.evidence[0].end]
    sentence = frozenset(_WORD.findall(told.lower()))
    moves = statement.act in load_table("weights.yaml")["moving"]
    return Item(
        key=(report.id, statement.id), act=statement.act, family=find_family(statement.act), moves=moves,
        days=read_days(report, statement), place=statement.place, placed=is_placed(statement) and not moves,
        people=frozenset(people), side=_side(statement), named=frozenset(named),
        doers=frozenset(p.kind for p in statement.by), victims=frozenset(p.kind for p in statement.to),
        another=any(load_words("another") & set(_WORD.findall(p.text.lower())) for p in statement.to),
        count=statement.count, root=(link.name or link.text or "").lower(), sentence=sentence,
        rare=frozenset(w for w in sentence - load_common() if len(w) >= _LONG), context=context,
    )  # fmt: skip


@cache
def _sides() -> dict[str, str]:
    """Return the side on which each kind stands."""
    return {kind: side for side, kinds in load_table("weights.yaml")["sides"].items() for kind in kinds}


def _side(statement: Statement) -> str | None:
    """Return on which side those stand to whom it was done; None where they are of both or of neither."""
    kinds = {party.kind.value for party in statement.to}
    sides = {_sides()[kind] for kind in kinds if kind in _sides()}
    return sides.pop() if len(sides) == 1 and kinds.isdisjoint(_OPEN_KINDS) else None


def apply_original(item: Item, original: Item) -> Item:
    """Return an item of a copy with the days and place of what it repeats."""
    return replace(item, days=original.days, place=original.place, placed=original.placed)


def make_items(report: Report, context: Context) -> dict[Key, Item]:
    """Return a report's own statements (those in teasers are about other reports)."""
    items = [make_item(report, s, context) for s in report.statements if not s.teaser]
    told = Counter(item.family for item in items)
    return {item.key: replace(item, beside=told[item.family] - 1) for item in items}


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Return how much of the smaller of two sets stands in the other."""
    return len(a & b) / max(1, min(len(a), len(b)))
