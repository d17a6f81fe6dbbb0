"""Noun phrases by tags: runs of determiners, adjectives, numbers and nouns, "of" included after counts."""

from spacy.tokens import Doc, Span

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
_OWNING = frozenset({"nmod", "nmod:poss", "poss", "det", ""})
"""Relations of "its" in its phrase: by Universal Dependencies, by ClearNLP, and where nobody says."""
_LOOSE = frozenset({"DET", "PART", "PUNCT"})  # what a phrase doesn't end with
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LEADS = (("more", "than"), ("at", "least"), ("at", "most"), ("up", "to"), ("fewer", "than"), ("less", "than"),
          ("no", "more", "than"), ("as", "many", "as"), ("an", "estimated"), ("nearly",), ("almost",), ("about",),
          ("around",), ("over",), ("roughly",), ("approximately",), ("some",))  # fmt: skip
_LEADS_BY_FIRST = {words[0]: [list(other) for other in _LEADS if other[0] == words[0]] for words in _LEADS}


class _Seen:
    """The tokens of a document as the search looks at them, one list an attribute."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = [token.text for token in doc]
        self.lows = [word.lower() for word in self.words]
        self.tags = [_tag(*row) for row in zip((t.pos_ for t in doc), self.lows, (t.dep_ for t in doc), strict=True)]
        self.begins = [token.is_sent_start for token in doc]


def find_noun_phrases(doc: Doc) -> list[Span]:
    """Return the noun phrases of `doc` in order; pronouns are phrases of one token."""
    seen = _Seen(doc)
    found: list[Span] = []
    i, n = 0, len(doc)
    while i < n:
        end = _phrase_end(seen, i)
        if end > i:
            found.append(doc[i:end])
            i = end
        else:
            i += 1
    return found


def _tag(pos: str, low: str, dep: str) -> str:
    """Return a token's tag inside a noun phrase, where what treebanks call PRON ("its") or VERB may stand."""
    if pos == "PRON" and low in _OPENERS and dep in _OWNING:
        return "DET"
    return "ADJ" if pos == "VERB" and dep == "amod" else pos


def _lead(seen: _Seen, i: int) -> int:
    """Return how many tokens at `i` are a comparator that a number follows ("more than")."""
    lows = seen.lows
    if i >= len(lows):
        return 0
    for words in _LEADS_BY_FIRST.get(lows[i], ()):
        j = i + len(words)
        if j < len(lows) and seen.tags[j] == "NUM" and lows[i:j] == words:
            return len(words)
    return 0


def _phrase_end(seen: _Seen, start: int) -> int:
    """Return the end of the noun phrase that starts at `start`, or `start` where none does."""
    tags, lows = seen.tags, seen.lows
    if tags[start] == "PRON":
        return start + 1
    i = start + _lead(seen, start)
    head = False
    while i < len(tags):
        if i > start and seen.begins[i]:
            break
        if tags[i] not in _INSIDE and not _hyphen(seen, i) and not _initial_dot(seen, i):
            if not (head and lows[i] == "of" and _joins(seen, i)):
                break
            i += 1 + _lead(seen, i + 1)
            continue
        if tags[i] == "PART" and lows[i] not in _POSSESSIVE:
            break
        if head and tags[i] == "DET" and lows[i] in _OPENERS and lows[i - 1] != "of":
            break
        if _is_time(lows, i):
            break
        head = head or tags[i] in _HEADS
        i += 1
    while i > start and tags[i - 1] in _LOOSE and lows[i - 1] not in {"others", "all"}:
        i -= 1
    return i if head and i > start else start


def _is_time(lows: list[str], i: int) -> bool:
    """Tell whether a time expression begins at `i` ("last Friday"), which no noun phrase before it holds."""
    after = lows[i + 1] if i + 1 < len(lows) else ""
    return lows[i] in TIME_WORDS or (lows[i] in {"last", "next", "this"} and (after in TIME_WORDS or after in _PERIODS))


def _hyphen(seen: _Seen, i: int) -> bool:
    """Tell whether a hyphen at `i` sits inside a word ("pre-trial")."""
    inner = seen.words[i] in {"-", "–"} and 0 < i < len(seen.words) - 1
    return inner and not seen.doc[i - 1].whitespace_ and not seen.doc[i].whitespace_


def _initial_dot(seen: _Seen, i: int) -> bool:
    """Tell whether a full stop at `i` belongs to an initial or a short form inside a name."""
    return seen.words[i] == "." and i > 0 and seen.doc[i - 1].pos_ == "PROPN" and len(seen.words[i - 1]) == 1


def _joins(seen: _Seen, i: int) -> bool:
    """Tell whether "of" at `i` stays inside the phrase: counts, "one of", names and offices."""
    after = seen.tags[i + 1] if i + 1 < len(seen.tags) else ""
    return after in _INSIDE and (seen.tags[i - 1] in {"NUM", "PROPN"} or seen.lows[i - 1] in _OF_HEADS)


_OF_HEADS = frozenset(
    "one some many most all number group dozens hundreds thousands scores couple majority members member chief head "
    "ministry minister director department bureau court president office leader council university commission union "
    "spokesman spokeswoman spokesperson family relatives lawyers lawyer resident residents people others tens "
    "committee commissioner secretary governor mayor bank house center centre institute".split()
)
