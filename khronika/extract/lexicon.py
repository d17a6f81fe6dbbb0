"""The act lexicon as spaCy Matchers, and the triggers that they find."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from khronika.extract.tables import load_table
from khronika.model import Act
from khronika.values.plurals import make_plural

_VERBAL = frozenset({"verbs", "undergo", "joins"})
_COUNTING = frozenset({"at", "more", "over", "nearly", "about", "some", "dozens", "scores", "hundreds", "thousands"})
_BEFORE_MONTHS = frozenset(
    {"since", "in", "of", "by", "until", "till", "from", "last", "this", "early", "late", "mid-"}
)
LONGEST = 12  # words of an entry, those that it lets stand between counted
_FORMS: list[int | str] = ["LEMMA", "LOWER"]
_MARKS = "~!"
"""What may stand after an entry: its object is a thing; its words leave no doubt."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an act, in tokens. `frame` is the lexicon's group: verbs, undergo, joins, nouns, states."""

    act: Act
    frame: str
    start: int
    end: int
    head: int  # the verb, or the last noun
    no_object: bool  # what the verb acts on is a thing, not somebody
    sure: bool = False  # the words tell of the act wherever they are met in a main clause


def _plurals(word: str) -> list[str]:
    """Return a noun and its plural."""
    return [word, make_plural(word)]


def _turn(entry: str, frame: str) -> tuple[str, int] | None:
    """Return a verb with what it is done to in the passive, and the words of the verb: "camp * be clear".

    None where an entry names nothing that the verb is done to, or has more words after it.
    """
    verb, star, thing = entry.rstrip(_MARKS).partition(" * ")
    if frame != "verbs" or not star or " " in thing or verb.startswith("be "):
        return None
    return f"{thing} * be {verb}", len(verb.split())


def _token_patterns(entry: str, frame: str) -> Iterator[list[dict[str, object]]]:
    """Give a lexicon entry as Matcher patterns, one for each way to write it: a plain word is met ten times faster."""
    words = entry.rstrip(_MARKS).split()
    key = "LOWER" if frame == "nouns" else "LEMMA"
    steps: list[list[list[dict[str, object]]]] = []
    for i, word in enumerate(words):
        if word == "*":
            steps.append([[{"OP": "?", "TEXT": {"NOT_IN": [".", ";", ":"]}}] * 3])
            continue
        forms = word.split("|")
        if frame == "nouns" and (i == len(words) - 1 or "|" in word):
            forms = [form for w in forms for form in _plurals(w)]
        steps.append([[{key: part} for part in form.replace("-", " - ").split()] for form in forms])
    for ways in product(*steps):
        yield [token for way in ways for token in way]


_First = tuple[int | str, int]
"""The form, lemma or lower case, and the number in the vocabulary of an entry's first word."""


@cache
def _patterns(vocab: Vocab) -> dict[_First, list[tuple[str, list[dict[str, object]]]]]:
    """Return the lexicon's patterns with their entries by their first word."""
    found: dict[_First, list[tuple[str, list[dict[str, object]]]]] = defaultdict(list)
    for act, frames in load_table("acts.yaml").items():
        for frame, entries in frames.items():
            for entry in entries:
                turned = _turn(entry, frame)
                for told, own in ((entry, 0), *([turned] if turned else [])):
                    key = f"{act}/{frame}/{entry[len(entry.rstrip(_MARKS)) :]}/{own}"
                    for pattern in _token_patterns(told, frame):
                        ((form, word),) = pattern[0].items()
                        found[form, vocab.strings.add(str(word))].append((key, pattern))
    return dict(found)


@cache
def _matcher(vocab: Vocab, first: _First) -> Matcher:
    """Return the entries that begin with a word, compiled when it is first met: all at once take a third of a second.

    One matcher for all would try every entry at every word.
    """
    matcher = Matcher(vocab)
    for key, pattern in _patterns(vocab)[first]:
        matcher.add(key, [pattern])
    return matcher


def _matches(doc: Doc) -> Iterator[tuple[str, int, int]]:
    """Give the entries met with their tokens: act, frame, marks, words that end the match (0: all), with slashes."""
    known = _patterns(doc.vocab)
    for i, forms in enumerate(doc.to_array(_FORMS).tolist()):
        for first in zip(_FORMS, forms, strict=True):
            if first in known:
                for key, start, end in _matcher(doc.vocab, first)(doc[i : i + LONGEST]):
                    if start == 0:
                        yield doc.vocab.strings[key], i, i + end


def find_triggers(doc: Doc) -> list[Trigger]:
    """Return the triggers of a document in order: the longest wins where several overlap."""
    found: list[Trigger] = []
    for key, start, end in _matches(doc):
        act, frame, marks, ending = key.split("/")
        start = end - int(ending) if ending != "0" else start
        end -= doc[end - 1].is_punct
        head = _last_noun(doc, start, end) if frame == "nouns" else start
        if _fits(doc, frame, start, end, head):
            found.append(Trigger(Act(act), frame, start, end, head, "~" in marks, "!" in marks))
    found.sort(key=lambda t: (-(t.end - t.start) if t.end - t.start < 4 else -4, t.start, not t.sure, t.act))
    kept: list[Trigger] = []
    taken: set[int] = set()
    inside: set[int] = set()
    for trigger in found:
        own, words = range(trigger.start, trigger.end), {trigger.start, trigger.end - 1, trigger.head}
        if not words & taken and inside.isdisjoint(own):
            kept.append(trigger)
            taken |= words
            inside.update(own)
    return sorted(kept, key=lambda t: t.start)


def _last_noun(doc: Doc, start: int, end: int) -> int:
    """Return the last noun of some tokens, which may end in another word: "sit-in", "search of"."""
    return next((i for i in range(end - 1, start - 1, -1) if doc[i].pos_ in {"NOUN", "PROPN"}), end - 1)


def _fits(doc: Doc, frame: str, start: int, end: int, head: int) -> bool:
    """Tell whether the tags allow the frame: verbs are verbs, nouns nouns, all within one sentence."""
    if any(doc[i].is_sent_start or _is_month(doc[i]) for i in range(start + 1, end)):
        return False
    tag = doc[head].pos_
    if frame in _VERBAL:
        verb = tag in {"VERB", "AUX"} or _is_participle(doc, head) or _is_of_headline(doc, head)
        return verb or (end - start > 1 and tag == "ADJ")
    if frame == "nouns":
        gerund = tag == "VERB" and head + 1 < len(doc) and doc[head + 1].lower_ == "of"
        return tag in {"NOUN", "PROPN"} or gerund
    return True


def _is_month(word: Token) -> bool:
    """Tell whether a word is the month, not a march: "held since March"."""
    return word.text == "March" and word.nbor(-1).lower_ in _BEFORE_MONTHS


def _is_of_headline(doc: Doc, head: int) -> bool:
    """Tell whether a word tagged as a noun is the verb of a headline: "Blast kills at least 40"."""
    after = doc[head + 1] if head + 1 < len(doc) else None
    counted = after is not None and (after.pos_ == "NUM" or after.lower_ in _COUNTING)
    return counted and doc[head].pos_ in {"NOUN", "PROPN"} and doc[head].lower_.endswith("s")


def _is_participle(doc: Doc, head: int) -> bool:
    """Tell whether a word tagged as an adjective is a participle that goes on: "convicted of robbery"."""
    follows = head + 1 < len(doc) and doc[head + 1].lower_ in {"of", "by", "for", "in", "with"}
    return doc[head].pos_ == "ADJ" and doc[head].lower_.endswith("ed") and follows
