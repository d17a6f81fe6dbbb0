"""Whole noun phrases around words: the reading model often points at half of one ("Nansel", "unknown armed")."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Span, Token

from khronika.extract.tables import load_table
from khronika.model import Span as Characters

_THINGS = frozenset(load_table("parties.yaml")["things"])
_INTO = frozenset({"compound", "flat", "amod", "det", "nummod", "case", "fixed", "advmod", "nmod:desc", "goeswith"})
"""Relations that hang a word on the noun that it belongs to."""
_OWN = frozenset({"compound", "flat", "amod", "det", "nummod", "nmod", "nmod:poss", "case", "advmod", "goeswith"})
"""Relations of words that stay inside the shortest full phrase: no relative clause, apposition or conjunct."""
_JOINING = frozenset({"conj", "cc", "punct", "fixed"})
_WHERE = frozenset({"in", "at", "near", "on", "during", "by"})
"""Words after which it is told where, when and by whom: as often of the act as of the people."""
_BEFORE = frozenset({"of", "by", "for", "with", "against", "in", "at", "on", "to", "from", "such"})
"""Words that belong to no phrase which they stand before."""
_WAY = frozenset({"to", "into", "from"})
"""Words after which it is told, of a number of people, whence and where they were taken."""
_COUNTS = frozenset({"dozens", "scores", "hundreds", "thousands", "tens", "couple", "number", "group"})
ENDINGS = frozenset({"'s", "’s", "'", "’"})
_LONGEST = 25  # words
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET", "X"})


def whole_phrase(doc: Doc, start: int, end: int) -> Span:
    """Return the shortest full noun phrase that holds the words `start` to `end`, by the tree or else by tags.

    Words that run over several phrases ("police and soldiers") keep their ends; each end is made whole.
    """
    while start + 1 < end and doc[start].lower_ in _BEFORE:
        start += 1
    start, end = _whole_name(doc, start, end)
    span = doc[start:end]
    if not doc.has_annotation("DEP"):
        held = [p for p in doc.spans["noun_phrases"] if p.start < end and start < p.end]
        return doc[min(start, held[0].start) : max(end, held[-1].end)] if held else span
    head = _noun_of(span.root)
    if head.pos_ not in NOMINAL:
        return span
    left, right = _ends(head)
    left, right = _counted(doc, min(left, start)), max(right, end)
    whole = _trimmed(doc, left, right) if right - left <= _LONGEST else span
    return whole if len(whole) else span  # "let's": nothing is left of a word that is an ending


def text_between(doc: Doc, start: int, end: int) -> str:
    """Return characters of a document, which makes its whole text anew whenever it is asked for that."""
    words = doc.char_span(start, end, alignment_mode="expand")
    if words is None:
        return ""
    return str(words.text)[max(0, start - words.start_char) : max(0, end - words.start_char)]


def sentence_span(sent: Span) -> Characters:
    """Return a sentence's characters without the white space around it."""
    text = sent.text
    start = sent.start_char + len(text) - len(text.lstrip())
    return Characters(start=start, end=start + len(text.strip()))


def _whole_name(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return words widened to the named person or body that they are part of."""
    while start and _goes_on(doc[start]):
        start -= 1
    while end < len(doc) and _goes_on(doc[end]):
        end += 1
    return start, end


def _goes_on(token: Token) -> bool:
    """Tell whether the name of a person or body goes on with a word; asked of tokens, since a Doc makes `ents` anew."""
    return token.ent_iob_ == "I" and token.ent_type_ in {"PERSON", "ORG"}


def _counted(doc: Doc, start: int) -> int:
    """Return where a phrase begins with a count before it: "thousands of villagers"."""
    while start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in _COUNTS:
        start -= 2
    return start


def split_joined(phrase: Span) -> tuple[Span, ...]:
    """Return the phrases that "and" or commas join inside one ("police and soldiers": two)."""
    doc = phrase.doc
    if not doc.has_annotation("DEP"):
        return (phrase,)
    heads = [phrase.root, *(t for t in joined(phrase.root) if phrase.start <= t.i < phrase.end)]
    if len(heads) == 1:
        return (phrase,)
    ends = [_ends(head) for head in heads]
    borders = [*(left for left, _ in ends[1:]), phrase.end]
    found = (
        _trimmed(doc, max(left, phrase.start), min(right, border, phrase.end))
        for (left, right), border in zip(ends, borders, strict=True)
    )
    parts = tuple(part for part in found if len(part))
    return parts if parts[0].start == phrase.start else (phrase,)


def _trimmed(doc: Doc, start: int, end: int) -> Span:
    """Return words without a joining word, mark, possessive ending or preposition at either end."""
    while start < end and (doc[start].pos_ in {"CCONJ", "PUNCT"} or doc[start].lower_ == "of"):
        start += 1
    while end > start and (doc[end - 1].pos_ in {"CCONJ", "PUNCT", "ADP"} or doc[end - 1].lower_ in ENDINGS):
        end -= 1
    return doc[start:end]


def beside(noun: Token) -> Iterator[Token]:
    """Give the words that "and" or commas join to a noun, also those that hang on the second word of its name.

    What stands against it is not joined: "nine people, not 19".
    """
    for child in noun.children:
        if child.dep_ == "conj" and any(c.lower_ == "not" for c in child.children):
            continue
        if child.dep_ == "conj" or (child.dep_ == "flat" and _is_parted(child)):
            yield child
        elif child.dep_ == "flat":
            yield from beside(child)


def _is_parted(token: Token) -> bool:
    """Tell whether a comma stands before what hangs on a word."""
    return any(c.text == "," and c.i < token.i for c in token.children)


def joined(noun: Token, classes: AbstractSet[str] = NOMINAL) -> Iterator[Token]:
    """Give the words of some classes that are joined to a noun, in order."""
    for word in beside(noun):
        if word.pos_ in classes:
            yield word
            yield from joined(word, classes)


def first_joined(token: Token, classes: AbstractSet[str] | None = None) -> Token:
    """Return the first of the words that "and" or commas join, of which a word is one; of some classes alone."""
    while token.dep_ == "conj" and token.head != token and (classes is None or token.head.pos_ in classes):
        token = token.head
    return token


def _noun_of(token: Token) -> Token:
    """Return the noun that a word inside its phrase hangs on."""
    while token.dep_ in _INTO and token.head.pos_ in NOMINAL and abs(token.head.i - token.i) < _LONGEST:
        if (token.dep_ == "flat" and _is_parted(token)) or (token.dep_ == "compound" and token.head.lemma_ in _THINGS):
            break  # "a police raid": the police
        if is_of_others(token):
            break
        token = token.head
    return token


def is_of_others(number: Token) -> bool:
    """Tell whether a number behind a noun counts others: "17 people were killed and 20 were injured"."""
    return number.dep_ == "nummod" and number.i > number.head.i


def _ends(head: Token) -> tuple[int, int]:
    """Return where the phrase of a noun begins and ends: its own words with theirs, preposition left out."""
    left, right = head.i, head.i + 1
    # "often | of guests", "among those arrested was | the chairwoman"
    after = max((c.i for c in head.children if c.dep_ in {"case", "cop"} and c.i < head.i), default=-1)
    outside = _WHERE | _WAY if any(c.dep_ == "nummod" for c in head.children) else _WHERE
    for child in head.children:
        if not (child.dep_ in _OWN or _is_its_name(child, head)) or child.i <= after:
            continue
        if child.i > head.i and (_is_parted(child) or is_of_others(child)):
            continue
        if child.i > head.i and (child.dep_ == "advmod" or any(c.lower_ in outside for c in child.children)):
            continue
        if head.pos_ == "PROPN" and child.i > head.i and any(c.lower_ == "with" for c in child.children):
            continue  # "beat Testov with batons"
        low, high = _whole(child)
        if abs(low - head.i) <= _LONGEST and abs(high - head.i) <= _LONGEST:
            left, right = min(left, low), max(right, high)
    return left, right


def _is_its_name(token: Token, noun: Token) -> bool:
    """Tell whether a word begins the name that stands right after a noun: "the reporter Ada Moss"."""
    return token.dep_ == "appos" and token.pos_ == "PROPN" and token.left_edge.i == noun.i + 1 and not _is_parted(token)


def _whole(token: Token) -> tuple[int, int]:
    """Return the ends of what hangs on a word inside a phrase, without clauses and what they bring along.

    What "and" joins to the second word of a name is joined to the name.
    """
    left, right = token.i, token.i + 1
    inside = _OWN if token.dep_ == "flat" else _OWN | _JOINING
    for child in token.children:
        if child.dep_ in inside and not (child.dep_ == "flat" and _is_parted(child)):
            low, high = _whole(child)
            left, right = min(left, low), max(right, high)
    return left, right
