"""Values in words, the same on every page: intervals, days, chains, states."""

from collections.abc import Sequence

from khronika.model import Figure, Interval, Link, Party, Place, PlacePrecision, Status, Verdict, When

UNSAID = "–"

_VERDICTS = {
    Verdict.SINGLE_SOURCE: "one source",
    Verdict.COPIES_OF_ONE_SOURCE: "copies of one source",
    Verdict.CORROBORATED: "corroborated",
    Verdict.CONTESTED: "contested",
    Verdict.DENIED: "denied",
    Verdict.RETRACTED: "taken back",
    Verdict.DID_NOT_HAPPEN: "did not happen",
}
_STATES = {
    Status.OCCURRED: "",
    Status.ONGOING: "going on",
    Status.PLANNED: "planned",
    Status.THREATENED: "threatened",
    Status.ALLEGED_FUTURE: "said to be coming",
    Status.DENIED: "denied",
    Status.UNKNOWN: "state unknown",
}
_PRECISION = {
    PlacePrecision.POINT: "",
    PlacePrecision.DISTRICT: "",
    PlacePrecision.CITY: "",
    PlacePrecision.REGION: " (region)",
    PlacePrecision.COUNTRY: " (country)",
}


def say_verdict(verdict: Verdict) -> str:
    """Return a verdict in words."""
    return _VERDICTS[verdict]


def say_state(status: Status, hedged: bool) -> str:
    """Return the state of a statement in words, empty where it plainly happened."""
    return ", ".join(part for part in (_STATES[status], "hedged" if hedged else "") if part)


def say_interval(interval: Interval | None) -> str:
    """Return a count in words: "65 or more", "3 to 9"; a dash where none is said.

    >>> say_interval((65, None)), say_interval((3, 9)), say_interval(None)
    ('65 or more', '3 to 9', '–')
    """
    if interval is None or interval == (None, None):
        return UNSAID
    low, high = interval
    if high is None:
        return f"{low:,} or more"
    if low is None or (low == 0 and high > 0):
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def say_figure(figure: Figure) -> str:
    """Return a figure in a few words: "65 or more deported, contested"."""
    return f"{say_interval(figure.latest)} {figure.what}" + (", contested" if figure.contested else "")


def say_days(first: str | None, last: str | None) -> str:
    """Return an interval of ISO days: one day, or two with a dash; open ends are shown open.

    >>> say_days("2024-03-28", "2024-03-28"), say_days("2024-03-22", "2024-03-29"), say_days(None, "2024-03-29")
    ('2024-03-28', '2024-03-22 – 29', '… – 2024-03-29')
    """
    if not first and not last:
        return UNSAID
    if first == last:
        return first or UNSAID
    if first and last and first[:8] == last[:8]:
        return f"{first} – {last[8:]}"
    return f"{first or '…'} – {last or '…'}"


def say_when(when: When | None) -> str:
    """Return the time of a statement: days, and the words where no day is known."""
    if when is None:
        return UNSAID
    days = say_days(when.from_, when.to)
    return f"“{when.text}”" if days == UNSAID else days


def say_place(place: Place | None) -> str:
    """Return a place with its country, marked where it is no more than a region or country."""
    if place is None:
        return UNSAID
    country = "" if place.precision is PlacePrecision.COUNTRY or not place.country_name else f", {place.country_name}"
    return place.name + country + _PRECISION[place.precision]


def say_link(link: Link) -> str:
    """Return one source of a chain: its name, with the words where they say more; its words where it has no name."""
    if link.text and link.name and link.name.lower() not in link.text.lower():
        return f"{link.text} ({link.name})"
    return link.name or link.text or "the outlet"


def say_chain(chain: Sequence[Link]) -> str:
    """Return a chain from the root to the outlet."""
    return " → ".join(" ".join(say_link(link).split()) for link in chain)


def say_parties(parties: Sequence[Party]) -> str:
    """Return parties as the report words them."""
    return "; ".join(" ".join(p.text.split()) for p in parties) or UNSAID


def quote(text: str, start: int, end: int, most: int = 320) -> str:
    """Return the words at start:end on one line, cut at a word where they are long."""
    words = " ".join(text[start:end].split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
