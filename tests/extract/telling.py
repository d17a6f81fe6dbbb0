"""Statements in few words, so that a row of a case table can say what it expects."""

from khronika.model import Act, Party, Report, Statement


def pick(report: Report, act: Act | str) -> Statement:
    """Return the one statement of an act."""
    (found,) = (s for s in report.statements if s.act == act)
    return found


def tell_acts(report: Report) -> list[str]:
    """Return the acts told, sorted."""
    return sorted(s.act.value for s in report.statements)


def tell_parties(parties: tuple[Party, ...]) -> list[str]:
    """Return the words of parties."""
    return [p.text for p in parties]


def tell_chain(statement: Statement) -> str:
    """Return the chain in words, root first: "a lawyer > Open Border Watch > Orsk Post"."""
    return " > ".join(link.name or link.text or "?" for link in statement.chain)


def tell_quantity(statement: Statement) -> tuple[int | None, int | None, str | None] | None:
    """Return the count of a statement."""
    q = statement.quantity
    return (q.min, q.max, q.unit) if q else None


def tell_days(statement: Statement) -> tuple[str | None, str | None] | None:
    """Return the days of a statement."""
    return (statement.time.from_, statement.time.to) if statement.time else None
