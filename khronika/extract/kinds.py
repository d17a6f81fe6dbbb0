"""What kind of actor a noun phrase is, and the name that it carries."""

from functools import cache

from spacy.tokens import Doc, Span, Token

from khronika.extract.nouns import ENDINGS
from khronika.extract.organisations import find_body
from khronika.extract.tables import load_table
from khronika.model import ActorKind
from khronika.values.number_counts import is_people
from khronika.values.places import country_of_demonym, find_country

_TABLE = load_table("kinds.yaml")
INSTITUTIONS = frozenset(ActorKind(kind) for kind in _TABLE["institutions"])
_GENERIC = frozenset(_TABLE["generic_names"])
_PEOPLE = frozenset(ActorKind(kind) for kind in _TABLE["people"])
_JOINERS = frozenset({"of", "for", "and", "-"})
_CUTS, _COUNTS, _SHORT = (frozenset(_TABLE[name]) for name in ("cuts", "counts", "short_forms"))
_OF_MANY = frozenset({"'", "\u2019"})  # after a plural
_STATE = frozenset({ActorKind.STATE_CIVIL, ActorKind.STATE_SECURITY, ActorKind.COURT})
_HONORIFICS = frozenset(_TABLE["honorifics"])
PRONOUNS: frozenset[str] = frozenset(_TABLE["pronouns"])
RELATIVE = frozenset({"who", "whom", "which", "that"})
"""Pronouns that stand for the noun that their clause hangs on."""


@cache
def _heads() -> dict[str, ActorKind]:
    """Return words and word groups by kind; a group of two or three words is looked up before its last word."""
    return {word: ActorKind(kind) for kind, words in _TABLE["heads"].items() for word in words}


@cache
def _name_heads() -> dict[str, ActorKind]:
    """Return last words of names by kind: in capitals alone do they tell it."""
    return {word: ActorKind(kind) for kind, words in _TABLE["name_heads"].items() for word in words}


def bears_group_name(name: str) -> bool:
    """Tell whether a name ends as names of groups do: "Open Border Watch"."""
    return _name_heads().get(name.lower().split()[-1]) is ActorKind.NGO if name.split() else False


def kind_of(phrase: Span) -> ActorKind:
    """Return the kind of actor that a noun phrase names, `unknown` where no list says.

    What comes before "of", "for" or "who" decides, unless it only counts ("one of its lawyers").
    """
    seen: dict[tuple[int, int], ActorKind] = phrase.doc.user_data.setdefault("kinds", {})
    place = (phrase.start, phrase.end)
    if place not in seen:
        seen[place] = _find_kind(phrase)
    return seen[place]


def _find_kind(phrase: Span) -> ActorKind:
    if (body := find_body(phrase.text)) or ((name := name_of(phrase)) and (body := find_body(name))):
        return body[1]
    tokens = [t for t in phrase if not t.is_punct and not t.is_space]
    cut = next((i for i, t in enumerate(tokens) if i and t.lower_ in _CUTS), len(tokens))
    counts = cut == 1 and (tokens[0].lower_ in _COUNTS or tokens[0].pos_ == "NUM")
    for part in (tokens,) if counts else (tokens[:cut], tokens):
        if (found := _lookup(part)) is not ActorKind.UNKNOWN:
            return ActorKind.NGO if found is ActorKind.STATE_CIVIL and _is_of_people(part) else found
    if counts or phrase[-1].pos_ == "NUM":
        return ActorKind.PERSON
    return _by_name(phrase)


def _is_of_people(tokens: list[Token]) -> bool:
    """Tell whether a body is that of many people: "the Families' Committee", "the residents' council"."""
    owners = (t for t in tokens[:-1] if t.nbor().lower_ in _OF_MANY)
    return any(
        t.lower_.endswith("s") and (_heads().get(t.lemma_.lower()) in _PEOPLE or is_people(t.lower_)) for t in owners
    )


def _lookup(tokens: list[Token]) -> ActorKind:
    """Return the kind of the last word, or group of words, that a list knows; a short form counts in capitals only."""
    heads = _heads()
    words = [t.lower_ if t.is_upper or t.lower_ not in _SHORT else "" for t in tokens]
    lemmas = [t.lemma_.lower() if word else "" for t, word in zip(tokens, words, strict=True)]
    for end in range(len(words), 0, -1):
        for size in (3, 2, 1):
            if end - size < 0:
                continue
            for forms in (words, lemmas):
                kind = heads.get(" ".join(forms[end - size : end]))
                if kind:
                    return kind
        if tokens[end - 1].is_title and (kind := _name_heads().get(words[end - 1])):
            return kind
    return ActorKind.UNKNOWN


def _by_name(phrase: Span) -> ActorKind:
    """Return the kind of a bare name: a country stands for its government, two capitalised words for a person."""
    text = phrase.text.removeprefix("the ").removeprefix("The ")
    if find_country(text):
        return ActorKind.STATE_CIVIL
    if country_of_demonym(text):
        return ActorKind.COMMUNITY
    names = [t for t in phrase if t.pos_ == "PROPN" and not any(c.isdigit() for c in t.text)]
    if names and all(t.pos_ in {"PROPN", "PUNCT", "PART"} for t in phrase):
        body = phrase.root.ent_type_ == "ORG" and len(names) > 1
        return (
            ActorKind.NGO if body or (len(names) == 1 and names[0].is_upper and len(names[0]) > 2) else ActorKind.PERSON
        )
    return ActorKind.PERSON if names else ActorKind.UNKNOWN


def name_of(phrase: Span) -> str | None:
    """Return the proper name inside a phrase ("the rights group Perviy Otdel": "Perviy Otdel"), or None.

    Of several it is a person's ("Daily Wire reporter Ada Moss": "Ada Moss"), else the longest.
    """
    name = _longest_name(phrase)
    return None if name is None else str(name.text)


def _longest_name(phrase: Span) -> Span | None:
    runs: list[list[int]] = []
    nested = False  # a name after "of" is not the name of what stands before
    for i, token in enumerate(phrase):
        joined = bool(runs) and runs[-1][1] == i
        if joined and (_in_name(token) or _in_person(token) or (token.lower_ in _JOINERS and _goes_on(phrase, i))):
            runs[-1][1] = i + 1
        elif joined and token.lower_ in ENDINGS and _is_in_name(phrase, i) and _goes_on(phrase, i):
            runs[-1][1] = i + 1  # "Doctors' Circle"
        elif token.lower_ in _CUTS or (i and token.pos_ == "VERB" and not runs):  # "papers seen by the Daily Sun"
            nested = i > 0 and phrase[0].lower_ not in _COUNTS
        elif token.text == ",":
            nested = False
        elif _in_name(token) and not nested and not _is_plain_start(token) and token.lower_ not in _GENERIC:
            runs.append([i, i + 1])
    names = [phrase[a:b] for a, b in runs if not (b - a == 1 and country_of_demonym(phrase[a].text))]
    names = [name for name in names if not _is_possessor(name, phrase) and not _says_where(name, phrase)]
    if not names:
        return phrase if len(phrase) == 1 and find_country(phrase.text) else None
    return max(names, key=lambda n: (n.root.ent_type_ == "PERSON", len(n), n.start))


def _is_possessor(name: Span, phrase: Span) -> bool:
    """Tell whether a name only says whose relative, lawyer or other person a phrase means: "Amir Khalid's wife"."""
    head = phrase.root if phrase.doc.has_annotation("DEP") else phrase[-1]
    owns = name.end < phrase.end and phrase.doc[name.end].lower_ in ENDINGS
    return owns and name.end < head.i and head.pos_ == "NOUN" and _heads().get(head.lemma_) in _PEOPLE


def _is_in_name(phrase: Span, i: int) -> bool:
    """Tell whether a possessive ending stands inside a name: in one that the model sees, or after a plural."""
    return phrase[i].ent_iob_ == "I" or (phrase[i].lower_ in _OF_MANY and phrase[i - 1].lower_.endswith("s"))


def _says_where(name: Span, phrase: Span) -> bool:
    """Tell whether a name of one word only says of where an office is: "the Pavlodar penitentiary department"."""
    head = phrase.root if phrase.doc.has_annotation("DEP") else phrase[-1]
    office = head.is_lower and _heads().get(head.lemma_) in _STATE
    return office and len(name) == 1 and name.end <= head.i and not name[0].is_upper


def own_name(phrase: Span) -> str | None:
    """Return the name that those whom a phrase means bear themselves, without "Mr" and the like, or None.

    What stands before a noun for people names where they belong: "Daily Sun reporters", "Oruba residents".
    Those who act for a body ("Black Flag fighters") go by its name.
    """
    name, head = _longest_name(phrase), phrase.root if phrase.doc.has_annotation("DEP") else phrase[-1]
    if name is None:
        return None
    kind = kind_of(phrase)
    belongs = name.end <= head.i and head.is_lower and (kind in _PEOPLE or is_people(head.lower_))
    if belongs and kind not in INSTITUTIONS - {ActorKind.MEDIA}:
        return None
    while len(name) > 1 and name[0].lower_.rstrip(".") in _HONORIFICS:
        name = name[1:]
    return str(name.text)


def _in_name(token: Token) -> bool:
    """Tell whether a word is part of a name: a proper noun in capitals, or one beside it in a named entity."""
    if token.is_lower and token.sent.start not in _in_small_letters(token.doc):
        return False
    if token.pos_ == "PROPN":
        return True
    if not (token.ent_type and token.is_title and token.pos_ in {"ADJ", "NOUN", "VERB"}):
        return False
    sent = token.sent
    before = token.i - 2 if token.i and token.nbor(-1).lower_ in ENDINGS else token.i - 1
    beside = [token.doc[i] for i in (before, token.i + 1) if sent.start <= i < sent.end]
    return any(t.pos_ == "PROPN" and t.ent_type == token.ent_type for t in beside)


def _in_person(token: Token) -> bool:
    """Tell whether a word goes on with a person's name that began before it: "Lin Wai-yin", "Amir Abu al-Khalid"."""
    return bool(token.ent_type_ == "PERSON" and token.ent_iob_ == "I")


def _in_small_letters(doc: Doc) -> frozenset[int]:
    """Return the first word of each sentence without capitals, listed once a document."""
    if "small" not in doc.user_data:
        doc.user_data["small"] = frozenset(sent.start for sent in doc.sents if sent.text.islower())
    small: frozenset[int] = doc.user_data["small"]
    return small


def _is_plain_start(token: Token) -> bool:
    """Tell whether a word has its capital only from where it stands: "State media said"."""
    if not token.is_sent_start:
        return False
    alone = token.i + 1 == len(token.doc) or not _in_name(token.nbor())
    return token.lower_ in _heads() and alone or (token.pos_ != "PROPN" and (alone or token.lower_ in _heads()))


def _goes_on(phrase: Span, i: int) -> bool:
    """Tell whether a name goes on after a joining word at `i`."""
    return i + 1 < len(phrase) and _in_name(phrase[i + 1])
