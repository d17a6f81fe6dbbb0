"""Names known to be places without a look around: spans found elsewhere, words for peoples, names of papers."""

import re
from collections.abc import Iterator, Sequence

from khronika.values.gazetteer import Entry, Gazetteer, fold_name
from khronika.values.place_names import (
    COMPASS,
    PEOPLES,
    SEATS,
    STATES,
    Name,
    find_known,
    has_large,
    run_length,
    state_entries,
)
from khronika.values.place_signs import split_tokens
from khronika.values.tables import load_table

_ARTICLES: list[str] = load_table("places.yaml")["articles"]
_ENDINGS = frozenset(load_table("places.yaml")["endings"]["region"])
_COMPASS_WORDS = frozenset(word.lower() for word in COMPASS)
_PEOPLE = re.compile(r"(?<![\w-])(?!The )[A-Z][a-z\u00e9]+(?:[ -][A-Z][a-z]+)?(?!\w)")
_POSSESSIVE = re.compile(r"['\u2019]s?$")


def find_peoples(text: str, gazetteer: Gazetteer) -> Iterator[Name]:
    """Yield the words for the people of a country or region: "Turkish" in "Turkish police" is not in Turkey."""
    for match in _PEOPLE.finditer(text):
        for word in dict.fromkeys((match[0], match[0].split(" ")[0])):
            name = make_name(text, match.start(), match.start() + len(word), gazetteer)
            if name.people:
                yield name
                break


def make_name(text: str, start: int, end: int, gazetteer: Gazetteer) -> Name:
    """Return the name at start:end, which is known to be a place or a word for its people."""
    words = text[start:end].strip()
    bare = _strip_compass(_POSSESSIVE.sub("", words).removeprefix("Republic of "), gazetteer)
    head, _, last = bare.rpartition(" ")
    ending = last in _ENDINGS
    short = bare.replace(". ", ".")  # "W. Va."
    state = STATES.get(short) or STATES.get(short + ".") or (bare if ("US", bare) in gazetteer.region_names else None)
    if bare in SEATS:
        return Name(start, end, fold_name(bare), _seat_entries(bare, gazetteer))
    entries: Sequence[Entry]
    if bare.title() in gazetteer.demonyms or bare.title() in PEOPLES:
        bare = bare.title()  # a headline in capitals
    people = bare in gazetteer.demonyms or (bare in PEOPLES and not has_large(gazetteer.find(bare)))
    if people:
        code = gazetteer.demonyms.get(bare)
        entries = (gazetteer.countries[code],) if code else gazetteer.find(PEOPLES[bare])
    elif state and not has_large(gazetteer.find(bare)):
        entries = state_entries(state, gazetteer)
    else:
        entries = gazetteer.find(bare) or gazetteer.find(bare.rstrip(".")) or _split_state(bare, gazetteer)
        entries = entries or _find_spelling(bare, gazetteer)
    if not entries and ending:
        entries = gazetteer.find(head)
    if entries:
        return Name(start, end, fold_name(bare), tuple(entries), ending=ending, people=people)
    while " " in bare and not entries:
        bare = bare.rpartition(" ")[0]
        entries = find_known(bare, 1 + bare.count(" "), gazetteer)
    return Name(start, end, fold_name(bare), tuple(entries), partial=True)


def _seat_entries(bare: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the city of a seat of power ("the Kremlin"), then the towns of just that name."""
    city, country = SEATS[bare]
    seat = next(e for e in gazetteer.find(city) if e.level == "city" and e.country == country)
    return seat, *(e for e in gazetteer.find(bare) if e.level == "city" and e.name == bare)


def _strip_compass(bare: str, gazetteer: Gazetteer) -> str:
    """Return `bare` without the directions before it: "south Sudan" is in Sudan, "South West England" in England."""
    first, _, rest = bare.partition(" ")
    if bare.title() in PEOPLES or bare in gazetteer.demonyms:
        return bare  # "North American"
    while rest and (first in _COMPASS_WORDS or (first.title() in COMPASS and not gazetteer.find(bare))):
        bare = rest
        first, _, rest = bare.partition(" ")
    return bare


def _find_spelling(bare: str, gazetteer: Gazetteer) -> Sequence[Entry]:
    """Return the places of a name spelled with another Arabic article or none, or without a soft sign ("L'viv")."""
    key = fold_name(bare).replace("'", "")
    article, _, rest = key.partition(" ")
    keys = [key, *(f"{other} {rest}" for other in _ARTICLES), rest] if rest and article in _ARTICLES else [key]
    return next((found for other in keys if (found := gazetteer.find_folded(other))), ())


def _split_state(bare: str, gazetteer: Gazetteer) -> Sequence[Entry]:
    """Return the places of a name that says itself what holds it: "Reno, Nev."."""
    head, comma, tail = bare.partition(", ")
    if not comma:
        return []
    state = STATES.get(tail) or STATES.get(tail + ".")
    outer = state_entries(state, gazetteer) if state else gazetteer.find(tail)
    regions = {(entry.country, entry.region) for entry in outer}
    held = gazetteer.find(head)
    return [e for e in held if (e.country, e.region) in regions or (e.country, None) in regions] or held


def names_in_title(title: str, gazetteer: Gazetteer) -> list[Name]:
    """Return the names of places in the name of a paper or station, where no words around tell what they are."""
    tokens = split_tokens(title, gazetteer)
    names = []
    i = 0
    while i < len(tokens):
        for size in range(run_length(title, tokens, i), 0, -1):
            bare = title[tokens[i].start : tokens[i + size - 1].end]
            if entries := find_known(bare, size, gazetteer):
                names.append(Name(tokens[i].start, tokens[i].start + len(bare), fold_name(bare), entries))
                i += size - 1
                break
        i += 1
    return names
