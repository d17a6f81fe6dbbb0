"""Well-known bodies: what kind each is, and the one name for all the names that it goes by."""

from functools import cache

from khronika.extract.tables import load_table
from khronika.model import ActorKind


@cache
def _bodies() -> dict[str, tuple[str, ActorKind]]:
    """Return by each name, in lower case, the name that is kept and the kind."""
    kinds = {kind: rows for kind, rows in load_table("organisations.yaml").items() if kind != "capitals"}
    return {
        name.lower(): (names[0], ActorKind(kind)) for kind, rows in kinds.items() for names in rows for name in names
    }


@cache
def _capitals() -> frozenset[str]:
    return frozenset(load_table("organisations.yaml")["capitals"])


def find_body(name: str) -> tuple[str, ActorKind] | None:
    """Return the kept name and the kind of a body, by any of its names; a short form counts in its capitals only."""
    plain = name.removesuffix("’s").removesuffix("'s")
    plain = plain if plain.lower() in _bodies() else plain.removeprefix("the ").removeprefix("The ")
    if plain in _capitals():
        return plain, ActorKind.STATE_CIVIL
    found = _bodies().get(plain.lower())
    return None if plain.islower() or found is None or (len(plain) < 5 and not plain.isupper()) else found
