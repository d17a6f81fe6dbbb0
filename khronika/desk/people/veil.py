"""What is confidential, and from whom it is hidden.

Reports that are marked so, those in which a confidential source speaks, and every event that they tell of.
"""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest
from django.urls import ResolverMatch

from khronika.desk.people.rights import is_trusted
from khronika.desk.people.roles import Person
from khronika.store import models
from khronika.store.confidential import read_confidential
from khronika.store.sourcing import find_confidential, reports_of

_NAMED_ALONE = ("report", "event")
_NAMED_IN_PAIRS = ("a", "b")  # report:statement


def hidden_reports(alias: str, person: Person) -> frozenset[str]:
    """Return the reports that a person may not see; every list leaves them out.

    Args:
        alias: of the open chronicle.
    """
    if is_trusted(person, "confidential"):
        return frozenset()
    marked = {report for report, who in read_confidential(alias).items() if person.name not in who}
    for source, who in find_confidential(alias).items():
        if who != person.name:
            marked.update(reports_of(alias, source))  # those that came after it was called so, too
    return frozenset(marked)


def hidden_events(alias: str, reports: Iterable[str]) -> frozenset[str]:
    """Return the events that any of the hidden reports tells of: their figures, name and words come from it too."""
    rows = models.EventMember.objects.using(alias).filter(report__in=list(reports))
    return frozenset(rows.values_list("event", flat=True))


def asks_for_hidden(alias: str, request: HttpRequest, match: ResolverMatch, person: Person) -> bool:
    """Tell whether an address or a form names a record that the person may not see."""
    reports = hidden_reports(alias, person)
    if not reports:
        return False
    events = hidden_events(alias, reports)
    named = [name for name in _named(request, match) if name]
    return any(name in reports or any(event.startswith(name) for event in events) for name in named)


def _named(request: HttpRequest, match: ResolverMatch) -> Iterator[str]:
    """Give the ids of records that a request names, wherever it names them."""
    for told in (request.GET, request.POST):
        for name in _NAMED_ALONE:
            yield from told.getlist(name)
        for name in _NAMED_IN_PAIRS:
            yield from (key.rpartition(":")[0] for key in told.getlist(name))
    yield from (str(match.kwargs[name]) for name in _NAMED_ALONE if name in match.kwargs)
