"""A report as linking sees it: the names, towns and days by which it is told to be about one happening with another."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from khronika.link.days import read_days
from khronika.link.tables import load_common, load_words
from khronika.model import OWN_WORDS, TOWNS, Place, PlacePrecision, Report, Statement
from khronika.values.place_relations import Relation, is_guessed, relate_places

_CAPITALS = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_WORD = re.compile(r"\w+")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_GENITIVE = re.compile(r"[’']s$")
_AGE = re.compile(r"\b(\d{1,3}[- ](?:year|month|week|day))s?[- ]old\b")
_MAIN = 3  # towns of its statements that a report is about


class Town(NamedTuple):
    """A town as a report names it.

    Its number in the gazetteer tells it in other spellings; who takes it for its namesake has its name, if not that.
    """

    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Context:
    """What a report names. All of it comes from the report alone, so that adding others changes nothing in it."""

    id: str
    published: date | None
    rare: frozenset[str]  # words that few reports have
    full_names: frozenset[tuple[str, str]]  # two capitalised words in a row
    towns: frozenset[Town]
    main_towns: tuple[Town, ...]
    spots: frozenset[str]  # streets and squares that it names, and where its statements are that no gazetteer knows
    countries: frozenset[str]  # in which its statements put an act
    days: frozenset[date]  # days on which its statements put an act exactly
    ages: frozenset[str]
    outlet: frozenset[str] = frozenset()  # words of the outlet's name, and two or three in a row

    @property
    def is_nowhere(self) -> bool:
        """Whether its statements put no act in a town or country, as a ministry's need not for its own readers."""
        return not self.main_towns and not self.countries


def make_context(report: Report) -> Context:
    """Return what linking sees of a report."""
    text = " ".join(report.text[b.start : b.end] for b in report.blocks if b.kind in OWN_WORDS)
    known = {w for p in report.places if not is_guessed(p) for w in _WORD.findall(p.text.lower())}
    own = set(_WORD.findall((report.outlet or "").lower()))
    told = [s for s in report.statements if not s.teaser]
    cities = [p for p in report.places if p.precision is PlacePrecision.CITY and p.country]
    in_towns = [s for s in told if s.place and _is_town(s.place)]
    in_towns = [s for s in in_towns if is_placed(s)] or in_towns
    main = Counter(town for s in in_towns if s.place for town in _find_towns(s.place, cities))
    published = date.fromisoformat(report.published.value) if report.published.value else None
    ordered = sorted(main, key=lambda town: (-main[town], town.name, town.number or 0))
    return Context(
        id=report.id, published=published,
        rare=frozenset(_LONG_WORD.findall(text.lower())) - load_common() - load_words("common") - known - own,
        full_names=frozenset(
            _full_names(_written_out(text, told), known, load_words("common") | load_words("plain") | own)
        ),
        towns=frozenset(_town(p) for p in report.places if _is_town(p)),
        main_towns=tuple(ordered[:_MAIN]),
        spots=frozenset(_find_spots(report.places, told)),
        countries=frozenset(s.place.country for s in told if s.place and s.place.country),
        days=frozenset(d for s in told if (d := read_days(report, s).exact)),
        ages=frozenset(_AGE.findall(report.text)), outlet=frozenset(_runs((report.outlet or "").lower().split())),
    )  # fmt: skip


def is_placed(statement: Statement) -> bool:
    """Tell whether a statement's own words name its place: else it is where its report is, or what stands beside it."""
    place = statement.place
    return place is not None and any(span.start <= place.start < span.end for span in statement.evidence)


def share_town(a: Iterable[Town], b: Iterable[Town]) -> bool:
    """Tell whether a town is among some and among others, by its name or its number."""
    ours, theirs = list(a), list(b)
    numbers = {town.number for town in ours} & {town.number for town in theirs}
    return bool(numbers - {None} or {town.name for town in ours} & {town.name for town in theirs})


def _town(place: Place) -> Town:
    return Town(place.name.lower(), place.geonames_id)


def _is_town(place: Place) -> bool:
    return place.precision in TOWNS and place.country is not None


def _find_towns(place: Place, cities: Sequence[Place]) -> set[Town]:
    """Return the city named in a report in which a quarter, a street or a building of it lies; else the place.

    A quarter counts beside its city: others may name it alone.
    """
    if place.precision is PlacePrecision.CITY:
        return {_town(place)}
    town = _town(next((city for city in cities if relate_places(city, place) is Relation.HOLDS), place))
    return {town, _town(place)} if place.precision is PlacePrecision.DISTRICT else {town}


def _find_spots(places: Iterable[Place], told: Iterable[Statement]) -> Iterator[str]:
    """Give the names of streets and squares, and of the places of statements that no gazetteer knows."""
    yield from (
        name for p in places if (name := p.name.lower()).rpartition(" ")[2] in load_words("ways") and " " in name
    )
    yield from (s.place.name.lower() for s in told if s.place and is_guessed(s.place))


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Give words and up to three in a row."""
    return (" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1))


def _written_out(text: str, told: Sequence[Statement]) -> str:
    """Return the text in which capitals tell names: of one all in capitals only the names of those who act in it."""
    words = _WORD.findall(text)
    if not words or 2 * sum(w.isupper() for w in words) < len(words):
        return text
    return "\n".join(p.name for s in told for p in (*s.by, *s.to) if p.name)


def _full_names(text: str, places: set[str], dropped: Set[str]) -> Iterator[tuple[str, str]]:
    """Give pairs of capitalised words in a row, in small letters, that name somebody or something."""
    for found in _CAPITALS.finditer(text):
        words = [_GENITIVE.sub("", w.lower()) for w in found[0].split(" ")]
        kept = [w for w in words if w not in dropped and len(w) > 2]
        yield from ((a, b) for a, b in pairwise(kept) if a not in places or b not in places)
