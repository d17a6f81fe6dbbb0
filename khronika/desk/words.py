"""What the desk says of records, in the language of the page. What reports say stays in theirs.

Acts, verdicts, days and places have the words that the published site has; states, kinds of sources and deeds are in
the catalogue.
"""

from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext, gettext_lazy, gettext_noop, ngettext

from khronika.model import Act, DecisionKind, Event, Place, Report
from khronika.publish import words as english
from khronika.publish.site.words import Words, load_words
from khronika.reckon.words import say_days

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

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
CODES = (
    gettext_noop("occurred"), gettext_noop("ongoing"), gettext_noop("planned"), gettext_noop("threatened"),
    gettext_noop("alleged future"), gettext_noop("denied"), gettext_noop("unknown"),
    gettext_noop("state security"), gettext_noop("state civil"), gettext_noop("court"),
    gettext_noop("intergovernmental"), gettext_noop("armed group"), gettext_noop("armed group state backed"),
    gettext_noop("party"), gettext_noop("ngo"), gettext_noop("media"), gettext_noop("state media"),
    gettext_noop("social media"), gettext_noop("lawyer"), gettext_noop("witness"), gettext_noop("victim"),
    gettext_noop("relative"), gettext_noop("official"), gettext_noop("expert"), gettext_noop("company"),
    gettext_noop("community"), gettext_noop("person"),
)  # fmt: skip
"""States and kinds of sources, as `say_code` says them: here the catalogue finds them."""


def _site() -> Words:
    """Return the published site's words in the language of the page."""
    return load_words("ru" if get_language() == "ru" else "en")


def say_act(act: Act) -> str:
    """Return the noun that an act goes by."""
    return _site().act(act)


def say_code(code: str) -> str:
    """Return a verdict, a state or a kind of source."""
    verdicts: dict[str, str] = _site()["verdicts"]
    return verdicts.get(code) or gettext(english.say_code(code)) if code else ""


def say_verdict(event: Event) -> str:
    """Return what an event's sources amount to."""
    told = english.say_verdict(event)
    return say_code(event.verdict) if told == english.say_code(event.verdict) else gettext(told)


PLANNED = gettext_noop("planned, no word of it since")
"""What `say_verdict` says of a plan that nobody called off."""


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
    outlet = english.clean(report.outlet or "") or gettext("outlet not known")
    return f"{outlet}, {told}: {english.clean(report.title or report.id)}"
