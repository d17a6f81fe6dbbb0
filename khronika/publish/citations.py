"""The citation check: every day, place, figure and speaker to be published is found again where it is said to stand.

The check reads the report anew and trusts no field that extraction wrote: words must stand at their offsets, numbers
are parsed again from those words, the days and places that words name must agree with what was made of them, and what
a statement rests on must be sentences of the report's own that hold its trigger.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from khronika.extract.organisations import find_body
from khronika.model import (
    OWN_WORDS,
    Event,
    EventStatement,
    Interval,
    Link,
    Party,
    Place,
    Quantity,
    Report,
    Statement,
    When,
)
from khronika.model.record import record
from khronika.publish.cited_values import names_place, says_count, says_days
from khronika.publish.held import Held

_SEPARATE = re.compile(r"\W+")


@record
class FalseCitation:
    """Something to be published that its report does not say where it is cited."""

    event: str
    report: str
    statement: str
    reason: str

    def __str__(self) -> str:
        return f"event {self.event}, report {self.report}, statement {self.statement}: {self.reason}"


def check_citations(
    events: Iterable[Event], reports: Mapping[str, Held], corrected: Collection[tuple[str, str]] = ()
) -> Iterator[FalseCitation]:
    """Give what the reports do not say where it is cited; nothing where all holds.

    Args:
        corrected: (report id, statement id) of those whose count or time a person corrected: it stands on their word.
    """
    for event in events:
        told = []
        for held in event.statements:
            stored = reports.get(held.report)
            whole = _find(held, stored.report) if stored else None
            by_hand = (held.report, held.statement) in corrected
            reasons = (
                _check_statement(held, whole, stored.report, by_hand)
                if stored and whole
                else ["it is not in the report"]
            )
            for reason in reasons:
                yield FalseCitation(event=event.id, report=held.report, statement=held.statement, reason=reason)
            if whole is not None:
                told.append(whole)
        for reason in _check_event(event, told, reports):
            yield FalseCitation(event=event.id, report="-", statement="-", reason=reason)


def _find(held: EventStatement, report: Report) -> Statement | None:
    return next((s for s in report.statements if s.id == held.statement), None)


def _check_statement(held: EventStatement, whole: Statement, report: Report, by_hand: bool) -> Iterator[str]:
    """Give what is wrong with one statement."""
    text = report.text
    if (held.act, held.status, held.chain, held.evidence) != (whole.act, whole.status, whole.chain, whole.evidence):
        yield "the event tells it otherwise than the report"
    if not held.evidence or any(not 0 <= s.start < s.end <= len(text) for s in held.evidence):
        yield "it rests on no words of the report"
        return
    first = held.evidence[0]
    if not first.start <= whole.trigger.start < first.end or whole.trigger.end > len(text):
        yield "its trigger stands outside the sentence that it rests on"
    if not whole.teaser and any(not _is_own(report, s.start) for s in held.evidence):
        yield "it rests on words that are not the report's own"
    quantity = whole.quantity
    if (held.quantity or None) != whole.count:
        yield "the event gives another count than the report"
    if quantity is not None and not by_hand:
        yield from _check_quantity(quantity, text)
    if whole.time is not None and not by_hand:
        yield from _check_time(whole.time, report)
    for place in (whole.place, whole.origin, whole.destination):
        if place is not None:
            yield from _check_place(place, text)
    for party in (*whole.by, *whole.to):
        yield from _check_party(party, text)
    for link in whole.chain:
        yield from _check_link(link, report)


def _is_own(report: Report, at: int) -> bool:
    return any(b.start <= at < b.end and b.kind in OWN_WORDS for b in report.blocks)


def _stands(text: str, words: str, start: int, end: int) -> bool:
    """Tell whether words stand where they are said to, white space apart."""
    return 0 <= start < end <= len(text) and text[start:end].split() == words.split()


def _check_quantity(quantity: Quantity, text: str) -> Iterator[str]:
    if not _stands(text, quantity.text, quantity.start, quantity.end):
        yield f"the count “{quantity.text}” does not stand where it is cited"
        return
    if not says_count(quantity):
        yield f"“{quantity.text}” does not say {quantity.min} to {quantity.max}"


def _check_time(time: When, report: Report) -> Iterator[str]:
    if not _stands(report.text, time.text, time.start, time.end):
        yield f"the time “{time.text}” does not stand where it is cited"
        return
    if time.from_ and time.to and time.from_ > time.to:
        yield f"the time “{time.text}” ends before it begins"
    if not says_days(time, report.published.value):
        yield f"“{time.text}” does not say {time.from_} to {time.to}"


def _check_place(place: Place, text: str) -> Iterator[str]:
    if not _stands(text, place.text, place.start, place.end):
        yield f"the place “{place.text}” does not stand where it is cited"
    elif not names_place(place):
        yield f"“{place.text}” does not name {place.name}"


def _check_party(party: Party, text: str) -> Iterator[str]:
    if not _stands(text, party.text, party.start, party.end):
        yield f"the party “{party.text}” does not stand where it is cited"
    elif party.name and not _is_said(party.name, text):
        yield f"the name “{party.name}” is nowhere in the report"


def _check_link(link: Link, report: Report) -> Iterator[str]:
    """Give what is wrong with a speaker; the outlet's own voice has no words to stand on."""
    if link.text is None or link.start is None or link.end is None:
        if link.name and link.name != report.outlet and not _is_said(link.name, report.text):
            yield f"the source “{link.name}” is nowhere in the report"
        return
    if not _stands(report.text, link.text, link.start, link.end):
        yield f"the source “{link.text}” does not stand where it is cited"
    elif link.name and link.name != report.outlet and not _is_speaker(link.name, link.text, report.text):
        yield f"the source “{link.name}” is nowhere in the report"


def _is_speaker(name: str, words: str, text: str) -> bool:
    """Tell whether a report names a source: as it is called, or by another name of a well-known body ("AFP")."""
    body = find_body(words)
    return (body is not None and body[0] == name) or _is_said(name, text)


def _is_said(name: str, text: str) -> bool:
    """Tell whether every word of a name stands somewhere in the report."""
    return all(word in _words(text) for word in _SEPARATE.split(name.casefold()) if word)


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    """Return the words of a report; kept for a while, since its statements come one after the other."""
    return frozenset(_SEPARATE.split(text.casefold()))


def _check_event(event: Event, told: list[Statement], reports: Mapping[str, Held]) -> Iterator[str]:
    """Give figures and places of an event that nobody gives.

    A count may stem from a part of its happening, and a place may be the town that its reports name around a quarter.
    """
    for figure in event.figures:
        for point in figure.history:
            if not _is_counted((point.min, point.max), point.reports, reports):
                yield f"no statement says {figure.what} {point.min} to {point.max}"
    places = {place.name for s in told for place in (s.place, s.origin, s.destination) if place is not None}
    if event.place is not None and event.place.name not in places:
        texts = [reports[s.report].report.text for s in event.statements if s.report in reports]
        if not any(list(_check_place(event.place, text)) == [] for text in texts):
            yield f"no statement places it in {event.place.name}"


def _is_counted(count: Interval, report_ids: Iterable[str], reports: Mapping[str, Held]) -> bool:
    """Tell whether a statement of one of the reports that a count is laid to gives it."""
    held = (reports[i].report for i in report_ids if i in reports)
    return any(s.count == count for r in held for s in r.statements)
