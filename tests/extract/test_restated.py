"""Figures told without the word of the act: which act they count, how many, and who tells them."""

import pytest

from khronika.collect import make_capture
from khronika.model import Given, Statement
from khronika.pipeline import read_captures

LEAD = "At least four people were killed and 20 were detained in clashes in Osh on Tuesday, police said. "
MARCH = "People marched through the capital Quito on Sunday against the new law. "
STRIKE = "An air strike hit the market of Kutum on Friday, residents said. "
RAZED = "Police pulled down 182 houses in Osh on Tuesday, the city administration said. "
CASES = [
    (RAZED, "The residents' committee of Kara puts the number of razed houses at 340.",
     "property_destruction", (340, 340), "The residents' committee of Kara"),
    (LEAD, "The hospital said six.", "killing", (6, 6), "The hospital"),
    (LEAD, "The army put it at between 20 and 30.", "killing", (20, 30), "The army"),
    (LEAD, "The interior ministry put the toll at nine and said that officers had been sent.",
     "killing", (9, 9), "The interior ministry"),
    (LEAD, "Rights groups put the number of detainees at more than 300.",
     "arrest_detention", (301, None), "Rights groups"),
    (LEAD, "The local council gave a figure of 12.", "killing", (12, 12), "The local council"),
    (LEAD, "Hospital officials had earlier reported 9.", "killing", (9, 9), "Hospital officials"),
    (LEAD, "The toll stands at 25, the governor's office said.", "killing", (25, 25), "the governor's office"),
    (LEAD, "By evening the figure had risen to 34, according to the health ministry.",
     "killing", (34, 34), "the health ministry"),
    (LEAD, "The regional health department revised the toll to 17.",
     "killing", (17, 17), "The regional health department"),
    (LEAD, "Residents reached by phone said they had counted more than 60 bodies.", "killing", (61, None), "Residents"),
    (LEAD, "The number of arrests reached 212 by midnight, the group Krug said.",
     "arrest_detention", (212, 212), "the group Krug"),
    (LEAD, "The hospital has the number at six.", "killing", (6, 6), "The hospital"),
    (RAZED, "An officer gave the number as 240.", "property_destruction", (240, 240), "An officer"),
    (LEAD, "The hospital corrected its figure to six last week.", "killing", (6, 6), "The hospital"),
    (MARCH, "Organisers estimate the crowd at 40,000.", "protest", (40000, 40000), "Organisers"),
    (MARCH, "Organisers put turnout at 9,000. Police speak of 6,000.", "protest", (6000, 6000), "Police"),
    (STRIKE, "The health ministry put the death toll at 31.", "killing", (31, 31), "The health ministry"),
]  # fmt: skip
NO_FIGURES = [
    (LEAD, "The minister said 2,000 houses were rebuilt."),
    (LEAD, "The price of bread rose to 40."),
    (LEAD, "The union put the number of houses in the quarter at 300."),
    (LEAD, "The pupil said two of them were his friends."),
    (LEAD, "Aid groups said 90,000."),
    (MARCH, "The mayor said six."),
    (LEAD, "The lawyers had received more than 30 reported calls."),
]


def _read(text: str) -> tuple[Statement, ...]:
    given = Given(id="invented", outlet="Invented Post", published="2024-03-14")
    (report,) = read_captures([make_capture(text.encode(), "text/plain", given)])
    return report.statements  # type: ignore[union-attr]


@pytest.mark.parametrize(("lead", "sentence", "act", "quantity", "root"), CASES)
def test_a_figure_counts_the_act_told_before(
    lead: str, sentence: str, act: str, quantity: tuple[int, int | None], root: str
) -> None:
    found = [s for s in _read(lead + sentence) if s.quantity and s.quantity.start >= len(lead)]
    told = [(s.act.value, (s.quantity.min, s.quantity.max), s.chain[0].text) for s in found if s.quantity]
    assert (act, quantity) in [one[:2] for one in told]
    assert any((root in (text or "")) for one, two, text in told if (one, two) == (act, quantity))


def test_a_bare_figure_has_the_unit_of_what_it_counts() -> None:
    told = _read(RAZED + "The committee put the number at 340.")
    assert {s.quantity.unit for s in told if s.quantity} == {"houses"}


@pytest.mark.parametrize(("lead", "sentence"), NO_FIGURES)
def test_other_numbers_make_no_statement(lead: str, sentence: str) -> None:
    assert not [s for s in _read(lead + sentence) if s.quantity and s.quantity.start >= len(lead)]


def test_a_figure_stands_where_and_when_its_act_does() -> None:
    first, *_, last = sorted(_read(LEAD + "The hospital said six."), key=lambda s: s.evidence[0].start)
    assert last.time == first.time and last.place == first.place
    assert last.evidence[0].start == len(LEAD)


TOLD = [
    # a sentence of a report of Thursday 14 March 2024, the day of its act, note
    ("The NGO put the number of men detained at 34 on Tuesday.", None, "when the figure was told"),
    ("On Tuesday, the NGO put the number of men detained at 34.", None, "when the figure was told, first"),
    ("The NGO put the number of men detained on Tuesday at 34.", "2024-03-12", "when they were detained"),
    ("The number of people killed in the raid rose to five on Tuesday.", None, "when a figure grew"),
]


@pytest.mark.parametrize(("sentence", "day", "note"), TOLD, ids=[row[2] for row in TOLD])
def test_the_day_on_which_a_figure_is_told_is_not_that_of_the_act(sentence: str, day: str | None, note: str) -> None:
    times = [s.time for s in _read(sentence) if s.quantity]
    assert times and [time and time.from_ for time in times] == [day] * len(times)
