"""Whether words mean one person or several, and who is named together."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from khronika.extract.kinds import INSTITUTIONS, kind_of
from khronika.extract.nouns import beside, is_of_others
from khronika.extract.tables import load_table
from khronika.model import ActorKind
from khronika.values.number_counts import is_people
from khronika.values.plurals import make_plural

_TABLE = load_table("counting.yaml")
GROUPS: frozenset[str] = frozenset(_TABLE["groups"])
"""Nouns in the singular that mean several people."""
INTO = frozenset({"det", "amod", "compound", "nummod", "flat"})
"""Relations of words that belong to the noun that they hang on."""
_ONE: frozenset[str] = frozenset(_TABLE["one"])
_MANY: frozenset[str] = frozenset(_TABLE["many"])
_MEMBERS: frozenset[str] = frozenset(_TABLE["members"])
_ORDINALS: frozenset[str] = frozenset(_TABLE["ordinals"])
_ARTICLES = frozenset({"a", "an", "one", "another", "his", "her", "its", "their"})
_SINGULAR = frozenset({"is", "was", "has"})
_NO_PERSONS = frozenset({"LOC", "ORG"})
_AGED = re.compile(r"\d-(?:year|month)-old\b")


def is_single(phrase: Tokens) -> bool:
    """Tell whether a phrase means one person: a name, "a man", "the lawyer", "his wife", "she"."""
    head, kind = head_of(phrase), kind_of(phrase)
    word = head.lower_
    if word in _ONE:
        return True
    if phrase[0].lower_ == "any":  # "denied that any prisoner was beaten"
        return False
    if word in _ORDINALS:  # "a third was fined"
        return not any(c.dep_ == "nmod" for c in head.children)
    if word in _MANY:
        return False
    if is_named(phrase) and word not in GROUPS:
        return True
    if head.pos_ in {"NOUN", "ADJ"} and word not in GROUPS and head.lemma_ == word and is_people(make_plural(word)):
        return True
    if phrase[0].lower_ in _ARTICLES and (word in _MEMBERS or _AGED.search(phrase.text)):
        return True
    if kind is ActorKind.UNKNOWN and head.pos_ != "PROPN":
        return phrase[0].lower_ in {"a", "an"} and head.pos_ == "NOUN" and head.lemma_ == word and word not in GROUPS
    if kind in INSTITUTIONS or word in GROUPS or head.pos_ == "NUM" or head.ent_type_ in _NO_PERSONS:
        return False
    if head.pos_ == "PROPN":
        return kind is not ActorKind.COMMUNITY
    return head.lemma_ == word or not word.endswith("s")


def head_of(phrase: Tokens) -> Token:
    """Return the noun of a phrase, though the phrase be half of it ("a" of "a judge")."""
    if not phrase.doc.has_annotation("DEP"):
        return phrase[-1]
    head = phrase.root
    while head.dep_ in INTO and head.head != head and not is_of_others(head):
        head = head.head
    return head


def left_of(head: Token) -> int:
    """Return the first token of what hangs on a noun from the left."""
    return head.left_edge.i if head.doc.has_annotation("DEP") and head.i - head.left_edge.i < 12 else head.i


def join_first(counted: Sequence[Tokens]) -> list[Tokens]:
    """Return the first phrase, parted where "and" joins several in it, with those that are joined to it."""
    if not counted:
        return []
    doc = counted[0].doc
    if not doc.has_annotation("DEP"):
        return sorted(counted, key=lambda phrase: phrase.start)
    first = counted[0]
    heads = {_top(first.root)}
    if not _is_of_one_subject(_top(first.root)):
        heads |= set(_beside(_top(first.root)))
    found: list[Tokens] = []
    for phrase in counted:
        for head in _heads_in(phrase):
            if head in heads:
                found.append(_part(phrase, head))
                heads.discard(head)
    found = found or [first]
    return sorted([*found, *_others_named(counted, found)], key=lambda phrase: phrase.start)


def _others_named(counted: Sequence[Tokens], found: Sequence[Tokens]) -> list[Tokens]:
    """Return the people named besides those found, where these are all named too: each name is another person."""
    if not all(is_named(phrase) for phrase in found):
        return []
    words = {token.lower_ for phrase in found for token in phrase}
    return [p for p in counted if p not in found and is_named(p) and words.isdisjoint(t.lower_ for t in p)]


def is_named(phrase: Tokens) -> bool:
    return head_of(phrase).ent_type_ == "PERSON" and head_of(phrase).pos_ == "PROPN"


def _top(token: Token) -> Token:
    while token.dep_ in {"conj", "flat"} and token.head != token:
        token = token.head
    return token


def _is_of_one_subject(noun: Token) -> bool:
    """Tell whether a verb in the singular has a noun for its subject: what is joined to it is the same person."""
    helping = (c.lower_ for c in noun.head.children if c.dep_.startswith("aux"))
    return noun.dep_.startswith("nsubj") and not _SINGULAR.isdisjoint(helping)


def _beside(token: Token) -> Iterator[Token]:
    for word in beside(token):
        if not _same_person(token, word):
            yield word
            yield from _beside(word)


def _same_person(first: Token, other: Token) -> bool:
    """Tell whether two joined nouns share an article: "a lawyer and writer" is one person."""
    articles = [t for t in first.children if t.lower_ in {"a", "an"} and t.i < first.i]
    own = [t for t in other.children if (t.dep_ in {"det", "nummod"} or t.pos_ == "PRON") and t.i < other.i]
    return bool(articles) and not own and other.pos_ == "NOUN" and other.lemma_ == other.lower_


def _heads_in(phrase: Tokens) -> list[Token]:
    return [phrase.root, *(t for t in _beside(phrase.root) if phrase.start <= t.i < phrase.end)]


def _part(phrase: Tokens, head: Token) -> Tokens:
    """Return the part of a phrase that hangs on one of its heads, without what is joined to it."""
    ends = [t.left_edge.i for t in head.children if t.dep_ in {"conj", "cc", "punct"} and t.i > head.i]
    start = max(phrase.start, head.left_edge.i) if head != phrase.root else phrase.start
    return phrase.doc[start : max(head.i + 1, min([phrase.end, *ends]))]
