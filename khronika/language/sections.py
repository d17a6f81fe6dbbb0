"""Long texts in sections of whole paragraphs, so that memory does not grow with what is read at a time."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS
from spacy.tokens import Doc, Span

from khronika.model import Attribution

LONGEST = 5000
"""Tokens of a section. A text that has fewer is read whole."""


_COLUMNS = [POS, LEMMA, HEAD, DEP]


def cut_doc(doc: Doc) -> Iterator[Doc]:
    """Give the sections of a document as documents of their own; a document that is short enough is its only one."""
    if len(doc) <= LONGEST:
        yield doc
        return
    start = 0
    while start < len(doc):
        end = _section_end(doc, start)
        yield copy_section(doc, start, end)
        start = end


def _section_end(doc: Doc, start: int) -> int:
    """Return the last place within a section's length where a paragraph begins, else that length."""
    limit = start + LONGEST
    if limit >= len(doc):
        return len(doc)
    borders = doc.user_data.get("borders", frozenset())
    for i in range(limit, start, -1):
        if doc[i].idx in borders or (doc[i - 1].is_space and doc[i - 1].text.count("\n") > 1):
            return i
    return limit


def copy_section(doc: Doc, start: int, end: int) -> Doc:
    """Return some tokens of a document that was cut into words as a document of its own, with what it came with."""
    tokens = doc[start:end]
    given: list[bool | int | None] | None = None
    if doc.has_annotation("SENT_START"):
        given = [t.is_sent_start for t in tokens]
    words, spaces = [t.text for t in tokens], [bool(t.whitespace_) for t in tokens]
    section = Doc(doc.vocab, words=words, spaces=spaces, sent_starts=given)
    low, high = tokens.start_char, tokens.end_char + len(tokens[-1].whitespace_)
    if "borders" in doc.user_data:
        section.user_data["borders"] = {b - low for b in doc.user_data["borders"] if low <= b < high}
    if "source_text" in doc.user_data:
        section.user_data["source_text"] = doc.user_data["source_text"][low:high]
    return section


class Joined:
    """What is read of the sections of a document one after the other, to be written onto the document in the end."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts = [0]
        self._columns: list[Any] = []
        self._spans: dict[str, list[tuple[int, int, str]]] = {}
        self._attributions: dict[str, list[Attribution]] = {"attributions": [], "cited": []}

    def add(self, part: Doc) -> None:
        """Take over what was read of the next section."""
        by = self.starts[-1]
        self._columns.append(part.to_array(_COLUMNS))
        for group, spans in {"": part.ents, **part.spans}.items():
            self._spans.setdefault(group, []).extend((s.start + by, s.end + by, s.label_) for s in spans)
        for name, found in self._attributions.items():
            found.extend(_moved(told, self.doc[by].idx) for told in part.user_data[name])
        self.starts.append(by + len(part))

    def write(self) -> None:
        """Write everything but acts onto the document."""
        columns: Any = np.concatenate(self._columns)
        self.doc.from_array(_COLUMNS, columns)
        spans = {group: [Span(self.doc, *span) for span in found] for group, found in self._spans.items()}
        self.doc.ents = spans.pop("")
        for group, found in spans.items():
            self.doc.spans[group] = found
        self.doc.user_data |= self._attributions


def _moved(told: Attribution, by: int) -> Attribution:
    """Return an attribution so many characters on."""
    source, cue, content = (tuple((s + by, e + by) for s, e in part) for part in (told.source, told.cue, told.content))
    return Attribution(source=source, cue=cue, content=content)
