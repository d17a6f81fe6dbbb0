"""Whether a statement says that its act happened, denies it or takes it back."""

import pytest

from khronika.model import Span
from khronika.reckon.stances import denies_it, says_it_happened, takes_back
from tests.reckon.telling import tell, told


def _read(text: str, trigger: str):
    start = text.index(trigger)
    (one,) = told(
        tell("r1", text=text, evidence=(Span(start=0, end=len(text)),), trigger=Span(start=start, end=start + 4))
    )
    return one


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Police denied on Thursday that officers had beaten workers in a camp.", True),
        ("The branch denies that any of the 58 had been beaten.", True),
        ("Police denied that they had held the men who were beaten.", False),
        ("The army denied any part in the raid in which men were beaten.", False),
        ("Officers had beaten workers, a lawyer said; police denied that.", False),
    ],
)
def test_what_stands_in_a_denial(text, denied):
    one = _read(text, "beaten")
    assert denies_it(one) is denied
    assert says_it_happened(one) is not denied


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("The union has withdrawn its statement that police beaten men.", True),
        ("We retract: nobody was beaten there.", True),
        ("Our report that men were beaten was wrong.", True),
        ("The union has not withdrawn its statement that men were beaten.", False),
        ("The governor told the union to withdraw its claim that men were beaten.", False),
        ("The army withdrew its men from the camp where they were beaten.", False),
    ],
)
def test_what_is_taken_back(text, back):
    assert takes_back(_read(text, "beaten")) is back
