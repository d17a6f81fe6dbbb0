"""Rough part-of-speech tags and lemmas by closed classes, shape and neighbours.

The tags are the universal ones, but a guess: nouns and adjectives are told apart only by what follows. They are
what the rules engine has instead of a trained tagger, good enough to find noun phrases around a trigger.
"""

import re

from spacy.tokens import Doc, Span, Token

from khronika.language.lemmas import find_lemma
from khronika.language.words import CLASSES, IRREGULAR, TELLING, VERBS

_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen "
    "dozens hundreds thousands scores millions".split()
)
_ADJECTIVE = re.compile(r"(ous|ful|ive|ible|able|ish|ary|less|ical|ic|ese|ian|iest|llest|rgest|dest)$")
_BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM"})
_BEFORE_PARTICIPLE = frozenset({"ADP", "VERB"})  # after these, "detained men" is a phrase and no clause
_PARTICLES = frozenset({"down", "up", "out", "off", "away"})


def apply_tags(doc: Doc) -> None:
    """Write `lemma_` and `pos_` onto every token of `doc`, whose sentence starts are known."""
    tags: list[str] = []
    for sent in doc.sents:
        shouted = _is_shouted(sent)
        for token in sent:
            token.lemma_ = find_lemma(token.text)
            tags.append(_tag(token, tags, shouted))
    for i, token in enumerate(doc):
        token.pos_ = _mend(doc, tags, i)


def _is_shouted(sent: Span) -> bool:
    """Tell whether capitals say nothing in a sentence, as in headlines and telexes."""
    words = [token for token in sent if token.is_alpha and len(token) > 3]
    return len(words) > 2 and sum(token.text[0].isupper() for token in words) >= 0.75 * len(words)


def _tag(token: Token, before: list[str], shouted: bool) -> str:
    """Return the first guess for a token from its own form and the tags before it."""
    low = token.lower_
    last = before[-1] if before and not token.is_sent_start else ""
    if token.is_space:
        return "SPACE"
    if token.is_punct or not any(c.isalnum() for c in token.text):
        return "PUNCT"
    if token.text[0].isdigit() or low in _NUMBERS:
        return "NUM"
    capital = token.text[0].isupper() and not shouted
    if low in CLASSES and not (capital and not token.is_sent_start and last == "PROPN" and len(low) > 3):
        return "PROPN" if capital and not token.is_sent_start and CLASSES[low] in {"ADJ", "NOUN"} else CLASSES[low]
    if capital and not token.is_sent_start:
        return "PROPN"
    if shouted and token.text[0].isupper() and not _looks_like_verb(token, low):
        return "PROPN"
    if low.endswith("ly") and len(low) > 4:
        return "ADV"
    return _tag_open(token, low, last)


def _looks_like_verb(token: Token, low: str) -> bool:
    """Tell whether the form of a word in a headline is that of a verb."""
    return low in IRREGULAR or token.lemma_ in VERBS or (low.endswith(("ed", "ing")) and low != token.lemma_)


def _tag_open(token: Token, low: str, last: str) -> str:
    """Return the guess for an open-class word."""
    if low in IRREGULAR or (low.endswith("ed") and len(low) > 3 and low != token.lemma_):
        return "ADJ" if last in _BEFORE_NOUN else "VERB"
    if low.endswith("ing") and len(low) > 4:
        return "NOUN" if last in _BEFORE_NOUN else "VERB"
    if token.lemma_ in VERBS and last not in _BEFORE_NOUN and last != "ADP" and not token.text[0].isupper():
        return "VERB"
    if _ADJECTIVE.search(low):
        return "ADJ"
    return "NOUN"


def _opens_clause(doc: Doc, tags: list[str], i: int) -> bool:
    """Tell whether a clause can begin at token `i`, as what somebody tells."""
    return i < len(doc) and (tags[i] == "PRON" or doc[i].lower_ in {"that", "at", "more"})


def _is_infinitive(doc: Doc, tags: list[str], i: int) -> bool:
    """Tell whether the word after "to" is a verb: a listed one, or one with an object or a particle behind it."""
    if doc[i].lemma_ in VERBS:
        return True
    after, tag = (doc[i + 1].lower_, tags[i + 1]) if i + 1 < len(doc) else ("", "")
    return doc[i].lower_ == doc[i].lemma_ and (tag in {"DET", "NUM", "PRON"} or after in _PARTICLES)


def _mend(doc: Doc, tags: list[str], i: int) -> str:
    """Return the tag of token `i` seen with its neighbours on both sides."""
    tag, after = tags[i], tags[i + 1] if i + 1 < len(tags) else ""
    before = tags[i - 1] if i else ""
    low = doc[i].lower_
    if tag == "ADJ" and low.endswith("ed") and after not in {"NOUN", "PROPN", "ADJ", "NUM"}:
        return "NOUN" if before == "DET" and doc[i - 1].lower_ != "that" else "VERB"
    if tag == "VERB" and low.endswith("ed") and before in _BEFORE_PARTICIPLE and after in {"NOUN", "PROPN", "ADJ"}:
        return "ADJ"
    if tag == "NOUN" and before == "PROPN" and doc[i].lemma_ in TELLING and _opens_clause(doc, tags, i + 1):
        return "VERB"
    if tag == "NOUN" and before in {"AUX", "PART"} and doc[i].lemma_ in VERBS:
        return "VERB"
    if tag == "NOUN" and before == "ADP" and doc[i - 1].lower_ == "to" and _is_infinitive(doc, tags, i):
        return "VERB"
    if low in {"'s", "’s"}:
        return "PART" if before in {"NOUN", "PROPN"} and after in {"NOUN", "PROPN", "ADJ", "NUM", "DET"} else "AUX"
    if low == "that" and after in {"NOUN"} and before not in {"VERB", "NOUN", "PROPN"}:
        return "DET"
    return tag
