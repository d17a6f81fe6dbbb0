"""For whom a named person speaks."""

import pytest

from khronika.model import ActorKind, Link
from khronika.reckon.speakers import find_mouthpieces

SPEAKERS = [
    # text that names Ada Testova, the key of the body she speaks for, note
    ("Ada Testova, who speaks for the Harbour Union, said so.", "harbour union", "who speaks for"),
    ("Ada Testova, who leads the union's branch in Orsk, said so.", "union", "who leads a branch"),
    ("Ada Testova, a spokeswoman for the border police, said so.", "border police", "a spokeswoman for"),
    ("The union's branch chairwoman, Ada Testova, said so.", "union", "with a comma before"),
    ("Police spokeswoman Ada Testova said so.", "police", "straight before"),
    ("It was the head of the Orsk city council, Ada Testova, who said so.", "orsk city council", "head of"),
    ("Interior minister Ada Testova said so.", "interior ministry", "a minister"),
    ("Ada Testova, the minister of health, said so.", "health ministry", "a minister behind"),
    ("Ada Testova came. Later she chaired the Harbour Union.", None, "another sentence"),
    ("Ada Testova, 34, a welder, said so.", None, "who speaks for herself"),
    ("Ada Testova, a former police spokeswoman, said so.", None, "no longer"),
    ("The chairman of the Harbour Union met Ada Testova on Monday.", None, "beside somebody else"),
    ("Prime minister Ada Testova said so.", None, "a minister of no ministry"),
]


@pytest.mark.parametrize(("text", "body", "note"), SPEAKERS, ids=[row[2] for row in SPEAKERS])
def test_mouthpieces(text, body, note):
    link = Link(name="Ada Testova", text="Ada Testova", kind=ActorKind.PERSON, named=True)
    assert find_mouthpieces([(link, text)]) == ({"ada testova": body} if body else {})


def test_whom_two_bodies_claim_speaks_for_neither():
    link = Link(name="Ada Testova", text="Ada Testova", kind=ActorKind.PERSON, named=True)
    texts = ["Police spokeswoman Ada Testova said so.", "Ada Testova, who leads the Harbour Union, said so."]
    assert find_mouthpieces((link, text) for text in texts) == {}
