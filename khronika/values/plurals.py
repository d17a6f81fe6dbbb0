"""English nouns in the plural and back, as far as rules go."""

_HISSING = ("s", "sh", "ch", "x")


def make_plural(noun: str) -> str:
    """Return a noun in the plural.

    Example:
        >>> make_plural("raid"), make_plural("baby"), make_plural("clash"), make_plural("boy")
        ('raids', 'babies', 'clashes', 'boys')
    """
    if noun.endswith(_HISSING):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in {*"aeiou"} else f"{noun}s"


def make_singular(nouns: str) -> str:
    """Return a plural in the singular; what ends in no "s" stays.

    Example:
        >>> make_singular("raids"), make_singular("babies"), make_singular("boxes"), make_singular("houses")
        ('raid', 'baby', 'box', 'house')
    """
    if nouns.endswith("ies"):
        return f"{nouns[:-3]}y"
    if nouns.endswith(("sses", "shes", "ches", "xes")):
        return nouns[:-2]
    return nouns[:-1] if nouns.endswith("s") and not nouns.endswith("ss") else nouns
