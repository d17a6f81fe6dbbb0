"""Writes the common words of English news: a shared word that is none of them tells linking something.

    python -m training.common_words CORPORA khronika/link/data/common_words.txt

A word is common where at least three corpora of different origin have it in one document of two hundred: what only one
or two have is what those are about. Dev and test sets are left alone.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_CORPORA = ("muc4/train", "polnear/train", "hrdsattack/train", "statements/train", "timex/train", "names/wikigold",
            "places/lgl", "places/geovirus")  # fmt: skip
_SHARE = 0.005  # of the documents of a corpus
_IN = 3  # corpora
_WORD = re.compile(r"[^\W\d_]{3,}")


def share_of_documents(path: Path) -> dict[str, float]:
    """Return for each word of a corpus the share of documents that have it."""
    texts = [json.loads(line).get("text") or "" for line in path.read_text(encoding="utf8").split("\n") if line]
    held = Counter(word for text in texts for word in set(_WORD.findall(text.lower())))
    return {word: n / len(texts) for word, n in held.items()}


def common_words(shares: list[dict[str, float]]) -> Iterator[str]:
    """Give the words that are common in enough corpora, in order."""
    for word in sorted(set().union(*shares)):
        if sum(share.get(word, 0.0) >= _SHARE for share in shares) >= _IN:
            yield word


if __name__ == "__main__":
    corpora, out = map(Path, sys.argv[1:])
    words = common_words([share_of_documents(corpora / name / "documents.jsonl") for name in _CORPORA])
    out.write_text("".join(f"{word}\n" for word in words), encoding="utf8")
