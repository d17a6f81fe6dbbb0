"""What people decide: kept as rows, applied to what holds, and never over what the reader found."""

from dataclasses import replace

import pytest

from khronika.collect import make_capture
from khronika.errors import StoreError
from khronika.model import Act, Decision, DecisionKind, Given, Status
from khronika.pipeline import add_captures, link_chronicle
from khronika.store import open_chronicle
from khronika.store.decided import apply_decisions, standing
from tests.factories import make_report, make_statement

AT = "2024-04-02T10:00:00Z"


def decide(kind: DecisionKind, field=None, value=None, statement="s1") -> Decision:
    return Decision(report="r1", statement=statement, kind=kind, field=field, value=value, who="Ada", why="", at=AT)


ACCEPT, REJECT, UNDO = (decide(kind) for kind in (DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.UNDO))


def correct(field: str, **value) -> Decision:
    return decide(DecisionKind.CORRECT, field, value)


HISTORIES = [
    ([ACCEPT], [ACCEPT]),
    ([ACCEPT, UNDO], []),
    ([ACCEPT, REJECT, UNDO], [ACCEPT]),
    ([ACCEPT, REJECT, UNDO, UNDO], []),
    ([UNDO, REJECT], [REJECT]),  # nothing to take back
]


@pytest.mark.parametrize(("told", "wanted"), HISTORIES)
def test_undo_takes_back_the_decision_before_it(told, wanted):
    assert standing(told) == wanted


def holds(*decisions):
    return apply_decisions(make_report("r1", make_statement("s1"), make_statement("s2")), decisions).statements


def test_a_rejected_statement_is_left_out_and_comes_back():
    assert [s.id for s in holds(REJECT)] == ["s2"]
    assert [s.id for s in holds(REJECT, UNDO)] == ["s1", "s2"]


CORRECTIONS = [
    (correct("act", act="deportation"), lambda s: s.act is Act.DEPORTATION),
    (correct("status", status="denied"), lambda s: s.status is Status.DENIED),
    (correct("quantity", min=65, max=None), lambda s: (s.quantity.min, s.quantity.max) == (65, None)),
    (correct("quantity", min=0, max=0), lambda s: (s.quantity.min, s.quantity.max) == (0, 0)),
    (correct("quantity", min=None, max=None), lambda s: s.quantity is None),
    (correct("time", **{"from": "2024-03-01", "to": "2024-03-31"}), lambda s: s.time.from_ == "2024-03-01"),
    (correct("time", **{"from": None, "to": None}), lambda s: s.time is None),
]


@pytest.mark.parametrize(("decision", "is_so"), CORRECTIONS)
def test_a_corrected_field_holds_and_the_words_stay(decision, is_so):
    first, second = holds(decision)
    assert is_so(first) and second == make_statement("s2")
    for part in ("quantity", "time"):
        if getattr(first, part) is not None:
            assert getattr(first, part).text == getattr(second, part).text


WRONG = [
    ("place", {"name": "Omsk"}),
    ("act", {"act": "nonsense"}),
    ("act", {}),
    ("quantity", {"min": 9, "max": 3}),
    ("quantity", {"min": -1, "max": 3}),
    ("quantity", {"min": "many", "max": 3}),
    ("time", {"from": "2024-03-31", "to": "2024-03-01"}),
    ("time", {"from": "31 March", "to": None}),
]
WORDS = "Police in Orsk detained 64 workers on Thursday, a lawyer said. Soldiers raided a school in Kurgan on Friday."


@pytest.fixture
def home(tmp_path):
    folder = str(tmp_path / "c")
    given = Given(id="r1", outlet="Orsk Post", published="2024-03-29")
    with open_chronicle(folder, create=True, write=True) as chronicle:
        add_captures(chronicle, [make_capture(WORDS.encode(), "text/plain", given)])
    return folder


def act_on(home, *decisions, seen=None):
    """Decide on the first statement of the report, link anew, and return the events by act."""
    with open_chronicle(home, write=True) as chronicle:
        statement = chronicle.report("r1").statements[0].id
        for decision in decisions:
            chronicle.decide(replace(decision, statement=statement), seen=seen)
        link_chronicle(chronicle)
        assert list(chronicle.verify()) == []
        return {event.act: event for event in chronicle.events()}


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_what_a_field_cannot_hold_is_refused_and_nothing_is_kept(home, field, value):
    with pytest.raises(StoreError, match=field):
        act_on(home, decide(DecisionKind.CORRECT, field, value))
    with open_chronicle(home) as chronicle:
        assert chronicle.decisions() == []


def test_events_follow_decisions_and_come_back(home):
    before = act_on(home)
    assert before[Act.ARREST_DETENTION].figures[0].latest == (64, 64)
    assert act_on(home, correct("quantity", min=65, max=None))[Act.ARREST_DETENTION].figures[0].latest == (65, None)
    rejected = act_on(home, REJECT)
    assert Act.ARREST_DETENTION not in rejected and Act.RAID in rejected
    assert act_on(home, UNDO, UNDO) == before


def test_what_the_reader_found_stays_as_it_was(home):
    with open_chronicle(home) as chronicle:
        before = chronicle.report("r1")
    act_on(home, correct("act", act="deportation"))
    with open_chronicle(home) as chronicle:
        assert chronicle.report("r1") == before
        (held,) = chronicle.reports()
        assert held.report.statements[0].act is Act.DEPORTATION


def test_who_decides_second_on_what_they_no_longer_see_is_told(home):
    act_on(home, ACCEPT, seen=0)
    with pytest.raises(StoreError, match="Ada decided on it meanwhile"):
        act_on(home, REJECT, seen=0)
    act_on(home, REJECT, seen=1)
    with open_chronicle(home) as chronicle:
        assert [d.kind for d in chronicle.decisions("r1")] == [DecisionKind.ACCEPT, DecisionKind.REJECT]


def test_nothing_can_be_taken_back_before_anything_was_decided(home):
    with pytest.raises(StoreError, match="nothing was decided"):
        act_on(home, UNDO)
