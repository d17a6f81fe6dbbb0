"""The citation check: what holds passes, what was altered is named."""

import random
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from khronika.cli.app import app
from khronika.collect import make_capture
from khronika.model import ActorKind, Given, Link, Party, Quantity, Span, Status
from khronika.pipeline import add_captures
from khronika.publish.citations import check_citations
from khronika.publish.cited_values import names_place, says_count, says_days
from khronika.store import open_chronicle
from khronika.store.chronicle import Chronicle
from tests.factories import TEXT, make_event_statement, make_place, make_quantity, make_when
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
    ({"place": replace(tell().place, name="Omsk")}, "“Orsk” does not name Omsk"),
    ({"time": replace(tell().time, text="on Friday")}, "time “on Friday” does not stand"),
    ({"time": replace(tell().time, from_="2024-03-24", to="2024-03-24")}, "“on Thursday” does not say 2024-03-24"),
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


DAYS = [
    # words, first and last day of the window, whether they go together; the report is of Friday, 29 March 2024
    ("on Thursday", "2024-03-28", "2024-03-28", True),
    ("on Thursday night", "2024-03-29", "2024-03-29", True),
    ("on Thursday", "2024-03-25", "2024-03-25", False),
    ("on 5 May", "2023-05-05", "2023-05-05", True),
    ("May 5", "2023-05-15", "2023-05-15", False),
    ("in May", "2023-05-01", "2023-05-31", True),
    ("in May", "2023-08-01", "2023-08-31", False),
    ("yesterday", "2024-03-28", "2024-03-28", True),
    ("yesterday", "2024-03-21", "2024-03-21", False),
    ("two weeks after 5 May", "2023-05-19", "2023-05-19", True),  # reckoned from the day that it names
    ("that night", "2023-05-19", "2023-05-19", True),  # another sentence names the day
    ("on 5 May", "2023-05-09", None, True),  # an open end
    ("in 2019", None, "2020-12-31", False),
]


@pytest.mark.parametrize(("words", "first", "last", "wanted"), DAYS)
def test_words_and_days_that_cannot_go_together_are_told(words, first, last, wanted):
    assert says_days(replace(make_when(first, last), text=words), "2024-03-29") is wanted


PLACES = [("Orsk", "Orsk", True), ("Russian", "Russia", True), ("Persia", "Iran", True), ("the Uighurs", "Ufa", False),
          ("the town of Orsk", "Orsk", True), ("Orsk", "Omsk", False), ("Russia", "Moscow", False)]  # fmt: skip


@pytest.mark.parametrize(("words", "name", "wanted"), PLACES)
def test_a_place_goes_by_its_names_and_by_no_other(words, name, wanted):
    assert names_place(replace(make_place(name), text=words)) is wanted


COUNTS = [
    ("64 workers", 64, 64, True),
    ("64 workers", 65, 65, False),
    ("64 workers", 64, None, False),
    ("nine men and one woman", 10, 10, True),
    ("nine men and one woman", 12, 12, False),
    ("Ada Orlova and two others", 3, 3, True),
    ("Ada Orlova and at least two others", 3, None, True),
    ("Ada Orlova and at least two others", 3, 3, False),
    ("a crowd", 1, 1, True),  # words without a number are not judged
]


@pytest.mark.parametrize(("words", "low", "high", "wanted"), COUNTS)
def test_a_count_is_a_number_or_the_sum_of_a_list(words, low, high, wanted):
    assert says_count(replace(make_quantity(low, high), text=words)) is wanted


def test_a_well_known_body_may_go_by_another_name():
    text = "Police in Orsk detained 64 workers on Thursday, AFP also said."
    link = Link(name="Agence France-Presse", text="AFP", kind=ActorKind.MEDIA, named=True, **find("AFP", text))
    assert reasons(*make_chronicle(tell_report(tell(chain=(link,)), text=text))) == []
    assert reasons(*make_chronicle(tell_report(tell(chain=(replace(link, name="Reuters"),)), text=text))) != []


def test_an_event_that_tells_a_statement_otherwise_is_named():
    events, reports = make_chronicle()
    held = make_event_statement("r1", tell(status=Status.DENIED))
    assert "otherwise than the report" in reasons([replace(events[0], statements=(held,))], reports)[0]


def test_figures_and_places_that_no_statement_gives_are_named():
    figures = (make_figure(("2024-03-29", 70, 70, "police")),)
    assert reasons(*make_chronicle(figures=figures)) == ["no statement says detained 70 to 70"]
    assert reasons(*make_chronicle(place=make_place("Omsk"))) == ["no statement places it in Omsk"]
    text = "Police in Orsk detained 64 workers on Thursday, a lawyer said. Omsk is far."
    omsk = replace(make_place("Omsk"), **find("Omsk", text))
    assert reasons(*make_chronicle(tell_report(tell(), text=text), place=omsk)) == []  # a report of it names the town


def test_a_missing_report_is_named():
    events, _ = make_chronicle()
    assert reasons(events, {})[0] == "it is not in the report"


FALSE = {
    "quantity": lambda rng, whole: replace(whole.quantity, **false_words(rng, whole.quantity)),
    "time": lambda rng, whole: replace(whole.time, **false_words(rng, whole.time)),
    "place": lambda rng, whole: replace(whole.place, **false_words(rng, whole.place)),
    "by": lambda rng, whole: (replace(whole.by[0], **false_words(rng, whole.by[0])),),
    "to": lambda rng, whole: (replace(whole.to[0], **false_words(rng, whole.to[0])),),
    "chain": lambda rng, whole: (replace(whole.chain[0], **false_words(rng, whole.chain[0])), *whole.chain[1:]),
    "evidence": lambda rng, whole: (Span(start=63 + rng.randint(0, 9), end=90 + rng.randint(0, 9)),),
    "count": lambda rng, whole: replace(whole.quantity, min=64 + (n := rng.choice([-9, 1, 600])), max=64 + n),
    "name": lambda rng, whole: replace(whole.place, name=rng.choice(["Omsk", "Tver", "Bratsk", "Ufa"])),
    "days": lambda rng, whole: replace(
        whole.time, from_=(day := f"2024-03-{rng.choice([10, 11, 19, 24, 25])}"), to=day
    ),
}
"""What is planted -> the part of a statement with words of other length, place or content, or with another value."""
PARTS = {"count": "quantity", "name": "place", "days": "time"}


def false_words(rng, part):
    return rng.choice(
        [
            {"text": "".join(rng.sample("abcdefghij", 6))},
            {"start": part.start + rng.randint(1, 5)},
            {"end": part.end - rng.randint(1, 3)},
            {"start": 500, "end": 505},
        ]
    )


def test_two_hundred_false_quotes_are_all_stopped():
    rng = random.Random(5)
    for _ in range(20):
        for field, falsify in FALSE.items():
            false = falsify(rng, tell())
            found = reasons(*make_chronicle(tell_report(tell(**{PARTS.get(field, field): false}))))
            assert found, (field, false)


def test_a_false_quote_stops_the_command_and_nothing_is_written(tmp_path, monkeypatch):
    with open_chronicle(str(tmp_path / "c"), create=True, write=True) as chronicle:
        add_captures(chronicle, [make_capture(TEXT.encode(), "text/plain", Given(published="2024-03-29"))])
    assert CliRunner().invoke(app, ["publish", f"{tmp_path}/c", f"{tmp_path}/true"]).exit_code == 0
    honest = Chronicle.reports

    def lie(self, *asked):
        for held in honest(self, *asked):
            (told,) = held.report.statements
            false = replace(told, quantity=replace(told.quantity, text="46 workers"))
            yield replace(held, report=replace(held.report, statements=(false,)))

    monkeypatch.setattr(Chronicle, "reports", lie)
    done = CliRunner().invoke(app, ["publish", f"{tmp_path}/c", f"{tmp_path}/false"])
    assert done.exit_code == 1 and "nothing is published until these citations hold" in done.output
    assert not (tmp_path / "false").exists()
