"""Review at the desk: words make and mend statements, pairs are judged from the queue, nobody's word gets lost."""

import pytest

from khronika.model import Act, DecisionKind
from khronika.store import open_chronicle
from tests.desk.conftest import REPORTS

TEXT = REPORTS[0][3]


def statement(home, report="r1", n=0):
    with open_chronicle(home) as chronicle:
        return chronicle.report(report).statements[n].id


def choose(client, home, field, words, *, typed=False, seen="0", **more):
    """Choose words of the first report; `typed` leaves to the desk where they stand."""
    told = {"report": "r1", "statement": statement(home), "seen": seen, "field": field, "words": words, **more}
    if not typed:
        told |= {"start": str(TEXT.index(words)), "end": str(TEXT.index(words) + len(words))}
    return client.post("/words", told)


def now(home, report="r1"):
    """Return the statements of a report as they hold, and whether the chronicle is sound."""
    with open_chronicle(home) as chronicle:
        assert list(chronicle.verify()) == []
        return next(held.report.statements for held in chronicle.reports() if held.report.id == report)


MENDED = [
    ("by", "Police in Orsk", {}, lambda s: [(p.text, p.kind) for p in s.by] == [("Police in Orsk", "state_security")]),
    ("by", "a lawyer", {"kind_of": "witness"}, lambda s: s.by[0].kind == "witness"),
    ("also-to", "a lawyer", {}, lambda s: [p.text for p in s.to][-1] == "a lawyer" and len(s.to) == 2),
    ("quantity", "64 workers", {}, lambda s: (s.quantity.min, s.quantity.max, s.quantity.unit) == (64, 64, "workers")),
    ("time", "Thursday", {}, lambda s: (s.time.from_, s.time.text) == ("2024-03-28", "Thursday")),
    ("time", "said", {}, lambda s: (s.time.from_, s.time.text) == (None, "said")),
    ("place", "Orsk", {}, lambda s: (s.place.text, s.place.country) == ("Orsk", "RU")),
    ("trigger", "said", {}, lambda s: TEXT[s.trigger.start : s.trigger.end] == "said"),
    ("chain", "Police in Orsk", {}, lambda s: [link.text for link in s.chain] == ["Police in Orsk", None]),
    ("also-chain", "workers", {}, lambda s: [link.text for link in s.chain] == ["workers", "a lawyer", None]),
    ("place", " Orsk ", {}, lambda s: s.place.text == "Orsk"),
]  # fmt: skip


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize(("field", "words", "more", "is_so"), MENDED)
def test_words_mend_a_field(client, home, field, words, more, is_so, typed):
    answer = choose(client, home, field, words, typed=typed, **more)
    assert answer.status_code == 302, answer.content.decode()
    assert is_so(now(home)[0])
    assert "corrected." in client.get(answer["Location"]).content.decode()


NOT_CHOSEN = [
    ("by", "", {}), ("quantity", "said", {}), ("place", "   ", {}), ("nonsense", "Orsk", {}), ("act", "Orsk", {}),
    ("by", "Orsk", {"kind_of": "wizard"}), ("by", "Orsk", {"start": "900", "end": "950"}),
    ("by", "Orsk", {"start": "x", "end": "9"}), ("new", "Orsk", {}), ("new", "said", {"act": "wizardry"}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "words", "more"), NOT_CHOSEN)
def test_words_that_do_not_say_it_are_refused_in_one_line(client, home, field, words, more):
    answer = choose(client, home, field, words, typed=True, **more)
    assert answer.status_code == 409 and 'role="alert"' in answer.content.decode()
    with open_chronicle(home) as chronicle:
        assert chronicle.decisions() == []


def test_words_that_stand_nowhere_are_refused(client, home):
    assert b"do not stand" in choose(client, home, "by", "the mayor of Omsk", typed=True).content


def test_words_make_a_statement_that_flows_on_and_can_be_taken_back(client, home):
    answer = choose(client, home, "new", "said", act="threat")
    assert answer.status_code == 302
    *_, made = now(home)
    assert (made.act, made.made_by, made.chain[-1].name) == (Act.THREAT, "person", "Orsk Post")
    assert TEXT[made.evidence[0].start : made.evidence[0].end] == TEXT
    with open_chronicle(home) as chronicle:
        assert Act.THREAT in {event.act for event in chronicle.events()}
    text = client.get(answer["Location"]).content.decode()
    assert "made by a person" in text and "as made" in text
    told = {"report": "r1", "statement": made.id, "seen": "1", "kind": "undo"}
    assert client.post("/decide", told).status_code == 302
    assert made.id not in {s.id for s in now(home)}
    assert client.get("/reports/r1", {"s": made.id, "did": made.id}).status_code == 200


def test_the_act_of_a_new_statement_is_read_from_its_words(client, home):
    assert b"there already" in choose(client, home, "new", "detained").content or now(home)[-1].made_by == "person"


def test_what_a_form_says_otherwise_is_kept_together(client, home):
    told = {"report": "r1", "statement": statement(home), "seen": "0", "kind": "correct", "why": "the ministry's table"}
    assert client.post("/decide", {**told, "min": "65", "max": "", "act": "raid"}).status_code == 302
    with open_chronicle(home) as chronicle:
        assert [(d.field, d.why) for d in chronicle.decisions()] == [("act", told["why"]), ("quantity", told["why"])]
    assert client.post("/decide", {**told, "seen": "2", "min": "9", "max": "3", "act": "threat"}).status_code == 409
    with open_chronicle(home) as chronicle:
        assert len(chronicle.decisions()) == 2  # all of a form, or nothing


def test_who_comes_second_is_told_what_happened_and_can_still_keep_theirs(client, home):
    told = {"report": "r1", "statement": statement(home), "seen": "0"}
    client.post("/decide", {**told, "kind": "accept"})
    answer = client.post("/decide", {**told, "kind": "correct", "min": "65", "max": "70", "why": "read again"})
    text = answer.content.decode()
    assert answer.status_code == 409 and "Ada: accept" in text and "read again" in text
    sent = {**told, "kind": "correct", "min": "65", "max": "70", "why": "read again", "seen": "1"}
    for name, value in sent.items():
        assert f'name="{name}" value="{value}"' in text
    assert client.post("/decide", sent).status_code == 302
    with open_chronicle(home) as chronicle:
        assert [d.kind for d in chronicle.decisions()] == [DecisionKind.ACCEPT, DecisionKind.CORRECT]


def pair(home):
    return {"a": f"r1:{statement(home)}", "b": f"r2:{statement(home, 'r2')}", "queue": "split"}


def joined(home):
    with open_chronicle(home) as chronicle:
        return sorted(len(e.statements) for e in chronicle.events() if e.act is Act.ARREST_DETENTION)


def test_a_pair_is_judged_from_the_queue_and_taken_back(client, home):
    answer = client.post("/judge", {**pair(home), "same": "no"})
    assert answer.status_code == 302 and answer["Location"].startswith("/?why=split") and joined(home) == [1, 1]
    text = client.get(answer["Location"]).content.decode()
    assert 'value="undo"' in text and "Kept: not the same event." in text
    assert client.post("/judge", {**pair(home), "same": "undo"})["Location"] == "/?why=split"
    assert joined(home) == [2]
    assert client.post("/judge", {**pair(home), "same": "undo"}).status_code == 409
    assert client.post("/judge", {**pair(home), "same": "perhaps"}).status_code == 409


@pytest.mark.parametrize("query", ["", "why=contested", "why=merge", "why=nonsense", "why=unsure&page=1", "page=x"])
def test_the_queue_is_filtered_by_reason(client, query):
    text = client.get(f"/?{query}").content.decode()
    assert ("Sources differ</h2>" in text) == (query in ("", "why=contested", "why=nonsense", "page=x"))


def ask_to_merge(home):
    """Make linking remember that two statements of two events were nearly one."""
    from khronika.store import models
    from khronika.store.questions import ask_about_all

    a, b = ("r1", statement(home)), ("r3", statement(home, "r3"))
    with open_chronicle(home, write=True) as chronicle:
        models.LinkEdge.objects.using(chronicle.alias).create(
            a_report=a[0], a_statement=a[1], b_report=b[0], b_statement=b[1], points=0.9, bound=False
        )
        ask_about_all(chronicle.alias)


def test_a_possible_merge_shows_both_and_asks(client, home):
    ask_to_merge(home)
    text = client.get("/?why=merge").content.decode()
    assert text.count("<q>") == 2 and 'data-row-key="s"' in text and 'data-row-key="x"' in text


def test_what_a_report_says_is_shown_without_what_turns_writing(client, home):
    from khronika.collect import make_capture
    from khronika.model import Given
    from khronika.pipeline import add_captures

    words = "Police in Orsk detained 5 \u202eworkers\u202c on Friday."
    given = Given(id="r9", outlet="Kama \u202eWire", published="2024-03-30", title="Five \u2066held")
    with open_chronicle(home, write=True) as chronicle:
        add_captures(chronicle, [make_capture(words.encode(), "text/plain", given)])
    for page in ("/", "/reports/r9"):
        assert not {"\u202e", "\u202c", "\u2066"} & set(client.get(page).content.decode()), page


@pytest.mark.parametrize(("page", "most"), [("/", 24), ("/?why=unsure", 10), ("/reports/r1", 9), ("/coding", 9)])
def test_a_page_asks_few_questions_of_the_database(client, home, page, most):
    """However much a chronicle holds: what is shown is read together."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    from khronika.store.database import connect

    alias = connect(home)
    ask_to_merge(home)
    client.get(page)
    with CaptureQueriesContext(connections[alias]) as asked:
        client.get(page)
    assert 0 < len(asked) <= most, [query["sql"][:90] for query in asked]
