"""One statement for each act and source: what a report repeats is more evidence, not another statement."""

import re
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from khronika.extract.act_sets import PERSONAL
from khronika.extract.tables import load_table
from khronika.model import Act, Link, Party, Place, Statement, Status, When

_TABLE = load_table("merge.yaml")
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(_TABLE["common"])
_DEFINITE, _REFERRING = frozenset(_TABLE["definite"]), frozenset(_TABLE["referring"])
SURELY = 3
"""How alike parties are that share a name."""


def merge_statements(statements: Sequence[Statement], assumed: AbstractSet[str] = frozenset()) -> list[Statement]:
    """Return the statements with repetitions folded into the one that tells the same act from the same source.

    Where several could be meant it is the one whose parties fit best; among equals, the last told.

    Args:
        assumed: ids of statements whose place no words tell: one told later is better.
    """
    kept: list[Statement] = []
    places: defaultdict[Act, list[int]] = defaultdict(list)  # of the statements kept of an act
    for statement in statements:
        same = places[statement.act]
        best, i = max(((_likeness(kept[i], statement), i) for i in same), default=(0, 0))
        if best:
            better = kept[i].id in assumed and statement.id not in assumed
            kept[i] = _joined(kept[i], statement, statement.place if better else None)
        else:
            same.append(len(kept))
            kept.append(statement)
    return kept


def _likeness(a: Statement, b: Statement) -> int:
    """Return 0 where two statements are two acts or have two sources; else more, the more surely they are one."""
    if a.act != b.act or a.teaser != b.teaser or not _same_state(a, b) or not _same_source(a.chain, b.chain):
        return 0
    if a.count and b.count and a.count != b.count:
        return 0
    if not _same_days(a.time, b.time):
        return 0
    if _stand_together(a, b):
        return SURELY
    if not same_place(a, b) and not _named_alike(a.to, b.to):
        return 0
    if a.act in PERSONAL:
        return same_people(a.to, b.to) or 2 * _as_many(a, b)
    if a.to and b.to and not same_people(a.to, b.to):
        return 0
    if a.by and b.by:
        return same_people(a.by, b.by)
    return 2 if a.to and b.to else int((a.place and a.place.name) == (b.place and b.place.name))


def _stand_together(a: Statement, b: Statement) -> bool:
    """Tell whether one sentence tells both in one state, not of people with other names: "held and put in prison"."""
    if a.status != b.status or not any(e in a.evidence for e in b.evidence):
        return False
    return bool(same_people(a.to, b.to)) or not all(p.name for p in (*a.to, *b.to))


def _same_state(a: Statement, b: Statement) -> bool:
    """Tell whether two statements tell an act in one state; in one sentence it may have begun and go on as well."""
    lasting = {a.status, b.status} == {Status.OCCURRED, Status.ONGOING}
    return a.status == b.status or (lasting and any(e in a.evidence for e in b.evidence))


def _as_many(a: Statement, b: Statement) -> bool:
    """Tell whether one statement names as many people as another counts: "three miners", "Anna, Lado and Rinat"."""
    exact = a.quantity and b.quantity and a.quantity.min == b.quantity.min == a.quantity.max == b.quantity.max
    several = bool(exact and a.quantity and (a.quantity.min or 0) > 1)
    return several and bool(a.to and b.to) and all(p.name for p in a.to) != all(p.name for p in b.to)


def _same_source(a: Sequence[Link], b: Sequence[Link]) -> bool:
    """Tell whether two chains begin with one source: in full or by a part of the name ("Zarate")."""
    if len(a) == 1 or len(b) == 1:
        return len(a) == len(b)
    one, other = _names(a[0]), _names(b[0])
    return a[0].named == b[0].named and bool(one and other) and (one <= other or other <= one)


def _names(link: Link) -> set[str]:
    return set(_WORD.findall((link.name or link.text or "").lower())) - _COMMON


def _same_days(a: When | None, b: When | None) -> bool:
    """Tell whether two times can be one: the same days, or one of them unknown."""
    known = a and b and (a.from_ or a.to) and (b.from_ or b.to)
    return not known or (a.from_, a.to) == (b.from_, b.to)  # type: ignore[union-attr]


def same_place(a: Statement, b: Statement) -> bool:
    """Tell whether two acts can have been in one place: by name, by country, or because one has none."""
    return not (a.place and b.place) or a.place.name == b.place.name or a.place.country == b.place.country


def same_people(a: Sequence[Party], b: Sequence[Party]) -> int:
    """Return `SURELY` for lists that share a name or a word, 1 where one only points back or names nobody, else 0."""
    if not a or not b:
        return 1
    if all(p.name for p in a) and all(p.name for p in b):
        return SURELY * _named_alike(a, b)
    if _words(a) & _words(b):
        return SURELY
    return int(_points_back(a) or _points_back(b))


def _named_alike(a: Sequence[Party], b: Sequence[Party]) -> bool:
    """Tell whether parties share a word of their names."""
    one, other = ({w for p in side for w in _WORD.findall((p.name or "").lower())} for side in (a, b))
    return bool(one & other)


def _points_back(parties: Sequence[Party]) -> bool:
    """Tell whether parties are meant that were told of before: "the suspects", "those who", "the two"."""
    return all(not p.name and _refers(p.text.lower().split()) for p in parties)


def _refers(words: Sequence[str]) -> bool:
    return words[0] in _DEFINITE and all(w in _REFERRING for w in words[1:])


def _words(parties: Sequence[Party]) -> set[str]:
    return {w for p in parties for w in _WORD.findall(p.text.lower())} - _COMMON


def _joined(a: Statement, b: Statement, place: Place | None) -> Statement:
    """Return `a` with the evidence of `b`, and what `b` tells and `a` does not.

    Args:
        place: where it was in the words of `b`, if only those tell it.
    """
    evidence = a.evidence + tuple(e for e in b.evidence if e not in a.evidence)
    dated = a.time and (a.time.from_ or a.time.to)
    return replace(
        a, evidence=evidence, by=a.by or b.by, to=a.to or b.to, quantity=a.quantity or b.quantity,
        time=a.time if dated else b.time or a.time, place=place or a.place or b.place, hedged=a.hedged and b.hedged,
    )  # fmt: skip


def order_by_prominence(statements: Sequence[Statement], headline_acts: Sequence[Act]) -> list[Statement]:
    """Return the statements in order of prominence: first the acts of the headline, in its order, then as told."""
    first: list[Statement] = []
    for act in headline_acts:
        hit = next((s for s in statements if s.act == act and not s.teaser and s not in first), None)
        if hit:
            first.append(hit)
    rest = [s for s in statements if s not in first]
    return [*first, *(s for s in rest if not s.teaser), *(s for s in rest if s.teaser)]
