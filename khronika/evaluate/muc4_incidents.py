"""What MUC-4 would call an incident: statements of one kind, day and place joined, with the fills of a template."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from khronika.values.folding import strip_accents
from khronika.values.tables import read_typed_table

_TYPES = {
    "attack": "ATTACK", "killing": "ATTACK", "death": "ATTACK", "injury": "ATTACK", "assault": "ATTACK",
    "torture": "ATTACK", "threat": "ATTACK", "property_destruction": "ATTACK",
    "abduction": "KIDNAPPING", "enforced_disappearance": "KIDNAPPING",
}  # fmt: skip
_EFFECTS = {"killing": "DEATH", "death": "DEATH", "injury": "INJURY"}
_BOMB = re.compile(r"\bbomb|explo|dynamit|grenade", re.IGNORECASE)
_FROM_THE_AIR = re.compile(r"\bair ?(force|strike|raid)|aerial|bombarded|aircraft|helicopter|strafe", re.IGNORECASE)
_FIRE = re.compile(r"\bburn|\bfire to|set fire|arson|ablaze|torch", re.IGNORECASE)
_COMMON = frozenset(
    "the a an of and in at by for from his her their two three four five six several some other".split()
)
GENERAL = frozenset({"ATTACK", "BOMBING", "ARSON"})
"""An attack may turn out to be one by bomb or fire."""
_DATELINE = re.compile(r"[^\n]{0,100}?--")
_SOON = timedelta(days=70)
"""Templates tell of incidents of the two months before the report."""

Days = tuple[date | None, date | None]
Fields = Mapping[str, Any]


@dataclass(slots=True)
class Incident:
    """The fills of one template; a slot without a fill is empty."""

    type: str
    date: Days | None = None
    country: str | None = None
    place: list[frozenset[str]] = field(default_factory=list)
    perpetrator: list[frozenset[str]] = field(default_factory=list)
    victim: list[frozenset[str]] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    effect: list[str] = field(default_factory=list)
    or_types: list[str] = field(default_factory=list)
    or_spots: list[tuple[str | None, list[frozenset[str]]]] = field(default_factory=list)
    or_dates: list[Days | None] = field(default_factory=list)
    """Kinds, countries with places, and days, that the key allows too."""
    optional: bool = False
    """The key does not ask for it."""
    at_will: Counter[str] = field(default_factory=Counter)
    """By slot the number of fills that the key does not ask for."""


@dataclass(slots=True)
class Telling:
    """What a report tells of one incident."""

    type: str
    days: Days | None
    statements: list[Fields]


def load_muc4_table() -> dict[str, Any]:
    """Return the countries and the weights of `data/muc4.yaml`."""
    return read_typed_table("khronika.evaluate", "muc4.yaml")


def printed_on(report: Fields) -> date | None:
    """Return the day of a report."""
    published = (report.get("published") or {}).get("value")
    return date.fromisoformat(published) if published else None


def is_dated(days: Days | None) -> bool:
    """Tell whether both ends are known."""
    return bool(days and days[0] and days[1])


def join_statements(report: Fields) -> list[Telling]:
    """Return the tellings of a report's incidents; a statement joins the last one before it that it can be of."""
    printed = printed_on(report)
    found: list[Telling] = []
    for statement in sorted(report.get("statements", ()), key=lambda s: s["trigger"]["start"]):
        kind = _type(statement, report["text"])
        if kind is None or statement["teaser"] or statement["status"] != "occurred":
            continue
        days = _told_days(statement, printed)
        if printed and days and days[1] and days[1] < printed - _SOON:
            continue
        home = next((t for t in reversed(found) if _can_join(report, t, statement, kind, days)), None)
        if home is None:
            home = Telling(kind, days, [])
            found.append(home)
        _join(home, statement, kind, days)
    return found


def _type(statement: Fields, text: str) -> str | None:
    """Return the kind of incident that a statement tells; bombs from the air are an attack (task document, 7.8)."""
    words = text[statement["evidence"][0]["start"] : statement["evidence"][0]["end"]]
    kind = _TYPES.get(statement["act"])
    if statement["act"] == "property_destruction" and _FIRE.search(words):
        return "ARSON"
    bombed = _BOMB.search(words) and not _FROM_THE_AIR.search(words)
    return "BOMBING" if kind == "ATTACK" and bombed else kind


def _told_days(statement: Fields, printed: date | None) -> Days | None:
    """Return the days that a statement tells; where it tells none, the incident was by the day of the report."""
    when = statement["time"]
    first, last = (when["from"], when["to"]) if when else (None, None)
    if first or last:
        return (date.fromisoformat(first) if first else None), (date.fromisoformat(last) if last else printed)
    return (None, printed) if printed else None


def _can_join(report: Fields, telling: Telling, statement: Fields, kind: str, days: Days | None) -> bool:
    """Tell whether nothing speaks against it: kind, days and exact place are the same or not told."""
    if telling.type != kind and not {telling.type, kind} <= GENERAL:
        return False
    if is_dated(telling.days) and is_dated(days) and not _overlap(telling.days, days):
        return False
    place, places = exact_place(report, statement), exact_places(report, telling)
    return place is None or not places or any(place["name"] == p["name"] for p in places)


def _overlap(one: Any, two: Any) -> bool:
    return bool(one[0] <= two[1] and two[0] <= one[1])


def exact_place(report: Fields, statement: Fields) -> Fields | None:
    """Return a statement's place, None where it is a country or the town that the report is sent from."""
    place: Fields | None = statement["place"]
    if not place or place["precision"] in (None, "country") or is_sent_from(report, place):
        return None
    return place


def exact_places(report: Fields, telling: Telling) -> list[Fields]:
    """Return the exact places of what is told of one incident."""
    return [place for s in telling.statements if (place := exact_place(report, s))]


def is_sent_from(report: Fields, place: Fields) -> bool:
    """Tell whether the dateline ("LIMA, 5 OCT 89 (EFE) -- [TEXT]") names a place, and nothing else does."""
    dateline = _DATELINE.match(report["text"])
    ends = dateline.end() if dateline else 0
    named = [place, *(p for p in report["places"] if p["name"] == place["name"])]
    return all(p["start"] < ends for p in named)


def _join(telling: Telling, statement: Fields, kind: str, days: Days | None) -> None:
    """Add a statement; the more exact kind and days hold for all."""
    telling.statements.append(statement)
    if kind != "ATTACK":
        telling.type = kind
    if is_dated(days) and (not is_dated(telling.days) or _length(days) < _length(telling.days)):
        telling.days = days


def _length(days: Any) -> timedelta:
    length: timedelta = days[1] - days[0]
    return length


def fill_incident(report: Fields, telling: Telling) -> Incident:
    """Return the fills of what is told of an incident."""
    incident = Incident(telling.type, telling.days)
    if places := exact_places(report, telling):
        named = Counter(p["name"] for p in places)
        best = max(places, key=lambda p: named[p["name"]])
        incident.place = [words_of(f"{best['name']} {best['text']}")]
        incident.country = best["country_name"]
    incident.country = plain(_country(report, telling, incident.country) or "") or None
    for statement in telling.statements:
        _add_parties(incident, statement)
    return incident


def _country(report: Fields, telling: Telling, found: str | None) -> str | None:
    """Return the first of MUC's own countries that the place, the statements or, by count, the report is of."""
    near = (s["place"] for s in telling.statements if s["place"] and not is_sent_from(report, s["place"]))
    named = Counter(p["country_name"] for p in report.get("places", ()))
    known = [found, *(place["country_name"] for place in near), *(country for country, _ in named.most_common())]
    told = [country for country in known if country]
    return next((country for country in told if country in load_muc4_table()["countries"]), told[0] if told else None)


def _add_parties(incident: Incident, statement: Fields) -> None:
    """Add to an incident who did it and to whom, as one more statement tells."""
    _add_fills(incident.perpetrator, (words_of(p["text"]) for p in statement["by"]))
    _add_fills(incident.victim, (words_of(p["text"]) for p in statement["to"]))
    count = statement["quantity"]
    if count and statement["to"]:
        exact = count["min"] if count["min"] == count["max"] else None
        incident.number.append("PLURAL" if exact is None else str(exact))
    if statement["act"] in _EFFECTS and statement["to"]:
        incident.effect.append(_EFFECTS[statement["act"]])


def _add_fills(held: list[frozenset[str]], new: Iterable[frozenset[str]]) -> None:
    held.extend(words for words in new if words and not any(words & other for other in held))


def words_of(text: str) -> frozenset[str]:
    """Return the words that two fills can share."""
    return frozenset(w for w in re.findall(r"[^\W\d_]{2,}", plain(text)) if w not in _COMMON)


def plain(text: str) -> str:
    """Return lower-case text without accents."""
    return strip_accents(text.lower()).strip()
