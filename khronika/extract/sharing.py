"""What one telling of an act leaves out and another tells: its days."""

from collections.abc import Sequence
from dataclasses import replace

from khronika.extract.merge import SURELY, same_people, same_place
from khronika.model import Act, Statement, When

ONCE = frozenset({Act.ATTACK, Act.DEATH, Act.INJURY, Act.KILLING})
"""Acts that a report seldom tells twice of the same people: they are arrested, tried and freed again and again."""


def share_days(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, those told without a time with the days that others give the same people's death or hurt.

    Nothing is shared where the others differ, or where the act's own words say when, be it as vague as "recently".
    """
    return [_dated(s, statements) if s.act in ONCE and not s.time else s for s in statements]


def _dated(statement: Statement, others: Sequence[Statement]) -> Statement:
    """Return a statement with the days of those that tell the same act, if they agree."""
    times = [o.time for o in others if o.time and _has_days(o.time) and _is_same_act(statement, o)]
    return replace(statement, time=times[0]) if len({(t.from_, t.to) for t in times}) == 1 else statement


def _has_days(time: When) -> bool:
    return bool(time.from_ or time.to)


def _is_same_act(a: Statement, b: Statement) -> bool:
    """Tell whether two statements surely tell one act, whoever says so: of people named alike, or as many of them."""
    if (a.act, a.status, a.teaser) != (b.act, b.status, b.teaser) or not (a.to and b.to and same_place(a, b)):
        return False
    if a.count and b.count and a.count != b.count:
        return False
    several = bool(a.quantity and b.quantity and (a.quantity.min or 0) > 1)
    return several or same_people(a.to, b.to) == SURELY
