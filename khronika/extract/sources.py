"""The words of sources as links: cleaned of what is not theirs, and told from the outlet's own voice."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from khronika.extract.kinds import RELATIVE, bears_group_name, kind_of, name_of
from khronika.extract.organisations import find_body
from khronika.extract.tables import load_table
from khronika.model import ActorKind, Link

_TABLE = load_table("sources.yaml")
_HOUSE = frozenset(_TABLE["house"])
_OWN_WORDS = frozenset(_TABLE["own_words"])
_GROUP_WORDS = frozenset(_TABLE["group_words"])
OPENS_CLAUSE = RELATIVE | {"whose"}
_POSSESSIVE = frozenset({"our", "their", "his", "her", "its", "my"})
_ENDS_NOTHING = frozenset({"DET", "ADP", "CCONJ", "PUNCT"})
_OUTLETS = frozenset({ActorKind.MEDIA, ActorKind.STATE_MEDIA})
_HOUSE_CUES = frozenset(_TABLE["house_cues"])
_ENDS_LABEL = frozenset({".", ":", "?", "!"})
_DATELINE_WORDS = 12
_DATELINE = re.compile(r",?\s*(?:[A-Z][a-z]+\.?\s+\d{1,2}\b)?[^.!?\n]{0,40}?\s[-–—]\s")
_LIKE_NOUNS = frozenset(_TABLE["like_nouns"])
_WORD = re.compile(r"[^\W_]")


def make_outlet(name: str | None) -> Link:
    """Return the last link of every chain: the outlet's own voice."""
    return Link(name=name, text=None, kind=ActorKind.MEDIA, named=name is not None)


def is_same(a: Link, b: Link) -> bool:
    """Tell whether two links are one source."""
    return (a.name is not None and a.name == b.name) or (a.text is not None and a.text == b.text)


def is_dateline(phrase: Tokens) -> bool:
    """Tell whether a phrase is the town that a dateline begins with: "CALI, July 17 (Pacific Newswire) - "."""
    after = phrase.doc[phrase.end : phrase.end + _DATELINE_WORDS]
    return phrase.text.isupper() and _DATELINE.match(after.text) is not None


def make_link(phrase: Tokens) -> Link:
    """Return the link that a source phrase names; a well-known body by the name that is kept for it."""
    name = name_of(phrase)
    if name and (body := find_body(name)):
        name = body[0]
    return Link(name=name, text=phrase.text, kind=kind_of(phrase), named=name is not None,
                start=phrase.start_char, end=phrase.end_char)  # fmt: skip


def source_phrase(doc: Doc, start: int, end: int) -> Tokens | None:
    """Return the words of a source without an earlier paragraph's and marks around them, None where none are left."""
    phrase = doc.char_span(start, end, alignment_mode="expand")
    if phrase is None:
        return None
    first, last = phrase.start, phrase.end
    for token in phrase:
        if token.is_space and token.text.count("\n") > 1 and any(_WORD.search(t.text) for t in doc[token.i + 1 : last]):
            first = token.i + 1
    while first < last and not _WORD.search(doc[first].text):
        first += 1
    while last > first and not _WORD.search(doc[last - 1].text) and doc[last - 1].text != ")":
        last -= 1
    while first < last < len(doc) and doc[last - 1].dep_ in {"compound", "amod"} and doc[last - 1].head == doc[last]:
        last += 1  # "the interior | ministry"
    first = _after_label(doc, first, last)
    if first > 0 and doc[first - 1].lower_ == "the" and first <= doc[first - 1].head.i < last:
        first -= 1
    words = without_clause(_teller(doc[first:last]))
    if len(words) == 1 and words[0].lower_ in _POSSESSIVE:
        return None
    return words if any(t.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} for t in words) else None


def without_clause(words: Tokens) -> Tokens:
    """Return the words of a source without what a clause behind a comma tells of it, or words that end no name:
    "a hairdresser, who asked not to be named", "the ministry, which", "a man who".
    """
    doc, last = words.doc, words.end
    clauses = (t.i - 1 for t in words[1:] if t.lower_ in OPENS_CLAUSE and doc[t.i - 1].text == ",")
    last = min(clauses, default=last)
    while last > words.start + 1 and (
        doc[last - 1].lower_ in OPENS_CLAUSE or doc[last - 1].pos_ in _ENDS_NOTHING or _is_verb(doc, last - 1)
    ):
        last -= 1
    return doc[words.start : last]


def _is_verb(doc: Doc, i: int) -> bool:
    """Tell whether a word is a verb of saying that the tagger took for a noun: "local media report that"."""
    saying = doc[i].lower_ in _LIKE_NOUNS and doc[i].dep_ == "ROOT"
    return saying and i + 1 < len(doc) and doc[i + 1].lower_ == "that"


def _after_label(doc: Doc, first: int, last: int) -> int:
    """Return where a source begins after a label that the words before it are: "Witnesses. A tea seller"."""
    marks = (i for i in range(first, last - 1) if doc[i].text in _ENDS_LABEL and doc[i + 1].text[:1].isupper())
    return max((i + 1 for i in marks if doc[i].text == ":" or doc[i - 1].text.islower()), default=first)


def _teller(words: Tokens) -> Tokens:
    """Return the words of a source without what it says, where they hold that: "The rally was calm, a spokeswoman"."""
    heads = [t for t in words if t.head.i not in range(words.start, words.end) and not t.is_punct]
    told = [t for t in heads if t.dep_ in {"ccomp", "parataxis"}]
    tellers = [t for t in heads if t.dep_ == "nsubj"]
    if not told or len(tellers) != 1:
        return words
    who = tellers[0]
    return words.doc[max(words.start, who.left_edge.i) : min(words.end, who.right_edge.i + 1)]


def speaks_for_house(doc: Doc, cue: Sequence[tuple[int, int]], phrase: Tokens, outlet: Link) -> bool:
    """Tell whether an attribution is the outlet's own voice: its name, or an outlet that "gathered" something."""
    words = [t for s, e in cue if (span := doc.char_span(s, e, alignment_mode="expand")) for t in span]
    gathered = any(t.lemma_ in _HOUSE_CUES for t in words) and kind_of(phrase) in _OUTLETS
    return gathered or is_house(phrase, outlet)


def is_scene(phrase: Tokens) -> bool:
    """Tell whether a phrase says where: "raids were reported in Moscow"."""
    return phrase.start > phrase.sent.start and phrase.doc[phrase.start - 1].lower_ in {"in", "at", "near", "across"}


def is_house(phrase: Tokens, outlet: Link) -> bool:
    """Tell whether a source is the outlet itself: its name, "the union" on a union's page, or "our correspondent"."""
    words = phrase.text.lower()
    name = (outlet.name or "").lower().removeprefix("the ")
    own = words.removeprefix("the ")
    last = own != words and name.endswith(f" {own}") and own.split()[-1] in _OWN_WORDS
    first = phrase.text[:1].isupper() and name.startswith(f"{own} ") and _goes_on(phrase, name)
    group = own != words and own in _GROUP_WORDS and bears_group_name(name)
    return words in _HOUSE or group or bool(name) and (own == name or last or first or _abbreviates(phrase.text, name))


def _goes_on(phrase: Tokens, name: str) -> bool:
    """Tell whether the words after a phrase make the whole of a name of it: "Orsk" of "told Orsk Today"."""
    after = phrase.doc[phrase.end : phrase.end + len(name.split())]
    return f"{phrase.text} {after.text}".lower().removeprefix("the ").startswith(name)


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether capitals are short for a name: "ENL" of "Eastern Newsline"."""
    letters, initials = iter(name), [word[0] for word in name.split()]
    known = len(initials) > 1 and short.isupper() and len(short) >= len(initials)
    return known and all(c in letters for c in short.lower()) and all(c in short.lower() for c in initials)
