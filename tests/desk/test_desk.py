"""The desk as a browser sees it: pages, decisions, judgements, and who may come in."""

import pytest

from khronika.desk.run import THIS_RUN
from khronika.model import Act, DecisionKind
from khronika.store import open_chronicle
from tests.desk.conftest import EVIL

PAGES = ["/", "/reports/r1", "/reports/r3", "/events", "/events?q=orsk&act=arrest_detention&verdict=contested", "/log"]


def read(home):
    """Return the events by act, the decisions, and whether the chronicle is sound."""
    with open_chronicle(home) as chronicle:
        events = {event.act: event for event in chronicle.events()}
        return events, chronicle.decisions(), list(chronicle.verify())


def first_statement(home, report="r1", act=Act.ARREST_DETENTION):
    with open_chronicle(home) as chronicle:
        return next(s.id for s in chronicle.report(report).statements if s.act is act)


def decide(client, home, kind, report="r1", of=Act.ARREST_DETENTION, seen="0", **more):
    told = {"report": report, "statement": first_statement(home, report, of), "kind": kind, "seen": seen, **more}
    return client.post("/decide", told)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_with_strict_headers_and_nothing_inline(client, page):
    answer = client.get(page)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer["Content-Security-Policy"] and answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    assert "style=" not in text and "onclick" not in text and text.count("<script") == text.count("<script src=")


@pytest.mark.parametrize("page", [*PAGES, "/decide", "/judge", "/assets/desk.css"])
def test_a_stranger_sees_nothing(stranger, page):
    assert stranger.get(page).status_code == 403
    assert stranger.post(page).status_code == 403
    stranger.cookies["khronika_desk"] = "Ii06b3BlbiI:forged:cookie"
    assert stranger.get(page).status_code == 403
    assert stranger.get("/", {"key": "a guess"}).status_code == 403


def test_the_key_lets_in_and_leaves_the_address(stranger):
    answer = stranger.get("/", {"key": THIS_RUN.key})
    assert answer.status_code == 302 and answer["Location"] == "/"
    assert stranger.cookies["khronika_desk"]["httponly"] and stranger.cookies["khronika_desk"]["samesite"] == "Strict"
    assert stranger.get("/").status_code == 200


def test_a_form_without_its_token_is_refused(stranger, home):
    stranger.get("/", {"key": THIS_RUN.key})
    assert decide(stranger, home, "accept").status_code == 403
    assert read(home)[1] == []


def test_another_sites_name_leads_nowhere(client):
    assert client.get("/", SERVER_NAME="evil.example").status_code == 400


def test_no_key_is_no_way_in(stranger):
    THIS_RUN.key = ""
    assert stranger.get("/", {"key": ""}).status_code == 403


def test_disagreement_comes_first_and_what_is_decided_leaves_the_queue(client, home):
    text = client.get("/").content.decode()
    assert text.index("<h2>Sources differ") < text.index("<h2>Not looked at yet")
    address = f"/reports/r1?s={first_statement(home)}"
    assert address in text
    decide(client, home, "accept")
    assert address not in client.get("/").content.decode()
    decide(client, home, "undo", seen="1")
    assert address in client.get("/").content.decode()


def test_a_report_marks_statements_and_lights_the_chosen_ones_words(client):
    text = client.get("/reports/r1").content.decode()
    for words, mark in (("64 workers", "quantity"), ("detained", "trigger"), ("Orsk", "place"), ("lawyer", "source")):
        assert any(mark in line and words in line for line in text.split("<span ")), words


@pytest.mark.parametrize("page", ["/", "/reports/r3", "/events", "/log"])
def test_captured_text_is_never_markup(client, page):
    text = client.get(page).content.decode()
    assert EVIL not in text
    assert page == "/events" or "&lt;script&gt;" in text


def test_accept_reject_undo_are_rows_and_events_follow(client, home):
    assert Act.RAID in read(home)[0]
    assert decide(client, home, "reject", "r3", Act.RAID).status_code == 302
    assert Act.RAID not in read(home)[0]
    decide(client, home, "undo", "r3", Act.RAID, seen="1")
    events, decisions, faults = read(home)
    assert Act.RAID in events and faults == []
    assert [(d.kind, d.who) for d in decisions] == [(DecisionKind.REJECT, "Ada"), (DecisionKind.UNDO, "Ada")]


CORRECTIONS = [
    ({"min": "65", "max": ""}, ("quantity", {"min": 65, "max": None})),
    ({"min": "", "max": ""}, ("quantity", {"min": None, "max": None})),
    ({"min": "0", "max": "0"}, ("quantity", {"min": 0, "max": 0})),
    ({"from": "2024-03-01", "to": "2024-03-31"}, ("time", {"from": "2024-03-01", "to": "2024-03-31"})),
    ({"act": "deportation"}, ("act", {"act": "deportation"})),
    ({"status": "denied"}, ("status", {"status": "denied"})),
    ({"clear": "place"}, ("place", {"place": None})),
    ({"clear": "to"}, ("to", {"parties": []})),
]


@pytest.mark.parametrize(("form", "kept"), CORRECTIONS)
def test_a_correction_is_kept_as_a_value_beside_the_readers(client, home, form, kept):
    assert decide(client, home, "correct", **form).status_code == 302
    (decision,), faults = read(home)[1:]
    assert (decision.field, decision.value) == kept and faults == []
    text = client.get(f"/reports/r1?s={decision.statement}").content.decode()
    assert "<strong>" in text and "the reader" in text


REFUSED = [
    {"kind": "correct", "min": "many", "max": ""},
    {"kind": "correct", "min": "9", "max": "3"},
    {"kind": "correct", "min": "64", "max": "64"},  # as it is
    {"kind": "correct", "clear": "act"},
    {"kind": "correct"},
    {"kind": "make"},
    {"kind": "praise"},
    {"kind": "correct", "min": "9" * 5000, "max": ""},
    {"kind": "correct", "min": "-3", "max": ""},
    {"kind": "accept", "seen": ""},
    {"kind": "accept", "seen": "9" * 5000},
    {"kind": "accept", "seen": "3"},
    {"kind": "accept", "statement": "s0"},
    {"kind": "accept", "report": "r9"},
    {"kind": "undo"},
]


@pytest.mark.parametrize("form", REFUSED)
def test_what_cannot_be_is_refused_in_one_line_and_not_kept(client, home, form):
    told = {"report": "r1", "statement": first_statement(home), "seen": "0", **form}
    answer = client.post("/decide", told)
    assert answer.status_code == 409 and 'role="alert"' in answer.content.decode()
    assert read(home)[1] == []


def test_the_second_of_two_reviewers_is_told_and_nothing_is_lost(client, home):
    decide(client, home, "accept")
    answer = decide(client, home, "reject")
    assert answer.status_code == 409 and "Ada decided on it meanwhile" in answer.content.decode()
    assert [d.kind for d in read(home)[1]] == [DecisionKind.ACCEPT]


def test_a_judgement_parts_an_event_and_joins_it_again(client, home):
    event = read(home)[0][Act.ARREST_DETENTION]
    a, b = (f"{s.report}:{s.statement}" for s in event.statements)
    answer = client.post("/judge", {"event": event.id, "a": a, "b": b, "same": "no"})
    assert answer.status_code == 302
    with open_chronicle(home) as chronicle:
        assert [len(e.statements) for e in chronicle.events() if e.act is Act.ARREST_DETENTION] == [1, 1]
    client.post("/judge", {"event": event.id, "a": a, "b": b, "same": "yes"})
    events, _, faults = read(home)
    assert len(events[Act.ARREST_DETENTION].statements) == 2 and faults == []


@pytest.mark.parametrize("b", ["", "nonsense", "r9:s9", "r1:s0"])
def test_a_judgement_on_what_is_not_there_is_refused(client, home, b):
    a = f"r1:{first_statement(home)}"
    assert client.post("/judge", {"event": "x", "a": a, "b": b, "same": "yes"}).status_code == 409


def test_events_are_found_by_words_and_facets(client):
    def names(query):
        return client.get(f"/events?{query}").content.decode().count('class="row"')

    assert 1 <= names("q=kurgan") < names("") and names("q=kurgan+orsk") == 0
    assert names("act=raid") == 1 and names("verdict=contested") == 1 and names("page=7") == 0
    assert names("q=%25") == 0  # a sign of the database's own is a sign of the text


@pytest.mark.parametrize("page", ["/reports/r9", "/events/e000", "/assets/desk.py", "/assets/..%2fdjango_settings.py"])
def test_what_is_not_there_is_not_found(client, page):
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("page", ["/decide", "/judge"])
def test_nothing_is_done_by_following_a_link(client, page):
    assert client.get(page).status_code == 405


def test_the_log_tells_in_words_who_did_what_and_holds_the_whole(client, home):
    decide(client, home, "reject", "r3", Act.RAID)
    page = client.get("/log").content.decode()
    newest = page[page.index("<li>") : page.index("</li>")]
    assert "events made anew" in newest
    told = page[page.index("<strong>rejected") :]
    assert told.index("Ada") < told.index('href="/reports/r3') < told.index("decided {&quot;decision&quot;")
    assert "отклонено" in client.get("/log", headers={"accept-language": "ru"}).content.decode()
    assert client.get("/log?page=7").status_code == 200
