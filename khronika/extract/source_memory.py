"""Who was meant by the words of a source: an earlier one taken up again, the author of a document, whom it told."""

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from khronika.extract.antecedents import OTHER_SEX
from khronika.extract.kinds import PRONOUNS, kind_of, name_of
from khronika.extract.nouns import whole_phrase
from khronika.extract.sources import OPENS_CLAUSE, is_dateline, is_house, is_same, is_scene, make_link
from khronika.extract.tables import load_table
from khronika.language.lookup import span_from
from khronika.model import ActorKind, Link

_TABLE = load_table("sources.yaml")
_DOCUMENTS = frozenset(_TABLE["documents"])
_NO_SOURCES = frozenset(_TABLE["no_sources"])
_HEARERS = frozenset(_TABLE["hearers"])
_PERSONS = frozenset({"he", "she", "him", "her", "i"})
_DEFINITE = frozenset({"the", "this", "that"})
_TOLD_TO = frozenset(ActorKind(kind) for kind in _TABLE["told_to"])
_BODIES = frozenset(ActorKind(kind) for kind in _TABLE["bodies"])
_OUTLETS = frozenset({ActorKind.MEDIA, ActorKind.STATE_MEDIA})
_TALKS = frozenset(_TABLE["talks"])


@dataclass(slots=True)
class SourceMemory:
    """The sources of a report as they come up, so that "the lawyer" and "they" find who was meant."""

    outlet: Link
    seen: list[tuple[Link, ...]] = field(default_factory=list)  # chains below the outlet, root first

    def remember(self, links: tuple[Link, ...]) -> None:
        """Keep a chain; one told again counts as the latest."""
        if links:
            self.seen = [*(held for held in self.seen if not is_same(held[0], links[0])), links]


def find_links(phrase: Tokens, memory: SourceMemory) -> tuple[Link, ...]:
    """Return the links below the outlet that the words of a source stand for, root first; `()` for nobody."""
    words = phrase.text.lower()
    if words in PRONOUNS:
        return _of_pronoun(phrase, memory)
    if earlier := _earlier(phrase, memory):
        root, *rest = earlier
        text = phrase.text
        return (Link(name=root.name, text=text, kind=root.kind, named=root.named,
                     start=phrase.start_char, end=phrase.end_char), *rest)  # fmt: skip
    link = make_link(phrase)
    is_thing = phrase.root.lemma_.lower() in _NO_SOURCES and not link.named
    return () if is_thing or is_scene(phrase) or is_dateline(phrase) else (link,)


def find_told(doc: Doc, cue_end: int, memory: SourceMemory) -> tuple[Link, ...]:
    """Return whom a source told ("told Sahel Wire") where they are a link of the chain: no mere hearer."""
    at = doc.char_span(cue_end - 1, cue_end, alignment_mode="expand")
    if at is None or at.end >= len(doc):
        return ()
    i = _hearer_at(doc, at)
    if i is None:
        return ()
    phrase = span_from(doc, "noun_phrases", i)
    if phrase is None or doc[i].is_sent_start:
        return ()
    phrase = whole_phrase(doc, phrase.start, phrase.end)
    link = make_link(phrase)
    if phrase.root.pos_ == "PROPN" and phrase.root.ent_type_ != "PERSON" and link.kind is ActorKind.PERSON:
        link = replace(link, kind=ActorKind.MEDIA)  # "told Interfor": a bare name that is no person's
    hears = phrase[-1].lower_ in _HEARERS or phrase.root.lower_ in _HEARERS or is_house(phrase, memory.outlet)
    named = link.named or link.kind is not ActorKind.MEDIA
    return () if hears or not named or link.kind not in _TOLD_TO else (link,)


def _hearer_at(doc: Doc, cue: Tokens) -> int | None:
    """Return the first word of whom a source spoke to: "told X", "confirmed to X", "said in an interview with X"."""
    if doc[cue.end].lower_ == "to":
        return cue.end + 1
    if cue[-1].lemma_ == "tell":
        return cue.end
    for talk in cue[-1].children:
        for hearer in talk.children if talk.dep_ == "obl" and talk.lemma_ in _TALKS else ():
            if any(c.dep_ == "case" and c.lower_ in {"with", "to"} for c in hearer.children):
                return int(hearer.left_edge.i) + 1
    return None


def _of_pronoun(phrase: Tokens, memory: SourceMemory) -> tuple[Link, ...]:
    """Return the chain of the source that a pronoun takes up: the nearest that it fits."""
    word = phrase[0].lower_
    if word in OPENS_CLAUSE:
        return _of_relative(phrase)
    fitting = [c for c in memory.seen if word == "they" or _is_one(phrase.doc, c[0]) == (word in _PERSONS)]
    other = OTHER_SEX.get(word, frozenset())
    fitting = [c for c in fitting if not other & set((c[0].text or "").lower().split())]
    if word == "it" and not fitting:  # a name that looks like a person's, and is none
        fitting = [c for c in memory.seen if c[0].named and " " in (c[0].name or "")]
    return (fitting or [()])[-1]


def _is_one(doc: Doc, link: Link) -> bool:
    """Tell whether a source is a person, as "Governor Testov" is, not "the governor's office" and not "officials"."""
    words = None
    if doc.has_annotation("DEP") and link.start is not None and link.end is not None:
        words = doc.char_span(link.start, link.end, alignment_mode="expand")
    if words is None:
        return link.kind not in _BODIES
    head = words.root
    if head.pos_ == "PROPN" and any(t.ent_type_ == "PERSON" for t in words):
        return True
    return link.kind not in _BODIES and not (head.pos_ == "NOUN" and head.lower_ != head.lemma_)


def _of_relative(phrase: Tokens) -> tuple[Link, ...]:
    """Return the noun that a relative clause tells of ("observers who said …")."""
    verb = phrase[0].head
    if not verb.dep_.startswith("acl"):
        return ()
    return (make_link(whole_phrase(phrase.doc, verb.head.i, verb.head.i + 1)),)


def _earlier(phrase: Tokens, memory: SourceMemory) -> tuple[Link, ...] | None:
    """Return the chain of an earlier source that a short name, "the lawyer" or "the statement" takes up again."""
    name = name_of(phrase)
    if name:
        return next((c for c in reversed(memory.seen) if _is_short(name, c[0].name)), None)
    if phrase[0].lower_ not in _DEFINITE:
        return None
    head = phrase.root.lemma_.lower()
    if head in _DOCUMENTS and len(phrase) == 2:
        return _author(phrase) or next((c for c in reversed(memory.seen) if c[0].kind not in _OUTLETS), None)
    same = [chain for chain in reversed(memory.seen) if chain[0].kind == kind_of(phrase)]
    whole = next((chain for chain in same if head in f"{chain[0].text} {chain[0].name}".lower()), None)
    if whole is None and (named := _named_before(phrase)):
        return next((chain for chain in same if chain[0].name == named.name), (named,))
    own = any(c.dep_.startswith("nmod") for c in phrase.root.children)  # "the committee of Orsk" is none named before
    return whole or next((chain for chain in same if len(phrase) == 2 or (chain[0].named and not own)), None)


def _named_before(phrase: Tokens) -> Link | None:
    """Return whom words before name by the noun of "the site", with its name right after: "the news site Orsk Now"."""
    noun = phrase.root
    if len(phrase) != 2 or noun.pos_ != "NOUN":
        return None
    for word in reversed(noun.doc[: phrase.start]):
        if word.lemma_ == noun.lemma_ and word.pos_ == "NOUN" and word.nbor().pos_ == "PROPN":
            link = make_link(whole_phrase(word.doc, word.i, word.i + 2))
            return link if link.named else None
    return None


def _author(document: Tokens) -> tuple[Link, ...]:
    """Return who put a document out that was named before: "Open Border Watch published a statement"."""
    head = document.root
    for word in reversed(head.doc[: document.start]):
        if word.lemma_ == head.lemma_ and word.pos_ == "NOUN" and (of := _maker(word)):
            return (make_link(whole_phrase(word.doc, of.i, of.i + 1)),)
    return ()


def _maker(document: Token) -> Token | None:
    """Return who made a document: "the group's statement", "a statement by the group", "they issued a statement"."""
    for child in document.children:
        case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
        if (
            child.pos_ in {"NOUN", "PROPN"}
            and child.dep_.startswith("nmod")
            and case in {"by", "from", "of", "'s", "’s"}
        ):
            return child
    if document.dep_ not in {"obj", "obl"}:
        return None
    return next((c for c in document.head.children if c.dep_ == "nsubj" and c.pos_ in {"NOUN", "PROPN"}), None)


def _is_short(name: str, whole: str | None) -> bool:
    """Tell whether a name is a short form of another: one of its words, or its first letters."""
    if not whole or name == whole:
        return False
    letters = "".join(word[0] for word in whole.split() if word[0].isupper())
    return name in whole.split() or (len(name) > 1 and name.isupper() and name == letters)
