"""Acts that a document tells: by the reading model and the lexicon together where there is one, else by the rules."""

from types import SimpleNamespace

import pytest

from khronika.extract.tellings import find_tellings
from khronika.language import RARE, ActMention, load_engine
from khronika.model import Act, Status
from tests.factories import make_report

TEXT = "Police detained ten men in Osh on Monday. Soldiers deported them on Tuesday, a lawyer said."
ROLES = ("by", "to", "quantity", "time", "place", "link1", "link2", "link3")


class Scores:
    """What a model would say of acts: the mentions given, whatever the hints, which it keeps."""

    def __init__(self, *mentions, seen):
        self._mentions, self.weights, self.hints = mentions, SimpleNamespace(acts_seen=seen), None

    def mentions(self, hints=()):
        self.hints = list(hints)
        return list(self._mentions)


def mention(doc, words, act, status="occurred", **parts):
    """Return a mention of an act, its trigger and parts told in words."""
    start, end = span(doc, words)
    told = {role: tuple(span(doc, w) for w in parts.get(role, ())) for role in ROLES}
    return ActMention(start, end, act, 0.9, status, False, told)


def span(doc, words):
    at = doc.text.index(words)
    found = doc.char_span(at, at + len(words))
    return found.start, found.end


@pytest.fixture
def doc(engine):
    return engine.annotate(make_report(text=TEXT))


def seen(**changes):
    return dict.fromkeys((a.value for a in Act), RARE) | changes


def triggers(tellings):
    return [t.trigger.act.value for t in tellings]


def test_without_a_model_the_rules_tell(doc):
    tellings = find_tellings(doc)
    assert triggers(tellings) == ["arrest_detention", "deportation"]
    assert {(t.chance, t.quantity_at, t.time_at, t.place_at) for t in tellings} == {(None, None, None, None)}


def test_the_lexicon_hints_and_the_model_decides(doc):
    doc.user_data["acts"] = scores = Scores(mention(doc, "detained", "raid"), seen=seen())
    assert triggers(find_tellings(doc)) == ["raid"]
    assert scores.hints == [(*span(doc, "detained"), "arrest_detention", 2), (*span(doc, "deported"), "deportation", 2)]


@pytest.mark.parametrize(
    ("text", "worth"),
    [("Police detained ten men.", 2), ("Police made arrests.", 1), ("Nurses protested in Osh.", 1)],
)
def test_a_verb_that_says_to_whom_is_worth_more(engine, text, worth):
    doc = engine.annotate(make_report(text=text))
    doc.user_data["acts"] = scores = Scores(seen=seen())
    find_tellings(doc)
    assert [hint[3] for hint in scores.hints] == [worth]


def test_an_act_that_the_model_hardly_saw_is_told_by_the_rules(doc):
    doc.user_data["acts"] = Scores(mention(doc, "detained", "arrest_detention"), seen=seen(deportation=RARE - 1))
    first, second = find_tellings(doc)
    assert (first.chance, second.chance) == (0.9, None)
    assert second.trigger.act is Act.DEPORTATION


def test_the_rules_tell_none_in_a_sentence_that_the_model_read(doc):
    doc.user_data["acts"] = Scores(mention(doc, "lawyer", "threat"), seen=seen(deportation=0))
    assert triggers(find_tellings(doc)) == ["threat"]


def test_words_that_the_model_read_are_not_told_again(doc):
    doc.user_data["acts"] = Scores(mention(doc, "deported", "transfer"), seen=seen(deportation=0))
    assert triggers(find_tellings(doc)) == ["transfer"]


def test_they_come_in_the_order_of_the_text(doc):
    doc.user_data["acts"] = Scores(mention(doc, "deported", "transfer"), seen=seen(arrest_detention=0))
    assert triggers(find_tellings(doc)) == ["arrest_detention", "transfer"]


def test_a_mention_in_the_terms_of_the_rules(doc):
    told = mention(
        doc, "deported", "deportation", "planned", by=["Soldiers"], to=["ten men"], time=["on Monday", "on Tuesday"],
        place=["Osh"],
    )  # fmt: skip
    doc.user_data["acts"] = Scores(told, seen=seen())
    (telling,) = find_tellings(doc)
    assert (telling.trigger.act, telling.state.status) == (Act.DEPORTATION, Status.PLANNED)
    assert doc[telling.trigger.head].text == "deported"
    assert [p.text for p in telling.parties.by] == ["Soldiers"] and [p.text for p in telling.parties.to] == ["ten men"]
    assert [TEXT[s:e] for s, e in telling.time_at] == ["on Tuesday", "on Monday"], "its own sentence first"
    assert [TEXT[s:e] for s, e in telling.place_at] == ["Osh"]
    assert telling.quantity_at == (), "none told, which is not the same as not looked for"


def test_a_party_ends_where_its_sentence_begins_and_before_a_full_stop(doc):
    told = mention(doc, "deported", "deportation", by=["Monday. Soldiers"], to=["men in Osh on Monday."])
    doc.user_data["acts"] = Scores(told, seen=seen())
    (telling,) = find_tellings(doc)
    assert [p.text for p in telling.parties.by] == ["Soldiers"]
    assert [p.text for p in telling.parties.to] == ["ten men in Osh on Monday"]


def test_a_party_of_the_sentence_before_is_left_out_where_its_own_has_one(doc):
    told = mention(doc, "deported", "deportation", by=["Police", "Soldiers"])
    doc.user_data["acts"] = Scores(told, seen=seen())
    assert [p.text for p in find_tellings(doc)[0].parties.by] == ["Soldiers"]


INCIDENTS = [
    # text, acts, note
    ("Nine people were killed in a blast at the bazaar of Orsk on Monday.", ["attack", "killing"], "only there"),
    ("Nine people were killed in the flood in Orsk on Monday.", ["killing"], "no attack"),
]


@pytest.mark.parametrize(("text", "acts", "note"), INCIDENTS, ids=[row[2] for row in INCIDENTS])
def test_an_attack_named_only_with_its_toll_is_told(text, acts, note):
    (doc,) = load_engine("reader").annotate_many([make_report(text=text)])
    assert sorted(t.trigger.act.value for t in find_tellings(doc)) == acts
