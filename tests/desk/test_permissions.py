"""Who may see and do what: every address, each role, one's own record, another's, a confidential one."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import override_settings
from django.urls import get_resolver

from khronika.cli.public import read_public
from khronika.collect import make_capture
from khronika.desk.adding.jobs import Job
from khronika.desk.people.database import open_people
from khronika.desk.people.models import Account
from khronika.desk.people.rights import methods_of
from khronika.desk.people.roles import Role
from khronika.desk.run import THIS_RUN
from khronika.model import Act, Given
from khronika.pipeline import add_captures
from khronika.store import open_chronicle
from khronika.store.confidential import mark_report
from khronika.store.entries import source_key
from khronika.store.sourcing import store_word
from tests.desk.team import TEAM_SETTINGS, browse, enlist

# What comes of it for: nobody, viewer, coder, reviewer, editor, administrator.
#   s asked to sign in   x refused: the role does not reach   - not found, as though it were not there   . let in
# Records: "other" is open to all; "own" is confidential and whoever asks marked it; "confidential" somebody else did.
TABLE = """
GET   queue         -             s.....
GET   events        -             s.....
GET   event         other         s.....
GET   event         own           s.....
GET   event         confidential  s---..
GET   report        other         s.....
GET   report        own           s.....
GET   report        confidential  s---..
GET   reports       -             s.....
GET   timeline      -             s.....
GET   map           -             s.....
POST  save_view     -             s.....
GET   sources       -             s.....
GET   source        other         s.....
GET   source        own           s.....
GET   source        confidential  s---..
POST  source_word   other         sxx...
POST  source_word   own           sxx...
POST  source_word   confidential  sxx-..
GET   adding        -             sx....
POST  adding        -             sx....
GET   add_job       own           sx.---
GET   add_job       other         sx----
GET   log           -             sxxx..
GET   asset         -             ......
POST  language      -             ......
POST  decide        other         sx....
POST  decide        own           sx....
POST  decide        confidential  sx--..
POST  words         other         sx....
POST  words         own           sx....
POST  words         confidential  sx--..
GET   coding        -             sx....
GET   code          other         sx....
GET   code          own           sx....
GET   code          confidential  sx--..
GET   agreement     -             sxx...
POST  judge         other         sxx...
POST  judge         own           sxx...
POST  judge         confidential  sxx-..
GET   confidential  other         sx....
GET   confidential  own           sx....
GET   confidential  confidential  sx--..
POST  confidential  other         sx....
POST  confidential  own           sxxx..
POST  confidential  confidential  sx--..
GET   sign_in       -             ......
POST  sign_in       -             ......
POST  sign_out      -             s.....
GET   join          -             ------
POST  join          -             ------
GET   me            -             s.....
POST  password      -             s.....
POST  end_sessions  -             s.....
GET   people        -             sxxxx.
POST  people        -             sxxxx.
POST  person        -             sxxxx.
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
PATHS = {
    "queue": "/", "events": "/events", "event": "/events/{event}", "report": "/reports/{report}", "log": "/log",
    "asset": "/assets/desk.css", "decide": "/decide", "judge": "/judge", "confidential": "/confidential/{report}",
    "sign_in": "/sign-in", "sign_out": "/sign-out", "join": "/join/nonsense", "me": "/me", "password": "/me/password",
    "words": "/words", "coding": "/coding", "code": "/coding/{report}", "agreement": "/agreement",
    "reports": "/reports", "timeline": "/timeline", "map": "/map", "save_view": "/views",
    "adding": "/add", "add_job": "/add/{job}", "sources": "/sources", "source": "/sources/{source}",
    "source_word": "/source-word", "language": "/language",
    "end_sessions": "/me/end-sessions", "people": "/people", "person": "/people/{account}",
}  # fmt: skip
FORMS = {
    "decide": {"report": "{report}", "statement": "{statement}", "kind": "accept", "seen": "0"},
    "words": {"report": "{report}", "statement": "{statement}", "field": "by", "words": "said", "seen": "0"},
    "judge": {"event": "{event}", "a": "{report}:{statement}", "b": "{report}:{statement}", "same": "yes"},
    "confidential": {"mark": "{mark}"},
    "adding": {"kind": "nothing"},
    "people": {"name": "Cy", "role": "viewer"},
    "source_word": {"source": "{source}", "field": "source", "value": "B"},
    "person": {"deed": "end"},
}  # fmt: skip
WORDS = ("Grey Heron", "Kurgan", "raided", "school", "secret.example")  # of the confidential report alone
OUTLETS = {"r1": "Orsk Post", "r3": "Grey Heron"}
ACTS = {"r1": Act.ARREST_DETENTION, "r3": Act.RAID}


@pytest.fixture(autouse=True)
def added(monkeypatch):
    """What the coder and Zed added: one report each that is hidden from the coder."""
    held = {i: Job(i, who, "a page", hidden=False, stage=2, reports=["r1", "r3"])
            for i, who in (("coders", "Coder"), ("zeds", "Zed"))}  # fmt: skip
    monkeypatch.setattr("khronika.desk.adding.jobs._JOBS", held)


def named(role: Role) -> str:
    return role.code.title()


@pytest.fixture(scope="session")
def crowd(tmp_path_factory) -> Path:
    """A chronicle with a report that Zed marked, and somebody in each role at its desk."""
    folder = tmp_path_factory.mktemp("crowd") / "c"
    told = [
        ("r1", "Orsk Post", "post.example", "Police in Orsk detained 64 workers on Thursday, a lawyer said."),
        ("r3", "Grey Heron", "secret.example", "Soldiers raided a school in Kurgan on Friday, residents said."),
    ]
    captures = [
        make_capture(w.encode(), "text/plain", Given(id=i, outlet=o, published="2024-03-29", url=f"https://{h}/{i}"))
        for i, o, h, w in told
    ]
    with open_chronicle(str(folder), create=True, write=True) as chronicle:
        add_captures(chronicle, captures)
        with transaction.atomic(using=chronicle.alias):
            mark_report(chronicle.alias, "r3", confidential=True, who="Zed")
    return folder


@pytest.fixture
def place(crowd, tmp_path, clock):
    """A copy of it that is this test's own, with ids of what there is."""
    home = tmp_path / "c"
    shutil.copytree(crowd, home)
    THIS_RUN.chronicle, THIS_RUN.key, THIS_RUN.people = str(home), "", open_people(home)
    with override_settings(**TEAM_SETTINGS):
        for role in Role:
            enlist(named(role), role)
        yield home
    THIS_RUN.chronicle, THIS_RUN.people = "", ""


def enter(role: Role | None):
    """Return the browser of somebody in a role who has signed in, of nobody without a role."""
    client = browse()
    if role is not None:
        account = Account.objects.get(name=named(role))
        session = SessionStore()
        session.update({SESSION_KEY: str(account.pk), HASH_SESSION_KEY: account.get_session_auth_hash()})
        session.save()
        client.cookies["khronika_session"] = session.session_key
    return client


def ids_of(home, record):
    """Return what a path or form needs to name a record."""
    report = "r1" if record in ("other", "-") else "r3"
    with open_chronicle(str(home)) as chronicle:
        event = next(e for e in chronicle.events() if e.act is ACTS[report])
    return {
        "report": report, "source": OUTLETS[report], "statement": event.statements[0].statement, "event": event.id,
        "job": "coders" if record == "own" else "zeds",
        "account": Account.objects.get(name="Viewer").pk, "mark": "yes" if record == "other" else "no",
    }  # fmt: skip


def state_of(home):
    """Return what any deed would change: the chronicle's log, and the accounts."""
    with open_chronicle(str(home)) as chronicle:
        return chronicle.last_entry(), list(Account.objects.order_by("pk").values())


def mark(home, report, *, confidential, who):
    with open_chronicle(str(home), write=True) as chronicle, transaction.atomic(using=chronicle.alias):
        for name in who:
            mark_report(chronicle.alias, report, confidential=confidential, who=name)


def outcome(answer, method):
    if answer.status_code == 302 and answer["Location"].startswith("/sign-in?next="):
        return "s"
    if answer.status_code == 403 and b"signed out" in answer.content:
        return "s"
    return {403: "x", 404: "-", 405: "405"}.get(answer.status_code, ".")


@pytest.mark.parametrize(("method", "name", "record", "expected"), ROWS, ids=[" ".join(row[:3]) for row in ROWS])
def test_nobody_sees_or_does_more_than_the_table_says(place, method, name, record, expected):
    ids = ids_of(place, record)
    path = PATHS[name].format(**ids)
    form = {key: value.format(**ids) for key, value in FORMS.get(name, {}).items()}
    if record == "own":
        mark(place, ids["report"], confidential=True, who=[named(role) for role in Role])
    found = ""
    for role in (None, *Role):
        if record == "other":
            mark(place, ids["report"], confidential=False, who=["Zed"])  # whoever came before may have marked it
        before = state_of(place)
        answer = enter(role).get(path) if method == "GET" else enter(role).post(path, form)
        found += one if (one := outcome(answer, method)) and name != "sign_in" else "."
        if found[-1] != ".":
            assert state_of(place) == before
            assert not any(words.encode() in answer.content for words in WORDS)
    assert found == expected


def test_every_address_has_its_rows():
    told = {(method, name) for method, name, *_ in ROWS}
    there = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    wanted = {(method, name) for name in there for method in methods_of(name) if method != "HEAD"}
    assert there - {name for _, name in told} == set(), "addresses without a row in TABLE"
    assert wanted == told, "methods that rights.yaml lets in, and rows"


def test_an_address_that_the_table_of_rights_does_not_name_is_refused(place, monkeypatch):
    monkeypatch.setattr("khronika.desk.people.rights._read_rights", lambda: {"pages": {}, "team": {}})
    assert enter(Role.ADMINISTRATOR).get("/events").status_code == 405


OPEN = [name for method, name, record, _ in ROWS if method == "GET" and record == "-"]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER])
def test_no_list_page_or_search_tells_of_what_is_confidential(place, role):
    client = enter(role)
    queries = ["", "?q=Kurgan", "?q=Heron", "?q=raided", "?q=secret", "?act=raid", "?page=1"]
    for name in dict.fromkeys(OPEN):
        for query in queries:
            text = client.get(PATHS[name] + query).content.decode()
            asked = query.partition("=")[2]  # a page says again what it was asked
            assert [words for words in WORDS if words in text and words != asked] == [], f"{name}{query}"


def test_what_somebody_added_tells_of_no_hidden_event(place):
    text = enter(Role.CODER).get("/add/coders").content.decode()
    assert "Orsk" in text and not any(words in text for words in WORDS)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_those_who_may_see_it_find_it(place, role):
    assert "Kurgan" in enter(role).get("/events").content.decode()


def test_the_beginning_of_an_events_id_is_no_way_round(place):
    event = ids_of(place, "confidential")["event"]
    for n in (3, 6, len(event)):
        assert enter(Role.VIEWER).get(f"/events/{event[:n]}").status_code == 404
        assert enter(Role.REVIEWER).post("/judge", {"event": event[:n], "a": "r1:s", "b": "r1:s"}).status_code == 404


def test_a_pair_with_a_confidential_report_is_not_judged(place):
    hidden, seen = ids_of(place, "confidential"), ids_of(place, "other")
    keys = [f"{ids['report']}:{ids['statement']}" for ids in (hidden, seen)]
    for a, b in (keys, keys[::-1]):
        assert enter(Role.REVIEWER).post("/judge", {"event": "x", "a": a, "b": b, "same": "yes"}).status_code == 404


def test_reports_in_which_a_confidential_source_speaks_are_hidden_later_ones_too(place):
    def add(report, told):
        given = Given(id=report, published="2024-03-29")
        with open_chronicle(str(place), write=True) as chronicle:
            add_captures(chronicle, [make_capture(told.encode(), "text/plain", given)])

    add("r8", "Police in Tver detained 9 people on Thursday, Ivan Petrov said.")
    with open_chronicle(str(place), write=True) as chronicle, transaction.atomic(using=chronicle.alias):
        store_word(chronicle.alias, source_key("Ivan Petrov"), "confidential", "yes", who="Zed")
    add("r9", "Soldiers raided a clinic in Tver on Friday, Ivan Petrov said.")
    for report in ("r8", "r9"):
        assert [enter(role).get(f"/reports/{report}").status_code for role in Role] == [404, 404, 404, 200, 200]
    assert "Petrov" not in enter(Role.REVIEWER).get("/reports").content.decode()
    assert "Petrov" not in str(read_public(str(place), None, today=date(2024, 4, 1))[1])
    assert enter(Role.VIEWER).get("/reports/r1").status_code == 200


def test_what_is_hidden_is_asked_once_for_a_page(place):
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    from khronika.store.database import connect

    client, event = enter(Role.VIEWER), ids_of(place, "other")["event"]
    with CaptureQueriesContext(connections[connect(str(place))]) as asked:
        assert client.get(f"/events/{event}").status_code == 200
    assert sum("store_confidence" in query["sql"] for query in asked) == 1


def test_what_was_marked_is_opened_by_an_editor_and_the_log_tells(place):
    assert enter(Role.VIEWER).get("/reports/r3").status_code == 404
    enter(Role.EDITOR).post("/confidential/r3", {"mark": "no", "why": "printed elsewhere"})
    assert enter(Role.VIEWER).get("/reports/r3").status_code == 200
    enter(Role.CODER).post("/confidential/r3", {"mark": "yes"})
    assert [enter(role).get("/reports/r3").status_code for role in Role] == [404, 200, 404, 200, 200]
    log = enter(Role.EDITOR).get("/log").content.decode()
    assert "printed elsewhere" in log and "Coder" in log
    with open_chronicle(str(place)) as chronicle:
        assert list(chronicle.verify()) == []


def test_what_is_marked_is_kept_back_from_what_is_published(place):
    def published():
        return str(read_public(str(place), None, today=date(2024, 4, 1))[1])

    assert "Orsk Post" in published() and "Grey Heron" not in published()
    mark(place, "r3", confidential=False, who=["Zed"])
    assert "Grey Heron" in published()
