"""Why a person should look at a statement: each reason on small chronicles, and what becomes of it once decided."""

import shutil

import pytest

from khronika.collect import make_capture
from khronika.link.tables import load_bound
from khronika.model import Act, Decision, DecisionKind, Given
from khronika.pipeline import add_captures, link_chronicle
from khronika.store import open_chronicle

JOIN = load_bound("join")
DETAINED = "Police in Orsk detained {} workers on {}, {} said."
REPORTS = [
    ("r1", "Orsk Post", DETAINED.format(64, "Thursday", "a lawyer")),
    ("r2", "Kama Wire", DETAINED.format(40, "Thursday", "the interior ministry")),
    ("r3", "Orsk Post", "The interior ministry denied that soldiers raided a school in Kurgan on Friday."),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("asked") / "c")
    with open_chronicle(folder, create=True, write=True) as chronicle:
        given = [(Given(id=i, outlet=o, published="2024-03-29"), words) for i, o, words in REPORTS]
        add_captures(chronicle, [make_capture(words.encode(), "text/plain", g) for g, words in given])
    return folder


@pytest.fixture
def chronicle(made, tmp_path):
    shutil.copytree(made, tmp_path / "c")
    with open_chronicle(str(tmp_path / "c"), write=True) as opened:
        yield opened


def asked(chronicle, **wanted) -> list[tuple[str, str]]:
    """Return reason and report of what is asked."""
    from khronika.store import models

    rows = models.Question.objects.using(chronicle.alias).filter(**wanted).values_list("reason", "report")
    return sorted(rows)


def detention(chronicle, report="r1") -> tuple[str, str]:
    return report, next(s.id for s in chronicle.report(report).statements if s.act is Act.ARREST_DETENTION)


def decide(chronicle, kind, report="r1", **more):
    key = detention(chronicle, report)
    chronicle.decide(Decision(report=key[0], statement=key[1], kind=kind, who="Ada", at="2024-04-02T10:00:00Z", **more))
    if any(chronicle.unlinked()):
        link_chronicle(chronicle)


def test_what_sources_differ_on_what_is_denied_and_everything_is_asked_about(chronicle):
    assert asked(chronicle, reason="contested") == [("contested", "r1"), ("contested", "r2")]
    assert ("denied", "r3") in asked(chronicle)
    held = sum(len(event.statements) for event in chronicle.events())
    assert len(asked(chronicle, reason="unsure")) == held


def test_a_source_is_new_where_one_event_alone_knows_it(chronicle):
    from khronika.store import models

    rows = models.Question.objects.using(chronicle.alias).filter(reason="source")
    assert set(rows.values_list("about", flat=True)) == {"Kama Wire"}  # the post tells of two events


def test_a_decision_answers_and_taking_it_back_asks_again(chronicle):
    before = asked(chronicle)
    decide(chronicle, DecisionKind.ACCEPT)
    assert ("contested", "r1") not in asked(chronicle) and ("contested", "r2") in asked(chronicle)
    decide(chronicle, DecisionKind.UNDO)
    assert asked(chronicle) == before
    decide(chronicle, DecisionKind.REJECT)
    assert asked(chronicle, reason="contested") == []  # one source is left: nobody differs
    decide(chronicle, DecisionKind.UNDO)
    assert asked(chronicle) == before


def test_what_is_coded_blind_answers_nothing(chronicle):
    before = asked(chronicle)
    decide(chronicle, DecisionKind.REJECT, blind=True)
    assert asked(chronicle) == before


def test_two_events_that_nearly_are_one_are_asked_about_until_somebody_judges(chronicle):
    a, b = detention(chronicle), detention(chronicle, "r2")
    assert asked(chronicle, reason="merge") == []
    chronicle.judge(a, b, same=False, who="Ada")
    link_chronicle(chronicle)
    assert asked(chronicle, reason="merge") == []  # somebody has said so
    chronicle.judge(a, b, same=None, who="Ada")
    link_chronicle(chronicle)
    assert [len(e.statements) for e in chronicle.events() if e.act is Act.ARREST_DETENTION] == [2]


def edge(chronicle, a, b, points):
    from khronika.store import models
    from khronika.store.questions import ask_about_all

    pair = {"a_report": a[0], "a_statement": a[1], "b_report": b[0], "b_statement": b[1]}
    rows = models.LinkEdge.objects.using(chronicle.alias)
    rows.filter(**pair).delete()
    rows.create(**pair, points=points, bound=False)
    ask_about_all(chronicle.alias)


def other_statement(chronicle):
    return "r3", chronicle.report("r3").statements[0].id


@pytest.mark.parametrize(("points", "times"), [(JOIN - 0.6, 0), (JOIN - 0.5, 1), (3.0, 1)])
def test_pairs_near_the_bound_in_two_events_may_be_a_merge(chronicle, points, times):
    edge(chronicle, detention(chronicle), other_statement(chronicle), points)
    assert len(asked(chronicle, reason="merge")) == times


def test_a_pair_is_asked_about_as_long_as_it_is_one_whichever_of_the_two_is_linked_anew(chronicle):
    a, b, other = detention(chronicle), detention(chronicle, "r2"), other_statement(chronicle)
    edge(chronicle, a, other, 0.6)
    chronicle.judge(a, b, same=True, who="Ada")
    link_chronicle(chronicle)
    assert asked(chronicle, reason="merge") == [("merge", "r1")]
    when = "2024-04-02T10:00:00Z"
    chronicle.decide(Decision(report=other[0], statement=other[1], kind=DecisionKind.REJECT, who="Ada", at=when))
    link_chronicle(chronicle)
    assert asked(chronicle, reason="merge") == []


@pytest.mark.parametrize(("points", "times"), [(JOIN - 0.1, 1), (JOIN, 0)])
def test_a_statement_that_fits_its_event_too_little_may_be_a_split(chronicle, points, times):
    edge(chronicle, detention(chronicle), detention(chronicle, "r2"), points)
    assert len(asked(chronicle, reason="split")) == times


def test_asking_about_all_gives_what_linking_asked(chronicle):
    from khronika.store.questions import ask_about_all

    before = asked(chronicle)
    ask_about_all(chronicle.alias)
    assert asked(chronicle) == before


def test_a_judgement_is_taken_back_once(chronicle):
    from khronika.errors import StoreError

    a, b = detention(chronicle), detention(chronicle, "r2")
    with pytest.raises(StoreError, match="nothing was said"):
        chronicle.judge(a, b, same=None, who="Ada")
    chronicle.judge(a, b, same=True, who="Ada")
    chronicle.judge(a, b, same=None, who="Ada")
    link_chronicle(chronicle)
    assert list(chronicle.verify()) == []
