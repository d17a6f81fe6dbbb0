"""The fallback engine: spaCy's English tokenizer, and rules for sentences, tags, phrases and attributions."""

from collections.abc import Iterable, Iterator

import spacy
from spacy.tokens import Doc

from khronika.language.attribution import find_attributions
from khronika.language.phrases import find_noun_phrases
from khronika.language.sentences import apply_sentence_starts
from khronika.language.spaces import LONGEST, plain_spaces
from khronika.language.tags import apply_tags
from khronika.model import Report


class RulesEngine:
    """Reads English with word lists and patterns alone. Needs no trained weights."""

    name = "rules"
    languages = frozenset({"en"})

    def __init__(self) -> None:
        self.nlp = spacy.blank("en")
        self.nlp.max_length = LONGEST

    def annotate(self, report: Report) -> Doc:
        """Return the annotated document of `report.text`; offsets in it are offsets in that text."""
        borders = {block.start for block in report.blocks}
        doc = _renewed(self.nlp.make_doc(plain_spaces(report.text, borders)))
        apply_sentence_starts(doc, borders)
        apply_tags(doc)
        doc.spans["noun_phrases"] = find_noun_phrases(doc)
        doc.user_data["attributions"] = find_attributions(doc)
        return doc

    def annotate_many(self, reports: Iterable[Report]) -> Iterator[Doc]:
        """Give the annotated documents of reports, in order."""
        return map(self.annotate, reports)


def _renewed(doc: Doc) -> Doc:
    """Return the same tokens as a Doc of its own.

    Where the tokenizer's exceptions split a word, spaCy leaves the edges of its tokens at other words; without a tree
    that mends them, asking such a token for its children reads outside the document, and the process dies.
    """
    return Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
