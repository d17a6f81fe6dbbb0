"""Noun phrases by tags: runs of determiners, adjectives, numbers and nouns, "of" included after counts."""

from spacy.tokens import Doc, Span, Token

from khronika.language.words import TIME_WORDS

_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_PERIODS = frozenset(
    {
        "week",
        "month",
        "year",
        "night",
        "weekend",
        "summer",
        "winter",
        "spring",
        "autumn",
        "morning",
        "evening",
        "afternoon",
    }
)
_OPENERS = frozenset(
    "the a an this that these those its his her their our my your whose every each any no both such".split()
)
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LEADS = (("more", "than"), ("at", "least"), ("at", "most"), ("up", "to"), ("fewer", "than"), ("less", "than"),
          ("no", "more", "than"), ("as", "many", "as"), ("an", "estimated"), ("nearly",), ("almost",), ("about",),
          ("around",), ("over",), ("roughly",), ("approximately",), ("some",))  # fmt: skip
_LEADS_BY_FIRST = {words[0]: [other for other in _LEADS if other[0] == words[0]] for words in _LEADS}


def find_noun_phrases(doc: Doc) -> list[Span]:
    """Return the noun phrases of `doc` in order; pronouns are phrases of one token."""
    found: list[Span] = []
    i, n = 0, len(doc)
    while i < n:
        end = _phrase_end(doc, i)
        if end > i:
            found.append(doc[i:end])
            i = end
        else:
            i += 1
    return found


def _tag(token: Token) -> str:
    """Return a token's tag inside a noun phrase, where what treebanks call PRON ("its") or VERB may stand."""
    if token.pos_ == "PRON" and token.lower_ in _OPENERS and token.dep_ in {"nmod", "nmod:poss", "det", ""}:
        return "DET"
    return "ADJ" if token.pos_ == "VERB" and token.dep_ == "amod" else token.pos_


def _lead(doc: Doc, i: int) -> int:
    """Return how many tokens at `i` are a comparator that a number follows ("more than")."""
    if i >= len(doc):
        return 0
    for words in _LEADS_BY_FIRST.get(doc[i].lower_, ()):
        j = i + len(words)
        if j < len(doc) and _tag(doc[j]) == "NUM" and all(doc[i + k].lower_ == w for k, w in enumerate(words)):
            return len(words)
    return 0


def _phrase_end(doc: Doc, start: int) -> int:
    """Return the end of the noun phrase that starts at `start`, or `start` where none does."""
    if _tag(doc[start]) == "PRON":
        return start + 1
    i = start + _lead(doc, start)
    head = False
    while i < len(doc):
        token = doc[i]
        if i > start and token.is_sent_start:
            break
        if _tag(token) not in _INSIDE and not _hyphen(doc, i) and not _initial_dot(doc, i):
            if not (head and token.lower_ == "of" and _joins(doc, start, i)):
                break
            i += 1 + _lead(doc, i + 1)
            continue
        if _tag(token) == "PART" and token.lower_ not in _POSSESSIVE:
            break
        if head and _tag(token) == "DET" and token.lower_ in _OPENERS and doc[i - 1].lower_ != "of":
            break
        if _is_time(doc, i):
            break
        head = head or _tag(token) in _HEADS
        i += 1
    while i > start and _tag(doc[i - 1]) in {"DET", "PART", "PUNCT"} and doc[i - 1].lower_ not in {"others", "all"}:
        i -= 1
    return i if head and i > start else start


def _is_time(doc: Doc, i: int) -> bool:
    """Tell whether a time expression begins at `i` ("last Friday"), which no noun phrase before it holds."""
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    return doc[i].lower_ in TIME_WORDS or (
        doc[i].lower_ in {"last", "next", "this"} and (after in TIME_WORDS or after in _PERIODS)
    )


def _hyphen(doc: Doc, i: int) -> bool:
    """Tell whether a hyphen at `i` sits inside a word ("pre-trial")."""
    return doc[i].text in {"-", "–"} and 0 < i < len(doc) - 1 and not doc[i - 1].whitespace_ and not doc[i].whitespace_


def _initial_dot(doc: Doc, i: int) -> bool:
    """Tell whether a full stop at `i` belongs to an initial or a short form inside a name."""
    return doc[i].text == "." and i > 0 and doc[i - 1].pos_ == "PROPN" and len(doc[i - 1].text) == 1


def _joins(doc: Doc, start: int, i: int) -> bool:
    """Tell whether "of" at `i` stays inside the phrase: counts, "one of", names and offices."""
    after = _tag(doc[i + 1]) if i + 1 < len(doc) else ""
    return after in _INSIDE and (_tag(doc[i - 1]) in {"NUM", "PROPN"} or doc[i - 1].lower_ in _OF_HEADS)


_OF_HEADS = frozenset(
    "one some many most all number group dozens hundreds thousands scores couple majority members member chief head "
    "ministry minister director department bureau court president office leader council university commission union "
    "spokesman spokeswoman spokesperson family relatives lawyers lawyer resident residents people others tens "
    "committee commissioner secretary governor mayor bank house center centre institute".split()
)
