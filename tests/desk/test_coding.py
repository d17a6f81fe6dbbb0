"""A second coder sees nothing of the first, changes nothing, and a page says how far they agree."""

import pytest

from khronika.desk.run import THIS_RUN
from khronika.model import Act
from khronika.store import open_chronicle
from tests.desk.test_review import statement


def decide(client, home, kind, *, who="Ada", blind=False, report="r1", seen="0", **more):
    THIS_RUN.who = who
    told = {"report": report, "statement": statement(home, report), "kind": kind, "seen": seen, **more}
    answer = client.post("/decide", told | ({"blind": "1"} if blind else {}))
    assert answer.status_code == 302, answer.content.decode()
    return answer


def test_a_second_coder_sees_nothing_of_the_first(client, home):
    decide(client, home, "correct", min="65", max="70", why="by the table")
    THIS_RUN.who = "Bo"
    assert "r1" in client.get("/coding").content.decode()
    text = client.get("/coding/r1").content.decode()
    assert not [words for words in ("Ada", "by the table", "65 to 70", "corrected", "<strong>") if words in text]
    answer = decide(client, home, "correct", who="Bo", blind=True, act="raid")
    assert answer["Location"].startswith("/coding/r1") and "<strong>raid" in client.get("/coding/r1").content.decode()
    with open_chronicle(home) as chronicle:
        assert [d.who for d in chronicle.decisions()] == ["Ada"] and [d.who for d in chronicle.codings()] == ["Bo"]
        assert list(chronicle.verify()) == []


def test_the_history_of_an_event_tells_nothing_of_what_was_coded_blind(client, home):
    decide(client, home, "accept")
    decide(client, home, "reject", who="Bo", blind=True, why="by the table")
    with open_chronicle(home) as chronicle:
        event = next(e.id for e in chronicle.events() if any(s.report == "r1" for s in e.statements))
    text = client.get(f"/events/{event}").content.decode()
    assert "decided: accepted" in text and "rejected" not in text and "by the table" not in text


def test_who_decided_openly_is_not_asked_to_code_the_same_again(client, home):
    decide(client, home, "accept")
    assert 'class="row"' not in client.get("/coding").content.decode()


def test_words_can_be_coded_blind_too(client, home):
    THIS_RUN.who = "Bo"
    told = {"report": "r1", "statement": statement(home), "seen": "0", "blind": "1", "field": "new", "words": "said",
            "act": "threat"}  # fmt: skip
    assert client.post("/words", told)["Location"].startswith("/coding/r1")
    with open_chronicle(home) as chronicle:
        assert len(chronicle.codings()) == 1 and Act.THREAT not in {event.act for event in chronicle.events()}


CODED = [  # what Ada and Bo decide on r1, r2, r3; units, all the same, alpha of "the report says it"
    (("accept", "accept"), ("reject", "reject"), ("accept", "accept"), 3, 3, 1.0),
    (("accept", "reject"), ("reject", "accept"), ("accept", "accept"), 3, 1, -0.25),
    (("accept", "accept"), ("accept", "accept"), ("accept", "accept"), 3, 3, None),
]


@pytest.mark.parametrize(("one", "two", "three", "units", "same", "alpha"), CODED)
def test_agreement_is_reckoned_over_what_was_coded_blind(client, home, one, two, three, units, same, alpha):
    from khronika.desk.review.codings import reckon_agreement

    for report, (first, second) in zip(("r1", "r2", "r3"), (one, two, three), strict=True):
        decide(client, home, first, report=report)
        decide(client, home, second, who="Bo", blind=True, report=report)
    with open_chronicle(home) as chronicle:
        said, act, *_ = reckon_agreement(chronicle)
    assert (said.units, said.same, said.alpha) == (units, same, alpha)
    assert act.units == sum("reject" not in pair for pair in (one, two, three))
    assert [kappa[:3] for kappa in said.kappas] == [("Bo", "open", 3)]
    assert "alpha" in client.get("/agreement").content.decode()


def test_what_was_decided_openly_alone_is_no_agreement(client, home):
    from khronika.desk.review.codings import reckon_agreement

    decide(client, home, "accept")
    with open_chronicle(home) as chronicle:
        assert reckon_agreement(chronicle)[0].units == 0
