"""What to call an event, and where and when it was."""

import re
from collections import Counter
from collections.abc import Sequence

from khronika.model import Act, Figure, Place, PlacePrecision, Report, Statement, When
from khronika.reckon.roots import Told
from khronika.reckon.statuses import HAPPENED, denies_it
from khronika.reckon.words import act_noun, act_preposition, cover_words, say_days, say_how_many
from khronika.values.place_relations import Relation, distance_km, is_guessed, relate_places

_TELLING = (PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.DISTRICT, PlacePrecision.POINT,
            PlacePrecision.CITY)  # fmt: skip
_REACH = 50.0  # km
_LEAD = re.compile(r"^(?:that\s+)?(?:(?:the|a|an|its|his|her|their|some|these|those)\s+)?", re.IGNORECASE)
_NOBODY = re.compile(r"(?:how|what|which|who|whom|whose|no|nobody|none|any|anyone)\b", re.IGNORECASE)
_LONGEST = 6  # words of a party that a name takes over


def pick_place(told: Sequence[Told]) -> Place | None:
    """Return the place of an event: the town that its statements and reports name most often.

    A hospital, a street or a quarter may be that of one statement alone. A place that the gazetteer knows goes before
    one that it does not, whatever the precision. Of two that are named as often it is the one that is named first.
    """
    own = _find_own_places(told)
    countries = {p.country for p in own}
    reports = {t.report.id: t.report for t in told}
    towns = [p for r in reports.values() for p in r.places if p.precision is PlacePrecision.CITY and p.country]
    towns = [p for p in towns if countries & {p.country, None}]
    kinds = {_key(p): p for p in own}.values()
    reached = {key: any(_is_near(o, p) for o in kinds) for key, p in {_key(p): p for p in towns}.items()}
    near = Counter(p.name for p in towns if reached[_key(p)])
    often = Counter(p.name for p in own) + near
    named = [*own, *towns]
    regions = Counter((p.country, p.admin1) for p in named if p.admin1)
    return max(
        (p for p in named if not p.admin1 or regions[p.country, p.admin1] == max(regions.values())),
        key=lambda p: (p.country is not None, _TELLING.index(p.precision), often[p.name], -p.start, p.name),
        default=None,
    )


def _find_own_places(told: Sequence[Told]) -> list[Place]:
    """Return the places of statements; that to which somebody was brought only where no statement has another."""
    placed = [(t, t.statement.place) for t in told if t.statement.place]
    others = [p for t, p in placed if not cover_words("brought").search(_first_sentence(t.report, t.statement))]
    return others or [p for _, p in placed]


def _key(place: Place) -> tuple[object, ...]:
    """Return what tells a place from others: not the words that name it, where the gazetteer knows it."""
    words = place.text if is_guessed(place) else None
    return place.name, place.country, place.admin1, place.precision, place.lat, place.lon, words


def _is_near(place: Place, town: Place) -> bool:
    """Tell whether a place holds a town or lies in its reach, as far as is known."""
    if relate_places(place, town) in {Relation.SAME, Relation.HOLDS}:
        return True
    distance = distance_km(place, town)
    return distance is None or distance <= _REACH


def pick_days(members: Sequence[tuple[Report, Statement]]) -> tuple[str | None, str | None]:
    """Return the days an event falls in, inclusive: what its dated statements agree on.

    Those who deny it or take it back are heard where nobody else says when: their day is often that on which they did.
    Where they do not, what more than half of their reports agree on, else from the first to the last. Where a running
    window is told ("since the 8th"), the event is as long as all of them together.
    """
    dated = [(r, s, w) for r, s in members if (w := s.time) and (w.from_ or w.to)]
    dated = [told for told in dated if not (denies_it(told[1]) or told[1].retracts)] or dated
    firsts, lasts = [w.from_ for _, _, w in dated if w.from_], [w.to for _, _, w in dated if w.to]
    if not firsts or not lasts:
        return min(firsts, default=None), max(lasts, default=None)
    if any(w.from_ != w.to and _is_running(r, s, w) for r, s, w in dated):
        return min(firsts), max(lasts)
    agreed = max(
        ([(r, w) for r, _, w in dated if (w.from_ or "") <= day <= (w.to or "9999")] for day in sorted(firsts)),
        key=lambda held: len({r.id for r, _ in held}),
    )
    if 2 * len({r.id for r, _ in agreed}) <= len({r.id for r, _, _ in dated}):
        return min(firsts), max(lasts)
    return max(w.from_ for _, w in agreed if w.from_), min((w.to for _, w in agreed if w.to), default=None)


def _is_running(report: Report, statement: Statement, when: When) -> bool:
    """Tell whether a window is told as one that runs on."""
    words = f"{when.text} {_first_sentence(report, statement)}"
    return any(cover_words(kind).search(words) for kind in ("window", "total"))


def _first_sentence(report: Report, statement: Statement) -> str:
    """Return the sentence that a statement rests on first of all."""
    return " ".join(report.text[span.start : span.end] for span in statement.evidence[:1])


def name_event(
    act: Act, told: Sequence[Told], figures: Sequence[Figure], place: Place | None, days: tuple[str | None, str | None]
) -> str:
    """Return what to call an event: "Deportation of 64 foreigners, Saint Petersburg, 28 March 2024"."""
    preposition = act_preposition(act)
    whom = _whom(act, told, figures) if preposition else None
    what = f"{act_noun(act)} {preposition} {whom}" if whom else act_noun(act)
    return ", ".join(part for part in (what, place.name if place else "", say_days(*days)) if part)


def _whom(act: Act, told: Sequence[Told], figures: Sequence[Figure]) -> str | None:
    """Return how many of whom, in few words, None where nobody says."""
    ordered = sorted(told, key=lambda t: (t.statement.status not in HAPPENED, t.statement.quantity is None))
    parties = [p for t in ordered for p in (t.statement.by if act is Act.PROTEST else t.statement.to)]
    if figures:
        return None if figures[0].latest[1] == 0 else say_how_many(figures[0].latest, figures[0].unit or "people")
    party = next((p for p in parties if p.name or not _NOBODY.match(p.text)), None)
    if party is None:
        return None
    words = (party.name or _LEAD.sub("", " ".join(party.text.split())).partition(",")[0]).split()
    return " ".join(words) if len(words) <= _LONGEST else None
