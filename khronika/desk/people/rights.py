"""Who may do what: one table, from the names of addresses to the least role; what it does not name is refused."""

from functools import partial

from khronika.desk.people.roles import Person, Role
from khronika.values.tables import read_table

ANYONE = "anyone"
_read_rights = partial(read_table, "khronika.desk.people", "rights.yaml")
_DEEDS = {"GET": "see", "HEAD": "see", "POST": "do"}


def methods_of(name: str | None) -> list[str]:
    """Return the methods by which an address can be asked for; none where the table does not name it."""
    held = _read_rights().get(name or "", {})
    return [method for method, deed in _DEEDS.items() if deed in held]


def is_open(name: str | None, method: str) -> bool:
    """Tell whether an address asks nobody who they are."""
    return _least(name, method) == ANYONE


def may(person: Person, name: str | None, method: str = "GET") -> bool:
    """Tell whether a person may use an address.

    Args:
        name: of the address, as `urls` gives it.
    """
    least = _least(name, method)
    return least == ANYONE or (least is not None and person.role >= Role.of(least))


def _least(name: str | None, method: str) -> str | None:
    least: str | None = _read_rights().get(name or "", {}).get(_DEEDS.get(method, ""))
    return least
