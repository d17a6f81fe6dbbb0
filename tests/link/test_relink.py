"""Linking in parts gives what linking at once gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.link import linking, relink
from khronika.link.keys import are_comparable, find_comparable
from khronika.link.state import Edge, Judgement, MemoryState
from khronika.link.tables import load_bound
from tests.factories import make_place, make_report, make_statement

JOIN = load_bound("join")
PLACES = [make_place(), make_place("Omsk", lat=54.9, lon=73.3, admin1="54"), None]
TELLINGS = st.fixed_dictionaries(
    {
        "place": st.sampled_from(PLACES),
        "time": st.sampled_from(["2024-03-28", "2024-03-27", None]),
        "published": st.sampled_from(["2024-03-28", "2024-03-29", None]),
        "text": st.sampled_from(["Men were held in Orsk.", "Police held men in Omsk, Anna Petrova said.", "Men held."]),
    }
)


def make_state(many, judged=()):
    reports = {}
    for i, telling in enumerate(many):
        statement = make_statement(f"s{i}", place=telling["place"], time=telling["time"])
        report = make_report(f"r{i}", statement, text=telling["text"], published=telling["published"], outlet=f"o{i}")
        reports[report.id] = report
    return MemoryState(reports, judged)


def held(events, relinked):
    """Return what is held after events that linking touched are replaced."""
    return {g for g in events if not g & relinked.touched} | {frozenset(c.members) for c in relinked.clusters}


@given(st.lists(TELLINGS, min_size=1, max_size=7), st.randoms(), st.integers(1, 3))
def test_parts_and_order_do_not_matter(many, dice, size):
    whole, parts = make_state(many), make_state(many)
    wanted = held(set(), relink(whole, whole.reports))
    ids = list(parts.reports)
    dice.shuffle(ids)
    events = set()
    for i in range(0, len(ids), size):
        events = held(events, relink(parts, ids[i : i + size]))
    assert events == wanted and parts.originals(ids) == whole.originals(ids)


@given(st.lists(TELLINGS, min_size=1, max_size=5))
def test_adding_twice_changes_nothing(many):
    state = make_state(many)
    events = held(set(), relink(state, state.reports))
    assert held(events, relink(state, state.reports)) == events


@given(st.lists(TELLINGS, min_size=2, max_size=6), st.booleans())
def test_a_judgement_binds_whatever_comes_later(many, same):
    state = make_state(many, [Judgement(("r0", "s0"), ("r1", "s1"), same)])
    events = held(set(), relink(state, ["r0", "r1"]))
    for later in sorted(state.reports.keys() - {"r0", "r1"}):
        events = held(events, relink(state, [later]))
    assert any({("r0", "s0"), ("r1", "s1")} <= group for group in events) == same


def test_what_shares_no_key_is_not_looked_at():
    here = {"place": PLACES[0], "time": "2024-03-28", "published": "2024-03-28", "text": "Men were held."}
    there = {"place": PLACES[1], "time": "2023-01-05", "published": "2023-01-05", "text": "Others were held there."}
    state = make_state([here, there])
    relink(state, ["r0"])
    assert relink(state, ["r1"]).touched == {("r1", "s1")}


@pytest.mark.parametrize("outlet", ["Post", None])
def test_a_line_that_an_outlet_or_a_site_repeats_tells_of_nothing(outlet):
    text = "Site blocked since 2020, read us elsewhere."
    where = "https://post.example/"
    reports = {
        f"r{i}": make_report(
            f"r{i}", make_statement("s"), text=text, title=f"News {i}", outlet=outlet, url=f"{where}{i}"
        )
        for i in range(4)
    }
    state = MemoryState(reports)
    events = set()
    for report in sorted(reports):
        events = held(events, relink(state, [report]))
    assert events == set()


@pytest.mark.parametrize(("points", "reached"), [(JOIN - 0.1, 1), (JOIN, 2)])
def test_pairs_that_are_alike_too_little_are_not_followed(points, reached):
    here = {"place": PLACES[0], "time": "2024-03-28", "published": "2024-03-28", "text": "Men were held in Orsk."}
    state = make_state([here, {**here, "time": "2021-01-05", "published": None, "place": PLACES[1], "text": "Held."}])
    relink(state, state.reports)
    assert not state.edges_of(state.reports)
    state.put_edges([Edge(("r0", "s0"), ("r1", "s1"), points)])
    assert len(relink(state, [], judged=[("r0", "s0")]).touched) == reached


def test_a_judgement_groups_anew_and_compares_nothing(monkeypatch):
    here = {"place": PLACES[0], "time": "2024-03-28", "published": "2024-03-28", "text": "Men were held in Orsk."}
    state = make_state([here, here, {**here, "place": PLACES[1], "text": "Men were held in Omsk."}])
    relink(state, state.reports)
    state.judged = [Judgement(("r0", "s0"), ("r1", "s1"), same=False)]
    monkeypatch.setattr(linking, "compare_items", None)
    relinked = relink(state, [], judged=[("r0", "s0"), ("r1", "s1")])
    assert [c.members for c in relinked.clusters] == [(("r0", "s0"),), (("r1", "s1"),)]


@pytest.mark.parametrize(
    ("shared", "together"),
    [
        ([], False),
        (["orsk|w105", "anna petrova|m24"], True),
        (["orsk|d2024-03-28"], True),
        (["petrova|orsk"], True),
        (["petrova|m24", "petrova|m25"], False),  # one name
        (["petrova|m24", "zarechovka|m24"], True),
    ],
)
def test_two_names_of_a_month_bring_reports_together(shared, together):
    assert are_comparable(shared) is together
    assert find_comparable({key: ["r1"] for key in shared}) == ({"r1"} if together else set())
