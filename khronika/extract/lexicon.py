"""The act lexicon as one spaCy Matcher, and the triggers that it finds."""

from dataclasses import dataclass
from functools import cache

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from khronika.extract.tables import load_table
from khronika.model import Act

_VERBAL = frozenset({"verbs", "undergo", "joins"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an act, in tokens. `frame` is the lexicon's group: verbs, undergo, joins, nouns, states."""

    act: Act
    frame: str
    start: int
    end: int
    head: int  # the verb, or the last noun
    no_object: bool  # what the verb acts on is a thing, not somebody


def _plurals(word: str) -> list[str]:
    """Return a noun and its plural."""
    if word.endswith(("s", "sh", "ch", "x")):
        return [word, word + "es"]
    return [word, word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"]


def _token_patterns(entry: str, frame: str) -> list[dict[str, object]]:
    """Return a lexicon entry as a Matcher pattern."""
    words = entry.rstrip("~").replace("-", " - ").split()
    pattern: list[dict[str, object]] = []
    for i, word in enumerate(words):
        if word == "*":
            pattern += [{"OP": "?", "TEXT": {"NOT_IN": [".", ";", ":"]}}] * 3
        elif frame == "nouns":
            options = [
                form for w in word.split("|") for form in (_plurals(w) if i == len(words) - 1 or "|" in word else [w])
            ]
            pattern.append({"LOWER": {"IN": options}})
        else:
            pattern.append({"LEMMA": {"IN": word.split("|")}})
    return pattern


@cache
def _matcher(vocab: Vocab) -> Matcher:
    """Return the lexicon compiled for a vocabulary."""
    matcher = Matcher(vocab)
    for act, frames in load_table("acts.yaml").items():
        for frame, entries in frames.items():
            for entry in entries:
                key = f"{act}/{frame}/{'~' if entry.endswith('~') else ''}"
                matcher.add(key, [_token_patterns(entry, frame)])
    return matcher


def find_triggers(doc: Doc) -> list[Trigger]:
    """Return the triggers of a document in order: the longest wins where several overlap."""
    found: list[Trigger] = []
    for key, start, end in _matcher(doc.vocab)(doc):
        act, frame, mark = doc.vocab.strings[key].split("/")
        head = end - 1 if frame == "nouns" else start
        if _fits(doc, frame, start, end, head):
            found.append(Trigger(Act(act), frame, start, end, head, mark == "~"))
    found.sort(key=lambda t: (-(t.end - t.start) if t.end - t.start < 4 else -4, t.start, t.act))
    kept: list[Trigger] = []
    taken: set[int] = set()
    for trigger in found:
        words = {trigger.start, trigger.end - 1, trigger.head}
        if not words & taken and not any(k.start < trigger.end and trigger.start < k.end for k in kept):
            kept.append(trigger)
            taken |= words
    return sorted(kept, key=lambda t: t.start)


def _fits(doc: Doc, frame: str, start: int, end: int, head: int) -> bool:
    """Tell whether the tags allow the frame: verbs are verbs, nouns nouns, all within one sentence."""
    if any(doc[i].is_sent_start for i in range(start + 1, end)):
        return False
    tag = doc[head].pos_
    if frame in _VERBAL:
        return tag in {"VERB", "AUX"} or (end - start > 1 and tag == "ADJ") or _is_participle(doc, head)
    if frame == "nouns":
        gerund = tag == "VERB" and head + 1 < len(doc) and doc[head + 1].lower_ == "of"
        return tag in {"NOUN", "PROPN"} or gerund
    return True


def _is_participle(doc: Doc, head: int) -> bool:
    """Tell whether a word tagged as an adjective is a participle that goes on: "convicted of robbery"."""
    follows = head + 1 < len(doc) and doc[head + 1].lower_ in {"of", "by", "for", "in", "with"}
    return doc[head].pos_ == "ADJ" and doc[head].lower_.endswith("ed") and follows
