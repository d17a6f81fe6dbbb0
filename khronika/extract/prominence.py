"""Which statement stands first: the one that the report is chiefly about."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from khronika.extract.tables import load_table
from khronika.model import TOWNS, Act, Place, PlacePrecision, Report, Statement, Status, When

_WORD = re.compile(r"[^\W\d_]{4,}")
_OPENING, _PLACE_OPENING = 700, 1200  # characters in which a report says what it is about, and where
_OPEN = frozenset({Status.PLANNED, Status.THREATENED, Status.ALLEGED_FUTURE, Status.DENIED})

_PARTS = ("told", "place", "time", "doer")

Signs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Page:
    """What a report as a whole says of its title, day and places."""

    title_words: frozenset[str]
    headline: frozenset[Act]
    published: date | None
    length: int
    countries: Mapping[str | None, float]
    """Share of the places of the report that lie in a country."""
    opening: Mapping[str | None, float]
    """The same of its opening."""
    told: Mapping[str | None, float]
    """Share of the statements that are set at a place of a name."""
    named: Mapping[str, int]
    """How often a place is named."""
    violations: Mapping[str | None, float]
    """Share of the coded statements that have a violation of HRDsAttack."""
    main_place: str | None = None
    """The name of the place that it is about."""


def rank_statements(
    report: Report,
    statements: Sequence[Statement],
    places: Sequence[Place],
    headline: Sequence[Act] = (),
    main_place: Place | None = None,
) -> list[Statement]:
    """Return the statements in order of prominence, those of teasers last; equals stay as they came.

    A statement counts for what it tells itself, and for how its place, time and doer look beside the best of the
    report: the signs and their weights stand in `prominence.yaml`.

    Args:
        places: all that the report names.
        headline: the acts that its headline tells.
        main_place: what it is about.
    """
    own, teasers = [s for s in statements if not s.teaser], [s for s in statements if s.teaser]
    page = read_page(report, own, places, headline, main_place)
    whole = _weights()[2]["whole"]
    scores = [
        points + _weigh(signs_of_whole(s, k == 0, page), whole)
        for k, (s, points) in enumerate(zip(own, score_parts(own, page), strict=True))
    ]
    order = sorted(range(len(own)), key=lambda k: -scores[k])
    return [*(own[k] for k in order), *teasers]


def score_parts(own: Sequence[Statement], page: Page) -> list[float]:
    """Return the points of statements for themselves and for how place, time and doer look beside the report's best."""
    absent, counts, table = _weights()
    scores = [0.0] * len(own)
    for name in _PARTS:
        found = [signs_of(name, s, k == 0, page) for k, s in enumerate(own)]
        points = [None if signs is None else counts[name] * _weigh(signs, table[name]) for signs in found]
        best = max((p for p in points if p is not None), default=0.0)
        scores = [score + (absent if p is None else p - best) for score, p in zip(scores, points, strict=True)]
    return scores


@cache
def _weights() -> tuple[float, dict[str, float], dict[str, dict[str, float]]]:
    """Return what a lacking place, time or doer costs, how much each part counts, and the weights of the signs."""
    table = load_table("prominence.yaml")
    by_hand = table["by_hand"]
    signs = {
        name: {sign: float(w) for sign, w in (row | by_hand.get(name, {})).items()}
        for name, row in table["signs"].items()
    }
    return float(table["absent"]), {name: float(table["counts"].get(name, 1)) for name in _PARTS}, signs


def _weigh(signs: Signs, weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in signs.items())


def read_page(
    report: Report,
    own: Sequence[Statement],
    places: Sequence[Place],
    headline: Sequence[Act] = (),
    main_place: Place | None = None,
) -> Page:
    """Return what a report says as a whole; `own`: its statements that are no teasers."""
    return Page(
        title_words=frozenset(_WORD.findall((report.title or "").lower())),
        headline=frozenset(headline),
        published=date.fromisoformat(report.published.value) if report.published.value else None,
        length=max(1, len(report.text)),
        countries=_shares(p.country for p in places if p.country),
        opening=_shares(p.country for p in places if p.country and p.start < _PLACE_OPENING),
        told=_shares(s.place.name for s in own if s.place),
        named=Counter(p.name for p in places),
        violations=_shares(s.codes.hrdsattack for s in own if s.codes.hrdsattack),
        main_place=main_place.name if main_place else None,
    )


def _shares(values: Iterable[str | None]) -> dict[str | None, float]:
    counts = Counter(values)
    return {value: n / counts.total() for value, n in counts.items()}


def signs_of(name: str, statement: Statement, first: bool, page: Page) -> dict[str, float] | None:
    """Return the signs by which a statement is judged, None where it lacks what they are signs of.

    Args:
        name: "told", "place", "time" or "doer".
        first: it stood first as the report tells.
    """
    signs = _signs_told(statement, first, page)
    if name == "place":
        return signs | _signs_place(statement, statement.place, page) if statement.place else None
    if name == "time":
        when = statement.time
        return signs | _signs_time(when, page.published) if when and when.from_ and when.to else None
    if name == "doer":
        state = bool(statement.by) and statement.by[0].kind.startswith("state")
        return signs | {"by_state": float(state)} if statement.codes.hrdsattack_perpetrator else None
    return signs


def signs_of_whole(statement: Statement, first: bool, page: Page) -> dict[str, float]:
    """Return the signs of all that a statement tells, and of what it lacks: "place town", "no time"."""
    signs = _signs_told(statement, first, page)
    told = frozenset(signs)
    del signs["first"]  # equals stay as they came
    for name in _PARTS[1:]:
        part = signs_of(name, statement, first, page)
        signs[f"no {name}"] = float(part is None)
        signs |= {f"{name} {sign}": value for sign, value in (part or {}).items() if sign not in told}
    return signs


def _signs_told(statement: Statement, first: bool, page: Page) -> dict[str, float]:
    """Return the signs of a statement itself."""
    code = statement.codes.hrdsattack
    return {
        "first": float(first),
        "headline": float(statement.act in page.headline),
        "depth": statement.trigger.start / page.length,
        "opening": float(statement.trigger.start < _OPENING),
        "coded": float(code not in (None, "other")),
        "same_violation": page.violations.get(code, 0.0),
        "occurred": float(statement.status is Status.OCCURRED),
        "open": float(statement.status in _OPEN),
        "hedged": float(statement.hedged),
        "by": float(bool(statement.by)),
        "to": float(bool(statement.to)),
        "to_named": float(any(p.name for p in statement.to)),
        "to_in_title": float(any(page.title_words & set(_WORD.findall(p.text.lower())) for p in statement.to)),
        "chance": statement.confidence,
    }


def _signs_place(statement: Statement, place: Place, page: Page) -> dict[str, float]:
    """Return how exact a place is, and how much of the report is about it."""
    words = set(_WORD.findall(f"{place.text} {place.country_name or ''}".lower()))
    return {
        "located": float(place.country is not None),
        "town": float(place.precision in TOWNS),
        "region": float(place.precision is PlacePrecision.REGION),
        "of_report": page.countries.get(place.country, 0.0),
        "of_opening": page.opening.get(place.country, 0.0),
        "of_statements": page.told.get(place.name, 0.0),
        "main": float(place.name == page.main_place),
        "named_often": min(1.0, page.named.get(place.name, 0) / 5),
        "in_title": float(bool(words & page.title_words)),
        "in_evidence": float(any(e.start <= place.start < e.end for e in statement.evidence)),
    }


def _signs_time(when: When, published: date | None) -> dict[str, float]:
    """Return how exact a time is, and how long before the report."""
    first, last = date.fromisoformat(str(when.from_)), date.fromisoformat(str(when.to))
    signs = {
        "day": float(first == last),
        "month": float(first != last and (first.year, first.month) == (last.year, last.month)),
        "years": float(first.year != last.year),
    }
    if published:
        ago = (published - last).days
        signs |= {
            "future": float(ago < 0),
            "today": float(ago == 0 and first == last),
            "year_ago": float(31 < ago <= 400),
            "long_ago": float(ago > 400),
            "decades_ago": float(ago > 3000),
        }
    return signs
