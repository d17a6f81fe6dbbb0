"""The words and marks that what is shown to people has in common."""

import unicodedata
from collections.abc import Sequence

from khronika.model import (
    Event,
    EventStatement,
    Figure,
    FigureMode,
    Interval,
    Link,
    Place,
    PlacePrecision,
    Report,
    Status,
)
from khronika.reckon.words import say_days, say_interval

ARROW = " → "
_ABOUT = {
    PlacePrecision.COUNTRY: "known to the country only",
    PlacePrecision.REGION: "known to the region only",
    PlacePrecision.CITY: "known to the town",
    PlacePrecision.DISTRICT: "known to the district",
    PlacePrecision.POINT: "known to the spot",
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


def say_code(code: str) -> str:
    """Return a code of the contract as words."""
    return code.replace("_", " ")


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
    days = say_days(first, last)
    for month in "January February March April June July August September October November December".split():
        days = days.replace(month, month[:3])
    return days or "not said"


def say_status(statement: EventStatement) -> str:
    """Return in what state a source tells an act, empty where it simply happened."""
    return _STATUS[statement.status]


def say_chain(chain: Sequence[Link]) -> str:
    """Return a chain of sources, root first: "unidentified lawyer → Perviy Otdel → The Moscow Times"."""
    from khronika.reckon.roots import say_link

    return ARROW.join(clean(say_link(link)) for link in chain)


def say_figure(figure: Figure) -> str:
    """Return a figure in few words: "at least 65 detained"."""
    unit = f" {figure.unit}" if figure.unit and figure.unit not in {"people", figure.what} else ""
    new = " more" if figure.mode is FigureMode.NEW else ""
    return clean(f"{say_interval(figure.latest)}{new}{unit} {figure.what}")


def say_sources(event: Event) -> str:
    """Return how many independent sources an event has."""
    number = event.independent_roots
    return f"{number} independent source{'s' if number != 1 else ''}"


def quote_words(report: Report, statement: EventStatement) -> list[str]:
    """Return the sentences that a statement rests on, in the report's words."""
    return [clean(report.text[span.start : span.end]) for span in statement.evidence]


def say_exactly(interval: Interval, words: str | None) -> str:
    """Return an interval in words, and the source's own words for it where they say it otherwise."""
    plain = say_interval(interval)
    return plain if not words or clean(words).lower().startswith(plain.lower()) else f"{plain} (“{clean(words)}”)"
