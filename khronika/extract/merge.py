"""One statement for each act and source: what a report repeats is more evidence, not another statement."""

import re
from collections.abc import Sequence
from dataclasses import replace

from khronika.model import Act, Party, Statement

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    "the and people persons others men women more than least two three four five several year years old".split()
)


def merge_statements(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with repetitions folded into the first that tells the same act from the same source."""
    kept: list[Statement] = []
    for statement in statements:
        for i, held in enumerate(kept):
            if _repeats(held, statement):
                kept[i] = _joined(held, statement)
                break
        else:
            kept.append(statement)
    return kept


def _repeats(a: Statement, b: Statement) -> bool:
    """Tell whether two statements are one act told again by one source."""
    if a.act != b.act or a.teaser != b.teaser or _root(a) != _root(b) or a.status != b.status:
        return False
    if a.quantity and b.quantity and (a.quantity.min, a.quantity.max) != (b.quantity.min, b.quantity.max):
        return False
    if a.time and b.time and (a.time.from_, a.time.to) != (b.time.from_, b.time.to):
        return False
    if a.place and b.place and a.place.name != b.place.name and a.place.country != b.place.country:
        return False
    if a.to and b.to:
        return _same_parties(a.to, b.to)
    same_place = (a.place.name if a.place else None) == (b.place.name if b.place else None)
    return not a.to and not b.to and same_place and (bool(_words(a.by) & _words(b.by)) or not a.by or not b.by)


def _root(statement: Statement) -> str | None:
    link = statement.chain[0]
    return link.name or link.text


def _same_parties(a: Sequence[Party], b: Sequence[Party]) -> bool:
    """Tell whether two lists can mean the same people: a name that they share, or where one has none a word."""
    if all(p.name for p in a) and all(p.name for p in b):
        a_names, b_names = ({w for p in side for w in _WORD.findall((p.name or "").lower())} for side in (a, b))
        return bool(a_names & b_names)
    return bool(_words(a) & _words(b))


def _words(parties: Sequence[Party]) -> set[str]:
    return {w for p in parties for w in _WORD.findall(p.text.lower())} - _COMMON


def _joined(a: Statement, b: Statement) -> Statement:
    """Return `a` with the evidence of `b`, and what `b` tells and `a` does not."""
    evidence = a.evidence + tuple(e for e in b.evidence if e not in a.evidence)
    return replace(
        a, evidence=evidence, by=a.by or b.by, to=a.to or b.to, quantity=a.quantity or b.quantity,
        time=a.time or b.time, place=a.place or b.place, hedged=a.hedged and b.hedged,
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
