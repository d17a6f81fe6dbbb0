"""What people decide: kept as rows, applied to what holds, and never over what the reader found."""

from dataclasses import replace

import pytest

from khronika.collect import make_capture
from khronika.errors import StoreError
from khronika.model import Act, ActorKind, Decision, DecisionKind, Given, Link, Party, Place, Span, Statement, Status
from khronika.model.codec import to_dict
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


def at(words: str) -> dict[str, object]:
    """Return words with where they stand."""
    return {"text": words, "start": WORDS.index(words), "end": WORDS.index(words) + len(words)}


def party(words: str, kind: ActorKind) -> dict[str, object]:
    return to_dict(Party(kind=kind, **at(words)))


def span(words: str) -> dict[str, object]:
    return {name: at(words)[name] for name in ("start", "end")}


SENTENCE = WORDS.split(". ")[0] + "."
CHOSEN = [
    (correct("by", parties=[party("Soldiers", ActorKind.STATE_SECURITY)]), lambda s: s.by[0].text == "Soldiers"),
    (correct("to", parties=[]), lambda s: s.to == ()),
    (correct("place", place=None), lambda s: s.place is None),
    (correct("place", place=to_dict(Place(name="Kurgan", **at("Kurgan")))), lambda s: s.place.text == "Kurgan"),
    (correct("quantity", min=64, max=64, unit="workers", **at("64 workers")), lambda s: s.quantity.unit == "workers"),
    (correct("time", **{"from": None, "to": None}, **at("Friday")), lambda s: s.time.text == "Friday"),
    (correct("trigger", trigger=span("said"), sentence=span(SENTENCE)), lambda s: s.trigger == Span(**span("said"))),
    (correct("chain", links=[to_dict(Link(name=None, kind=ActorKind.LAWYER, named=False, **at("a lawyer")))]),
     lambda s: [link.text for link in s.chain] == ["a lawyer", None]),
]  # fmt: skip


@pytest.mark.parametrize(("decision", "is_so"), CHOSEN)
def test_a_field_is_mended_by_words_of_the_report(home, decision, is_so):
    act_on(home, decision)
    with open_chronicle(home) as chronicle:
        (held,) = chronicle.reports()
        assert is_so(held.report.statements[0])


MISQUOTED = [
    correct("by", parties=[{**party("Soldiers", ActorKind.STATE_SECURITY), "text": "Police"}]),
    correct("quantity", min=1, max=1, text="one", start=5000, end=5003),
    correct("trigger", trigger=span("raided"), sentence=span(SENTENCE)),
    correct("chain", links=[{"name": "Somebody"}]),
]


@pytest.mark.parametrize("decision", MISQUOTED)
def test_words_that_do_not_stand_there_are_refused(home, decision):
    with pytest.raises(StoreError):
        act_on(home, decision)


def test_codes_follow_a_corrected_act(home):
    act_on(home, correct("act", act="deportation"))
    with open_chronicle(home) as chronicle:
        (held,) = chronicle.reports()
        assert held.report.statements[0].codes.plover != chronicle.report("r1").statements[0].codes.plover


def make(told_of: Statement, **changes) -> Decision:
    told = Decision(report="r1", statement=told_of.id, kind=DecisionKind.MAKE, value=to_dict(told_of), who="Ada", at=AT)
    return replace(told, **changes)


MADE = replace(
    make_statement("s00made"), act=Act.SEIZURE, trigger=Span(**span("raided")), evidence=(Span(**span(SENTENCE)),),
    quantity=None, time=None, place=None, to=(), made_by="person",
)  # fmt: skip


def decide_on(home, *decisions):
    with open_chronicle(home, write=True) as chronicle:
        for decision in decisions:
            chronicle.decide(decision)
        link_chronicle(chronicle)
        assert list(chronicle.verify()) == []
        return {event.act: event for event in chronicle.events()}


def test_a_statement_that_a_person_made_is_of_an_event_until_it_is_taken_back(home):
    events = decide_on(home, make(MADE))
    assert events[Act.SEIZURE].statements[0].statement == "s00made"
    on_it = make(MADE, kind=DecisionKind.CORRECT, field="act", value={"act": "protest"})
    assert Act.PROTEST in decide_on(home, on_it)
    with open_chronicle(home) as chronicle:
        (held,) = chronicle.reports()
        assert [s.made_by for s in held.report.statements][-1] == "person"
    undo = make(MADE, kind=DecisionKind.UNDO, value=None)
    assert {Act.SEIZURE, Act.PROTEST} & decide_on(home, undo, undo).keys() == set()
    with pytest.raises(StoreError, match="no such statement"):
        decide_on(home, make(MADE, kind=DecisionKind.ACCEPT, value=None))


NOT_MADE = [
    (make(replace(MADE, made_by="reader")), "marked as made by a person"),
    (make(MADE, statement="s00other"), "under its own id"),
    (make(replace(MADE, trigger=Span(start=900, end=905))), "outside the text"),
    (make(MADE, value={"act": "protest"}), "no statement"),
    (make(MADE, report="r9"), "no such report"),
]


@pytest.mark.parametrize(("decision", "why"), NOT_MADE)
def test_what_is_no_statement_is_not_made(home, decision, why):
    with pytest.raises(StoreError, match=why):
        decide_on(home, decision)


def test_the_same_statement_is_made_once(home):
    with pytest.raises(StoreError, match="there already"):
        decide_on(home, make(MADE), make(MADE))


def test_what_is_coded_blind_changes_nothing_and_is_kept_apart(home):
    before = act_on(home)
    blind = [replace(d, blind=True) for d in (REJECT, correct("act", act="deportation"))]
    assert act_on(home, *blind) == before
    with open_chronicle(home) as chronicle:
        assert chronicle.decisions() == [] and len(chronicle.codings(who="Ada", report="r1")) == 2
        assert chronicle.codings(who="Bo") == []
    act_on(home, replace(ACCEPT, who="Bo", blind=True), seen=0)  # the other's are not counted


def test_what_comes_later_does_not_bring_back_what_was_rejected(home):
    act_on(home, REJECT)
    given = Given(id="r2", outlet="Kama Wire", published="2024-03-29")
    with open_chronicle(home, write=True) as chronicle:
        add_captures(chronicle, [make_capture(WORDS.replace("64", "63").encode(), "text/plain", given)])
        assert [s.report for e in chronicle.events() if e.act is Act.ARREST_DETENTION for s in e.statements] == ["r2"]


def test_accepting_links_nothing_anew_unless_it_takes_a_rejection_back(home):
    act_on(home)
    with open_chronicle(home, write=True) as chronicle:
        statement = chronicle.report("r1").statements[0].id
        for decision, follows in ((ACCEPT, False), (REJECT, True), (ACCEPT, True)):
            chronicle.decide(replace(decision, statement=statement))
            assert any(chronicle.unlinked()) is follows
            link_chronicle(chronicle)


TAMPERED = [
    ("Decision", {"who": "Eve"}, "decisions"), ("Decision", {"blind": True}, "decisions"),
    ("Judgement", {"same": False}, "judgements"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "change", "told"), TAMPERED)
def test_a_decision_that_was_changed_behind_the_log_is_told(home, table, change, told):
    from khronika.store import models

    act_on(home, ACCEPT)
    with open_chronicle(home, write=True) as chronicle:
        a, b = (s.id for s in chronicle.report("r1").statements[:2])
        chronicle.judge(("r1", a), ("r1", b), same=True, who="Ada")
        link_chronicle(chronicle)
        getattr(models, table).objects.using(chronicle.alias).update(**change)
        assert any(line.startswith(told) for line in chronicle.verify())
