"""Places named in running text, resolved against the gazetteer by what else the text names."""

import re
from collections import Counter
from dataclasses import dataclass

from khronika.model import Place, PlacePrecision
from khronika.values.gazetteer import Entry, Gazetteer, load_gazetteer
from khronika.values.tables import load_table

_TABLE = load_table("places.yaml")
_NOT_PLACES = frozenset(_TABLE["not_places"])
_ENDINGS: dict[str, str] = {word: level for level, words in _TABLE["endings"].items() for word in words}
_TOKEN = re.compile(r"[^\W\d_](?:[\w’'-]*[\w])?\.?", re.UNICODE)
_LONGEST = 5
_JOINERS = frozenset({"of", "the", "and", "de", "al", "el", "la", "del", "do", "da", "du", "le"})
_PREPOSITIONS = frozenset("in at near from to of across outside inside around into toward towards within via throughout".split())
_SMALL = 100_000  # a bare name of a smaller town needs a preposition before it


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name in the text with the entries that it may mean."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def find_places(text: str, *, country_hint: str | None = None) -> list[Place]:
    """Return the places that `text` names, in order, each as exact as its words.

    Args:
        country_hint: ISO code of the country that the report is about or comes from, where known.
    """
    gazetteer = load_gazetteer()
    hits = _find_names(text, gazetteer)
    votes = _country_votes(text, hits, gazetteer)
    if country_hint:
        votes[country_hint] += 1
    places = [_resolve(text, hit, votes, gazetteer) for hit in hits]
    return _with_facilities(text, places)


def country_of_demonym(word: str) -> str | None:
    """Return the ISO code of the country of a nationality word, or None.

    >>> country_of_demonym("Tajik")
    'TJ'
    """
    return load_gazetteer().demonyms.get(word)


def find_country(name: str) -> str | None:
    """Return the ISO code of a country by one of its names, or None."""
    return next((e.country for e in load_gazetteer().find(name) if e.level == "country"), None)


def make_country(code: str, text: str, start: int, end: int) -> Place | None:
    """Return the country `code` as a place that the words at start:end stand for."""
    gazetteer = load_gazetteer()
    entry = gazetteer.countries.get(code)
    return _place(text, start, end, entry, gazetteer) if entry else None


def _find_names(text: str, gazetteer: Gazetteer) -> list[_Hit]:
    """Return the longest names of the gazetteer among capitalised words."""
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    hits: list[_Hit] = []
    i = 0
    while i < len(tokens):
        size, entries, end = _longest_at(text, tokens, i, gazetteer)
        if size and _is_place(text, tokens, i, size, entries):
            hits.append(_Hit(tokens[i][0], end, tuple(entries)))
            i += size
        else:
            i += 1
    return hits


def _longest_at(text: str, tokens: list[tuple[int, int]], i: int, gazetteer: Gazetteer) -> tuple[int, list[Entry], int]:
    """Return size in tokens, entries and end of the longest name at token `i`; size 0 where none begins."""
    start = tokens[i][0]
    if not text[start].isupper():
        return 0, [], start
    for size in range(min(_LONGEST, len(tokens) - i), 0, -1):
        last = tokens[i + size - 1]
        name = text[start : last[1]]
        if len(name) > 60 or "\n" in name or not text[last[0]].isupper():
            continue
        for end in (last[1], last[1] - 1) if name.endswith(".") else (last[1],):
            bare = re.sub(r"[’']s$", "", text[start:end])
            entries = gazetteer.find(bare)
            if entries and bare not in _NOT_PLACES:
                return size, entries, start + len(bare)
    return 0, [], start


def _is_place(text: str, tokens: list[tuple[int, int]], i: int, size: int, entries: list[Entry]) -> bool:
    """Tell whether a name stands for a place here, not for a person, a paper or a word."""
    start, end = tokens[i][0], tokens[i + size - 1][1]
    before = text[tokens[i - 1][0] : start].split() if i and start - tokens[i - 1][1] <= 1 else []
    after = text[end : tokens[i + size][1]].strip() if i + size < len(tokens) and tokens[i + size][0] - end <= 1 else ""
    word_before = before[0] if before else ""
    if any(e.level in {"country", "region"} for e in entries):
        return not (after[:1].isupper() and after in {"Times", "Post", "Today", "Tribune"})
    if after[:1].isupper() and after not in _ENDINGS and not text[end - 1] == ".":
        return False
    if word_before[:1].isupper() and word_before.lower() not in _PREPOSITIONS | {"the"} and word_before not in {"Northern", "Southern", "Eastern", "Western", "Central", "North", "South", "East", "West", "After", "Near"}:
        return False
    if max(e.population for e in entries) < _SMALL:
        return word_before.lower() in _PREPOSITIONS
    return True


def _country_votes(text: str, hits: list[_Hit], gazetteer: Gazetteer) -> Counter[str]:
    """Return how often each country is named, by name or nationality, or by a city that can lie nowhere else."""
    votes: Counter[str] = Counter()
    for hit in hits:
        codes = {e.country for e in hit.entries}
        if any(e.level == "country" for e in hit.entries):
            votes[next(e.country for e in hit.entries if e.level == "country")] += 3
        elif len(codes) == 1:
            votes[codes.pop()] += 1
    for word in re.findall(r"\b[A-Z][a-z]+\b", text):
        if word in gazetteer.demonyms:
            votes[gazetteer.demonyms[word]] += 2
    return votes


def _resolve(text: str, hit: _Hit, votes: Counter[str], gazetteer: Gazetteer) -> Place:
    """Return the place that a name most likely means: named container, then country named elsewhere, then size."""
    following = text[hit.end : hit.end + 40]
    container = re.match(r",\s+([A-Z][\w.]+(?:\s[A-Z]\w+)?)", following)
    inside = {e for e in gazetteer.find(container[1])} if container else set()

    def rank(entry: Entry) -> tuple[bool, bool, bool, float]:
        contained = any(e.country == entry.country and (e.admin1 is None or e.admin1 == entry.admin1) for e in inside)
        level = entry.level == "country" or (entry.level == "region" and not _city_dominates(entry, hit.entries))
        weight = (votes[entry.country] + 0.2) * (entry.population + 1) ** 0.5
        return contained, level, False, weight

    best = max(hit.entries, key=lambda e: (rank(e), e.name))
    return _place(text, hit.start, hit.end, best, gazetteer)


def _city_dominates(region: Entry, entries: tuple[Entry, ...]) -> bool:
    """Tell whether a city of the region's own name is what people mean (New York)."""
    return any(e.level == "city" and e.population > 2_000_000 for e in entries)


def _place(text: str, start: int, end: int, entry: Entry, gazetteer: Gazetteer) -> Place:
    precision = {"country": PlacePrecision.COUNTRY, "region": PlacePrecision.REGION}.get(entry.level, PlacePrecision.CITY)
    admin1_name = gazetteer.us_states.get(entry.admin1 or "") if entry.country == "US" else None
    return Place(
        text=text[start:end], start=start, end=end, name=entry.name, geonames_id=entry.geonames_id, country=entry.country,
        country_name=gazetteer.country_names.get(entry.country), admin1=entry.admin1,
        admin1_name=admin1_name or (entry.name if entry.level == "region" else None),
        lat=entry.lat, lon=entry.lon, precision=precision,
    )  # fmt: skip


_POINTS = "|".join(sorted((w for w, level in _ENDINGS.items() if level == "point"), key=len, reverse=True))
_DISTRICTS = "|".join(w for w, level in _ENDINGS.items() if level == "district")
_FACILITY = re.compile(rf"(?:[A-Z][\w-]+(?:[’']s)?[  ]){{1,4}}?(?:(?P<point>{_POINTS})|(?P<district>{_DISTRICTS}))\b")


def _with_facilities(text: str, places: list[Place]) -> list[Place]:
    """Return the places with named facilities and districts added, each inside the place named nearest to it.

    A facility takes the position of the place that holds it, and no coordinates where none is named.
    """
    found: list[Place] = []
    for match in _FACILITY.finditer(text):
        start = match.start()
        held = next((p for p in places if p.start == start and text[p.end : p.end + 2] in {"'s", "’s"}), None)
        start = held.end + 3 if held else start
        words = text[start : match.end()]
        if re.match(r"(?:The|A|An|In|At|This|His)\s", words) and len(words.split()) < 3:
            continue
        holder = held or _nearest(places, start)
        precision = PlacePrecision.POINT if match["point"] else PlacePrecision.DISTRICT
        found.append(
            Place(
                text=words, start=start, end=match.end(), name=words, country=holder.country if holder else None,
                country_name=holder.country_name if holder else None, admin1=holder.admin1 if holder else None,
                admin1_name=holder.admin1_name if holder else None, lat=holder.lat if holder else None,
                lon=holder.lon if holder else None, precision=precision,
            )
        )  # fmt: skip
    kept = [p for p in places if not any(f.start <= p.start and p.end <= f.end for f in found)]
    return sorted(kept + found, key=lambda place: place.start)


def _nearest(places: list[Place], start: int) -> Place | None:
    """Return the city named last before `start`, else any place before it, else the first after it."""
    cities = [p for p in places if p.precision is PlacePrecision.CITY]
    before = [p for p in cities if p.start <= start] or [p for p in places if p.start <= start]
    return before[-1] if before else next(iter(places), None)
