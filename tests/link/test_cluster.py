"""Groups of statements against networkx: components of what is surely one event, parted by what is forbidden."""

import itertools

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.errors import LinkError
from khronika.link.cluster import cluster_items
from khronika.link.contexts import make_context
from khronika.link.items import make_items
from khronika.link.tables import load_bound
from khronika.model import PlaceKind, PlacePrecision
from tests.factories import make_place, make_report, make_statement, make_when

SURE = 1000.0  # points beyond what any number of pairs that never met can take away


def make_all(days):
    """Return one item for each day, None where it is not told."""
    reports = [
        make_report(f"r{i:02}", make_statement("s", time=None if day is None else make_when(day)))
        for i, day in enumerate(days)
    ]
    return [next(iter(make_items(r, make_context(r)).items())) for r in reports]


DAYS = st.lists(st.sampled_from([None, "2024-03-27", "2024-03-28"]), min_size=2, max_size=9)


@st.composite
def graphs(draw):
    """Items by key, and pairs of them with points."""
    items = dict(make_all(draw(DAYS)))
    pairs = list(itertools.combinations(sorted(items), 2))
    edges = draw(st.dictionaries(st.sampled_from(pairs), st.just(SURE), max_size=len(pairs)))
    return items, edges


@given(graphs())
def test_without_days_the_groups_are_the_components(graph):
    items, edges = graph
    items = {key: item for key, item in items.items() if not item.days.only}
    edges = {pair: points for pair, points in edges.items() if set(pair) <= items.keys()}
    graph = networkx.Graph(edges.keys())
    graph.add_nodes_from(items)
    assert cluster_items(items, edges) == sorted(sorted(c) for c in networkx.connected_components(graph))


@given(graphs())
def test_groups_are_as_large_as_their_days_allow(graph):
    items, edges = graph
    groups = cluster_items(items, edges)
    whole = networkx.Graph(edges.keys())
    whole.add_nodes_from(items)
    home = {key: n for n, group in enumerate(groups) for key in group}
    days = [{d for key in group if (d := items[key].days.only)} for group in groups]
    assert sorted(home) == sorted(items) and all(len(d) <= 1 for d in days)
    assert all(networkx.is_connected(whole.subgraph(group)) for group in groups)
    for a, b in edges:
        assert home[a] == home[b] or len(days[home[a]] | days[home[b]]) > 1


@given(graphs(), st.randoms())
def test_order_does_not_matter(graph, dice):
    items, edges = graph
    shuffled, turned = list(items.items()), list(edges.items())
    dice.shuffle(shuffled)
    dice.shuffle(turned)
    assert cluster_items(dict(shuffled), dict(turned)) == cluster_items(items, edges)


POINTS = st.integers(1, 40).map(lambda tenth: tenth / 10)


@given(DAYS, st.data())
def test_groups_are_those_of_a_search_through_all_pairs(days, data):
    items = dict(make_all(days))
    pairs = list(itertools.combinations(sorted(items), 2))
    edges = data.draw(st.dictionaries(st.sampled_from(pairs), POINTS, max_size=len(pairs)))
    assert cluster_items(items, edges) == _search(items, edges)


def _search(items, edges):
    """Join the two groups of the highest mean, in time that grows with the cube of how many there are."""
    best, unmet, least = map(load_bound, ("best", "unmet", "join"))
    groups = [[key] for key in sorted(items)]

    def match(two):
        pairs = [(min(a, b), max(a, b)) for a in two[0] for b in two[1]]
        met = [edges[pair] for pair in pairs if pair in edges]
        days = {d for group in two for key in group if (d := items[key].days.only)}
        if not met or len(days) > 1:
            return least - 1, 0, 0
        mean = (sum(met) + unmet * (len(pairs) - len(met))) / len(pairs)
        return round(best * max(met) + (1 - best) * mean, 6), *(-sorted(items).index(group[0]) for group in two)

    while len(groups) > 1:
        two = max(itertools.combinations(groups, 2), key=match)
        if match(two)[0] < least:
            break
        groups.remove(two[1])
        two[0].extend(two[1])
    return sorted(map(sorted, groups))


@given(graphs(), st.data())
def test_a_judgement_is_never_overruled(graph, data):
    items, edges = graph
    pairs = st.sampled_from(list(itertools.combinations(sorted(items), 2)))
    judged = data.draw(st.dictionaries(pairs, st.booleans(), max_size=6))
    together = networkx.Graph([pair for pair, same in judged.items() if same])
    together.add_nodes_from(items)
    clash = any(networkx.has_path(together, a, b) for (a, b), same in judged.items() if not same)
    if clash:
        with pytest.raises(LinkError, match="apart from"):
            cluster_items(items, edges, judged=judged)
        return
    home = {key: n for n, group in enumerate(cluster_items(items, edges, judged=judged)) for key in group}
    assert all((home[a] == home[b]) == same for (a, b), same in judged.items())


def test_a_chain_of_weak_links_makes_no_event():
    items = dict(make_all([None] * 8))
    chain = dict.fromkeys(itertools.pairwise(sorted(items)), 1.5)
    assert max(map(len, cluster_items(items, chain))) == 2


def test_a_copy_goes_with_its_original_unless_a_person_parts_them():
    items = dict(make_all(["2024-03-27", "2024-03-28"]))
    pair = tuple(sorted(items))
    assert len(cluster_items(items, {}, same=[pair])) == 1
    assert len(cluster_items(items, {}, same=[pair], judged={pair: False})) == 2


def test_a_namesake_bars_nothing_where_one_reading_of_it_fits():
    here = make_place("Old Mill", precision=PlacePrecision.DISTRICT, geonames_id=None, kind=PlaceKind.DISTRICT)
    there = make_place("Old Mill", admin1="66", lat=54.9, lon=73.3, geonames_id=7)
    reports = [make_report(f"r{i}", make_statement("s", place=p)) for i, p in enumerate((make_place(), here, there))]
    items = dict(next(iter(make_items(r, make_context(r)).items())) for r in reports)
    town, quarter, namesake = sorted(items)
    edges = {(quarter, namesake): SURE, (town, quarter): SURE}
    assert cluster_items(items, edges) == [[town, quarter, namesake]]
    assert cluster_items({k: items[k] for k in (town, namesake)}, {(town, namesake): SURE}) == [[town], [namesake]]
