"""Who says what, by rules: source, cue and content of each attribution.

The scheme is PolNeAR's (Newell et al., LREC 2018): the source is the full noun phrase, the cue the words that tell of
the saying, the content what is said. A sentence may hold several ("X said, citing Y" gives one for X and one for Y).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from khronika.language.quotes import run_quotes_on
from khronika.language.words import load_table
from khronika.model import Attribution

_CUES = load_table("cues.yaml")
_CLASSES = ("warning", "inferring", "refusing", "committing", "distancing", "neutral")
BEHIND = frozenset(_CUES["behind"])
_VERBS = frozenset(lemma for name in _CLASSES for lemma in _CUES[name])
TELLS = _VERBS - frozenset(_CUES["asking"]) | frozenset(_CUES["nouns"]) | frozenset(_CUES["also_tell"])
_NEEDS_CLAUSE = frozenset(_CUES["needs_clause"])
_OPENINGS: dict[str, list[list[str]]] = {}  # by their first word
for opening in _CUES["openings"]:
    _OPENINGS.setdefault(opening.split()[0], []).append(opening.split())
_QUOTES = frozenset('“”"')
_SKIP_LEFT = frozenset({"AUX", "ADV", "PART"})


@dataclass(frozen=True, slots=True)
class _Found:
    """One attribution in token offsets; an empty source is None."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[int, int]


def find_attributions(doc: Doc) -> list[Attribution]:
    """Return the attributions of a document with tags, sentences and noun phrases, in text order."""
    phrases = {span.end: span for span in doc.spans["noun_phrases"]}
    starts = {span.start: span for span in doc.spans["noun_phrases"]}
    found = [f for sent in doc.sents for f in _in_sentence(sent, phrases, starts)]
    return run_quotes_on(doc.text, [_to_chars(doc, one) for one in found])


def tells(doc: Doc, attribution: Attribution) -> bool:
    """Tell whether an attribution's words say that its source tells of something: "said", not "ordered"."""
    spans = [doc.char_span(s, e, alignment_mode="expand") for s, e in attribution.cue]
    words = [token for span in spans if span is not None for token in span]
    return not words or any(w.lemma_.lower() in TELLS or w.lower_ in TELLS for w in words)


def _in_sentence(sent: Span, ends: dict[int, Span], starts: dict[int, Span]) -> Iterator[_Found]:
    """Give the attributions whose cue stands in the sentence."""
    found = list(_by_cue(sent, ends, starts))
    for one in found:
        inner = next((o for o in found if o is not one and _told_within(o, one)), None)
        yield one if inner is None else _Found(one.source, one.cue, inner.content)


def _told_within(inner: _Found, outer: _Found) -> bool:
    """Tell whether `outer`'s content is what `inner` says together with its telling ("…, the NGO said, citing X")."""
    start, end = outer.content
    return start <= inner.cue[0] and inner.cue[1] <= end <= inner.cue[1] + 3 and start <= inner.content[0]


def _by_cue(sent: Span, ends: dict[int, Span], starts: dict[int, Span]) -> Iterator[_Found]:
    """Give what each cue of the sentence by itself attributes."""
    for token in sent:
        low = token.lower_
        if after := _opening_end(sent, token.i):
            yield from _opening(sent, token.i, after, starts)
        elif token.lemma_ in BEHIND and low.endswith("ing") and token.i + 1 < sent.end:
            yield from _opening(sent, token.i, token.i + 1, starts)
        elif token.pos_ == "VERB" and token.lemma_ in BEHIND and (named := _quoted_as(sent, token, starts)):
            yield named
            yield from (hit for hit in [_reporter(sent, token, named, ends)] if hit)
        elif token.pos_ == "VERB" and token.lemma_ in _VERBS | BEHIND:
            hit = _verb(sent, token, ends, starts)
            if hit:
                yield hit


def _opening_end(sent: Span, i: int) -> int | None:
    """Return where a fixed opening that begins at token `i` ends ("according to"), None where none does."""
    doc = sent.doc
    for words in _OPENINGS.get(doc[i].lower_, ()):
        end = i + len(words)
        if end < sent.end and all(doc[i + k].lower_ == word for k, word in enumerate(words)):
            return end
    return None


def _quoted_as(sent: Span, verb: Token, starts: dict[int, Span]) -> _Found | None:
    """Return the attribution to Y in "X quoted Y as saying …"."""
    phrase = starts.get(verb.i + 1)
    if phrase is None:
        return None
    end = phrase.end
    while end < min(sent.end - 2, phrase.end + 6) and sent.doc[end].lower_ != "as":
        end += 1
    if end + 1 >= sent.end or sent.doc[end].lower_ != "as" or not sent.doc[end + 1].lower_.endswith("ing"):
        return None
    content = (end + 2, sent.end)
    if all(t.is_punct or t.is_space for t in sent.doc[content[0] : content[1]]):
        content = (sent.start, max(sent.start, verb.i - 1))
    return _Found((phrase.start, end), (end, end + 2), content)


def _reporter(sent: Span, verb: Token, named: _Found, ends: dict[int, Span]) -> _Found | None:
    """Return the attribution to X in "X quoted Y as saying …", whose content is Y's."""
    phrase = ends.get(verb.i)
    return _Found((phrase.start, phrase.end), (verb.i, verb.i + 1), named.content) if phrase else None


def _phrase_at(sent: Span, i: int, starts: dict[int, Span]) -> Span | None:
    """Return the noun phrase at token `i`, with a following name in apposition or an "of" or "in" phrase."""
    phrase = starts.get(i)
    if phrase is None and i < sent.end and starts.get(i + 1) and sent.doc[i].pos_ in {"ADV", "DET"}:
        phrase = starts[i + 1]
    return phrase


def _opening(sent: Span, cue: int, after: int, starts: dict[int, Span]) -> Iterator[_Found]:
    """Give the attribution of "according to X" and "citing X"."""
    phrase = _phrase_at(sent, after, starts)
    if phrase is None:
        return
    end = _extended(sent, phrase, starts)
    at_start = all(t.is_punct or t.is_space for t in sent.doc[sent.start : cue])
    content = (end, sent.end) if at_start else (sent.start, cue)
    yield _Found((phrase.start, end), (cue, after), content)


def _extended(sent: Span, phrase: Span, starts: dict[int, Span]) -> int:
    """Return where a source phrase ends with what belongs to it: "of …", "from …", ", a lawyer for …,"."""
    end = phrase.end
    while (
        end + 1 < sent.end
        and sent.doc[end].lower_ in {"of", "from", "for", "at", "in", "with", "to"}
        and starts.get(end + 1)
    ):
        if starts[end + 1][-1].lower_.endswith("day"):
            break
        end = starts[end + 1].end
    if end + 1 < sent.end and sent.doc[end].text == "," and starts.get(end + 1):
        closing = _extended(sent, starts[end + 1], {k: v for k, v in starts.items() if k != end + 1})
        if closing < sent.end and sent.doc[closing].text in {",", "."}:
            end = closing
    return end


def _verb(sent: Span, verb: Token, ends: dict[int, Span], starts: dict[int, Span]) -> _Found | None:
    """Return the attribution of a cue verb with its subject before or after it."""
    doc = sent.doc
    first = verb.i
    while first > sent.start and doc[first - 1].pos_ in _SKIP_LEFT:
        first -= 1
    cue = (first, verb.i + 1)
    passive = any(t.lemma_ in {"be", "was", "were", "is", "are", "been"} for t in doc[first : verb.i])
    if passive and verb.lemma_ not in {"quote", "cite"}:
        return None
    if passive:
        cue = (first, min(verb.i + 3, sent.end)) if doc[verb.i : verb.i + 2].text.endswith("as") else cue
    before = ends.get(first) or _through_comma(sent, first, ends)
    inverted = _inverted(sent, verb, starts)
    if inverted and (before is None or doc[verb.i - 1].text in _QUOTES | {","}):
        return _Found(inverted, cue, (sent.start, cue[0]))
    if before is None or before.start < sent.start:
        return None
    source = _source_span(sent, before, ends)
    return _content(sent, verb, source, cue)


def _through_comma(sent: Span, first: int, ends: dict[int, Span]) -> Span | None:
    """Return the subject before ", who was there," when the cue follows a comma."""
    if first - 1 <= sent.start or sent.doc[first - 1].text != ",":
        return None
    return ends.get(first - 1)


def _source_span(sent: Span, phrase: Span, ends: dict[int, Span]) -> tuple[int, int]:
    """Return the whole source: the phrase before the cue and the phrase that it hangs on."""
    start = phrase.start
    doc = sent.doc
    while (
        start - 2 > sent.start
        and doc[start - 1].lower_ in {"of", "for", "from", "at", "in", "with"}
        and ends.get(start - 1)
    ):
        start = ends[start - 1].start
    if start - 2 >= sent.start and doc[start - 1].text == "," and ends.get(start - 1) and doc[phrase.end].text == ",":
        start = ends[start - 1].start
    return start, phrase.end


def _inverted(sent: Span, verb: Token, starts: dict[int, Span]) -> tuple[int, int] | None:
    """Return the source of ", said X" or None."""
    doc = sent.doc
    phrase = starts.get(verb.i + 1)
    if phrase is None or verb.i == sent.start or doc[verb.i - 1].text not in _QUOTES | {","}:
        return None
    return phrase.start, _extended(sent, phrase, starts)


def _content(sent: Span, verb: Token, source: tuple[int, int], cue: tuple[int, int]) -> _Found | None:
    """Return the attribution with its content before the source or after the cue."""
    doc = sent.doc
    left = source[0] - 1
    while left >= sent.start and doc[left].is_space:
        left -= 1
    postposed = left > sent.start and (
        doc[left].text in _QUOTES or (doc[left].text == "," and _has_verb(doc, sent.start, left))
    )
    right = _clause_start(sent, cue[1])
    has_right = right < sent.end and _clause_follows(sent, cue[1], right)
    if postposed and not (doc[cue[1] : cue[1] + 1].text.lower() == "that"):
        if has_right and doc[left].text == "," and (doc[right - 1].lower_ == "that" or doc[right].text in _QUOTES):
            return _Found(source, cue, (right, sent.end))
        return _Found(source, cue, (sent.start, source[0]))
    if not has_right and verb.lemma_ in _NEEDS_CLAUSE:
        return None
    return _Found(source, cue, (right, sent.end)) if right < sent.end else None


def _has_verb(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a verb stands between two tokens: then what stands there can be said."""
    return any(t.pos_ in {"VERB", "AUX"} for t in doc[start:end])


def _clause_start(sent: Span, i: int) -> int:
    """Return where the content after a cue begins: after the one told, the day, and "that"."""
    doc = sent.doc
    limit = min(i + 14, sent.end)
    for j in range(i, limit):
        if doc[j].lower_ == "that" or doc[j].text in {":"}:
            return j + 1
        if doc[j].text in _QUOTES:
            return j
        if doc[j].text == "," and j + 1 < limit and doc[j + 1].text in _QUOTES:
            return j + 1
        if doc[j].pos_ in {"VERB", "AUX"} and j > i:
            break
    return i


def _clause_follows(sent: Span, i: int, start: int) -> bool:
    """Tell whether what follows the cue can be what is said: "that", a quote, or a clause with a verb."""
    doc = sent.doc
    opener = doc[start - 1].lower_ if start > i else ""
    return opener in {"that", ":"} or doc[start].text in _QUOTES or _has_verb(doc, start, sent.end)


def _to_chars(doc: Doc, found: _Found) -> Attribution:
    """Return an attribution in character offsets, contents trimmed of commas and white space at the ends."""

    def span(pair: tuple[int, int]) -> tuple[tuple[int, int], ...]:
        a, b = pair
        while a < b and (doc[a].is_space or doc[a].text in {",", "—", "-"}):
            a += 1
        while b > a and (doc[b - 1].is_space or doc[b - 1].text in {",", ".", "—"}):
            b -= 1
        return ((doc[a].idx, doc[b - 1].idx + len(doc[b - 1])),) if b > a else ()

    return Attribution(
        source=span(found.source) if found.source else (), cue=span(found.cue), content=span(found.content)
    )
