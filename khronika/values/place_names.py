"""Names of the gazetteer in running text, told apart from the names of people, papers and everything else."""

import re
from dataclasses import dataclass

from khronika.values.gazetteer import Entry, Gazetteer, fold_name
from khronika.values.tables import load_table

_TABLE = load_table("places.yaml")
_NOT_PLACES = frozenset(_TABLE["not_places"])
_PREPOSITIONS = frozenset(_TABLE["prepositions"])
_BEFORE = frozenset(_TABLE["before"])
_AFTER = frozenset(_TABLE["after"])
_TITLES = frozenset(_TABLE["titles"])
_GIVEN_NAMES = frozenset(_TABLE["given_names"])
_NOT_SPEAKERS = frozenset(_TABLE["given_after_said"])
_STATES: dict[str, str] = _TABLE["states"]
_ENDINGS = frozenset(_TABLE["endings"]["region"])
_POINTS = frozenset(word for level in ("point", "district") for word in _TABLE["endings"][level])
_PAPERS = frozenset(
    "Times Post Today Tribune Herald Daily News Journal Press Gazette Independent Observer Telegraph".split()
)

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,4}|[^\W\d_](?:[\w'\u2019-]{0,40}\w)?(?:\.(?= [A-Z]))?")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_DATELINE_AFTER = re.compile(r"[^\n]{0,40}?(?:\(\w[^)\n]{0,20}\)|\u2014|--|-|_)")
_LOWER_INSIDE = frozenset(
    "of the and de del la las los el al da do du le les sur upon en am an der und bin e y".split()
)
_LONGEST = 5
_LARGE = 100_000  # a bare name of a smaller town needs a sign that it is one
_VILLAGE = 1_000


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text with the places that it may mean."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    ending: bool = False  # a word for a region follows: "Kaduna state"
    weak: bool = False  # a place only if the text speaks of its country


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str


def find_names(text: str, gazetteer: Gazetteer) -> list[Name]:
    """Return the names of places in `text`, the longest at each position, in order."""
    tokens = [_Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text)]
    found: list[Name] = []
    i = 0
    while i < len(tokens):
        size, name = _name_at(text, tokens, i, gazetteer, found)
        if name is not None:
            found.append(name)
        i += max(size, 1)
    return found


def _name_at(
    text: str, tokens: list[_Token], i: int, gazetteer: Gazetteer, found: list[Name]
) -> tuple[int, Name | None]:
    """Return the size in tokens of the longest known name at token `i` and the name, None where it is no place here."""
    first = tokens[i]
    if not (first.word[0].isupper() or first.word[:3].lower() in ("al-", "el-")):
        return 0, None
    state = _STATES.get(first.word) or _STATES.get(first.word + ".")
    if state and found and text[found[-1].end : first.start] == ", ":
        known = gazetteer.find(gazetteer.region_names.get(("US", state), ""))
        entries = tuple(entry for entry in known if entry.level == "region" and entry.country == "US")
        return 1, Name(first.start, first.end, fold_name(entries[0].name), entries) if entries else None
    for size in range(_run_length(text, tokens, i), 0, -1):
        last = tokens[i + size - 1]
        words = text[first.start : last.end]
        bare = _POSSESSIVE.sub("", words)
        entries = tuple(gazetteer.find(bare)) if _may_be_name(bare, size) else ()
        if not entries and bare.endswith("."):
            bare = bare[:-1]
            entries = tuple(gazetteer.find(bare)) if _may_be_name(bare, size) else ()
        if not entries:
            continue
        return size, _judge(text, tokens, i, size, first.start + len(bare), entries)
    return 0, None


def _run_length(text: str, tokens: list[_Token], i: int) -> int:
    """Return how many tokens from `i` on could make one name: capitalised, on one line, parted by single spaces."""
    size, longest = 1, 1
    while size < _LONGEST and i + size < len(tokens):
        gap = text[tokens[i + size - 1].end : tokens[i + size].start]
        word = tokens[i + size].word
        if gap not in (" ", "\u00a0", "\u202f", ". ", " & ") or _POSSESSIVE.search(tokens[i + size - 1].word):
            break
        if gap == ". " and len(tokens[i + size - 1].word) > 2:
            break
        size += 1
        if word[0].isupper() or "-" in word:
            longest = size
        elif word.lower() not in _LOWER_INSIDE:
            break
    return longest


def _may_be_name(bare: str, size: int) -> bool:
    return (
        len(bare) > 1
        and (size > 1 or bare not in _NOT_PLACES)
        and not (bare.isupper() and size == 1 and bare.title() in _NOT_PLACES)
    )


def _judge(text: str, tokens: list[_Token], i: int, size: int, end: int, entries: tuple[Entry, ...]) -> Name | None:
    """Return the name if it stands for a place here."""
    start = tokens[i].start
    bare = text[start:end]
    before = (
        tokens[i - 1].word
        if i and text[tokens[i - 1].end : start].strip(' \u00a0\u202f(\u201c"') == "" and start - tokens[i - 1].end <= 2
        else ""
    )
    after = ""
    if i + size < len(tokens) and text[end : tokens[i + size].start] in (" ", "\u00a0", "\u202f"):
        after = tokens[i + size].word
    named_region = after in _ENDINGS
    large = entries[0].level in ("country", "region") or (named_region and entries[0].level == "county")
    if before.lower().rstrip(".") in _TITLES and not (large and bare not in _GIVEN_NAMES):
        return None
    if large and (bare not in _GIVEN_NAMES or size > 1):
        return None if after in _PAPERS else _named(text, start, end, entries, named_region, after)
    if (bare in _NOT_SPEAKERS and after in ("said", "says", "told", "added")) or after in _PAPERS:
        return None
    if (
        after[:1].isupper()
        and after not in _AFTER
        and after not in _POINTS
        and not named_region
        and not _is_people(after)
    ):
        return None
    if (
        before[:1].isupper()
        and before not in _BEFORE
        and before.lower() not in _PREPOSITIONS
        and not _starts_sentence(text, tokens, i)
    ):
        return None
    if large or named_region:
        return _named(text, start, end, entries, named_region, after)
    return _judge_city(text, start, end, bare, entries, before, size)


def _named(text: str, start: int, end: int, entries: tuple[Entry, ...], ending: bool, after: str) -> Name:
    key = fold_name(text[start:end])
    if ending and after[0].isupper() and any(entry.level != "city" for entry in entries):
        end += 1 + len(after)
    return Name(start, end, key, entries, ending=ending)


def _is_people(word: str) -> bool:
    return word.endswith(("ian", "ians", "ese", "ish"))


def _starts_sentence(text: str, tokens: list[_Token], i: int) -> bool:
    """Tell whether the word before token `i` begins a sentence, so that its capital says nothing."""
    start = tokens[i - 1].start
    return len(tokens[i - 1].word) < 12 and (
        start < 2 or text[max(0, start - 2) : start].strip(' \u201c"') in (".", "\n", "!", "?")
    )


def _judge_city(
    text: str, start: int, end: int, bare: str, entries: tuple[Entry, ...], before: str, size: int
) -> Name | None:
    """Return a bare name of a town if it is large, or if the words around it speak of a place."""
    people = max(entry.population for entry in entries if entry.level in ("city", "county"))
    signed = (
        before.lower() in _PREPOSITIONS
        or text[end : end + 2] == ", "
        and text[end + 2 : end + 3].isupper()
        and size == 1
        and people > _LARGE
    )
    key = fold_name(bare)
    if bare.isupper() and len(bare) > 3:
        begins_line = start == 0 or text[start - 1] == "\n"
        return Name(start, end, key, entries) if begins_line and _DATELINE_AFTER.match(text, end) else None
    if bare.isupper():
        return None
    if signed or people >= _LARGE:
        return Name(start, end, key, entries, weak=not signed and people < 3 * _LARGE)
    return Name(start, end, key, entries, weak=True) if people >= _VILLAGE else None
