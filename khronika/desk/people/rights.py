"""Who may do what: one table, from the names of addresses to the least role; what it does not name is refused."""

from functools import partial

from khronika.desk.people.roles import Person, Role
from khronika.values.tables import read_table

ANYONE = "anyone"
_read_rights = partial(read_table, "khronika.desk.people", "rights.yaml")
_DEEDS = {"GET": "see", "HEAD": "see", "POST": "do"}


def is_of_teams(name: str) -> bool:
    """Tell whether an address is there only where a team signs in."""
    return name in _read_rights()["team"]


def methods_of(name: str) -> list[str]:
    """Return the methods by which an address can be asked for; none where the table does not name it."""
    return [method for method, deed in _DEEDS.items() if deed in _row(name)]


def is_open(name: str, method: str) -> bool:
    """Tell whether an address asks nobody who they are."""
    return _row(name).get(_DEEDS.get(method, "")) == ANYONE


def may(person: Person, name: str, method: str = "GET") -> bool:
    """Tell whether a person may use an address.

    Args:
        name: of the address, as `urls` gives it.
    """
    least = _row(name).get(_DEEDS.get(method, ""))
    if least is None or (is_of_teams(name) and person.account is None):
        return False
    return least == ANYONE or person.role >= Role.of(least)


def is_trusted(person: Person, with_what: str) -> bool:
    """Tell whether a person's role is trusted with a kind of record, whoever made it."""
    return person.role >= Role.of(_read_rights()["records"][with_what])


def _row(name: str) -> dict[str, str]:
    table = _read_rights()
    row: dict[str, str] = table["pages"].get(name) or table["team"].get(name) or {}
    return row
