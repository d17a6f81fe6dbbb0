"""What is confidential, and from whom it is hidden.

Reports that are marked so, those in which a confidential source speaks, and every event that they tell of.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import ResolverMatch

from khronika.desk.people.rights import is_trusted
from khronika.desk.people.roles import Person, person_of
from khronika.store import models
from khronika.store.confidential import read_confidential
from khronika.store.sourcing import find_confidential, reports_of

_NAMED_ALONE = ("report", "event")
_NAMED_IN_PAIRS = ("a", "b")  # report:statement


@dataclass(frozen=True, slots=True)
class Hidden:
    """Reports and sources that a person may not see, and the events that they tell of: their figures, name and words
    come from them too.
    """

    reports: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


def find_hidden(request: HttpRequest, alias: str) -> Hidden:
    """Return what is hidden from whoever asks for a page; every list leaves it out. It is reckoned once for a request.

    Args:
        alias: of the chronicle.
    """
    known: Hidden | None = getattr(request, "hidden", None)
    if known is None:
        known = request.hidden = _reckon(alias, person_of(request))  # type: ignore[attr-defined]
    return known


def _reckon(alias: str, person: Person) -> Hidden:
    if is_trusted(person, "confidential"):
        return Hidden()
    reports = {report for report, who in read_confidential(alias).items() if person.name not in who}
    sources = frozenset(source for source, who in find_confidential(alias).items() if who != person.name)
    for source in sources:
        reports.update(reports_of(alias, source))  # those that came after it was called so, too
    if not reports:
        return Hidden(sources=sources)
    rows = models.EventMember.objects.using(alias).filter(report__in=reports)
    return Hidden(frozenset(reports), frozenset(rows.values_list("event", flat=True)), sources)


def asks_for_hidden(alias: str, request: HttpRequest, match: ResolverMatch) -> bool:
    """Tell whether an address or a form names a record that whoever asks may not see."""
    named = [name for name in _named(request, match) if name]
    if not named:
        return False
    hidden = find_hidden(request, alias)
    return any(name in hidden.reports or any(event.startswith(name) for event in hidden.events) for name in named)


def _named(request: HttpRequest, match: ResolverMatch) -> Iterator[str]:
    """Give the ids of records that a request names, wherever it names them."""
    for told in (request.GET, request.POST):
        for name in _NAMED_ALONE:
            yield from told.getlist(name)
        for name in _NAMED_IN_PAIRS:
            yield from (key.rpartition(":")[0] for key in told.getlist(name))
    yield from (str(match.kwargs[name]) for name in _NAMED_ALONE if name in match.kwargs)
