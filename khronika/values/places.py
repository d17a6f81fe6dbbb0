"""Places named in running text, resolved against the gazetteer by what else the text names."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khronika.model import Place, PlaceKind
from khronika.values.gazetteer import Entry, Gazetteer, load_gazetteer
from khronika.values.place_choice import Choice, choose
from khronika.values.place_given import find_peoples, make_name, names_in_title
from khronika.values.place_located import Located, add_parts, find_holder, locate, locate_in, make_place, put_in_country
from khronika.values.place_names import NOT_PLACES, SEATS, Name, find_names
from khronika.values.place_parts import Part, find_parts, part_at
from khronika.values.place_quarters import find_quarters

__all__ = [
    "Gazetteer",
    "Located",
    "PlaceKind",
    "country_of_demonym",
    "country_place",
    "describe_places",
    "find_country",
    "find_places",
    "load_gazetteer",
    "locate_and_describe",
    "locate_places",
    "make_country",
]

_TOWN_PEOPLE = 100_000
_WEAK_POINTS, _TOWN_POINTS = 1.0, 4.0  # what the rest of a report must say for a bare name, by its size
_FEW = 2  # names: too few to tell a report's country by
_GENERIC_DOMAINS = frozenset({"com", "org", "net", "int", "edu", "gov", "io", "tv", "me", "ai", "co", "info", "news"})


def find_places(
    text: str, *, country_hint: str | None = None, outlet: str | None = None, url: str | None = None
) -> list[Place]:
    """Return the places that `text` names, in order, each as exact as its words.

    A name that several places bear goes to the one that the text itself puts around it ("Paris, Texas"), then to where
    the other names of the report lie, then to the one with the most people. A building, camp or district ("Ostrov
    Market") keeps its own name and takes position and country of the place that holds it.

    Args:
        country_hint: ISO code of the country that the report is about or comes from, where known.
        outlet: who published the report: "The Columbus Dispatch" writes about places around Columbus.
        url: its address; the country of the domain counts as a hint.
    """
    found = describe_places(text, country_hint=country_hint, outlet=outlet, url=url)
    return [located.place for located in found if located.stands_for != "people"]


def describe_places(
    text: str, *, country_hint: str | None = None, outlet: str | None = None, url: str | None = None
) -> list[Located]:
    """Return the places that `text` names with kind, radius and reason, and with them the words for peoples.

    Unlike `find_places`, which leaves those out: who reads that Turkish police were there knows nothing of where.
    """
    gazetteer = load_gazetteer()
    return _describe(text, _find_all(text, gazetteer), gazetteer, _Hints(country_hint, outlet, url))


def _describe(text: str, names: Sequence[Name], gazetteer: Gazetteer, hints: "_Hints") -> list[Located]:
    choices = _choose(text, names, gazetteer, hints)
    quarters = find_quarters(text, names, choices)
    located = [
        _locate_name(text, name, choice, quarters, gazetteer)
        for name, choice in zip(names, choices, strict=True)
        if choice and not _is_doubtful(name, choice)
    ]
    towns = [Part(name.start, name.end, "town") for name in names if not name.entries]
    main = gazetteer.countries.get(_main_country(choices) or "")
    return put_in_country(add_parts(text, located, [*towns, *find_parts(text)]), main)


def _locate_name(
    text: str, name: Name, choice: Choice, quarters: Mapping[tuple[int, int], Entry], gazetteer: Gazetteer
) -> Located:
    """Return what a name was found to mean: its place, a quarter of the report's city, or a building in its own."""
    city, sort = quarters.get((name.start, name.end)), "district"
    words = text[name.start : name.end]
    if words in SEATS and words != choice.entry.name:
        city, sort = choice.entry, "building"
    if city is None:
        return locate(text, name, choice, gazetteer)
    holder = Located(make_place(text, name.start, name.end, city, gazetteer))
    return locate_in(text, Part(name.start, name.end, sort), holder)


def locate_places(
    text: str,
    spans: Iterable[tuple[int, int]],
    *,
    country_hint: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> list[Located]:
    """Return the place that each of `spans` stands for, in their order; the text around them helps to tell which.

    Spans are taken to be names of places, whoever found them; adjectives ("Turkish") give their country. A name that
    the gazetteer has not takes its position from the place that holds it, or has none.

    Args:
        spans: start and end, in code points, of names in `text`. A span that is part of a name that the gazetteer
            knows is taken for the whole of it.
        country_hint, outlet, url: as for `find_places`.

    Raises:
        ValueError: a span lies outside the text.
    """
    gazetteer = load_gazetteer()
    return _locate_spans(text, list(spans), _find_all(text, gazetteer), gazetteer, _Hints(country_hint, outlet, url))


def locate_and_describe(
    text: str, spans: Iterable[tuple[int, int]], *, outlet: str | None = None, url: str | None = None
) -> tuple[list[Located], list[Located]]:
    """Return what `locate_places` and `describe_places` do, each place once, from one look through the text."""
    gazetteer, hints = load_gazetteer(), _Hints(None, outlet, url)
    names = _find_all(text, gazetteer)
    located = _locate_spans(text, list(spans), names, gazetteer, hints)
    once = list({(found.place.start, found.place.end): found for found in located}.values())
    return once, _describe(text, names, gazetteer, hints)


def _locate_spans(
    text: str, given: Sequence[tuple[int, int]], found: Sequence[Name], gazetteer: Gazetteer, hints: "_Hints"
) -> list[Located]:
    if bad := [span for span in given if not 0 <= span[0] <= span[1] <= len(text)]:
        raise ValueError(f"spans outside a text of {len(text)} characters: {bad[:3]}")
    named = [_whole_name(make_name(text, start, end, gazetteer), found) for start, end in given]
    others = [name for name in found if not any(_overlap(name, other) for other in named)]
    names = sorted([*named, *others], key=lambda name: (name.start, name.end))
    choices = _choose(text, names, gazetteer, hints)
    main = _main_country(choices)
    quarters = find_quarters(text, names, choices)
    chosen = {
        (name.start, name.end): _locate_name(text, name, choice, quarters, gazetteer)
        for name, choice in zip(names, choices, strict=True)
        if choice and not _is_vague(text, name, choice, main)
    }
    country = gazetteer.countries.get(main or "")
    return put_in_country([_locate_span(text, name, chosen) for name in named], country)


def _whole_name(name: Name, found: Sequence[Name]) -> Name:
    """Return the name of the gazetteer that a span was cut out of ("Nahud" of "An-Nahud"), else the span's own."""
    if (name.entries and not name.partial) or not _length(name):
        return name
    whole = (other for other in found if other.entries and other.start <= name.start and name.end <= other.end)
    return next((other for other in whole if not other.people and _length(other) > _length(name)), name)


def _length(name: Name) -> int:
    return name.end - name.start


def _locate_span(text: str, name: Name, chosen: Mapping[tuple[int, int], Located]) -> Located:
    """Return what a span stands for: what the gazetteer has for it, else a part of the place that holds it."""
    found = chosen.get((name.start, name.end))
    if found and not name.partial:
        return found
    inner = [found] if found and name.partial else []
    others = [other for (start, end), other in chosen.items() if end <= name.start or start >= name.end]
    part = part_at(text, name.start, name.end) or Part(name.start, name.end, "town")
    return locate_in(text, part, find_holder(inner, others, part))


@dataclass(frozen=True, slots=True)
class _Hints:
    """What is known of where a report comes from."""

    country: str | None
    outlet: str | None
    url: str | None


def _choose(text: str, names: Sequence[Name], gazetteer: Gazetteer, hints: _Hints) -> list[Choice | None]:
    codes = [code for code in (hints.country, _country_of_domain(hints.url, gazetteer)) if code]
    titles = names_in_title(hints.outlet, gazetteer) if hints.outlet else []
    return choose(text, names, gazetteer, hints=codes, outlet=titles)


def _is_vague(text: str, name: Name, choice: Choice, main: str | None) -> bool:
    """Tell whether a span that the gazetteer has is hardly the small place of that name, for all that the report says.

    A common word ("West"), the beginning of a longer name, and a town outside the country that the report speaks of
    need more than their name.
    """
    entry = choice.entry
    small = entry.population < _TOWN_PEOPLE and entry.level in ("city", "county")
    if text[name.start : name.end] in NOT_PLACES or (name.partial and small):
        return choice.support < _TOWN_POINTS and entry.level != "country"
    return small and main is not None and entry.country != main and choice.support < _WEAK_POINTS


def _main_country(choices: Sequence[Choice | None]) -> str | None:
    """Return the country that most names of a report lie in, or None."""
    countries = Counter(choice.entry.country for choice in choices if choice)
    code, count = countries.most_common(1)[0] if countries else (None, 0)
    return code if count > _FEW and count > countries.total() / 2 else None


def _country_of_domain(url: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the ISO code of the country of an address's domain, or None."""
    host = re.match(r"(?:\w+://)?[^/\s:]*\.([a-z]{2,8})(?:[/:]|$)", url or "")
    if not host or host[1] in _GENERIC_DOMAINS:
        return None
    code = {"UK": "GB"}.get(host[1].upper(), host[1].upper())
    return code if code in gazetteer.countries else None


def _find_all(text: str, gazetteer: Gazetteer) -> list[Name]:
    """Return the names of places and the words for peoples in `text`, in order."""
    names = find_names(text, gazetteer)
    peoples = [name for name in find_peoples(text, gazetteer) if not any(_overlap(name, other) for other in names)]
    return sorted([*names, *peoples], key=lambda name: name.start)


def _overlap(a: Name, b: Name) -> bool:
    return a.start < b.end and b.start < a.end


def _is_doubtful(name: Name, choice: Choice) -> bool:
    """Tell whether a bare name is likely no place: a small town that the rest of the report does not speak of."""
    if not name.weak:
        return False
    return choice.support < (_TOWN_POINTS if choice.entry.population < _TOWN_PEOPLE else _WEAK_POINTS)


def country_of_demonym(word: str) -> str | None:
    """Return the ISO code of the country of a word for its people, or None.

    Example:
        >>> country_of_demonym("Tajik")
        'TJ'
    """
    return load_gazetteer().demonyms.get(word)


def find_country(name: str) -> str | None:
    """Return the ISO code of a country by one of its English names, or None.

    Example:
        >>> find_country("the U.S.")
        'US'
    """
    bare = name.removeprefix("the ").removeprefix("The ")
    return next((e.country for e in load_gazetteer().find(bare) if e.level == "country"), None)


def country_place(name: str) -> Place | None:
    """Return the country that goes by `name` as a place whose text is that name, or None."""
    code = find_country(name)
    return make_country(code, name, 0, len(name)) if code else None


def make_country(code: str, text: str, start: int, end: int) -> Place | None:
    """Return the country `code` as a place that the words at start:end of `text` stand for, or None."""
    gazetteer = load_gazetteer()
    entry = gazetteer.countries.get(code)
    return make_place(text, start, end, entry, gazetteer) if entry else None
