"""What a source says, without the holes and stray words that a reader of single words leaves in it."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from khronika.extract.nouns import whole_phrase
from khronika.model import Attribution

Spans = Sequence[tuple[int, int]]
_HOLE = 60  # characters within a sentence that a content may leave out
_MARKS = '“”"'
_SHARE = 0.5  # of the words of a sentence that a content must hold where nothing else of its telling stands there


def make_attribution(source: Token, cue: Token | None, content: tuple[int, int]) -> Attribution:
    """Return an attribution of characters to the whole phrase of a noun, with the word that says so."""
    phrase = whole_phrase(source.doc, source.i, source.i + 1)
    return Attribution(
        source=((phrase.start_char, phrase.end_char),),
        cue=() if cue is None else ((cue.idx, cue.idx + len(cue)),),
        content=(content,),
    )


def mend_content(doc: Doc, attribution: Attribution) -> Attribution:
    """Return an attribution whose content has no holes within a sentence, and no words of sentences it leaves out.

    "Ten people have | been | detained, said the NGO" is said whole; of a sentence that tells in another voice a few
    words are said by nobody.
    """
    told = (*attribution.cue, *attribution.source)
    kept: list[tuple[int, int]] = []
    for start, end in sorted(attribution.content):
        words = doc.char_span(start, end, alignment_mode="expand")
        if words is None or (told and _is_stray(words, told)):
            continue
        if kept and _is_hole(doc, (kept[-1][1], start), told):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return replace(attribution, content=tuple(kept) or attribution.content)


def _is_stray(words: Tokens, told: Spans) -> bool:
    """Tell whether words that are no quotation are the smaller part of a sentence with neither source nor cue."""
    sent = words.sent
    if words.end > sent.end or any(sent.start_char <= start < sent.end_char for start, _ in told):
        return False
    if any(mark in sent.text for mark in _MARKS):
        return False
    count = len([t for t in sent if not t.is_punct and not t.is_space])
    return len([t for t in words if not t.is_punct]) < _SHARE * count


def _is_hole(doc: Doc, gap: tuple[int, int], told: Spans) -> bool:
    """Tell whether what a content leaves out stands in one sentence and is nobody's telling."""
    start, end = gap
    if end - start > _HOLE or any(s < end and start < e for s, e in told):
        return False
    words = doc.char_span(max(0, start - 1), end + 1, alignment_mode="expand")
    return words is not None and words.end <= words.sent.end
