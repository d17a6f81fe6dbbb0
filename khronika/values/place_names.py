"""Names of the gazetteer in running text, each with the places it may mean and what the words around it say."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from khronika.values.gazetteer import Entry, Gazetteer, fold_name
from khronika.values.place_signs import Around, Sign, Token, is_dateline, look_around, read_sign, split_tokens
from khronika.values.tables import load_table

_TABLE = load_table("places.yaml")
NOT_PLACES = frozenset(_TABLE["not_places"])
SEATS: dict[str, list[str]] = _TABLE["seats"]
_SURNAMES = frozenset(_TABLE["surnames"])
_CASES: dict[str, list[str]] = _TABLE["cases"]
PEOPLES: dict[str, str] = _TABLE["peoples"]
_PERSONAL = frozenset(_TABLE["given_names"])
_LOWER_INSIDE = frozenset(_TABLE["lower_inside"])
STATES: dict[str, str] = _TABLE["states"]

_POSSESSIVE = re.compile(r"['\u2019]s?$")
_LONGEST = 5
_LARGE = 100_000  # a bare name of a smaller town needs a sign that it is one
_LARGE_REGION = 300_000
COMPASS = frozenset(_TABLE["compass"])
_COUNTY = r"[A-Z][\w.]{1,20}(?: [A-Z]\w{1,20})?"
_LISTED = re.compile(_COUNTY)
_COUNTIES = re.compile(rf"(?:{_COUNTY}, ){{0,6}}{_COUNTY},? (?:and|&) {_COUNTY} (?P<kind>[Cc]ounties|[Pp]arishes)\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text with the places that it may mean, or with those that it begins with where it is `partial`."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    sign: Sign = Sign.PLACE
    ending: bool = False  # a word for a region follows: "Kaduna state"
    personal: bool = False  # people bear it too: "Jordan"
    people: bool = False  # it is a word for those who live there: "Turkish"
    partial: bool = False  # "Kazan Institute": the places are those of "Kazan"

    @property
    def large(self) -> bool:
        """Whether a country or region goes by this name."""
        return has_large(self.entries)

    @property
    def weak(self) -> bool:
        """Whether it is a place only if the text speaks of where that is."""
        if self.sign is not Sign.NONE or self.large:
            return False
        return max((entry.population for entry in self.entries), default=0) < 3 * _LARGE


def find_names(text: str, gazetteer: Gazetteer) -> list[Name]:
    """Return the names in `text` that stand for places, the longest at each position, in order."""
    tokens = split_tokens(text, gazetteer)
    found: list[Name] = []
    counties = dict(_find_counties(text, gazetteer))
    i = 0
    while i < len(tokens):
        if county := counties.get(tokens[i].start):
            found.append(county)
            i = next((j for j in range(i, len(tokens)) if tokens[j].start >= county.end), len(tokens))
            continue
        size, names = _names_at(text, tokens, i, gazetteer, found)
        found += names
        i += max(size, 1)
    return _keep_places(found)


def _find_counties(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, Name]]:
    """Yield start and name of each county of a list that only its end says is one: "Clark and Polk counties"."""
    for match in _COUNTIES.finditer(text):
        kind = "county" if match["kind"].lower() == "counties" else "parish"
        for word in _LISTED.finditer(text, match.start(), match.start("kind")):
            key = fold_name(f"{word[0]} {kind}")
            if entries := gazetteer.find_folded(key):
                yield word.start(), Name(word.start(), word.end(), key, tuple(entries))


def _names_at(
    text: str, tokens: list[Token], i: int, gazetteer: Gazetteer, found: Sequence[Name]
) -> tuple[int, list[Name]]:
    """Return the size in tokens of the longest known name at token `i`, and the name, or none where it is none."""
    first = tokens[i]
    if not (first.word[0].isupper() or first.word[:3].lower() in ("al-", "el-")):
        return 0, []
    if state := _state_at(text, tokens, i):
        return 1, _state_names(text, tokens, i, state, gazetteer, found)
    for size in range(run_length(text, tokens, i), 0, -1):
        bare = _POSSESSIVE.sub("", text[first.start : tokens[i + size - 1].end])
        entries = find_known(bare, size, gazetteer)
        if not entries and bare.endswith("."):
            bare = bare[:-1]
            entries = find_known(bare, size, gazetteer)
        if size > 1 and first.word in COMPASS and not has_large(entries) and has_large(_find_tail(bare, gazetteer)):
            return 0, []  # "East Texas" is in Texas, whatever town bears the name
        if not entries and (coded := _airport_by_code(text, first, gazetteer)):
            return 2, [coded]
        if entries:
            around = look_around(text, tokens, i, size, first.start + len(bare))
            return size, _judge(bare, size, around, entries, gazetteer)
    return 0, []


def _find_tail(bare: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    return gazetteer.find(bare.split(" ", 1)[1])


def has_large(entries: Iterable[Entry]) -> bool:
    """Tell whether a country, a part of the world or a region of many people is among `entries`."""
    return any(
        entry.level in ("country", "area") or (entry.level == "region" and entry.population >= _LARGE_REGION)
        for entry in entries
    )


def find_known(bare: str, size: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the places that go by `bare`, none where it is nearly always something else."""
    if len(bare) < 2:  # noqa: PLR2004 - a single letter is no name
        return ()
    if bare.removeprefix("The ") in NOT_PLACES or bare in SEATS:
        return ()
    entries = gazetteer.find(bare) or _find_inflected(bare, gazetteer)
    if size == 1 and bare.isupper() and bare.title() in NOT_PLACES and not _is_short(bare, entries):
        return ()
    return entries


def _find_inflected(bare: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the places whose Russian name `bare` is in one of its cases: "(в) Москве" is Moscow."""
    if bare.isascii() or not "\u0400" <= bare[0] <= "\u04ff":
        return ()
    for case, nominatives in _CASES.items():
        if bare.endswith(case):
            for nominative in nominatives:
                if found := gazetteer.find(bare.removesuffix(case) + nominative):
                    return found
    return ()


def _airport_by_code(text: str, token: Token, gazetteer: Gazetteer) -> Name | None:
    """Return the airport that a code and the word for it name: "SVO airport"."""
    airport = gazetteer.airport(token.word)
    word = " airport"
    if not airport or text[token.end : token.end + len(word)].lower() != word:
        return None
    return Name(token.start, token.end + len(word), fold_name(airport.name), (airport,))


def _is_short(bare: str, entries: tuple[Entry, ...]) -> bool:
    """Tell whether `bare` is the short form of a country or region: "US"."""
    return len(bare) <= 3 and has_large(entries)  # noqa: PLR2004


def run_length(text: str, tokens: list[Token], i: int) -> int:
    """Return how many tokens from `i` on could make one name: capitalised, on one line, parted by single spaces."""
    size, longest = 1, 1
    while size < _LONGEST and i + size < len(tokens):
        gap = text[tokens[i + size - 1].end : tokens[i + size].start]
        word = tokens[i + size].word
        if gap not in (" ", "\u00a0", "\u202f", ". ", " & "):
            break
        if gap == ". " and len(tokens[i + size - 1].word) > 2:  # noqa: PLR2004 - "St. Louis", not "home. London"
            break
        size += 1
        if word[0].isupper() or "-" in word or word[1:3].strip("'\u2019")[:1].isupper():  # "d'Ivoire"
            longest = size
        elif word.lower() not in _LOWER_INSIDE:
            break
    return longest


def _judge(bare: str, size: int, around: Around, entries: tuple[Entry, ...], gazetteer: Gazetteer) -> list[Name]:
    """Return the name with its sign, or nothing where no reading of the report could make it a place."""
    key = fold_name(bare)
    large = (
        has_large(entries)
        or key.endswith((" county", " parish"))
        or (bool(around.ending) and any(entry.level == "county" for entry in entries))
    )
    if around.text.startswith("$", around.end):
        return []
    personal = bare in _PERSONAL and size == 1
    is_people = bare in gazetteer.demonyms or (bare in PEOPLES and not large)
    if is_people and not around.text.startswith(", ", around.end):
        return []  # "the Canadian press", not Canadian, Texas
    if bare in _SURNAMES and read_sign(bare, around, large=False, personal=True, capital=False) is not Sign.PLACE:
        return []
    sign = read_sign(bare, around, large=large, personal=personal, capital=key in gazetteer.capital_names)
    if bare.isupper() and len(bare) > 3 and not large and not is_dateline(around):  # noqa: PLR2004 - an acronym
        return []
    if bare.isupper() and len(bare) <= 3 and not large:  # noqa: PLR2004
        return []
    regional = bool(around.ending) and any(entry.level in ("region", "county") for entry in entries)
    start = around.start + (4 if large and bare.startswith("The ") else 0)
    end = around.end + (1 + len(around.ending) if regional and around.ending[0].isupper() else 0)
    return [Name(start, end, key, entries, sign, ending=regional, personal=personal)]


def _state_at(text: str, tokens: list[Token], i: int) -> str | None:
    """Return the code of the US state that token `i` abbreviates, where what is around it shows an abbreviation."""
    word = tokens[i].word
    state = STATES.get(word)
    if not state and text.startswith(".", tokens[i].end):
        state = STATES.get(word + ".")
    if not state:
        return None
    after_comma = text[max(0, tokens[i].start - 2) : tokens[i].start] == ", "
    goes_on = re.match(r"\.? [a-z]", text[tokens[i].end : tokens[i].end + 3])
    abbreviated = word.endswith(".") or text.startswith(".", tokens[i].end)
    return state if after_comma or word.count(".") > 1 or (abbreviated and goes_on) else None


def _state_names(
    text: str, tokens: list[Token], i: int, state: str, gazetteer: Gazetteer, found: Sequence[Name]
) -> list[Name]:
    """Return the state, and before it the town that it holds where the gazetteer has none of that name."""
    token = tokens[i]
    end = token.end if token.word.endswith(".") else token.end + 1
    named = Name(token.start, end, "state " + state.lower(), tuple(state_entries(state, gazetteer)))
    first = i
    while first and text[tokens[first - 1].end : tokens[first].start] == (", " if first == i else " "):
        if not tokens[first - 1].word[0].isupper() or i - first > 2:  # noqa: PLR2004 - towns have three words at most
            break
        first -= 1
    if first == i or (found and found[-1].end > tokens[first].start):
        return [named]
    start, end = tokens[first].start, tokens[i - 1].end
    return [Name(start, end, fold_name(text[start:end]), ()), named]


def state_entries(state: str, gazetteer: Gazetteer) -> list[Entry]:
    """Return the US state of the postal code `state`."""
    known = gazetteer.find(gazetteer.region_names["US", state]) if state != "DC" else gazetteer.find("D.C.")
    states = [entry for entry in known if entry.level == "region" and entry.country == "US"]
    return [entry for entry in states if entry.region == state] or states


def _keep_places(names: Iterable[Name]) -> list[Name]:
    """Return the names that stand for places, by one sense per report.

    A name that is a person's in one place is no town where it stands bare in another, and a name that is clearly a
    place's in one place is one wherever nothing speaks against it.
    """
    names = list(names)
    signs = Counter((name.key, name.sign) for name in names)
    kept = []
    for name in names:
        as_place, as_person = signs[name.key, Sign.PLACE], signs[name.key, Sign.PERSON]
        if name.sign in (Sign.BODY, Sign.PERSON) or (name.sign is Sign.PART and as_place <= as_person):
            continue
        sure = name.sign is Sign.PLACE or (name.large and not name.personal)
        if not sure and as_person > as_place:
            continue
        known = name.sign < Sign.HINT and as_place > as_person
        kept.append(replace(name, sign=Sign.HINT) if known else name)
    return kept
