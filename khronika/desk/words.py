"""What the desk says of records, in the language of the page. What reports say stays in theirs.

Names of events, reasons, figures, codes, days and places have the words that the published site has; deeds and fields
are in the catalogue.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from khronika.model import (
    Act,
    DecisionKind,
    Event,
    EventStatement,
    Figure,
    Interval,
    Link,
    Place,
    Report,
    Statement,
)
from khronika.publish import words as english
from khronika.publish.site.retold import Retold, load_retold
from khronika.publish.site.words import Words, load_words
from khronika.reckon.words import say_days, say_how_many
from khronika.reckon.words import say_interval as say_in_english
from khronika.values.sites import find_publisher

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

JUDGED: "dict[bool | None, StrOrPromise]" = {
    True: gettext_lazy("judged: the same event"),
    False: gettext_lazy("judged: not the same event"),
    None: gettext_lazy("judgement taken back"),
}
DONE: "dict[DecisionKind, StrOrPromise]" = {
    DecisionKind.ACCEPT: gettext_lazy("accepted"),
    DecisionKind.REJECT: gettext_lazy("rejected"),
    DecisionKind.CORRECT: gettext_lazy("corrected"),
    DecisionKind.MAKE: gettext_lazy("made by a person"),
    DecisionKind.UNDO: gettext_lazy("taken back"),
}
FIELDS: "dict[str, StrOrPromise]" = {
    "act": gettext_lazy("act"), "status": gettext_lazy("state"), "quantity": gettext_lazy("how many"),
    "time": gettext_lazy("when"), "place": gettext_lazy("where"), "by": gettext_lazy("who"),
    "to": gettext_lazy("whom"), "chain": gettext_lazy("who says so"), "trigger": gettext_lazy("word of the act"),
}  # fmt: skip


def _site() -> Words:
    """Return the published site's words in the language of the page."""
    return load_words(_language())


def _retold() -> Retold | None:
    """Return who says what records say in English; none on a page that is in English."""
    return load_retold(_language())


def _language() -> str:
    return "ru" if get_language() == "ru" else "en"


def say_act(act: Act) -> str:
    """Return the noun that an act goes by."""
    return _site().act(act)


def say_code(code: str) -> str:
    """Return a verdict, a state or a kind of source."""
    verdicts: dict[str, str] = _site()["verdicts"]
    plain, told = english.say_code(code), _retold()
    return verdicts.get(code) or (told.code(plain) if told else plain)


def say_verdict(event: Event) -> str:
    """Return what an event's sources amount to."""
    told = english.say_verdict(event)
    return say_code(event.verdict) if told == english.say_code(event.verdict) else say_code(told)


def say_name(event: Event) -> str:
    """Return what an event is called."""
    told = _retold()
    place = event.place.name if event.place else None
    return told.name(event.name, event.act, place, (event.from_, event.to), event.figures) if told else event.name


def say_why(event: Event) -> str:
    """Return why an event has its verdict."""
    told = _retold()
    return told.why(event.why, _named(event)) if told else event.why


def say_why_counted(event: Event, figure: Figure) -> str:
    """Return why a figure of an event is what it is."""
    told = _retold()
    return told.why(figure.why, _named(event)) if told else figure.why


def _named(event: Event) -> set[str]:
    """Return the names that an event has for its sources."""
    return {r.name for r in event.roots if r.name} | {p.root for figure in event.figures for p in figure.history}


def say_figure(figure: Figure) -> str:
    """Return a figure in few words."""
    told = _retold()
    return told.figure(figure) if told else english.say_figure(figure)


def say_interval(interval: Interval, unit: str | None = None) -> str:
    """Return an interval with what it counts, where that is said."""
    told = _retold()
    if told:
        return told.how_many(interval, unit)
    return say_how_many(interval, unit) if unit else say_in_english(interval)


def say_chain(chain: Sequence[Link]) -> str:
    """Return a chain of sources, root first."""
    return say_root(english.say_chain(chain))


def say_root(root: str) -> str:
    """Return a source, or a chain of them, as a record names it."""
    told = _retold()
    return told.instead(root) if told else root


def say_marks(held: EventStatement, statement: Statement | None) -> str:
    """Return what a reader must know of a statement besides its words."""
    told, marks = _retold(), english.say_marks(held, statement)
    return told.marks(marks) if told else marks


def say_when(first: str | None, last: str | None) -> str:
    """Return the days of an event."""
    return _site().days(first, last)


def say_period(first: str | None, last: str | None) -> str:
    """Return the days that a figure counts; empty where none are said."""
    words = _site()
    if first is None and last is None:
        return ""
    return say_days(first, last) if words.lang == "en" else words.days(first, last)


def say_short_days(first: str | None, last: str | None) -> str:
    """Return days for a narrow column."""
    words = _site()
    return english.say_short_days(first, last) if words.lang == "en" else words.days(first, last)


def say_day(day: str | None) -> str:
    """Return a day for a narrow column, empty where it is not known."""
    return say_short_days(day, day) if day else ""


def say_where(place: Place | None) -> str:
    """Return a place with how exactly it is known."""
    words = _site()
    if place is None or words.lang == "en":
        return english.say_where(place) if place else gettext("not said")
    return f"{english.say_place(place)} ({words['precision'][place.precision]})"


def say_sources(event: Event) -> str:
    """Return how many independent sources speak of an event, and how many of them say that it happened."""
    if _site().lang == "en":
        return english.say_sources(event)
    number = event.independent_roots
    told = ngettext("%(n)s independent source", "%(n)s independent sources", number) % {"n": number}
    for_it = gettext("%(n)s for it") % {"n": event.roots_for}
    return told if event.roots_for == number else f"{told}, {for_it}"


def say_report(report: Report) -> str:
    """Return where a report stands: outlet, day, title."""
    day = report.published.value
    told = say_short_days(day, day) if day else gettext("no date")
    outlet = english.clean(find_publisher(report) or "") or gettext("outlet not known")
    return f"{outlet}, {told}: {english.clean(report.title or report.id)}"
