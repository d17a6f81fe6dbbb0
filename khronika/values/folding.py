"""Letters without their accents, so that names and words are found however they are written."""

import unicodedata


def strip_accents(text: str) -> str:
    """Return a text without accents, letters of other forms as plain ones; case stays.

    >>> strip_accents("Résumé by Jiří in ﬁve parts")
    'Resume by Jiri in five parts'
    """
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
