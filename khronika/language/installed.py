"""Any spaCy pipeline for English as an engine: its tags, trees and names, and attributions by rules over them."""

from collections.abc import Iterable, Iterator

import spacy
from spacy.tokens import Doc

from khronika.errors import LanguageError
from khronika.language.attribution import find_attributions
from khronika.language.clearnlp import apply_universal
from khronika.language.hops import find_hops
from khronika.language.lemmas import find_lemma
from khronika.language.phrases import find_noun_phrases
from khronika.language.sentences import apply_sentence_starts
from khronika.language.spaces import LONGEST, plain_spaces
from khronika.language.tags import apply_tags
from khronika.model import Report


class InstalledEngine:
    """Reads English with a spaCy pipeline by its name or folder; what the pipeline does not give, rules do."""

    languages = frozenset({"en"})

    def __init__(self, pipeline: str) -> None:
        self.name = f"spacy:{pipeline}"
        try:
            self.nlp = spacy.load(pipeline)
        except (OSError, ImportError) as error:
            command = f"python -m spacy download {pipeline}"
            raise LanguageError(f"no such spaCy pipeline is installed; try: {command}", about=pipeline) from error
        if self.nlp.lang != "en":
            raise LanguageError(f"the pipeline reads {self.nlp.lang}, and only English can be read", about=pipeline)
        self.nlp.max_length = LONGEST

    def annotate(self, report: Report) -> Doc:
        """Return the annotated document of `report.text`; offsets in it are offsets in that text."""
        return next(self.annotate_many([report]))

    def annotate_many(self, reports: Iterable[Report]) -> Iterator[Doc]:
        """Give the annotated documents of reports, in order."""
        return map(_complete, self.nlp.pipe(map(self._make_doc, reports)))

    def _make_doc(self, report: Report) -> Doc:
        """Return the tokens; a block begins a sentence whatever the pipeline finds."""
        borders = {block.start for block in report.blocks}
        doc = self.nlp.make_doc(plain_spaces(report.text, borders))
        for token in doc:
            if token.idx in borders:
                token.is_sent_start = True
        doc.user_data["borders"] = frozenset(borders)
        return doc


def _complete(doc: Doc) -> Doc:
    """Return the document with all that stages may rely on."""
    parsed = doc.has_annotation("DEP")
    if not doc.has_annotation("SENT_START", require_complete=True):
        apply_sentence_starts(doc, doc.user_data["borders"])
    if not doc.has_annotation("POS"):
        apply_tags(doc)
    elif not doc.has_annotation("LEMMA"):
        for token in doc:
            token.lemma_ = find_lemma(token.text)
    if parsed:
        apply_universal(doc)
    doc.spans["noun_phrases"] = find_noun_phrases(doc)
    found = find_attributions(doc)
    doc.user_data["attributions"] = found
    doc.user_data["cited"] = find_hops(doc, found) if parsed else []
    return doc
