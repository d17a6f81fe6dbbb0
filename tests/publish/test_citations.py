"""The citation check: what holds passes, what was altered is named."""

import random
from dataclasses import replace

import pytest

from khronika.model import ActorKind, Link, Party, Quantity, Span, Status
from khronika.publish.citations import check_citations
from tests.factories import make_event_statement, make_place
from tests.publish.telling import find, make_chronicle, make_figure, tell, tell_report


def reasons(events, reports):
    return [one.reason for one in check_citations(events, reports)]


def test_what_the_report_says_passes():
    assert reasons(*make_chronicle()) == []


ALTERED = [
    ({"quantity": Quantity(min=640, max=640, unit="workers", text="64 workers", **find("64 workers"))}, "does not say"),
    ({"quantity": Quantity(min=65, max=65, unit="workers", text="65 workers", **find("64 workers"))}, "does not stand"),
    ({"quantity": Quantity(min=64, max=64, unit="workers", text="64 workers", start=900, end=910)}, "does not stand"),
    ({"place": replace(make_place("Omsk"), **find("Orsk"))}, "place “Omsk” does not stand"),
    ({"time": replace(tell().time, text="on Friday")}, "time “on Friday” does not stand"),
    ({"time": replace(tell().time, from_="2024-03-29", to="2024-03-28")}, "ends before it begins"),
    ({"by": (Party(text="Soldiers", kind=ActorKind.STATE_SECURITY, start=0, end=8),)}, "party “Soldiers”"),
    ({"by": (Party(text="Police", kind=ActorKind.STATE_SECURITY, name="Ivan Petrov", start=0, end=6),)}, "nowhere"),
    (
        {"chain": (Link(name=None, text="a minister", kind=ActorKind.OFFICIAL, named=False, start=48, end=56),)},
        "source",
    ),
    ({"chain": (Link(name="Open Border Watch", text=None, kind=ActorKind.NGO, named=True),)}, "nowhere"),
    ({"trigger": Span(start=0, end=200)}, "trigger"),
    ({"evidence": ()}, "rests on no words"),
    ({"evidence": (Span(start=0, end=9000),)}, "rests on no words"),
]


@pytest.mark.parametrize(("changes", "reason"), ALTERED)
def test_what_the_report_does_not_say_is_named(changes, reason):
    found = reasons(*make_chronicle(tell_report(tell(**changes))))
    assert any(reason in one for one in found), found


def test_a_year_that_the_words_contradict_is_named():
    text = "Police in Orsk detained 64 workers in May 2019, a lawyer said."
    time = replace(tell().time, text="in May 2019", **find("in May 2019", text))
    report = tell_report(tell(time=time), text=text)
    assert reasons(*make_chronicle(report)) == ["“in May 2019” does not say 2024-03-28 to 2024-03-28"]


def test_an_event_that_tells_a_statement_otherwise_is_named():
    events, reports = make_chronicle()
    held = make_event_statement("r1", tell(status=Status.DENIED))
    assert "otherwise than the report" in reasons([replace(events[0], statements=(held,))], reports)[0]


def test_figures_and_places_that_no_statement_gives_are_named():
    figures = (make_figure(("2024-03-29", 70, 70, "police")),)
    assert reasons(*make_chronicle(figures=figures)) == ["no statement says detained 70 to 70"]
    assert reasons(*make_chronicle(place=make_place("Omsk"))) == ["no statement places it in Omsk"]


def test_a_missing_report_is_named():
    events, _ = make_chronicle()
    assert reasons(events, {})[0] == "it is not in the report"


def test_two_hundred_false_quotes_are_all_stopped():
    """Words of other length, other place or other content, planted in every cited field."""
    rng = random.Random(5)
    fields = ("quantity", "time", "place")
    for number in range(200):
        field = fields[number % 3]
        part = getattr(tell(), field)
        false = rng.choice(
            [
                {"text": "".join(rng.sample("abcdefghij", 6))},
                {"start": part.start + rng.randint(1, 5)},
                {"end": part.end - rng.randint(1, 4)},
                {"start": 500 + number, "end": 505 + number},
            ]
        )
        found = reasons(*make_chronicle(tell_report(tell(**{field: replace(part, **false)}))))
        assert any("does not stand" in one for one in found), (field, false)
