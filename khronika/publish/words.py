"""The words and marks that what is shown to people has in common."""

import re
import unicodedata
from collections.abc import Sequence

from khronika.model import (
    Act,
    Event,
    EventStatement,
    Figure,
    FigureMode,
    Interval,
    Link,
    Party,
    Place,
    PlacePrecision,
    Report,
    Statement,
    Status,
    Verdict,
)
from khronika.reckon.sources import say_link
from khronika.reckon.words import act_noun, say_days, say_how_many, say_interval
from khronika.values.sites import find_publisher

ARROW = " → "
_LONG_MONTH = re.compile(r"January|February|March|April|June|July|August|September|October|November|December")
_ABOUT = {
    PlacePrecision.COUNTRY: "somewhere in the country",
    PlacePrecision.REGION: "somewhere in the region",
    PlacePrecision.CITY: "somewhere in the town",
    PlacePrecision.DISTRICT: "somewhere in the district",
    PlacePrecision.POINT: "this spot",
}
_STATUS = {
    Status.OCCURRED: "",
    Status.ONGOING: "going on",
    Status.PLANNED: "planned",
    Status.THREATENED: "threatened",
    Status.ALLEGED_FUTURE: "said to be coming",
    Status.DENIED: "denied",
    Status.UNKNOWN: "not said whether it happened",
}


def clean(text: str) -> str:
    """Return text on one line without characters that steer a terminal or turn its writing direction."""
    return " ".join(
        "".join(c if not unicodedata.category(c).startswith("C") else " " * c.isspace() for c in text).split()
    )


def visible(text: str) -> str:
    """Return text as long as it was, a blank for each character that steers or hides what is seen; breaks stay."""
    return "".join(c if c in "\n\t" or not unicodedata.category(c).startswith("C") else " " for c in text)


def say_act(act: Act) -> str:
    """Return the noun that an act goes by, as in the names of events."""
    return act_noun(act).lower()


def say_code(code: str) -> str:
    """Return a code of the contract as words."""
    return code.replace("_", " ")


def say_verdict(event: Event) -> str:
    """Return what an event's sources amount to; a plan that nobody called off is called no more than that."""
    called_off = any(s.status is Status.DENIED for s in event.statements)
    if event.verdict is Verdict.DID_NOT_HAPPEN and not called_off:
        return "planned, no word of it since"
    return say_code(event.verdict)


def say_place(place: Place | None) -> str:
    """Return a place with its country, empty where none is known."""
    if place is None:
        return ""
    names = [clean(place.name)]
    if place.country_name and place.country_name != place.name:
        names.append(place.country_name)
    return ", ".join(names)


def say_where(place: Place | None) -> str:
    """Return a place with how exactly it is known, so that a country is not taken for a spot in its middle."""
    return f"{say_place(place)} ({_ABOUT[place.precision]})" if place else "not said"


def say_when(first: str | None, last: str | None) -> str:
    """Return the days of an event; a window is called one."""
    if first is None and last is None:
        return "not said"
    days = say_days(first, last)
    return days if first == last or first is None or last is None else f"{days} (between these days)"


def say_short_days(first: str | None, last: str | None) -> str:
    """Return days for a narrow column, as in `say_days` with short months."""
    return _LONG_MONTH.sub(lambda month: month[0][:3], say_days(first, last)) or "not said"


def say_chain(chain: Sequence[Link]) -> str:
    """Return a chain of sources, root first: "unidentified lawyer → Perviy Otdel → The Moscow Times"."""
    unknown = "outlet not known"
    return ARROW.join(clean(say_link(link)) if link.name or link.text else unknown for link in chain)


def say_figure(figure: Figure) -> str:
    """Return a figure in few words: "deported: at least 65", "released: 22 more protesters"."""
    unit = figure.unit if figure.unit not in {"people", figure.what} else None
    new = "more " if figure.mode is FigureMode.NEW else ""
    told = say_how_many(figure.latest, f"{new}{unit}") if unit else f"{say_interval(figure.latest)} {new}"
    return clean(f"{figure.what}: {told}")


def say_number(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number of things.

    >>> say_number(1, "copy", "copies"), say_number(3, "report")
    ('1 copy', '3 reports')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def say_sources(event: Event) -> str:
    """Return how many independent sources speak of an event, and how many of them say that it happened."""
    told = say_number(event.independent_roots, "independent source") if event.independent_roots != 1 else "1 source"
    return told if event.roots_for == event.independent_roots else f"{told}, {event.roots_for} for it"


def say_report(report: Report) -> str:
    """Return where a report stands: outlet, day, title."""
    day = say_short_days(report.published.value, report.published.value) if report.published.value else "no date"
    place = clean(f"{find_publisher(report) or 'outlet not known'}, {day}")
    return f"{place}: {clean(report.title or report.id)}"


def say_marks(held: EventStatement, statement: Statement | None) -> str:
    """Return what a reader must know besides the words: state, how many, who, whom, how sure; empty where nothing.

    Args:
        statement: the whole statement, None where its report is missing.
    """
    marks = [_STATUS[held.status], f"how many: {say_interval(held.quantity)}" if held.quantity else ""]
    if statement is not None:
        marks += [_say_parties("who", statement.by), _say_parties("whom", _uncounted(statement))]
        marks.append("hedged: its source does not vouch for it" if statement.hedged else "")
        marks.append("in quotation marks" if statement.quoted else "")
        marks.append("takes back what was said before" if statement.retracts else "")
        marks.append("found by a person, not the reader" if statement.made_by == "person" else "")
    return "; ".join(mark for mark in marks if mark)


def _uncounted(statement: Statement) -> list[Party]:
    """Return those whom an act was done to, without those whom its count names already ("nine people")."""
    count = statement.quantity
    return [p for p in statement.to if count is None or p.end <= count.start or count.end <= p.start]


def _say_parties(word: str, parties: Sequence[Party]) -> str:
    return f"{word}: {', '.join(clean(p.name or p.text) for p in parties)}" if parties else ""


def quote_words(report: Report, statement: EventStatement) -> list[str]:
    """Return the sentences that a statement rests on, in the report's words."""
    return [clean(report.text[span.start : span.end]) for span in statement.evidence]


def say_exactly(interval: Interval, words: str | None) -> str:
    """Return an interval in words, and the source's own words for it where they are vaguer than a number.

    >>> say_exactly((24, 99), "Dozens"), say_exactly((9, None), "at least nine people"), say_exactly((9, 9), "nine")
    ('24 to 99 (“Dozens”)', 'at least 9', '9')
    """
    plain, low, high = say_interval(interval), *interval
    said = clean(words or "")
    if not said or low == high or (high is None and said.lower().startswith("at least")):
        return plain
    return f"{plain} (“{said}”)"
