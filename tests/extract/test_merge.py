"""One statement for each act and source; what is told again is more evidence."""

import pytest

from khronika.extract.merge import merge_statements, order_by_prominence
from khronika.model import Act, ActorKind, Party, Span, Status
from tests.factories import make_link, make_place, make_quantity, make_statement, make_when

FIRST, LATER = (Span(start=0, end=60),), (Span(start=200, end=260),)


def make_party(words):
    return Party(text=words, start=0, end=len(words), kind=ActorKind.COMMUNITY)


PAIRS = [
    # what the second has that the first has not, how many statements are left, note
    ({}, 1, "told twice"),
    ({"quantity": None}, 1, "without a count"),
    ({"time": None, "place": None}, 1, "without time and place"),
    ({"to": (make_party("the workers"),)}, 1, "in other words"),
    ({"to": (), "quantity": None}, 1, "whom it does not say"),
    ({"to": (make_party("those detained"),)}, 1, "who were told of before"),
    ({"to": (make_party("the two suspects"),), "quantity": make_quantity(2)}, 2, "some told of before, and how many"),
    ({"to": (make_party("the three teachers"),)}, 2, "others told of before"),
    ({"quantity": make_quantity(70)}, 2, "another count"),
    ({"time": "2024-03-27"}, 2, "another day"),
    ({"place": make_place("Riga", country="LV")}, 2, "another place"),
    ({"to": (make_party("three teachers"),)}, 2, "others"),
    ({"status": Status.DENIED}, 2, "another state"),
    ({"act": Act.RELEASE}, 2, "another act"),
    ({"teaser": True}, 2, "in a teaser"),
]


@pytest.mark.parametrize(("changes", "left", "note"), PAIRS, ids=[row[2] for row in PAIRS])
def test_repetitions(changes, left, note):
    first, second = make_statement("s1", evidence=FIRST), make_statement("s2", evidence=LATER, **changes)
    merged = merge_statements([first, second])
    assert len(merged) == left
    assert merged[0].evidence == (FIRST if left == 2 else FIRST + LATER)


STATES = [
    (FIRST, Status.ONGOING, 1, "held and still held, in one sentence"),
    (LATER, Status.ONGOING, 2, "in another sentence"),
    (FIRST, Status.DENIED, 2, "denied"),
]


@pytest.mark.parametrize(("evidence", "status", "left", "note"), STATES, ids=[row[3] for row in STATES])
def test_what_began_and_goes_on(evidence, status, left, note):
    first = make_statement("s1", act=Act.ARREST_DETENTION, evidence=FIRST)
    second = make_statement("s2", act=Act.ARREST_DETENTION, evidence=evidence, status=status)
    merged = merge_statements([first, second])
    assert len(merged) == left
    assert merged[0].status is Status.OCCURRED


def name_people(*names):
    return tuple(Party(text=n, start=0, end=len(n), kind=ActorKind.PERSON, name=n) for n in names)


COUNTED = [
    # those named, how many they are, how many statements are left of "three miners were held" and theirs, note
    (("Nino Testova", "Lado Dorov", "Rinat Sedov"), 3, 1, "as many named as were counted"),
    (("Nino Testova", "Lado Dorov"), 2, 2, "fewer named"),
    (("Nino Testova",), None, 2, "nobody says how many"),
]


@pytest.mark.parametrize(("names", "number", "left", "note"), COUNTED, ids=[row[3] for row in COUNTED])
def test_people_counted_and_then_named(names, number, left, note):
    counted = make_statement("s1", to=(make_party("three miners"),), quantity=make_quantity(3), evidence=FIRST)
    quantity = make_quantity(number) if number else None
    named = make_statement("s2", to=name_people(*names), quantity=quantity, evidence=LATER)
    assert len(merge_statements([counted, named])) == left


TOGETHER = [
    # what the second of a sentence has, how many statements are left, note
    ({"to": (make_party("a teacher"),), "quantity": None}, 1, "people in other words"),
    ({"place": make_place("Riga", country="LV")}, 1, "another place"),
    ({"quantity": make_quantity(70)}, 2, "another count"),
    ({"time": "2024-03-27"}, 2, "another day"),
    ({"to": (make_party("some of them"),), "quantity": None, "status": Status.ONGOING}, 2, "some go on"),
    ({"act": Act.RELEASE}, 2, "another act"),
    ({"chain": make_statement("s0", make_link("Interior Ministry")).chain}, 2, "from another source"),
]


@pytest.mark.parametrize(("changes", "left", "note"), TOGETHER, ids=[row[2] for row in TOGETHER])
def test_an_act_told_twice_in_a_sentence(changes, left, note):
    assert len(merge_statements([make_statement("s1"), make_statement("s2", **changes)])) == left


def test_people_named_differently_in_a_sentence_are_two():
    told = [make_statement(n, to=name_people(n), quantity=None) for n in ("Nino Testova", "Lado Dorov")]
    assert len(merge_statements(told)) == 2


def test_one_who_is_named_is_one_wherever_it_was():
    first, second = (name_people(n) for n in ("Nino Testova", "Testova"))
    riga = make_place("Riga", country="LV")
    told = [make_statement("s1", to=first, evidence=FIRST), make_statement("s2", to=second, place=riga, evidence=LATER)]
    assert [s.place.name for s in merge_statements(told)] == ["Orsk"]


ASSUMED = [
    # ids of statements whose place is assumed, the place of the whole
    ({"s1"}, "Riga"),
    ({"s1", "s2"}, "Orsk"),
    (set(), "Orsk"),
]


@pytest.mark.parametrize(("assumed", "place"), ASSUMED)
def test_a_place_that_is_told_is_better_than_one_assumed(assumed, place):
    told = [make_statement("s1"), make_statement("s2", place=make_place("Riga"), evidence=LATER)]
    assert [s.place.name for s in merge_statements(told, assumed)] == [place]


def test_a_day_is_better_than_a_time_without_days():
    vague = make_statement("s1", time=make_when(None, text="recently"))
    assert [s.time.from_ for s in merge_statements([vague, make_statement("s2", evidence=LATER)])] == ["2024-03-28"]
    assert [s.time.text for s in merge_statements([vague, make_statement("s2", time=None)])] == ["recently"]


def test_one_counted_and_one_named_may_be_two():
    one = make_statement("s1", to=(make_party("a miner"),), quantity=make_quantity(1), evidence=FIRST)
    other = make_statement("s2", to=name_people("Nino Testova"), quantity=make_quantity(1), evidence=LATER)
    assert len(merge_statements([one, other])) == 2


def test_two_sources_are_two_statements():
    group, ministry = make_link("Open Border Watch"), make_link("Interior Ministry")
    told = [make_statement("s1", group), make_statement("s2", ministry)]
    assert merge_statements(told) == told


SOURCES = [
    # the roots of two statements, how many are left
    (make_link("Ana Ruiz Delgado"), make_link("Delgado"), 1, "a name and a part of it"),
    (make_link("Ana Ruiz Delgado"), make_link("Ana Maria Soto"), 2, "names that share a word"),
    (make_link(None, "police"), make_link(None, "the police"), 1, "with and without article"),
    (make_link(None, "a lawyer"), make_link("Lawyer Group"), 2, "one without a name"),
]


@pytest.mark.parametrize(("one", "other", "left", "note"), SOURCES, ids=[row[3] for row in SOURCES])
def test_sources_told_in_other_words(one, other, left, note):
    assert len(merge_statements([make_statement("s1", one), make_statement("s2", other)])) == left


def make_weavers_and_teachers():
    groups = {"ten weavers": Span(start=62, end=120), "two teachers": Span(start=122, end=180)}
    return [make_statement(w, to=(make_party(w),), quantity=None, evidence=(e,)) for w, e in groups.items()]


def test_a_repetition_goes_to_the_one_that_it_fits_best():
    weavers, teachers = make_weavers_and_teachers()
    again = make_statement("s3", to=(make_party("the weavers"),), quantity=None, evidence=LATER)
    assert [LATER[0] in s.evidence for s in merge_statements([weavers, teachers, again])] == [True, False]


def test_what_names_nobody_goes_to_the_last_told():
    weavers, teachers = make_weavers_and_teachers()
    bare = make_statement("s3", to=(), quantity=None, evidence=LATER)
    assert [LATER[0] in s.evidence for s in merge_statements([weavers, teachers, bare])] == [False, True]


def test_two_protests_of_other_people_are_two():
    groups = {"nurses": FIRST, "miners": LATER}
    told = [
        make_statement(w, act=Act.PROTEST, to=(), by=(make_party(w),), quantity=None, evidence=e)
        for w, e in groups.items()
    ]
    assert len(merge_statements(told)) == 2
    assert len(merge_statements([told[0], told[0]])) == 1


def test_what_a_repetition_adds_is_kept():
    (merged,) = merge_statements([make_statement(quantity=None, time=None), make_statement("s2", evidence=LATER)])
    assert (merged.id, merged.quantity.min, merged.time.from_) == ("s1", 64, "2024-03-28")


def test_a_count_is_never_replaced_or_added():
    (merged,) = merge_statements([make_statement(), make_statement("s2"), make_statement("s3")])
    assert (merged.quantity.min, merged.quantity.max) == (64, 64)


def test_hedged_only_where_it_is_always_hedged():
    sure, unsure = make_statement("s1"), make_statement("s2", hedged=True)
    assert [s.hedged for s in merge_statements([unsure, sure])] == [False]
    assert [s.hedged for s in merge_statements([unsure, unsure])] == [True]


def test_the_headline_comes_first_and_teasers_last():
    raid, arrest = make_statement("raid", act=Act.RAID), make_statement("arrest")
    other = make_statement("other", act=Act.KILLING, teaser=True)
    ordered = order_by_prominence([other, arrest, raid], [Act.RAID])
    assert [s.id for s in ordered] == ["raid", "arrest", "other"]


def test_a_teaser_is_not_what_the_headline_is_about():
    other, arrest = make_statement("other", act=Act.KILLING, teaser=True), make_statement("arrest")
    assert [s.id for s in order_by_prominence([other, arrest], [Act.KILLING])] == ["arrest", "other"]
