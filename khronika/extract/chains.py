"""Who says so: the chain of sources of a statement, from the one nearest to the facts to the outlet."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from khronika.extract.antecedents import find_antecedent
from khronika.extract.asides import find_asides
from khronika.extract.contents import mend_content
from khronika.extract.kinds import PRONOUNS
from khronika.extract.nouns import text_between, whole_phrase
from khronika.extract.ranges import Ranges, touches
from khronika.extract.source_memory import SourceMemory, find_links, find_told
from khronika.extract.sources import (
    is_dateline,
    is_house,
    is_same,
    is_scene,
    make_link,
    make_outlet,
    source_phrase,
    speaks_for_house,
    without_clause,
)
from khronika.language import tells
from khronika.model import Attribution, Link

_SPEAKERS = frozenset({"he", "she", "it", "they"})
Told = tuple[Attribution, tuple[Link, ...]]
Spans = Sequence[tuple[int, int]]


class Chains:
    """The attributions of a report with their chains, by where they stand."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.told = told
        self.contents = Ranges(told, lambda one: one[0].content)
        self.cues = Ranges(told, lambda one: one[0].cue)


def list_attributions(doc: Doc) -> list[Attribution]:
    """Return the attributions that make chains: what the engine found, and the sources that others tell of."""
    found: list[Attribution] = doc.user_data["attributions"]
    cited: list[Attribution] = [*doc.user_data.get("cited", []), *find_asides(doc, found)]
    cues = [span for one in cited for span in one.cue]
    plain = [a for a in found if not _any_touch(cues, (*a.cue, *a.source))]
    named = [span for one in cited for span in one.source]
    return [mend_content(doc, a) for a in (*(_without_sources(a, named) for a in plain), *cited)]


def _without_sources(attribution: Attribution, named: Sequence[tuple[int, int]]) -> Attribution:
    """Return an attribution none of whose pieces is a source of its own: "a lawyer who said", "X, quoting a lawyer"."""
    content = tuple((s, e) for s, e in attribution.content if not any(s == start for start, _ in named))
    source = tuple(span for span in attribution.source if not _any_touch([span], named))
    return replace(attribution, source=source or attribution.source, content=content or attribution.content)


def _any_touch(one: Spans, other: Spans) -> bool:
    return any(touches(one, start, end) for start, end in other)


def find_chains(doc: Doc, attributions: Sequence[Attribution], outlet: str | None) -> Chains:
    """Return each attribution with its chain, root first, outlet last.

    Attributions with the same content stand behind one another: "the NGO said, citing its lawyer" gives
    lawyer -> NGO -> outlet for the lawyer's, NGO -> outlet for the NGO's. Of those the one that tells comes first
    in `attributions`.
    """
    memory = SourceMemory(make_outlet(outlet))
    found: list[Told] = []
    for attribution in sorted((a for a in attributions if a.content), key=lambda a: (_place(a), -_length(a))):
        phrase = _source(doc, attribution)
        if phrase is None:
            continue
        if speaks_for_house(doc, attribution.cue, phrase, memory.outlet):
            found.append((attribution, (memory.outlet,)))
            continue
        links = _links(doc, attribution, phrase, memory) or _of_antecedent(doc, phrase, attribution.content)
        if not links:
            continue
        above = _above(attribution, found)
        merged = (*links, *(link for link in above if not any(is_same(link, own) for own in links)))
        merged = merged if merged[-1] == memory.outlet else (*merged, memory.outlet)
        memory.remember(tuple(link for link in merged if link != memory.outlet))
        found.append((attribution, merged))
    return Chains(found)


def chain_at(
    doc: Doc, offset: int, chains: Chains, outlet: str | None, pointed: Spans | None = None
) -> tuple[tuple[Link, ...], Attribution | None]:
    """Return the chain that holds for the words at `offset`, and its attribution; without one the outlet's voice.

    Args:
        pointed: characters of the root as the reading model sees it, `()` where it sees none; None where only rules
            read. Where it sees none, only words that tell make a source, not "ordered" or "called for". Where it sees
            one, that one is the root, if the attributions know of none or if it stands beside the act.
    """
    covering = chains.contents.touching([(offset, offset + 1)]) or _cut_out(doc, offset, chains.told)
    covering.sort(key=lambda told: (_length(told[0]), -len(told[1])))
    touching = [told for told in covering if pointed and any(_touches(link, pointed) for link in told[1])]
    telling = [told for told in covering if len(told[1]) == 1 or tells(doc, told[0])]
    touching = [told for told in touching if told in telling] or ([] if telling else touching)
    covering = touching or telling
    own = (make_outlet(outlet),)
    attribution, chain = covering[0] if covering else (None, own)
    if not pointed or touching or (attribution is not None and chain == own):
        return chain, attribution
    if attribution is None and (known := next((c for _, c in chains.told if _touches(c[0], pointed)), None)):
        return known, None
    first, last = _sentence_at(doc, offset)
    beside = [span for span in pointed if first <= span[0] < last]
    if attribution is not None and not beside:
        return chain, attribution
    root = _make_root(doc, (beside or pointed)[0], own[0])
    return ((root, *(x for x in chain if not is_same(x, root))), attribution) if root else (chain, attribution)


def _cut_out(doc: Doc, offset: int, chains: Sequence[Told]) -> list[Told]:
    """Return the chains whose content was cut out of the clause of a word: "Police held | 64 workers, the group said".

    The content then stands behind that verb in its sentence and hangs on it, with no word of the attribution between.
    """
    verb = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if verb is None or verb[0].pos_ != "VERB":
        return []
    sentence = verb.sent
    end = doc[sentence.end].idx if sentence.end < len(doc) else len(doc.text)
    return [t for t in chains if offset <= t[0].content[0][0] < end and _hangs_on(verb[0], sentence, t[0])]


def _hangs_on(verb: Token, sentence: Tokens, attribution: Attribution) -> bool:
    content = verb.doc.char_span(*attribution.content[0], alignment_mode="expand")
    if content is None or content.sent != sentence:
        return False
    path = [content.root]
    while path[-1] != verb and path[-1].head != path[-1]:
        path.append(path[-1].head)
    told = (*attribution.cue, *attribution.source)
    return path[-1] == verb and not any(s <= token.idx < e for token in path for s, e in told)


def _sentence_at(doc: Doc, offset: int) -> tuple[int, int]:
    """Return the characters of the sentence at an offset."""
    word = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return (word.sent.start_char, word.sent.end_char) if word is not None else (offset, offset)


def _make_root(doc: Doc, span: tuple[int, int], outlet: Link) -> Link | None:
    """Return the source that the reading model points at, None where it is the outlet itself."""
    words = source_phrase(doc, *span)
    if words is None:
        return None
    phrase = without_clause(whole_phrase(doc, words.start, words.end))
    return None if is_house(phrase, outlet) or is_scene(phrase) or is_dateline(phrase) else make_link(phrase)


def _touches(link: Link, spans: Spans) -> bool:
    """Tell whether a link's words share any with the spans."""
    return link.start is not None and link.end is not None and touches(spans, link.start, link.end)


def _place(attribution: Attribution) -> int:
    """Return where an attribution stands: where the content nearest to its source begins, not a headline's quote."""
    source = attribution.source[0][0] if attribution.source else attribution.content[0][0]
    return min((start for start, _ in attribution.content), key=lambda start: abs(start - source))


def _length(attribution: Attribution) -> int:
    return sum(e - s for s, e in attribution.content)


def _above(attribution: Attribution, found: Sequence[Told]) -> tuple[Link, ...]:
    """Return the chain of the source that tells what this source said: one whose content holds this one's."""
    start, end = attribution.content[0][0], attribution.content[-1][1] - 2
    for other, chain in reversed(found):
        for s, e in other.content:
            if s <= start and end <= e and other.source != attribution.source:
                return chain
    return ()


def _source(doc: Doc, attribution: Attribution) -> Tokens | None:
    """Return the words of a source; of pieces that somebody's telling parts the subject of the cue or the nearest."""
    if not attribution.source:
        return None
    joined: list[tuple[int, int]] = []
    for start, end in attribution.source:
        if joined and not tells(doc, replace(attribution, cue=((joined[-1][1], start),))):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    if len(joined) == 1:
        return source_phrase(doc, *joined[0])
    joined = [span for span in joined if text_between(doc, *span).lower() not in PRONOUNS] or joined
    joined = [span for span in joined if _is_subject(doc, span, attribution.cue)] or joined
    at = attribution.cue[0][0] if attribution.cue else joined[0][0]
    return source_phrase(doc, *min(joined, key=lambda span: min(abs(span[0] - at), abs(span[1] - at))))


def _is_subject(doc: Doc, span: tuple[int, int], cue: Sequence[tuple[int, int]]) -> bool:
    """Tell whether words are the subject of a verb that tells: in "the group, citing X, said" it is the group."""
    words = doc.char_span(*span, alignment_mode="expand")
    root = None if words is None else words.root
    return root is not None and root.dep_ == "nsubj" and any(s <= root.head.idx < e for s, e in cue)


def _of_antecedent(doc: Doc, phrase: Tokens, content: Spans) -> tuple[Link, ...]:
    """Return the link of whom a pronoun means that told of nothing before: "Ada Moss saw it. … she said".

    Nobody whom the content names is meant: a speaker is "I" or "he" in it.
    """
    meant = find_antecedent(doc, phrase, apart=content) if phrase.text.lower() in _SPEAKERS else None
    return () if meant is None or is_dateline(meant) else (make_link(meant),)


def _links(doc: Doc, attribution: Attribution, phrase: Tokens, memory: SourceMemory) -> tuple[Link, ...]:
    """Return the links below the outlet that an attribution names, with whom its source told, root first."""
    links = find_links(phrase, memory)
    if len(links) != 1:
        return links
    told = next((t for _, end in attribution.cue if (t := find_told(doc, end, memory))), ())
    return (*links, *(link for link in told if not is_same(link, links[0])))
