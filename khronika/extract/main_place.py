"""The place that a report is about: of those that it names, by a model of how it names them (`main_place.yaml`)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from math import log

from khronika.extract.ranges import find_block
from khronika.extract.tables import load_table
from khronika.model import OWN_WORDS, TOWNS, Block, BlockKind, Place, PlacePrecision, Report, Statement
from khronika.values.places import country_of_demonym, make_country

_OPENING = 600  # characters in which a report says where it is
_SET_IN = frozenset({"in", "at", "near"})
_BEFORE = 14  # characters that hold the word before a name

Signs = dict[str, float]


def find_main_place(report: Report, places: Sequence[Place]) -> Place | None:
    """Return the place that a report is about, as it is first named; None where it names none.

    Args:
        places: all that the report names.
    """
    weights = _weights()
    found = signs_of_places(report, places)
    score = {place: sum(weights.get(sign, 0.0) * value for sign, value in signs.items()) for place, signs in found}
    return max(score, key=lambda place: score[place]) if score else None


def widen_assumed(
    statements: Sequence[Statement], assumed: Collection[str], main: Place | None, places: Sequence[Place], text: str
) -> list[Statement]:
    """Return the statements, those that have the report's place for want of their own in its country alone.

    What a report tells first is at the place that it is about; the town of all else is not said.

    Args:
        statements: the most prominent first.
        assumed: ids of those for which nothing tells the place.
    """
    if main is None or main.country is None or main.precision is PlacePrecision.COUNTRY:
        return list(statements)
    named = (p for p in places if p.precision is PlacePrecision.COUNTRY and p.country == main.country)
    country = next(named, None) or make_country(main.country, text, main.start, main.end)
    first = {e for s in statements[:1] for e in s.evidence}
    return [
        replace(s, place=country) if s.id in assumed and s.place == main and first.isdisjoint(s.evidence) else s
        for s in statements
    ]


@cache
def _weights() -> Signs:
    return {sign: float(weight) for sign, weight in load_table("main_place.yaml")["signs"].items()}


def signs_of_places(report: Report, places: Sequence[Place]) -> list[tuple[Place, Signs]]:
    """Return each place that the report's own words name, as first named, with the signs of being what it is about."""
    own = [p for p in places if _is_own(report.blocks, p) and country_of_demonym(p.text) is None]
    named: dict[tuple[str, str | None], list[Place]] = defaultdict(list)
    for place in own:
        named[place.name, place.country].append(place)
    towns = [tellings for tellings in named.values() if tellings[0].precision in TOWNS]
    first = min((t[0].start for t in towns), default=None)
    often = max(((len(t), -t[0].start) for t in towns), default=None)
    countries = Counter(p.country for p in own)
    opening_ends = next((b.start for b in report.blocks if b.kind in OWN_WORDS), 0) + _OPENING
    return [
        (
            place,
            {
                place.precision.value: 1.0,
                "named": log(len(tellings)),
                "country": countries[place.country] / len(own) if place.country else 0.0,
                "first town": float(place.precision in TOWNS and place.start == first),
                "top town": float(place.precision in TOWNS and (len(tellings), -place.start) == often),
                "opening": float(place.start < opening_ends),
                "in": float(any(_word_before(report.text, told) in _SET_IN for told in tellings)),
            },
        )
        for tellings in named.values()
        for place in tellings[:1]
    ]


def _word_before(text: str, place: Place) -> str | None:
    return next(reversed(text[max(0, place.start - _BEFORE) : place.start].lower().split()), None)


def _is_own(blocks: Sequence[Block], place: Place) -> bool:
    block = find_block(blocks, place.start)
    return block is not None and block.kind in OWN_WORDS and block.kind is not BlockKind.CAPTION
