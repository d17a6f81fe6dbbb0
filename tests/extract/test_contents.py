"""What a source says, without holes and stray words."""

import pytest

from khronika.extract.contents import mend_content
from khronika.language import load_engine
from khronika.model import Attribution
from tests.factories import make_report

TEXT = (
    "The union put the number of marchers at 350. Ten people have been detained in Orsk, said the ministry on Monday."
)
ROWS = [
    # pieces of the content, pieces it has then, note
    (["Ten people have", "detained in Orsk"], ["Ten people have been detained in Orsk"], "a hole"),
    (["marchers at 350", "Ten people have been detained"], ["Ten people have been detained"], "stray words before it"),
    (["Ten people", "on Monday"], ["Ten people", "on Monday"], "source and cue between"),
    (
        ["The union put the number of marchers at", "Ten people"],
        ["The union put the number of marchers at", "Ten people"],
        "most of a sentence",
    ),
    (["marchers at 350"], ["marchers at 350"], "nothing else is left"),
]


@pytest.mark.parametrize(("pieces", "mended", "note"), ROWS, ids=[row[2] for row in ROWS])
def test_contents(pieces, mended, note):
    (doc,) = load_engine("reader").annotate_many([make_report(text=TEXT)])
    attribution = Attribution(source=(at("the ministry"),), cue=(at("said"),), content=tuple(map(at, pieces)))
    assert [TEXT[s:e] for s, e in mend_content(doc, attribution).content] == mended


def at(words):
    """Return where words stand in the text."""
    return TEXT.index(words), TEXT.index(words) + len(words)
