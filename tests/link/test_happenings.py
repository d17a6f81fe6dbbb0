"""Which events are parts of which."""

import pytest

from khronika.link.happenings import find_happenings
from khronika.model import Act, Cluster, Event, Span
from khronika.reckon import reckon_events
from tests.factories import make_report, make_statement


def make_events(**told: str) -> dict[Act, Event]:
    """Return one event for each act, told by the reports whose letters are given."""
    letters = sorted(set("".join(told.values())))
    reports = [make_report(i, *(make_statement(a, act=Act(a)) for a, by in told.items() if i in by)) for i in letters]
    clusters = [Cluster(act=Act(a), members=tuple((i, a) for i in by)) for a, by in told.items()]
    return {event.act: event for event in reckon_events(clusters, reports, {})}


WHOLES = [
    # what is told by which reports, the whole of the happening, note
    ({"raid": "abc", "arrest_detention": "ab"}, "raid", "told by more"),
    ({"killing": "ab", "arrest_detention": "abc"}, "killing", "an arrest follows"),
    ({"arrest_detention": "ab", "deportation": "abc"}, "deportation", "an arrest before what is told by more"),
    ({"arrest_detention": "a", "sentencing": "abc"}, "arrest_detention", "a sentence follows an arrest"),
    ({"attack": "ab", "killing": "ab"}, "attack", "told by as many, the likelier"),
]


@pytest.mark.parametrize(("told", "whole", "note"), WHOLES, ids=[row[2] for row in WHOLES])
def test_the_whole_of_a_happening(told, whole, note):
    events = make_events(**told)
    happenings = find_happenings(list(events.values()))
    ids = [event.id for event in events.values()]
    assert happenings.order(ids)[0] == events[Act(whole)].id


def test_of_what_is_told_by_as_many_the_whole_is_told_first():
    acts = {Act.ATTACK: (60, 80), Act.KILLING: (0, 20)}
    told = [make_statement(a, act=a, evidence=(Span(start=s, end=e),)) for a, (s, e) in acts.items()]
    clusters = [Cluster(act=a, members=(("a", a),)) for a in acts]
    attack, killing = reckon_events(clusters, [make_report("a", *told)], {})
    assert find_happenings([attack, killing]).wholes == {attack.id: killing.id}


def test_what_other_reports_tell_is_no_part():
    events = make_events(attack="abc", arrest_detention="de")
    assert find_happenings(list(events.values())).wholes == {}
