"""Which statements are about one event."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.link import link_statements
from khronika.link.compare import compare_items
from khronika.link.contexts import Town, make_context, share_town
from khronika.link.items import make_item
from khronika.link.keys import are_comparable, find_keys, find_sought
from khronika.link.kinship import compare_reports
from khronika.model import Act, ActorKind, Party, PlaceKind, PlacePrecision, Span, Status
from khronika.values.place_relations import Relation, relate_places
from tests.factories import make_link, make_place, make_quantity, make_report, make_statement, make_when

ORSK, ORENBURG = make_place(), make_place("Orenburg Oblast", precision=PlacePrecision.REGION)
RUSSIA = make_place("Russia", precision=PlacePrecision.COUNTRY, admin1=None, admin1_name=None)
OMSK = make_place("Omsk", admin1="54", admin1_name="Omsk Oblast", lat=54.9, lon=73.3)
RIGA = make_place("Riga", country="LV", country_name="Latvia", admin1="25")

LATER = "Nobody was held among the workers of the hostel in Orsk, the ministry said later."


def make_party(words):
    return Party(text=words, start=0, end=len(words), kind=ActorKind.COMMUNITY)


def link(*statements, published="2024-03-29"):
    """Return the groups of statement ids, each statement in a report of its own."""
    reports = [make_report(f"r{s.id}", s, published=published) for s in statements]
    return sorted(sorted(member[1] for member in cluster.members) for cluster in link_statements(reports))


YEARLESS = replace(make_when("2024-03-28"), from_=None, to=None, edtf="XXXX-03-28")
PAIRS = [
    # what the second has that the first has not, whether they are one event, note
    ({}, True, "the same again"),
    ({"quantity": make_quantity(70)}, True, "another count of the same act"),
    ({"quantity": None, "to": ()}, True, "without a count"),
    ({"place": ORENBURG}, True, "in the region that holds the town"),
    ({"place": RUSSIA}, True, "in the country that holds the town"),
    ({"time": None}, True, "undated, in the week before publication"),
    ({"time": make_when("2024-03-22", "2024-03-29")}, True, "in the week that holds the day"),
    ({"act": Act.DEPORTATION}, False, "another act"),
    ({"place": RIGA}, False, "another country"),
    ({"place": OMSK}, False, "another town"),
    ({"time": "2024-03-26"}, False, "another day"),
    ({"time": replace(make_when("2024-03-29"), start=900, end=906)}, True, "another day, of another sentence"),
    ({"time": make_when("2023-03-01", "2023-03-31")}, False, "another year"),
    ({"place": None}, True, "nowhere, in the same words"),
    ({"time": YEARLESS}, True, "the same day of a year that is not told"),
    ({"time": replace(YEARLESS, edtf="XXXX-03-20")}, False, "another day of a year that is not told"),
]


@pytest.mark.parametrize(("changes", "one", "note"), PAIRS, ids=[row[2] for row in PAIRS])
def test_pairs(changes, one, note):
    assert link(make_statement("a"), make_statement("b", **changes)) == ([["a", "b"]] if one else [["a"], ["b"]])


@pytest.mark.parametrize(("start", "barred"), [(0, "places apart"), (900, None)], ids=["named", "not named"])
def test_a_place_that_the_words_of_an_act_do_not_name_keeps_nothing_apart(start, barred):
    """It is the report's own, where nothing else is told, and a report may be filed from elsewhere."""
    one, other = (
        make_item(report, statement, make_context(report))
        for statement in (make_statement("a"), make_statement("b", place=replace(OMSK, start=start, end=start + 4)))
        for report in [make_report(f"r{statement.id}", statement)]
    )
    assert compare_items(one, other, 0.0).barred == barred


@pytest.mark.parametrize(("act", "counts"), [(Act.DEPORTATION, False), (Act.ARREST_DETENTION, True)])
def test_of_acts_that_move_people_one_report_tells_where_from_and_one_where_to(act, counts):
    one, other = (
        make_item(report, statement, make_context(report))
        for statement in (make_statement("a", act=act), make_statement("b", act=act, place=OMSK))
        for report in [make_report(f"r{statement.id}", statement)]
    )
    compared = compare_items(one, other, 0.0)
    assert ("other_place" in dict(compared.reasons)) is counts
    assert (compared.barred == "places apart") is counts


def test_what_befell_officers_is_not_what_befell_people():
    hurt = {"act": Act.INJURY, "time": "2024-03-28"}
    people = Party(text="64 workers", start=0, end=10, kind=ActorKind.COMMUNITY)
    officers = Party(text="eleven officers", start=0, end=15, kind=ActorKind.STATE_SECURITY)
    one = make_statement("a", to=(people,), **hurt)
    assert link(one, make_statement("b", to=(officers,), quantity=make_quantity(11), **hurt)) == [["a"], ["b"]]
    assert link(one, make_statement("b", to=(replace(people, text="workers"),), **hurt)) == [["a", "b"]]


NOWHERE = [
    # the text of a report that names no place, its outlet, whether it is of the event, note
    ("Officers took 64 workers from a hostel on Thursday.", "Ministry", True, "a count and words in common"),
    ("We held two men.", "Orsk Police Office", True, "an outlet that is called after the town"),
    ("We held two men.", "Ministry", False, "nothing in common but the day"),
]


@pytest.mark.parametrize(("text", "outlet", "one", "note"), NOWHERE, ids=[row[3] for row in NOWHERE])
def test_a_report_that_names_no_place(text, outlet, one, note):
    statement = make_statement("b", place=None, to=(), quantity=make_quantity(64) if "64" in text else None)
    reports = [
        make_report("ra", make_statement("a"), text="Police held 64 workers in a hostel in Orsk on Thursday."),
        make_report("rb", statement, text=text, outlet=outlet),
    ]
    assert len(link_statements(reports)) == (1 if one else 2)


def test_one_person_by_name_is_not_another():
    ada, boris = ((replace(make_party("the driver"), name=name),) for name in ("Ada Moss", "Boris Lind"))
    assert len(link(make_statement("a", to=ada), make_statement("b", to=boris))) == 2
    assert len(link(make_statement("a", to=ada), make_statement("b", to=(replace(ada[0], name="Moss"),)))) == 1
    killed = [make_statement(id, to=to, act=Act.KILLING) for id, to in (("a", ada), ("b", boris))]
    assert len(link(*killed)) == 1


def test_teasers_are_about_other_reports():
    assert link(make_statement("a"), make_statement("b", teaser=True)) == [["a"]]


def test_a_vague_place_does_not_join_two_towns():
    vague = make_statement("c", place=RUSSIA)
    assert sorted(map(len, link(make_statement("a"), make_statement("b", place=OMSK), vague))) == [1, 2]


def test_a_window_does_not_join_two_days():
    week = make_statement("c", time=make_when("2024-03-25", "2024-03-29"))
    groups = link(make_statement("a"), make_statement("b", time="2024-03-26"), week)
    assert not any({"a", "b"} <= set(group) for group in groups)


def test_accusations_by_two_are_two():
    group, ministry = (make_link(name) for name in ("Open Border Watch", "Interior Ministry"))
    one, two = (make_statement(i, source, act=Act.ACCUSATION) for i, source in (("a", group), ("b", ministry)))
    assert link(one, two) == [["a"], ["b"]]


def test_two_groups_of_people_in_one_report_are_two_events():
    one = make_statement("a", to=(make_party("64 workers"),))
    two = make_statement("b", to=(make_party("three teachers"),), quantity=make_quantity(3, unit="teachers"))
    (report,) = [make_report("r1", one, two)]
    assert len(link_statements([report])) == 2
    again = make_statement("b", to=(make_party("the workers"),), quantity=None, time=None)
    assert len(link_statements([make_report("r1", one, again)])) == 1


def test_an_undated_report_is_no_reason_to_join_years():
    old = make_statement("a", time=make_when("2021-03-28"))
    assert link(old, make_statement("b")) == [["a"], ["b"]]


KOTEL = make_place("Kotel", country=None, country_name=None, admin1=None, admin1_name=None, lat=None, lon=None)
NEAR_ORSK = make_place("Novotroitsk", lat=51.25, lon=58.3)
YARD = make_place(
    "Mill Street", text="Mill Street", precision=PlacePrecision.POINT, geonames_id=None, kind=PlaceKind.BUILDING
)
RELATIONS = [
    (ORSK, ORSK, Relation.SAME, "one place"),
    (ORSK, ORENBURG, Relation.HOLDS, "town and its region"),
    (ORSK, RUSSIA, Relation.HOLDS, "town and its country"),
    (ORENBURG, RUSSIA, Relation.HOLDS, "region and its country"),
    (ORSK, NEAR_ORSK, Relation.NEAR, "a town next to it"),
    (ORSK, None, Relation.UNKNOWN, "one is not known"),
    (ORSK, OMSK, Relation.APART, "two towns"),
    (OMSK, ORENBURG, Relation.APART, "a town and another region"),
    (ORSK, RIGA, Relation.APART, "two countries"),
    (ORSK, KOTEL, Relation.UNPLACED, "a name that nobody knows"),
    (replace(KOTEL, text="Al-Kotel"), KOTEL, Relation.SAME, "one name, with an article"),
    (replace(KOTEL, text="Yard", name="Yard"), KOTEL, Relation.UNPLACED, "two names that nobody knows"),
    (YARD, ORSK, Relation.HOLDS, "a building, and the town that it was taken to be in"),
    (YARD, OMSK, Relation.UNPLACED, "a building, and a town that it was not taken to be in"),
    (YARD, replace(YARD, country="GB"), Relation.SAME, "one street that was taken to be in two countries"),
]


@pytest.mark.parametrize(("a", "b", "relation", "note"), RELATIONS, ids=[row[3] for row in RELATIONS])
def test_places(a, b, relation, note):
    assert relate_places(a, b) == relate_places(b, a) == relation


CHANGES = st.fixed_dictionaries(
    {
        "act": st.sampled_from([Act.ARREST_DETENTION, Act.RELEASE]),
        "place": st.sampled_from([ORSK, OMSK, RUSSIA, ORENBURG, RIGA, None]),
        "time": st.sampled_from(["2024-03-28", "2024-03-27", None]),
        "to": st.sampled_from([(), (make_party("64 workers"),), (make_party("three teachers"),)]),
    }
)


@given(st.lists(CHANGES, min_size=1, max_size=4))
def test_every_statement_is_in_one_cluster_whatever_the_order(many):
    statements = [make_statement(str(i), **changes) for i, changes in enumerate(many)]
    groups = link(*statements)
    assert sorted(i for group in groups for i in group) == [s.id for s in statements]
    assert all(link(*order) == groups for order in itertools.permutations(statements))


@given(st.lists(CHANGES, min_size=2, max_size=6))
def test_no_event_holds_two_acts_two_days_or_two_countries(many):
    statements = {str(i): make_statement(str(i), **changes) for i, changes in enumerate(many)}
    for group in link(*statements.values()):
        held = [statements[i] for i in group]
        assert len({s.act for s in held}) == 1
        assert len({s.time.from_ for s in held if s.time}) <= 1
        assert len({s.place.country for s in held if s.place}) <= 1


def test_a_place_that_no_gazetteer_knows_bars_nothing_and_brings_reports_together():
    guessed = {"geonames_id": None, "lat": None, "lon": None, "admin1": None}
    somewhere = make_place("Zarechovka", country="TJ", precision=PlacePrecision.REGION, **guessed)
    assert relate_places(somewhere, make_place("Orsk")) is Relation.UNPLACED
    text = "Men were held at Zarechovka on Thursday."
    report = make_report("r1", make_statement(place=somewhere), text=text, places=(somewhere,))
    assert "zarechovka" in make_context(report).rare
    known = replace(somewhere, geonames_id=5)
    assert "zarechovka" not in make_context(replace(report, places=(known,))).rare
    assert relate_places(known, make_place("Orsk")) is Relation.APART


def test_in_a_text_in_capitals_only_those_who_act_are_names():
    mira = Party(text="MIRA TESTOVA", start=15, end=27, kind=ActorKind.PERSON, name="MIRA TESTOVA")
    told = make_statement(to=(mira,))
    shouted = make_context(make_report("r1", told, text="SOLDIERS ARREST MIRA TESTOVA NEAR THE GREEN BRIDGE."))
    assert shouted.full_names == {("mira", "testova")}
    assert ("green", "bridge") in make_context(make_report("r1", told, text="Held near the Green Bridge.")).full_names


def test_a_building_counts_as_the_city_that_the_report_names_around_it():
    market = make_place("Green Market", precision=PlacePrecision.POINT, geonames_id=None, kind=PlaceKind.BUILDING)
    own, far = make_statement(place=market), make_place("Omsk", lat=54.9, lon=73.3)
    assert make_context(make_report("r1", own, places=(far, ORSK, market))).main_towns == (
        Town("orsk", ORSK.geonames_id),
    )
    assert make_context(make_report("r1", own, places=(far, market))).main_towns == (Town("green market", None),)


def test_a_town_is_one_by_its_name_or_its_number():
    kyiv, kiev, namesake = Town("kyiv", 703448), Town("kiev", 703448), Town("kyiv", 1)
    assert share_town([kyiv], [kiev]) and share_town([kyiv], [namesake])
    assert not share_town([kiev], [namesake]) and not share_town([Town("orsk", None)], [Town("omsk", None)])


def test_weeks_beside_one_another_meet_and_others_do_not():
    def keys(find, day):
        return set(find(make_context(make_report("r1", make_statement(time=None), published=day, text="Held."))))

    days = [f"2024-03-{n:02}" for n in range(4, 31)]
    met = {(i, j) for i, a in enumerate(days) for j, b in enumerate(days) if keys(find_keys, a) & keys(find_sought, b)}
    assert met == {(j, i) for i, j in met}  # whichever of the two is added last
    assert all(((i, j) in met) >= (abs(i - j) <= 7) for i in range(27) for j in range(27))
    assert not any(abs(i - j) > 13 for i, j in met)


@pytest.mark.parametrize(
    ("one", "two", "met"),
    [
        ("2024-03-20", "2025-03-19", True),  # less than a year apart, in two spans
        ("2019-03-20", "2024-03-20", False),
        ("2019-03-20", None, True),
        (None, "2024-03-20", True),
        (None, None, True),
    ],
)
def test_a_rare_word_of_a_town_is_looked_for_in_years_beside_one_another(one, two, met):
    old, new = (
        make_context(make_report("r", make_statement(time=None), places=(ORSK,), published=day, text="Held, skalniki."))
        for day in (one, two)
    )
    shared = set(find_keys(old)) & set(find_sought(new)), set(find_keys(new)) & set(find_sought(old))
    assert all(are_comparable(keys) is met for keys in shared)


def test_a_count_over_many_operations_is_no_undated_one():
    often = "Police raided the hostel eleven times this year."
    many = make_statement("a", act=Act.RAID, time=None, evidence=(Span(start=0, end=len(often)),))
    reports = [make_report("r1", many, text=often), make_report("r2", make_statement("b", act=Act.RAID, time=None))]
    assert len(link_statements(reports)) == 2


def test_who_names_a_quarter_alone_finds_those_who_name_its_city():
    quarter = make_place("Old Mill", precision=PlacePrecision.DISTRICT, geonames_id=None, kind=PlaceKind.DISTRICT)
    own = make_statement(place=quarter)
    towns = make_context(make_report("r1", own, places=(ORSK, quarter))).main_towns
    assert set(towns) == {Town("orsk", ORSK.geonames_id), Town("old mill", None)}


def test_an_undated_page_is_found_by_the_days_that_it_tells():
    village = make_place("Zarechovka", country=None, geonames_id=None, lat=None, lon=None, admin1=None)
    dated, undated = (make_context(make_report(day or "r0", make_statement(place=village), published=day))
                      for day in ("2024-03-29", None))  # fmt: skip
    assert set(find_keys(dated)) & set(find_sought(undated))
    other = make_statement(place=village, time=make_when("2021-03-28"))
    assert not set(find_keys(dated)) & set(find_sought(make_context(make_report("r2", other, published=None))))


def test_years_apart_are_not_joined_by_what_is_undated():
    old = make_statement("a", time=make_when("2021-03-01", "2021-03-31"))
    new = make_statement("b", time=make_when("2024-03-28"))
    between = [make_statement(i, time=None) for i in "cdef"]
    assert not any({"a", "b"} <= set(group) for group in link(old, new, *between))


def test_a_street_that_both_name_speaks_for_one_happening():
    street = make_place("Mira Street", precision=PlacePrecision.POINT, kind=PlaceKind.BUILDING, geonames_id=None)
    one, two = (make_context(make_report(i, make_statement(), places=(street,))) for i in ("r1", "r2"))
    assert ("spot", 1.0) in compare_reports(one, two)
    assert not make_context(make_report("r1", make_statement(), places=(ORSK,))).spots


@pytest.mark.parametrize(
    ("changes", "published", "one"),
    [
        ({"status": Status.DENIED}, "2024-03-31", True),  # "denied on Saturday that ..."
        ({"status": Status.DENIED}, "2024-04-01", True),
        ({"status": Status.DENIED}, "2024-04-03", False),  # "denied that on 31 March ..."
        ({"retracts": True}, "2024-04-03", True),  # "takes back its report of 31 March"
        ({}, "2024-03-31", False),
    ],
)
def test_the_day_of_a_denial_is_no_day_of_what_it_denies(changes, published, one):
    told, later = make_statement("a", time=make_when("2024-03-28")), make_when("2024-03-31")
    reports = [make_report("r1", told), make_report("r2", make_statement("b", time=later, **changes), text=LATER,
                                                    published=published, outlet="Harbour Post")]  # fmt: skip
    assert (len(link_statements(reports)) == 1) is one
