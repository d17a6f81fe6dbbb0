"""Why the fields of a statement are as they are."""

import pytest

from khronika.extract import explain_report, extract_report
from khronika.language import load_engine
from tests.extract.telling import pick
from tests.factories import make_report

TEXT = "Police detained ten men in Osh on Monday, the rights group Open Border Watch said."
PLAN = "Officials plan to deport 40 workers from Osh next week."


def reasons_of(text, act, engine):
    report = make_report(text=text)
    doc = engine.annotate(report)
    report = extract_report(report, doc)
    return [(r.field, r.words, r.rule) for r in explain_report(report, doc)[pick(report, act).id]]


@pytest.fixture(scope="module")
def reader():
    return load_engine("reader")


def test_the_reading_model_is_named_where_it_read(reader):
    told = reasons_of(TEXT, "arrest_detention", reader)
    act = next(rule for field, words, rule in told if (field, words) == ("act", "detained"))
    assert act.startswith("the reading model, sure to ") and act.endswith("the lexicon has words of it too")
    assert ("when", "Monday", "the reading model points at it") in told
    assert ("source", "Orsk Post", "who publishes the report") in told


def test_the_rules_are_named_where_they_read(engine):
    told = reasons_of(TEXT, "arrest_detention", engine)
    assert ("act", "detained", "the lexicon of acts has these words") in told
    assert ("who", "Police", "by the build of the sentence") in told
    assert not [rule for _, _, rule in told if "model" in rule]


def test_a_source_is_told_by_its_word_of_saying(engine):
    told = reasons_of(TEXT, "arrest_detention", engine)
    assert any(
        field == "source" and "Open Border Watch" in words and rule == "by “said”" for field, words, rule in told
    )


def test_a_state_is_told_only_where_it_is_one(engine):
    assert not [field for field, _, _ in reasons_of(TEXT, "arrest_detention", engine) if field == "state"]
    state = next(rule for field, _, rule in reasons_of(PLAN, "deportation", engine) if field == "state")
    assert state.startswith("planned: ")


def test_a_code_says_its_words(engine):
    told = reasons_of("Police put ten men under house arrest in Osh, a lawyer said.", "arrest_detention", engine)
    assert ("HURIDOCS", "house arrest", "a rule for these words") in told
    assert ("ACLED", None, "the code of the act") in told


def test_a_day_of_another_telling_says_so(engine):
    text = "Gunmen killed ten miners in Osh on Monday, the ministry said. A lawyer said the ten men were killed."
    report = make_report(text=text)
    doc = engine.annotate(report)
    report = extract_report(report, doc)
    told = [r for reasons in explain_report(report, doc).values() for r in reasons if r.field == "when"]
    assert [r.rule for r in told] == ["the time that hangs on the act", "taken over from another telling of the act"]
    assert {r.words for r in told} == {"Monday"}
