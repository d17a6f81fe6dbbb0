"""What the person at the desk may not see, so that every list leaves it out."""

from dataclasses import dataclass

from khronika.desk.people.rights import is_trusted
from khronika.desk.people.roles import Person
from khronika.desk.people.veil import hidden_events, hidden_reports
from khronika.store import models
from khronika.store.sourcing import find_confidential


@dataclass(frozen=True, slots=True)
class Hidden:
    """Reports and sources, and the events that they tell of."""

    reports: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


def find_hidden(alias: str, person: Person) -> Hidden:
    """Return what is hidden from a person in an open chronicle."""
    if is_trusted(person, "confidential"):
        return Hidden()
    reports = hidden_reports(alias, person)
    events = hidden_events(alias, reports) if reports else frozenset()
    sources = frozenset(s for s, who in find_confidential(alias).items() if who != person.name)
    if sources:
        rows = models.EventSource.objects.using(alias).filter(source__in=sources)
        events |= frozenset(rows.values_list("event", flat=True))
    return Hidden(reports, events, sources)
