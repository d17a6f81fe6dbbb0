"""Events: their names, places, days and ids."""

import itertools

import pytest

from khronika.model import Act, ActorKind, Cluster, Event, Party, PlacePrecision, Status
from khronika.model.codec import json_schema, to_dict, to_json
from khronika.reckon import reckon_events
from tests.factories import make_place, make_quantity, make_when
from tests.reckon.telling import reckon, tell
from tests.schemas import find_faults

REGION = make_place("Orenburg Oblast", precision=PlacePrecision.REGION)
RUNNING = make_when("2024-03-22", "2024-03-29", "since 22 March")

ASKED = Party(text="How many people", start=0, end=15, kind=ActorKind.PERSON)

NAMES = [
    ([tell("r1")], "Detention of 64 workers, Orsk, 28 March 2024", "count, place, day"),
    ([tell("r1", count=(65, None))], "Detention of at least 65 workers, Orsk, 28 March 2024", "an open end"),
    ([tell("r1", count=0)], "Detention, Orsk, 28 March 2024", "of nobody"),
    ([tell("r1", quantity=make_quantity(3, unit="custody"))], "Detention of 3 people, Orsk, 28 March 2024", "held"),
    (
        [tell("r1", quantity=make_quantity(1, 3, unit="victim"))],
        "Detention of 1 to 3 victims, Orsk, 28 March 2024",
        "a word for one",
    ),
    ([tell("r1", count=None)], "Detention of 64 workers, Orsk, 28 March 2024", "the words where there is no number"),
    ([tell("r1", count=None, to=(ASKED,))], "Detention, Orsk, 28 March 2024", "a question names none"),
    ([tell("r1", count=None, to=())], "Detention, Orsk, 28 March 2024", "nobody says whom"),
    ([tell("r1", count=None, to=(), place=None, time=None)], "Detention", "nothing but the act"),
    ([tell("r1", act=Act.RAID)], "Raid, Orsk, 28 March 2024", "an act that is done to no people"),
]


@pytest.mark.parametrize(("tellings", "name", "note"), NAMES, ids=[row[2] for row in NAMES])
def test_name(tellings, name, note):
    assert reckon(*tellings).name == name


DAYS = [
    ([tell("r1")], ("2024-03-28", "2024-03-28"), "a day"),
    ([tell("r1"), tell("r2", time=make_when("2024-03-25", "2024-03-31"))], ("2024-03-28", "2024-03-28"),
     "a day and the week that holds it"),
    ([tell("r1", text="Workers were held."), tell("r2", time=RUNNING, text="It goes on.")],
     ("2024-03-22", "2024-03-29"), "a running window is as long as it is"),
    ([tell("r1"), tell("r2"), tell("r3", time=make_when("2024-03-18", "2024-03-24"))], ("2024-03-28", "2024-03-28"),
     "what most reports agree on"),
    ([tell("r1"), tell("r2", time=make_when("2024-03-18", "2024-03-24"))], ("2024-03-18", "2024-03-28"),
     "from the first to the last of two that differ"),
    ([tell("r1"), tell("r2", time=make_when("2024-03-31"), status=Status.DENIED)], ("2024-03-28", "2024-03-28"),
     "a denial's own day is none of it"),
    ([tell("r1", time=make_when("2024-03-31"), status=Status.DENIED)], ("2024-03-31", "2024-03-31"),
     "unless nobody else says when"),
    ([tell("r1", time=None)], (None, None), "not said"),
    ([tell("r1", time=make_when(None, "2024-03-29"))], (None, "2024-03-29"), "one end"),
]  # fmt: skip


@pytest.mark.parametrize(("tellings", "days", "note"), DAYS, ids=[row[2] for row in DAYS])
def test_days(tellings, days, note):
    event = reckon(*tellings)
    assert (event.from_, event.to) == days


PLACES = [
    ([tell("r1", place=REGION), tell("r2")], "Orsk", "the most exact"),
    ([tell("r1", place=make_place("The Yard", country=None)), tell("r2", place=REGION)], "Orenburg Oblast",
     "one that is known before one that is not"),
    ([tell("r1", place=REGION), tell("r2", place=REGION), tell("r3", place=make_place("Orsk", admin1="66"))],
     "Orenburg Oblast", "in the region that most tell of"),
    ([tell("r1", place=make_place("Kem", start=9)), tell("r2", place=make_place("Asha", start=50))], "Kem",
     "of two that are named as often the one named first"),
    ([tell("r1", place=make_place("Asha", start=9), text="He was flown to a hospital in Asha, where he died."),
      tell("r2", place=make_place("Kem", start=50))], "Kem", "not where somebody was brought"),
    ([tell("r1", place=make_place("Asha"), text="He was taken to a hospital in Asha.")], "Asha", "unless all do"),
    ([tell("r1", place=None)], None, "none"),
]  # fmt: skip


@pytest.mark.parametrize(("tellings", "name", "note"), PLACES, ids=[row[2] for row in PLACES])
def test_place(tellings, name, note):
    place = reckon(*tellings).place
    assert (place and place.name) == name


def test_an_event_is_the_same_whatever_the_order():
    tellings = [tell("r1", "Open Border Watch"), tell("r2", "Interior Ministry", count=40), tell("r3", count=None)]
    assert len({to_json(reckon(*order)) for order in itertools.permutations(tellings)}) == 1


def test_the_id_stays_as_later_reports_come_in():
    one, two = tell("r1", "Open Border Watch"), tell("r2", "Interior Ministry")
    assert reckon(one).id == reckon(one, two).id
    assert reckon(one).id != reckon(two).id


def test_an_event_for_each_cluster_in_their_order():
    one, two = tell("r1"), tell("r2", act=Act.RELEASE)
    clusters = [Cluster(act=s.act, members=((r.id, s.id),)) for r, s in (two, one)]
    assert [e.act for e in reckon_events(clusters, [one[0], two[0]], {})] == [Act.RELEASE, Act.ARREST_DETENTION]


def test_no_clusters_no_events():
    assert reckon_events([], [], {}) == []


def test_an_event_fits_the_schema():
    event = reckon(tell("r1", "a lawyer", "Open Border Watch"), tell("r2", "Interior Ministry", count=(None, 40)))
    assert find_faults(to_dict(event), json_schema(Event)) == []
