"""Engines by name.

An engine annotates a report. On the spaCy Doc that it gives, every stage may rely on: sentence starts, `lemma_`,
`pos_` (universal tags), `doc.spans["noun_phrases"]`, and `doc.user_data["attributions"]`, a list of
`khronika.model.Attribution` in text order.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc

from khronika.errors import LanguageError
from khronika.language.installed import InstalledEngine
from khronika.language.reader import ReaderEngine
from khronika.language.rules import RulesEngine
from khronika.model import Report


class Engine(Protocol):
    """Something that reads text."""

    name: str
    languages: frozenset[str]  # ISO 639-1 codes that it can read
    nlp: Language  # its pipeline

    def annotate(self, report: Report) -> Doc:
        """Return the annotated document of a report."""
        ...

    def annotate_many(self, reports: Iterable[Report]) -> Iterator[Doc]:
        """Give the annotated documents of reports, in order; one does not depend on another."""
        ...


_ENGINES: dict[str, type[ReaderEngine] | type[RulesEngine]] = {"reader": ReaderEngine, "rules": RulesEngine}
INSTALLED = "spacy:"
"""What stands before the name of an installed spaCy pipeline where engines are named."""
_MOST_WORDS = 300_000  # that an engine has met: it keeps each, so one that has met many is let go
_made: dict[str, Engine] = {}


def load_engine(name: str = "reader") -> Engine:
    """Return the engine called `name`: "reader", "rules", or "spacy:" and an installed spaCy pipeline.

    It is the one that was returned before, where one was: to make one takes as long as to read a page.

    Raises:
        LanguageError: there is no such engine, or the pipeline is not installed.
    """
    held = _made.get(name)
    if held is None or len(held.nlp.vocab) > _MOST_WORDS:
        held = _made[name] = _make_engine(name)
    return held


def _make_engine(name: str) -> Engine:
    if name.startswith(INSTALLED):
        return InstalledEngine(name.removeprefix(INSTALLED))
    if name not in _ENGINES:
        raise LanguageError(f"no such engine; there are: {', '.join(_ENGINES)}, {INSTALLED}NAME", about=name)
    return _ENGINES[name]()
