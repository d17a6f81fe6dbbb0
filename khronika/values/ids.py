"""Names for things, made from the things themselves."""

import hashlib
from collections.abc import Iterator
from itertools import count


def make_statement_id(act: str, trigger_start: int, root: str) -> str:
    """Return the id of a statement: `s` and ten hexadecimal digits, the same on every run.

    Args:
        act: the act's code.
        trigger_start: where the trigger begins in the report's text, in characters.
        root: name or words of the source nearest to the facts; empty for the outlet's own voice.
    """
    words = f"{act}\n{trigger_start}\n{root}"
    return "s" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def make_digest(*parts: str) -> str:
    """Return the SHA-256 of `parts` in hex; a separator keeps ("ab", "c") and ("a", "bc") apart."""
    return hashlib.sha256("\x1f".join(parts).encode("utf8", "surrogatepass")).hexdigest()


def twin_ids(own: str, *content: str) -> Iterator[str]:
    """Give the ids for a record, best first: its own, then that with more and more of the hash of its content."""
    yield own
    for length in count(8, 8):
        yield f"{own}~{make_digest(*content)[:length]}"
