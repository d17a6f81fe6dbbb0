"""Sources that other sources tell of, by the tree: who is cited, quoted, or said by another to have said something.

The corpus that the reading model learnt from takes "citing a lawyer" for part of what is said, and gives a sentence one
source. Here each source stands by itself, with the content that it is a source of.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from khronika.language.attribution import BEHIND, TELLS
from khronika.language.lookup import words_of
from khronika.model import Attribution

Span = tuple[int, int]
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_NOT_OWN = frozenset({"acl", "acl:relcl", "advcl", "parataxis", "punct"})
_SAYING = frozenset({"advcl", "xcomp", "obl", "ccomp"})
_ACCOUNTS = frozenset({"count", "account", "tally"})
_COUNTS = frozenset({"count", "tally"})
_CLAUSES = frozenset({"ccomp", "xcomp"})


def find_hops(doc: Doc, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions that the tree tells beside those found, of two with one content the teller first.

    Args:
        attributions: those found by the model; of these the ones whose cue is a cue here are told here anew.
    """
    found: list[Attribution] = []
    for verb in words_of(doc, TELLS | BEHIND):
        if verb.lemma_ in BEHIND and verb.pos_ in {"VERB", "ADJ"}:
            found += _cited(verb, attributions)
        elif verb.pos_ == "NOUN" and _has_case(verb, "by"):
            found += _counted_by(verb)
        elif verb.lemma_ in TELLS and verb.pos_ == "VERB" and not _has_cue(verb, attributions):
            found += _said(verb)
    return found


def _cited(verb: Token, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the source that a verb of citing names, after the one that cites it."""
    named = _whose_account(_child(verb, {"obj", "iobj"}))
    saying = next((c for c in verb.children if c.dep_ in _SAYING and c.lower_.endswith("ing")), None)
    if _child(verb, {"nsubj:pass", "aux:pass"}) is not None or verb.dep_ in {"acl", "acl:relcl"} and named is None:
        return _quoted_by(verb, saying, attributions)
    if named is None:
        return []
    if verb.lower_.endswith("ing") or verb.dep_.startswith("acl"):  # "X said, citing Y"; X stands there already
        if clause := _clause_told(verb):
            teller = _child(verb.head, _SUBJECTS)
            return [*([_make(teller, verb.head, clause)] if teller is not None else []), _make(named, verb, clause)]
        content = _told_by(verb.head) or _content_of(verb.head, attributions) or _without(verb)
        return [_make(named, verb, content)] if content else []
    teller = _child(verb, _SUBJECTS)
    content = _after(saying, verb) if saying is not None else None
    if teller is None or content is None:
        return []
    return [_make(teller, verb, content), _make(named, saying or verb, content)]


def _whose_account(noun: Token | None) -> Token | None:
    """Return whose account a noun is ("citing the account of a lawyer"), the noun itself where it is none."""
    if noun is None or noun.lemma_ not in _ACCOUNTS:
        return noun
    whose = (
        c for c in noun.children if c.dep_.startswith("nmod") and any(_has_case(c, w) for w in ("of", "by", "from"))
    )
    return next(whose, noun)


def _quoted_by(verb: Token, saying: Token | None, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the sources of "Y was quoted by X as saying" and of "according to Y, quoted by X"."""
    named = _child(verb, {"nsubj:pass"}) or (verb.head if verb.dep_.startswith("acl") else None)
    teller = next((c for c in verb.children if c.dep_.startswith("obl") and _has_case(c, "by")), None)
    if named is None:
        return []
    content = _after(saying, verb) if saying is not None else _content_of(named, attributions)
    if content is None:
        return []
    tellers = [_make(teller, verb, content)] if teller is not None else []
    return [*tellers, _make(named, saying or verb, content)]


def _said(verb: Token) -> list[Attribution]:
    """Return the source of "X said that …" and "X counted …", told within another's words or missed."""
    teller = _child(verb, _SUBJECTS)
    clause = _child(verb, {"ccomp"})
    counted = _child(verb, {"obj"}) if verb.lemma_ in _COUNTS and clause is None else None
    if teller is None or _child(verb, {"aux:pass"}) is not None:
        return []
    if counted is not None:
        return [_make(teller, verb, (counted.left_edge.idx, _extent(verb)[1]))]
    return [_make(teller, verb, _extent(clause))] if clause is not None else []


def _counted_by(noun: Token) -> list[Attribution]:
    """Return the source of "by the count of X" and "by X's account", with the clause that it is added to."""
    whose = _child(noun, {"nmod", "nmod:poss"})
    own = whose is not None and any(_has_case(whose, word) for word in ("of", "'s", "’s"))
    content = _without(noun) if whose is not None and own and noun.lemma_ in _ACCOUNTS else None
    return [_make(whose, noun, content)] if whose is not None and content else []


def _make(source: Token, cue: Token, content: Span) -> Attribution:
    return Attribution(source=(_name_extent(source),), cue=((cue.idx, cue.idx + len(cue)),), content=(content,))


def _content_of(word: Token, attributions: Sequence[Attribution]) -> Span | None:
    """Return the content of the attribution whose cue or source holds a word."""
    for one in attributions:
        if one.content and any(s <= word.idx < e for s, e in (*one.cue, *one.source)):
            return one.content[0][0], one.content[-1][1]
    return None


def _has_cue(verb: Token, attributions: Sequence[Attribution]) -> bool:
    return any(s <= verb.idx < e for one in attributions for s, e in one.cue)


def _clause_told(verb: Token) -> Span | None:
    """Return the clause that hangs on a participle of citing: "reported, citing the ministry, that …"."""
    clause = _child(verb, {"ccomp"})
    return _extent(clause) if clause is not None else None


def _told_by(noun: Token) -> Span | None:
    """Return what the subject of a verb that tells says: "X, quoting Y, writes that …"."""
    clause = _child(noun.head, {"ccomp"}) if noun.dep_ in _SUBJECTS and noun.head.lemma_ in TELLS else None
    return None if clause is None else _extent(clause)


def _after(saying: Token | None, verb: Token) -> Span | None:
    """Return what is said after "as saying", or before the verb where nothing follows."""
    clause = _child(saying, _CLAUSES | {"obj", "parataxis"}) if saying is not None else None
    if clause is not None:
        return _extent(clause)
    clause = _child(verb, {"ccomp", "parataxis"})
    return _extent(clause) if clause is not None else None


def _without(verb: Token) -> Span | None:
    """Return the clause that "citing X" is added to, without it."""
    whole = verb.head
    if whole == verb or whole.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
        return None
    said = _child(whole, {"ccomp", "parataxis"}) if whole.lemma_ in TELLS else None
    if said is not None:
        return _extent(said)
    words = [t for t in whole.subtree if not _is_under(t, verb) and not t.is_punct]
    return (words[0].idx, words[-1].idx + len(words[-1])) if words else None


def _is_under(token: Token, top: Token) -> bool:
    return token == top or top.is_ancestor(token)


def _child(verb: Token, relations: set[str] | frozenset[str]) -> Token | None:
    return next((c for c in verb.children if c.dep_ in relations), None)


def _has_case(token: Token, word: str) -> bool:
    return any(c.dep_ == "case" and c.lower_ == word for c in token.children)


def _extent(clause: Token) -> Span:
    """Return the characters of a clause without marks at its ends."""
    words = [t for t in clause.subtree if not t.is_space]
    while len(words) > 1 and words[-1].text in {",", ".", ";"}:
        words.pop()
    return words[0].idx, words[-1].idx + len(words[-1])


def _name_extent(noun: Token) -> Span:
    """Return the characters of a source's noun with its own words and apposition, no clause."""
    last = max(_kept(noun), key=lambda t: t.i)
    while last.i + 1 < len(noun.doc) and last.pos_ == last.nbor().pos_ == "PROPN" and last.nbor().head == noun.head:
        last = last.nbor()
    return min(t.idx for t in _kept(noun)), last.idx + len(last)


def _kept(noun: Token) -> Iterator[Token]:
    """Give the words of a source's noun phrase: no preposition before it, and no clause after it."""
    yield noun
    for child in noun.children:
        if child.dep_ not in _NOT_OWN and not (child.dep_ == "case" and child.i < noun.i):
            yield from _kept_whole(child)


def _kept_whole(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ not in _NOT_OWN:
            yield from _kept_whole(child)
