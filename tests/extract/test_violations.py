"""A violation is coded where the report is about it."""

from dataclasses import replace
from math import log, log1p

from khronika.extract.tables import load_table
from khronika.extract.violations import keep_violations, signs_of, signs_of_report
from khronika.model import Act, Codes, Span, Status
from tests.factories import make_report, make_statement

LENGTH = 9000
VIOLATIONS = {"arbitrary detention", "enforced disappearance", "killing", "kidnapping", "torture", "other"}


def told(act, violation, start, **fields):
    codes = Codes(hrdsattack=violation, hrdsattack_perpetrator="state actor", acled="ARREST")
    spans = {"trigger": Span(start=start, end=start + 4), "evidence": (Span(start=start, end=start + 30),)}
    return make_statement(**{"id": str(start), "act": act, "codes": codes, "confidence": 0.9, **spans, **fields})


def arrests(count=6):
    return [told(Act.ARREST_DETENTION, "arbitrary detention", 10 + 40 * k) for k in range(count)]


def kept(*statements):
    report = replace(make_report(), text="x" * LENGTH)
    return [s.codes.hrdsattack for s in keep_violations(report, statements)]


def test_what_a_report_is_about_stays():
    assert kept(*arrests()) == ["arbitrary detention"] * 6


def test_what_is_only_touched_on_is_not_coded_though_who_did_it_is():
    late = told(Act.TORTURE, "torture", 8900, confidence=0.65, time=None, by=(), to=())
    report = replace(make_report(), text="x" * LENGTH)
    last = keep_violations(report, [*arrests(8), late])[-1]
    assert (last.codes.hrdsattack, last.codes.hrdsattack_perpetrator) == (None, "state actor")
    assert last.codes.acled == "ARREST"  # other schemes code statements


def test_what_did_not_happen_makes_no_report_be_about_it():
    assert kept(told(Act.KILLING, "killing", 10, status=Status.DENIED)) == [None]


def test_teasers_keep_theirs_and_count_for_nothing():
    assert kept(told(Act.KILLING, "killing", 10, teaser=True)) == ["killing"]
    assert kept() == []


def test_words_of_title_and_text_are_signs():
    report = replace(make_report(), title="Two kidnapped", text="Two were Abducted. " + "x" * 981)
    signs = signs_of_report(arrests(1), report)
    assert [signs[f"title {v}"] for v in ("kidnapping", "killing")] == [1, 0]
    assert signs["words kidnapping"] == log(2)  # one in a thousand characters
    assert signs["words torture"] == 0


def test_what_a_report_tells_first_and_what_stands_first_in_it_are_signs():
    late = told(Act.KILLING, "killing", 8900, evidence=(Span(start=8900, end=8930), Span(start=8940, end=8970)))
    printed = [*arrests(2), late, *arrests(3)[2:]]  # in order of prominence
    signs = signs_of("killing", printed, make_report())
    assert (signs["first"], signs["top"], signs["lead"]) == (0, 1, 0)
    assert signs["evidence"] == log1p(2)


def test_every_weight_is_of_a_sign():
    table = load_table("violations.yaml")["signs"]
    assert set(table) == VIOLATIONS
    own, shared = signs_of("killing", arrests(1), make_report()), signs_of_report(arrests(1), make_report())
    assert not set(own) & set(shared)
    signs = {*own, *shared, "always"}
    coded, acts = {f"coded {v}" for v in VIOLATIONS}, {f"act {act}" for act in Act}
    for weights in table.values():
        assert set(weights) <= signs | coded | acts
