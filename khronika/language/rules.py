"""The fallback engine: spaCy's English tokenizer, and rules for sentences, tags, phrases and attributions."""

import re
from collections.abc import Iterable, Iterator

import spacy
from spacy.tokens import Doc

from khronika.language.attribution import find_attributions
from khronika.language.phrases import find_noun_phrases
from khronika.language.sentences import apply_sentence_starts
from khronika.language.tags import apply_tags
from khronika.model import Report

_ODD_SPACE = re.compile(r"[^\S\n ]|(?<!\n)\n(?!\s*\n)")


def plain_spaces(text: str, borders: set[int]) -> str:
    """Return `text` with no-break spaces, tabs and the line ends of wrapped paragraphs as plain spaces.

    Each character is replaced by one, so that every offset stays; line ends before a block stay as they are.
    """
    return _ODD_SPACE.sub(lambda m: "\n" if m[0] == "\n" and m.end() in borders else " ", text)


class RulesEngine:
    """Reads English with word lists and patterns alone. Needs no trained weights."""

    name = "rules"
    languages = frozenset({"en"})

    def __init__(self) -> None:
        self.nlp = spacy.blank("en")
        self.nlp.max_length = 10_000_000  # the reader has its own limit on the size of a report

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
