"""The trained engine: one pass of the encoder, and everything that it sees written onto the spaCy Doc.

On the Doc: sentence starts, `pos_`, `lemma_`, `dep_` and `head` (Universal Dependencies), `ents` (PERSON, ORG, LOC,
MISC), the span groups "times" (DATE, TIME, DURATION, SET), "toponyms" (PLACE), "public" (Person, Organization, Rank,
Title, Role), "sources", "cues", "contents" and "acts", and in `user_data` "attributions" and "acts".
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, ORTH, POS
from spacy.language import Language
from spacy.tokens import Doc, Span

from khronika.language.acts import ActScores, LongActScores
from khronika.language.borders import mend_borders
from khronika.language.hops import find_hops
from khronika.language.lemmas import find_lemma
from khronika.language.phrases import find_noun_phrases
from khronika.language.pieces import SHAPES, mark_word
from khronika.language.posts import with_organisations_of_posts
from khronika.language.sections import Joined, copy_section, cut_doc
from khronika.language.spaces import LONGEST, plain_spaces
from khronika.language.spans import chances_inside, read_spans
from khronika.language.speech import read_attributions, read_parts
from khronika.language.times import choose_times
from khronika.language.trees import read_trees
from khronika.language.weights import Floats, Ints, Weights, load_weights
from khronika.language.windows import AHEAD, Text, read_rows
from khronika.model import Report

_LONGEST = 220  # words of a sentence; a longer one is parted where the model finds it likeliest
_NAMED = frozenset({"names", "toponyms"})
_TITLE = SHAPES.index("title")
_GROUPS = {"source": "sources", "cue": "cues", "content": "contents"}


class ReadingModel:
    """The spaCy component `khronika_reader`; a Doc may bring its source text and the starts of its blocks."""

    def __init__(self) -> None:
        self.weights = load_weights()

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = AHEAD) -> Iterator[Doc]:
        """Give the documents annotated, in order. What one gets does not depend on those beside it.

        Args:
            batch_size: windows that the encoder reads ahead while documents are written.
        """
        waiting: deque[tuple[Doc, bool, _Words]] = deque()
        joined: Joined | None = None
        for rows in read_rows(self.weights, self._texts(docs, waiting), batch_size):
            doc, is_last, words = waiting.popleft()
            apply_rows(self.weights, words, rows)
            if words.doc is not doc:
                joined = joined or Joined(doc)
                joined.add(words.doc)
                if is_last:
                    self._write_long(joined)
                    joined = None
            if is_last:
                yield doc

    def _texts(self, docs: Iterable[Doc], waiting: "deque[tuple[Doc, bool, _Words]]") -> Iterator[Text]:
        """Give what the encoder reads of each section, and note down whose it is."""
        for doc in docs:
            sections = cut_doc(doc)
            after: Doc | None = next(sections)
            while after is not None:
                words, after = _Words(after), next(sections, None)
                waiting.append((doc, after is None, words))
                yield words.words, words.gaps, words.marks

    def _write_long(self, joined: Joined) -> None:
        """Write a document that was read in sections; its acts are read anew when they are asked for."""
        joined.write()
        sections = [partial(self._read_acts, joined.doc, a, b) for a, b in pairwise(joined.starts)]
        joined.doc.user_data["acts"] = LongActScores(self.weights, sections)

    def _read_acts(self, doc: Doc, start: int, end: int) -> ActScores:
        """Return the acts of a section of a document, read anew."""
        words = _Words(copy_section(doc, start, end))
        (rows,) = read_rows(self.weights, [(words.words, words.gaps, words.marks)])
        return ActScores(self.weights, rows, [start + token for token in words.tokens])


@Language.factory("khronika_reader")
def make_reading_model(nlp: Language, name: str) -> ReadingModel:
    """Return the component for a spaCy pipeline."""
    return ReadingModel()


class _Words:
    """The tokens of a Doc that are words, as the model sees them."""

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc.user_data["source_text"] if "source_text" in doc.user_data else doc.text
        seen = doc.to_array([IS_SPACE, IDX, LENGTH]).astype(np.int64)
        self.doc = doc
        self.tokens: list[int] = np.flatnonzero(seen[:, 0] == 0).tolist()
        starts, lengths = seen[self.tokens, 1], seen[self.tokens, 2]
        self.offsets: list[tuple[int, int]] = list(zip(starts.tolist(), (starts + lengths).tolist(), strict=True))
        ends = [0, *(end for _, end in self.offsets)]
        self.words = [self.text[start:end] for start, end in self.offsets]
        self.gaps = ["\n\n" if k == 0 else self.text[ends[k] : s] for k, (s, _) in enumerate(self.offsets)]
        self.marks = [mark_word(word, gap) for word, gap in zip(self.words, self.gaps, strict=True)]


def apply_rows(weights: Weights, words: _Words, rows: Floats) -> None:
    """Write what the rows say onto the document."""
    doc = words.doc
    starts = _sentence_starts(weights, words, rows)
    _apply_trees(weights, words, rows, starts)
    doc.spans["noun_phrases"] = find_noun_phrases(doc)
    doc.ents = _spans(weights, words, rows, "names")
    doc.spans["times"] = _times(weights, words, rows)
    doc.spans["toponyms"] = _spans(weights, words, rows, "toponyms")
    doc.spans["public"] = with_organisations_of_posts(doc, _spans(weights, words, rows, "public"))
    doc.user_data["attributions"] = read_attributions(weights, rows, words.offsets, starts)
    doc.user_data["cited"] = find_hops(doc, doc.user_data["attributions"])
    for role, found in read_parts(weights, rows, words.offsets).items():
        doc.spans[_GROUPS[role]] = [span for s, e in found if (span := doc.char_span(s, e, label=role))]
    scores = ActScores(weights, rows, words.tokens)
    doc.user_data["acts"] = scores
    doc.spans["acts"] = [Span(doc, start, end, label=act) for start, end, act in scores.triggers()]


def _times(weights: Weights, words: _Words, rows: Floats) -> list[Span]:
    """Return the time expressions that the rules read and the model does not rule out."""
    return choose_times(words.doc, words.text, words.offsets, chances_inside(rows[:, weights.columns["times"]]))


def _token_span(words: _Words, start: int, end: int, label: str) -> Span:
    return Span(words.doc, words.tokens[start], words.tokens[end - 1] + 1, label=label)


def _spans(weights: Weights, words: _Words, rows: Floats, head: str) -> list[Span]:
    """Return the spans of one head, none across an empty line.

    What is named begins with a capital somewhere: a class of people ("six farmers") is no name, unless the whole text
    does without capitals.
    """
    found = []
    named = head in _NAMED and any(mark // 4 == _TITLE for mark in words.marks)
    likely = read_spans(rows[:, weights.columns[head]], weights.names[head], words.words if head == "names" else ())
    for span in mend_borders(likely, words.words):
        borders = [k for k in range(span.start + 1, span.end) if words.gaps[k].count("\n") > 1]
        for a, b in zip([span.start, *borders], [*borders, span.end], strict=True):
            if not named or any(words.words[k] != words.words[k].lower() for k in range(a, b)):
                found.append(_token_span(words, a, b, span.name))
    return found


def _sentence_starts(weights: Weights, words: _Words, rows: Floats) -> list[int]:
    """Return the first word of each sentence.

    Starts that the Doc came with are kept; else blocks and empty lines begin one whatever the model says.
    """
    if not len(rows):
        return []
    if words.doc.has_annotation("SENT_START"):
        return [k for k, i in enumerate(words.tokens) if words.doc[i].is_sent_start or k == 0]
    scores = rows[:, weights.columns["sent"]]
    likely = scores[:, 1] - scores[:, 0]
    borders = words.doc.user_data.get("borders", frozenset())
    forced = [k == 0 or words.gaps[k].count("\n") > 1 or start in borders for k, (start, _) in enumerate(words.offsets)]
    firsts = _joined([int(k) for k in np.flatnonzero((likely > 0) | np.array(forced))], forced, words.words)
    return [k for a, b in zip(firsts, [*firsts[1:], len(rows)], strict=True) for k in _parted(a, b, likely)]


def _joined(firsts: Sequence[int], forced: Sequence[bool], words: Sequence[str]) -> list[int]:
    """Return sentence starts without those that likelihood alone sets after a single word ("Russia | deported ...")."""
    found: list[int] = []
    for k in firsts:
        lone = found and k - found[-1] == 1 and words[found[-1]][-1].isalnum()
        if not lone or forced[k]:
            found.append(k)
    return found


def _parted(start: int, end: int, likely: Floats) -> list[int]:
    """Return the starts of a sentence's parts: itself, and where it is overlong the likeliest places inside it."""
    found = [start]
    while end - found[-1] > _LONGEST:
        low = found[-1] + _LONGEST // 4
        found.append(low + int(likely[low : found[-1] + _LONGEST].argmax()))
    return found


def _apply_trees(weights: Weights, words: _Words, rows: Floats, starts: Sequence[int]) -> None:
    """Write tags, lemmas, heads and labels; white space hangs on the word before it."""
    doc, strings = words.doc, words.doc.vocab.strings
    if not starts:
        for token in doc:
            token.is_sent_start = token.i == 0
        return
    n = len(doc)
    heads: Ints = np.arange(n, dtype=np.int64)
    pos, dep = np.full(n, strings.add("SPACE"), np.uint64), np.full(n, strings.add("dep"), np.uint64)
    lemma: Any = doc.to_array(ORTH)
    tags = [strings.add(name) for name in weights.names["upos"]]
    relations = [strings.add("ROOT" if name == "root" else name) for name in weights.names["deprel"]]
    at = np.array(words.tokens, np.int64)
    best = rows[:, weights.columns["upos"]].argmax(1)
    pos[at] = np.array(tags, np.uint64)[best]
    lemma[at] = [strings.add(find_lemma(word)) for word in words.words]
    head, label = read_trees(weights, rows, starts)
    heads[at], dep[at] = at[head], np.array(relations, np.uint64)[label]
    word = np.zeros(n, bool)
    word[at] = True
    before = np.maximum.accumulate(np.where(word, np.arange(n), -1))
    spaces = np.flatnonzero(~word)
    heads[spaces] = np.where(before[spaces] >= 0, before[spaces], at[0])
    offsets = (heads - np.arange(n)).astype(np.int64).view(np.uint64)
    columns: Any = np.stack([pos, lemma, offsets, dep], 1)
    doc.from_array([POS, LEMMA, HEAD, DEP], columns)


class ReaderEngine:
    """Reads English with the shipped model."""

    name = "reader"
    languages = frozenset({"en"})

    def __init__(self) -> None:
        with ThreadPoolExecutor(1) as beside:  # most of it is not Python's work: checking 24 MB and building the graph
            weights = beside.submit(load_weights)
            self.nlp = spacy.blank("en")
            weights.result()
        self.nlp.max_length = LONGEST
        self.nlp.add_pipe("khronika_reader")

    def annotate(self, report: Report) -> Doc:
        """Return the annotated document of `report.text`; offsets in it are offsets in that text."""
        return next(self.annotate_many([report]))

    def annotate_many(self, reports: Iterable[Report]) -> Iterator[Doc]:
        """Give the annotated documents of reports, in order."""
        return self.nlp.pipe(map(self._make_doc, reports), batch_size=AHEAD)

    def _make_doc(self, report: Report) -> Doc:
        """Return the tokens, with what the model needs to know of the page."""
        borders = frozenset(block.start for block in report.blocks)
        doc = self.nlp.make_doc(plain_spaces(report.text, set(borders)))
        doc.user_data |= {"borders": borders, "source_text": report.text}
        return doc
