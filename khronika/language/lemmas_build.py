"""Packs simplemma's English dictionary. Run only to renew it.

python -m khronika.language.lemmas_build
"""

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from khronika.language.lemmas import FILE
from khronika.values.blocks import pack_blocks


def read_dictionary() -> dict[str, str]:
    """Return the English dictionary of the installed simplemma: dictionary form by word."""
    return dict(DefaultDictionaryFactory().get_dictionary("en"))


if __name__ == "__main__":
    FILE.write_bytes(pack_blocks(read_dictionary()))
