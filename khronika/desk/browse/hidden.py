"""What the person at the desk may not see, so that every list leaves it out."""

from dataclasses import dataclass

from khronika.desk.people.roles import Person
from khronika.desk.people.veil import hidden_events, hidden_reports


@dataclass(frozen=True, slots=True)
class Hidden:
    """Reports, and the events that they tell of."""

    reports: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()


def find_hidden(alias: str, person: Person) -> Hidden:
    """Return what is hidden from a person in an open chronicle."""
    reports = hidden_reports(alias, person)
    return Hidden(reports, hidden_events(alias, reports) if reports else frozenset())
