"""Dictionary forms of English words: the rules of simplemma over its own dictionary, packed in blocks.

Unpacking the dictionary took a tenth of the time in which one page is read from nothing.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from khronika.language.words import IRREGULAR
from khronika.values.blocks import Blocks

FILE = Path(__file__).parent / "data" / "lemmas.blocks"


class _PackedFactory(DefaultDictionaryFactory):
    """Gives simplemma its English dictionary, of which only what is asked for is unpacked."""

    def _get_dictionary_uncached(self, lang: str) -> Mapping[str, str]:
        return Blocks(FILE.read_bytes()) if lang == "en" else super()._get_dictionary_uncached(lang)


_LEMMATIZER = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_PackedFactory()))


@lru_cache(maxsize=200_000)
def find_lemma(word: str) -> str:
    """Return the dictionary form of an English word, lower case."""
    low = word.lower()
    return IRREGULAR.get(low) or _LEMMATIZER.lemmatize(low, lang="en").lower()
