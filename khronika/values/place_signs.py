"""What the words around a name say of it: that it is a place, a person, or part of the name of an organisation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from khronika.values.gazetteer import Gazetteer, fold_name
from khronika.values.tables import any_of, load_table

_TABLE = load_table("places.yaml")


def _words(key: str) -> frozenset[str]:
    return frozenset(_TABLE[key])


_IN = _words("prepositions")
_TOWARDS = _words("weak_prepositions")
_BEFORE = _words("before")
_AFTER = _words("after")
_LOCAL = _words("local_words")
_TITLES = _words("titles")
_FIRST_NAMES = _words("first_names")
_SPEECH = _words("speech")
_PAPERS = _words("papers")
_BODIES = _words("bodies")
_BODIES_OF = _words("bodies_of")
_ENDINGS = frozenset(_TABLE["endings"]["region"])
_FACILITIES = frozenset(
    word for level in ("building", "camp", "airport", "district") for word in _TABLE["endings"][level]
)
_FOODS: dict[str, list[str]] = _TABLE["things"]

_TOKEN = re.compile(
    r"(?:[A-Z]\.){1,4}[A-Z][a-z]\.|(?:[A-Za-z]\.){2,4}|[^\W\d_](?:[\w'\u2019-]{0,40}\w)?(?:\.(?= [A-Z]))?"
)
_AGE_OR_ROLE = re.compile(r", (?:\d{1,2}(?=[,.;] )|who\b|Jr\.|Sr\.)| Jr\.| Sr\.|\u2019s wife|'s wife")
_OF_AGE = re.compile(
    r"\d(?:-year-old)?(?: man| woman)?,?(?: also)? (?:of|from) $|\b[RD]-$"
    r"|\b(?:home|residents?|natives?|cit(?:y|ies)|towns?|villages?) (?:in|of) $"
)
_COMPASS_INITIALS = ("N.", "S.", "E.", "W.")
_AGENCY = r"\([A-Z][^)\n]{1,19}\)"
_DATELINE_AFTER = re.compile(
    rf"(?:, (?:{any_of(_TABLE['states'])}|[A-Z][\w. ]{{2,20}}?))?,?(?: [A-Z][a-z]{{2,8}}\.? \d{{1,2}},?)?"
    rf" ?(?:{_AGENCY} ?(?:\u2014|\u2013|--|-|_|:)?|(?:\u2014|\u2013|---?|-|_|:)| (?=[A-Z])) "
)
_INITIAL = 2  # characters: "J." before a capital does not end a sentence


class Sign(IntEnum):
    """What the words around a name say, the likelier a place the higher."""

    BODY = 0  # an organisation's, a paper's, a product's
    PERSON = 1
    PART = 2  # of a longer name
    NONE = 3
    HINT = 4
    PLACE = 5


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text; an abbreviation keeps its full stop."""

    start: int
    end: int
    word: str


def split_tokens(text: str, gazetteer: Gazetteer) -> list[Token]:
    """Return the words of `text` in order, names joined by a hyphen apart unless the gazetteer knows them joined."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if "-" not in word or not word[0].isupper() or fold_name(word.rstrip(".")) in gazetteer:
            tokens.append(Token(match.start(), match.end(), word))
            continue
        at = match.start()
        for piece in word.split("-"):
            if piece:
                tokens.append(Token(at, at + len(piece), piece))
            at += len(piece) + 1
    return tokens


@dataclass(frozen=True, slots=True)
class Around:
    """A name in its text: the words right before and after it, empty where something else than a space parts them."""

    text: str
    start: int
    end: int
    before: str
    after: str
    starts_sentence: bool  # the name itself does
    before_starts: bool  # the word before it does, so that its capital says nothing
    run: tuple[str, ...]  # the capitalised words that go on after the name
    lead: str  # the word before "of" before the name: "Bank" of "Bank of America"

    @property
    def ending(self) -> str:
        """The word for a region that follows ("Kaduna state"), or nothing."""
        return self.after if self.after in _ENDINGS else ""


def look_around(text: str, tokens: Sequence[Token], i: int, size: int, end: int) -> Around:
    """Return the name that begins at token `i`, is `size` tokens long and ends at `end`, with the words around it."""
    start = tokens[i].start
    before, lead, before_starts = "", "", False
    if i and not text[tokens[i - 1].end : start].strip(' \u00a0\u202f(\u201c"') and start - tokens[i - 1].end <= 2:
        before = tokens[i - 1].word
        if before.endswith(".") and len(before) > _INITIAL and before.lower().rstrip(".") not in _TITLES:
            before = ""
        before_starts = _starts_sentence(text, tokens[i - 1].start)
        if before == "of" and i > 1 and text[tokens[i - 2].end : tokens[i - 1].start] == " ":
            lead = tokens[i - 2].word
    run: list[str] = []
    at = end
    for token in tokens[i + size : i + size + 5]:
        if text[at : token.start] not in (" ", "\u00a0", "\u202f", " & ") or not (
            token.word[0].isupper() or (run and token.word in ("and", "of", "for"))
        ):
            break
        run.append(token.word)
        at = token.end
    after = ""
    if i + size < len(tokens) and text[end : tokens[i + size].start] in (" ", "\u00a0", "\u202f"):
        after = tokens[i + size].word
    starts = _starts_sentence(text, start)
    return Around(text, start, end, before, after, starts, before_starts, tuple(run), lead)


def _starts_sentence(text: str, start: int) -> bool:
    gap = text[max(0, start - 3) : start].rstrip(' \u201c"\u2018(')
    return start == 0 or "\n" in text[max(0, start - 2) : start] or gap[-1:] in (".", "!", "?", ":")


def read_sign(name: str, around: Around, *, large: bool, personal: bool, capital: bool) -> Sign:
    """Return what the words around a name say of it.

    Args:
        large: a country or region goes by the name, so that it needs no sign.
        personal: people bear the name too.
        capital: it is a capital's, and may speak for its government.
    """
    if any(word in _PAPERS for word in around.run) or around.after.lower() in _FOODS.get(name, ()):
        return Sign.BODY
    if around.lead in _BODIES_OF or (around.run and any(word in _BODIES for word in around.run)):
        return Sign.BODY
    if around.before.lower().rstrip(".") in _TITLES and not (large and not personal):
        return Sign.PERSON
    if large and not personal:
        return Sign.PLACE
    locality = _locality(around)
    if _is_named(around):
        return Sign.PERSON
    if locality < Sign.HINT and not large and not capital and _is_person(around):
        return Sign.PERSON
    if _follows_name(around):
        return Sign.PERSON
    return Sign.PART if _goes_on(around) else locality


def _is_named(around: Around) -> bool:
    """Tell whether a first name or an initial stands before the name."""
    before = around.before
    initial = len(before) == 2 and before[1] == "." and before[0].isupper()  # noqa: PLR2004
    return before in _FIRST_NAMES or (initial and before not in _COMPASS_INITIALS)


def _is_person(around: Around) -> bool:
    """Tell whether what follows is said of people: an age, that they say something."""
    return bool(_AGE_OR_ROLE.match(around.text, around.end)) or around.after in _SPEECH


def _follows_name(around: Around) -> bool:
    before = around.before
    return (
        before[:1].isupper()
        and before not in _BEFORE
        and before.lower() not in _IN
        and before.lower() not in _TOWARDS
        and not around.before_starts
    )


def _goes_on(around: Around) -> bool:
    """Tell whether the next capitalised word makes the name part of a longer one."""
    after = around.after
    return (
        after[:1].isupper()
        and after not in _AFTER
        and after not in _FACILITIES
        and not around.ending
        and not after.endswith(("ian", "ians", "ese", "ish"))
    )


def _locality(around: Around) -> Sign:
    """Return how clearly the words around a name speak of a place."""
    before = around.before.lower()
    if before in _IN or around.ending or around.after in _LOCAL or is_dateline(around):
        return Sign.PLACE
    if _OF_AGE.search(around.text, max(0, around.start - 34), around.start):
        return Sign.PLACE
    if around.lead.lower() in _LOCAL or around.text.startswith("-based", around.end):
        return Sign.PLACE
    return Sign.HINT if before in _TOWARDS else Sign.NONE


def is_dateline(around: Around) -> bool:
    """Tell whether the name begins a report as its dateline does: "BEIRUT, May 3 (AP) - "."""
    return around.starts_sentence and bool(_DATELINE_AFTER.match(around.text, around.end))
