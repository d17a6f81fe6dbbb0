"""Figures: intervals by root, never added up, never overwritten."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model import Act, Cluster, Quantity, Span, Status
from khronika.reckon import reckon_events
from tests.factories import make_quantity, make_report, make_when
from tests.reckon.telling import reckon, tell

ROOTS = {"A": "Open Border Watch", "B": "Interior Ministry", "C": "Harbour Union"}
LATEST = [
    # who counts what on which day, latest, contested, note
    ([("A", 64, 28)], (64, 64), False, "one source"),
    ([("A", 64, 28), ("B", 64, 28)], (64, 64), False, "two that agree"),
    ([("A", (65, None), 28), ("B", (60, 80), 28)], (65, 80), False, "two that overlap: what both hold"),
    ([("A", (65, None), 28), ("B", (0, 70), 28)], (65, 70), False, "an open and a closed end"),
    ([("A", 64, 28), ("B", 40, 28)], (40, 64), True, "two that do not: the hull"),
    ([("A", (65, None), 28), ("B", 40, 28)], (40, None), True, "a hull with an open end"),
    ([("A", 9, 28), ("A", 17, 30)], (17, 17), False, "the newest of a source replaces its older"),
    ([("A", 17, 30), ("A", 9, 28)], (17, 17), False, "whatever order they come in"),
    ([("A", 9, 28), ("B", 9, 28), ("A", 17, 30)], (9, 17), True, "one source goes on, the other has not"),
    ([("A", 10, 28), ("B", 10, 28), ("C", 10, 28)], (10, 10), False, "three times ten is ten"),
    ([("A", (None, 50), 28)], (None, 50), False, "null is not zero"),
    ([("A", 0, 28)], (0, 0), False, "zero is a number"),
]


@pytest.mark.parametrize(("counts", "latest", "contested", "note"), LATEST, ids=[row[3] for row in LATEST])
def test_latest(counts, latest, contested, note):
    tellings = [
        tell(f"r{i}", ROOTS[root], count=count, day=f"2024-03-{day}") for i, (root, count, day) in enumerate(counts)
    ]
    (figure,) = reckon(*tellings).figures
    assert (figure.latest, figure.contested) == (latest, contested)
    assert figure.what == "detained" and figure.unit == "workers"


def test_history_keeps_every_count_with_its_day_root_and_reports():
    event = reckon(
        tell("r1", "Open Border Watch", count=9, day="2024-03-28"),
        tell("r2", "Open Border Watch", count=17, day="2024-03-30"),
        tell("r3", "Open Border Watch", count=17, day="2024-03-30", outlet="Harbour Post"),
    )
    (figure,) = event.figures
    assert [(p.as_of, p.min, p.max, p.root, p.reports) for p in figure.history] == [
        ("2024-03-28", 9, 9, "Open Border Watch", ("r1",)),
        ("2024-03-30", 17, 17, "Open Border Watch", ("r2", "r3")),
    ]


COUNTS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 50), st.one_of(st.none(), st.integers(0, 50)), st.integers(1, 9)),
    min_size=1,
    max_size=5,
)


@given(COUNTS)
def test_a_figure_is_never_a_sum(counts):
    spans = [(low, None if more is None else low + more) for _, low, more, _ in counts]
    tellings = [
        tell(f"r{i}", ROOTS[root], count=span, day=f"2024-03-0{day}")
        for i, ((root, _, _, day), span) in enumerate(zip(counts, spans, strict=True))
    ]
    (figure,) = reckon(*tellings).figures
    ends = {end for span in spans for end in span}
    assert set(figure.latest) <= ends
    low, high = figure.latest
    assert low is None or high is None or low <= high
    assert {(p.min, p.max) for p in figure.history} <= set(spans)


@given(COUNTS)
def test_the_order_in_which_reports_come_says_nothing(counts):
    tellings = [tell(f"r{i}", ROOTS[root], count=low, day=f"2024-03-0{day}")
                for i, (root, low, _, day) in enumerate(counts)]  # fmt: skip
    figures = {reckon(*order).figures for order in itertools.islice(itertools.permutations(tellings), 6)}
    assert len(figures) == 1


NO_FIGURE = [
    ({"status": Status.PLANNED}, "a plan"),
    ({"status": Status.DENIED}, "a denial"),
    ({"count": None}, "no number"),
    ({"count": (None, None)}, "a number that says nothing"),
    ({"act": Act.ACCUSATION}, "words about an act"),
    ({"act": Act.KILLING, "quantity": make_quantity(30, unit="shots")}, "what cannot be killed"),
]


@pytest.mark.parametrize(("changes", "note"), NO_FIGURE, ids=[row[1] for row in NO_FIGURE])
def test_no_figure(changes, note):
    assert reckon(tell("r1", "Open Border Watch", **changes)).figures == ()


def test_a_copy_adds_nothing_even_with_another_number():
    event = reckon(tell("r1", "Open Border Watch"), tell("r2", "Open Border Watch", count=99), copies={"r2": "r1"})
    assert [(f.latest, f.contested) for f in event.figures] == [((64, 64), False)]


def test_periods_are_figures_of_their_own():
    window = make_when("2024-03-22", "2024-03-29", "since the 22nd")
    day = tell("r1", "Open Border Watch", text="64 workers were held on Thursday alone, a lawyer said.")
    since = tell("r2", "Open Border Watch", count=(301, None), time=window, text="Over 300 were held since the 22nd.")
    assert [(f.latest, f.mode.value, f.from_) for f in reckon(day, since).figures] == [
        ((301, None), "total", "2024-03-22"),
        ((64, 64), "unknown", "2024-03-28"),
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Six remain in custody.", "still detained"),
        ("Six of the workers are still held.", "still detained"),
        ("Six were held on Thursday, and the rest is still unknown.", "detained"),
    ],
)
def test_those_with_whom_it_goes_on_are_counted_apart(text, word):
    six = replace(make_quantity(6), start=0, end=3)
    _, left = tell("r2", "a lawyer", quantity=six, evidence=(Span(start=0, end=len(text)),))
    event = reckon(tell("r1", "Open Border Watch", count=17), (make_report("r2", left, text=text), left))
    assert [f.what for f in event.figures if (6, 6) == f.latest or f.contested] == [word]


@pytest.mark.parametrize(("one_report", "figures"), [(True, [(41, 41), (9, 9)]), (False, [(9, 41)])])
def test_the_first_day_of_a_window_is_a_slice_where_a_report_tells_of_it_beside_the_whole(one_report, figures):
    window = make_when("2024-03-22", "2024-03-29", "since the 22nd")
    text = "41 were held since the 22nd. Nine were held on that Friday."
    told, slice_ = Span(start=0, end=28), Span(start=29, end=len(text))
    nine = replace(make_quantity(9), start=29, end=33)
    _, since = tell("r1", "Open Border Watch", count=41, time=window, evidence=(told,))
    _, day = tell("r2", "Open Border Watch", quantity=nine, time=make_when("2024-03-22"), evidence=(slice_,))
    _, other = tell("r3", "Harbour Union", count=9, time=make_when("2024-03-22"))
    whole = make_report("r1", *((since, day) if one_report else (since,)), text=text)
    rest = make_report("r3", other, outlet="Harbour Post")
    members = [(r.id, s.id) for r in (whole, rest) for s in r.statements]
    (event,) = reckon_events([Cluster(act=since.act, members=tuple(members))], [whole, rest], {})
    assert [f.latest for f in event.figures] == figures


def test_new_ones_are_not_put_into_the_total():
    first = tell("r1", "Open Border Watch", count=9, day="2024-03-28", text="So far nine workers were held in Orsk.")
    more = tell("r2", "Open Border Watch", count=3, text="Another three workers were held in Orsk.")
    assert [(f.mode.value, f.latest) for f in reckon(first, more).figures] == [("total", (9, 9)), ("new", (3, 3))]


def test_children_are_not_set_beside_people():
    people = tell("r1", "Open Border Watch", count=9)
    children = tell("r2", "Open Border Watch", quantity=make_quantity(2, unit="children"))
    assert [(f.unit, f.latest, f.contested) for f in reckon(people, children).figures] == [
        ("workers", (9, 9), False),
        ("children", (2, 2), False),
    ]


def test_what_a_source_took_back_no_longer_counts():
    event = reckon(
        tell("r1", "Open Border Watch", count=64, day="2024-03-28"),
        tell("r2", "Open Border Watch", count=40, day="2024-03-30", retracts=True),
    )
    assert [(f.latest, len(f.history)) for f in event.figures] == [((40, 40), 1)]


def test_a_page_without_a_date_has_no_place_in_a_history():
    event = reckon(tell("r1", "Open Border Watch", count=9, day=None), tell("r2", "Open Border Watch", count=17))
    assert [(p.as_of, p.min) for f in event.figures for p in f.history] == [("2024-03-29", 17)]


def test_why_is_told_in_a_sentence():
    (figure,) = reckon(tell("r1", "Open Border Watch"), tell("r2", "Interior Ministry", count=40)).figures
    told = "64 according to Open Border Watch; 40 according to Interior Ministry"
    assert figure.why == f"The sources do not agree: {told}."


def test_a_source_that_lowers_its_count_is_told_of():
    first = tell("r1", "Open Border Watch", count=12, day="2024-03-28")
    (figure,) = reckon(first, tell("r2", "Open Border Watch", count=9, day="2024-03-30")).figures
    assert figure.latest == (9, 9)
    assert [p.min for p in figure.history] == [12, 9]
    assert figure.why == "9 according to Open Border Watch. Open Border Watch lowered its count from 12 to 9."


def test_what_others_repeat_of_a_count_that_its_source_replaced_is_no_news():
    old = tell("r3", "Open Border Watch", count=9, day="2024-03-31", outlet="Harbour Post")
    (figure,) = reckon(
        tell("r1", "Open Border Watch", count=9, day="2024-03-28"),
        tell("r2", "Open Border Watch", count=17, day="2024-03-30"),
        old,
    ).figures
    assert (figure.latest, len(figure.history)) == ((17, 17), 2)


PARTS = [
    ("Police held 64 workers, two of them minors.", "64 workers", "two", "of them"),
    (
        "Police held 64 workers and three of the guards.",
        "64 workers",
        "three of the guards",
        "in the words of the count",
    ),
    ("Police held 64 workers, including two guards.", "64 workers", "two", "including"),
    ("Police held 64 workers and hurt a driver.", "64 workers", "a driver", "one person told of"),
    ("Police held 64 workers and Ada Testova, 53.", "64 workers", "Ada Testova, 53", "one person and her age"),
]


@pytest.mark.parametrize(("text", "whole", "part", "note"), PARTS, ids=[row[3] for row in PARTS])
def test_a_part_is_not_set_against_the_whole(text, whole, part, note):
    def count(words, number):
        return Quantity(min=number, max=number, unit="workers", text=words, start=text.index(words),
                        end=text.index(words) + len(words))  # fmt: skip

    evidence = (Span(start=0, end=len(text)),)
    of_all = tell("r1", "Open Border Watch", text=text, quantity=count(whole, 64), evidence=evidence)
    of_some = tell("r2", "Interior Ministry", text=text, quantity=count(part, 1), evidence=evidence)
    figure, *parts = reckon(of_all, of_some).figures
    assert (figure.latest, figure.contested) == ((64, 64), False)
    assert {(p.what, p.latest) for p in parts} <= {("detained, in part", (1, 1))}
    (alone,) = reckon(of_some).figures
    assert alone.latest == (1, 1)


def test_a_smaller_count_of_one_who_counts_more_in_the_same_report_is_a_part():
    report, whole = tell("r1", "Open Border Watch", count=9)
    some = replace(whole, id="sr1b", quantity=make_quantity(2))
    report = replace(report, statements=(whole, some))
    event = reckon((report, whole), (report, some), tell("r2", "Interior Ministry", count=9))
    assert [(f.what, f.latest, f.contested) for f in event.figures] == [
        ("detained", (9, 9), False),
        ("detained, in part", (2, 2), False),
    ]


TOLLS = [
    # act, who counted earlier, day of the later and larger count, the latest, whether it is contested, note
    (Act.KILLING, "a witness", 30, (23, 23), False, "a toll rises"),
    (Act.INJURY, "Orsk Hospital", 30, (23, 23), False, "so do the injured"),
    (Act.KILLING, "a witness", 28, (18, 23), True, "counted on one day"),
    (Act.KILLING, "Interior Ministry", 30, (18, 23), True, "a party to it"),
    (Act.ARREST_DETENTION, "a witness", 30, (18, 23), True, "no toll"),
]


@pytest.mark.parametrize(("act", "who", "day", "latest", "contested", "note"), TOLLS, ids=[row[5] for row in TOLLS])
def test_who_counted_early_does_not_contradict_who_counts_more(act, who, day, latest, contested, note):
    early = tell("r1", who, count=18, day="2024-03-28", act=act)
    (figure,) = reckon(early, tell("r2", "Open Border Watch", count=23, day=f"2024-03-{day}", act=act)).figures
    assert (figure.latest, figure.contested, len(figure.history)) == (latest, contested, 2)
    assert ("overtaken since: 18 according to" in figure.why) is not contested


def test_who_counts_less_later_contradicts():
    first = tell("r1", "Open Border Watch", count=23, day="2024-03-28", act=Act.KILLING)
    (figure,) = reckon(first, tell("r2", "a witness", count=18, day="2024-03-30", act=Act.KILLING)).figures
    assert figure.contested


def test_officers_are_counted_apart():
    hurt = {"act": Act.INJURY}
    event = reckon(
        tell("r1", "Harbour Union", quantity=make_quantity(38, unit="protesters"), **hurt),
        tell("r2", "Interior Ministry", quantity=make_quantity(9, unit="officers"), **hurt),
    )
    assert [(f.unit, f.latest, f.contested) for f in event.figures] == [
        ("protesters", (38, 38), False),
        ("officers", (9, 9), False),
    ]


SINGLY = [
    # the smaller number's words, the number, whether it is a part of the larger one
    ("Ada Testova, 53, and her son", 2, True),
    ("two men", 2, False),
    ("a nurse and two guards", 3, False),
    ("both guards", 2, False),
]


@pytest.mark.parametrize(("words", "number", "part"), SINGLY, ids=[row[0] for row in SINGLY])
def test_persons_told_of_one_by_one_are_a_part(words, number, part):
    some = replace(make_quantity(number, unit="people"), text=words)
    (figure,) = reckon(tell("r1", "Interior Ministry", quantity=some), tell("r2", "Open Border Watch")).figures
    assert figure.latest == ((64, 64) if part else (number, 64))


@pytest.mark.parametrize(("unit", "other", "latest"), [("men", "people", (9, 9)), ("people", "men", (4, 9))])
def test_men_are_a_part_of_more_people_in_one_report(unit, other, latest):
    report, some = tell("r1", "Interior Ministry", quantity=make_quantity(4, unit=unit))
    _, more = tell("r2", "Open Border Watch", quantity=make_quantity(9, unit=other))
    report = replace(report, statements=(some, more))
    assert reckon((report, some), (report, more)).figures[0].latest == latest
    assert reckon((report, some), tell("r2", "Open Border Watch", count=9)).figures[0].latest == (4, 9)


def test_wounds_are_no_people():
    assert reckon(tell("r1", act=Act.INJURY, quantity=make_quantity(10, unit="wounds"))).figures == ()


@pytest.mark.parametrize(("before", "counted"), [("Which of the ", 0), ("Some of those ", 0), ("All the ", 1)])
def test_the_number_of_a_group_is_none_of_those_in_it(before, counted):
    text = f"{before}64 workers were held, nobody said."
    workers = replace(make_quantity(64), text="64 workers", start=len(before), end=len(before) + 10)
    held = tell("r1", text=text, quantity=workers, evidence=(Span(start=0, end=len(text)),))
    assert len(reckon(held).figures) == counted


def test_an_outlet_has_its_number_from_whom_it_cites():
    report, cited = tell("r1", "Open Border Watch", count=64)
    own = replace(cited, id="own", chain=cited.chain[-1:], quantity=make_quantity(60, None))
    event = reckon((report, cited), (replace(report, statements=(cited, own)), own))
    assert [p.root for p in event.figures[0].history] == ["Open Border Watch"]


def test_a_number_that_the_report_itself_calls_the_least_is_the_least():
    report, headline = tell("r1", "Open Border Watch", count=14)
    text = replace(headline, id="text", quantity=make_quantity(14, None))
    event = reckon((report, headline), (replace(report, statements=(headline, text)), text))
    assert [f.latest for f in event.figures] == [(14, None)]
