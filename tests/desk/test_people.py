"""Accounts: the first administrator, invitations, signing in, lock-out, sessions, roles, what the log says."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from django.db import connections
from django.test import Client

from khronika.desk.people import accounts, totp
from khronika.desk.people.accounts import PeopleError
from khronika.desk.people.database import PEOPLE_FILE
from khronika.desk.people.deeds import carry_over
from khronika.desk.people.models import Account
from khronika.desk.people.roles import Role
from khronika.desk.run import THIS_RUN
from khronika.desk.serve import make_team_desk
from khronika.errors import KhronikaError
from khronika.store import models, open_chronicle
from khronika.store.soundness import verify_location
from tests.desk.team import PASSWORD, browse, code_of, enlist, sign_in
from tests.desk.test_desk import first_statement
from tests.postgres import make_database


def logged(home):
    """Return (deed, name) of what the chronicle's log says of people."""
    with open_chronicle(home) as chronicle:
        rows = models.LogEntry.objects.using(chronicle.alias).filter(kind="people").order_by("number")
        told = [json.loads(what) for what in rows.values_list("what", flat=True)]
    return [(what["deed"], what["name"]) for what in told]


def join(link, password=PASSWORD, again=None, code=None):
    """Take an invitation up as a browser does; return the browser and the answer."""
    client, path = browse(), urlsplit(link).path
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", client.get(path).content.decode())[1]
    code = totp.make_code(secret, int(time.time()) // 30) if code is None else code
    return client, client.post(path, {"password": password, "again": again or password, "code": code})


def test_the_first_run_invites_an_administrator_who_invites_others(home, team):
    desk = make_team_desk(home, address="http://127.0.0.1:8400", who="Ada")
    admin, answer = join(desk.invitation)
    assert answer.status_code == 302 and admin.get("/people").status_code == 200
    text = admin.post("/people", {"name": "Bo", "role": "coder"}).content.decode()
    link = re.search(r"<code>(http[^<]+)</code>", text)[1]
    coder, answer = join(link)
    assert answer.status_code == 302 and coder.get("/").status_code == 200 and coder.get("/people").status_code == 403
    assert coder.get(urlsplit(link).path).status_code == 404, "a link works once"
    assert logged(home) == [("invited", "Ada"), ("joined", "Ada"), ("invited", "Bo"), ("joined", "Bo")]
    assert make_team_desk(home, address="http://127.0.0.1:8400", who="Ada").invitation is None
    assert list(verify_location(home)) == []


def test_no_secret_reaches_the_chronicle(home, team):
    token = accounts.invite("Ada", Role.ADMINISTRATOR, by="Ada")
    join(f"/join/{token}")
    sign_in("Ada")
    with open_chronicle(home) as chronicle:
        told = "".join(models.LogEntry.objects.using(chronicle.alias).values_list("what", flat=True))
    account = Account.objects.get()
    for secret in (token, account.secret, account.password, account.invitation, PASSWORD):
        assert not secret or secret not in told
    assert (team / PEOPLE_FILE).stat().st_mode & 0o077 == 0, "nobody else on the machine reads the accounts"


WEAK = [
    ({"password": "short"}, "12"),
    ({"password": "password1234"}, "common"),
    ({"again": "another long one"}, "differ"),
    ({"code": "000000x"}, "clock"),
]


@pytest.mark.parametrize(("told", "words"), WEAK)
def test_an_invitation_asks_for_a_good_password_and_a_code(team, told, words):
    token = accounts.invite("Bo", Role.CODER, by="Ada")
    _, answer = join(f"/join/{token}", **told)
    assert answer.status_code == 409 and words in answer.content.decode()
    assert accounts.find_invited(token) is not None and not Account.objects.get().joined


def test_an_old_invitation_lets_nobody_in(team, clock):
    token = accounts.invite("Bo", Role.CODER, by="Ada")
    clock.shift(accounts.INVITED_SECONDS + 1)
    assert browse().get(f"/join/{token}").status_code == 404
    with pytest.raises(PeopleError):
        accounts.join(token, PASSWORD, "000000")


WRONG = [
    {"password": "another long password"},
    {"code": "000000"},
    {"code": ""},
    {"name": "Nobody"},
    {"name": ""},
]


@pytest.mark.parametrize("told", WRONG)
def test_who_is_wrong_is_not_told_in_what(team, told):
    enlist("Ada")
    client, answer = sign_in("Ada", **told)
    words = re.sub(r'value="[^"]*"', "", answer.content.decode())
    other = re.sub(r'value="[^"]*"', "", sign_in("Nobody")[1].content.decode())
    assert answer.status_code == 403 and words == other
    assert client.get("/events").status_code == 302


def test_a_name_is_one_whatever_its_letters_look_like(team):
    enlist("Ada")
    assert sign_in("  ada ")[1].status_code == 302
    with pytest.raises(PeopleError):
        accounts.invite("\u202eAda", Role.VIEWER, by="Ada")
    with pytest.raises(PeopleError):
        accounts.invite(" ", Role.VIEWER, by="Ada")


def test_five_wrong_tries_lock_for_a_while_and_the_log_says_so(home, team, clock):
    enlist("Ada")
    for _ in range(accounts.TRIES):
        assert sign_in("Ada", password="wrong wrong wrong")[1].status_code == 403
    assert sign_in("Ada")[1].status_code == 403, "what is right counts no more"
    clock.shift(accounts.LOCKED_SECONDS + 1)
    assert sign_in("Ada", password="wrong wrong wrong")[1].status_code == 403
    assert sign_in("Ada")[1].status_code == 302, "one more wrong try after the lock does not lock again"
    deeds = [deed for deed, _ in logged(home)]
    assert deeds == ["sign-in failed"] * 5 + ["locked", "sign-in failed", "signed in"]


def test_many_tries_at_once_are_no_more_than_five(home, team):
    enlist("Ada")

    def guess(n):
        try:
            found = accounts.sign_in("Ada", f"guess number {n}", "000000")
            carry_over()
            return found
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(guess, range(16))) == [None] * 16
    carry_over()
    assert [deed for deed, _ in logged(home)].count("sign-in failed") == accounts.TRIES


def test_a_right_try_forgives_the_wrong_ones(team, clock):
    enlist("Ada")
    for _ in range(3):
        for _ in range(accounts.TRIES - 1):
            sign_in("Ada", password="wrong wrong wrong")
        assert sign_in("Ada")[1].status_code == 302
        clock.shift(60)


def test_a_code_is_good_once(team):
    enlist("Ada")
    code = code_of("Ada")
    assert sign_in("Ada", code=code)[1].status_code == 302
    assert sign_in("Ada", code=code)[1].status_code == 403


def test_signing_out_ends_this_session_and_ending_all_ends_all(team, clock):
    enlist("Ada")
    one, two = (sign_in("Ada", clock=clock)[0] for _ in range(2))
    assert one.post("/sign-out").status_code == 302
    assert (one.get("/events").status_code, two.get("/events").status_code) == (302, 200)
    three = sign_in("Ada", clock=clock)[0]
    two.post("/me/end-sessions")
    assert [c.get("/events").status_code for c in (one, two, three)] == [302, 302, 302]


def test_a_desk_that_opens_anew_knows_no_session_of_before(home, team):
    enlist("Ada")
    client = sign_in("Ada")[0]
    assert client.get("/events").status_code == 200
    make_team_desk(home, address="http://127.0.0.1:8400", who="Ada")
    assert client.get("/events").status_code == 302
    from django.contrib.sessions.models import Session

    assert Session.objects.count() == 0


def test_another_password_ends_the_sessions_elsewhere(team, clock):
    enlist("Ada")
    here, elsewhere = (sign_in("Ada", clock=clock)[0] for _ in range(2))
    new = "a new and longer password"
    clock.shift(30)
    told = {"old": PASSWORD, "code": code_of("Ada"), "password": new, "again": new}
    assert here.post("/me/password", {**told, "old": "wrong wrong wrong"}).status_code == 409
    assert here.post("/me/password", {**told, "again": "not the same at all"}).status_code == 409
    assert here.post("/me/password", told).status_code == 200
    assert (here.get("/events").status_code, elsewhere.get("/events").status_code) == (200, 302)
    clock.shift(30)
    assert sign_in("Ada", password=new)[1].status_code == 302


def test_a_session_gets_a_new_name_at_the_door(team):
    enlist("Ada")
    client = browse()
    client.cookies["khronika_session"] = "planted"
    client.get("/sign-in")
    sign_in("Ada", client=client)
    assert client.get("/events").status_code == 200
    assert client.cookies["khronika_session"].value != "planted"
    cookie = client.cookies["khronika_session"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict"
    thief = browse()
    thief.cookies["khronika_session"] = "planted"
    assert thief.get("/events").status_code == 302


def test_a_role_counts_from_the_next_page_on_and_a_shut_account_is_out(team, admin):
    enlist("Bo", Role.CODER)
    bo = Account.objects.get(name="Bo")
    client, _ = sign_in("Bo")
    assert client.get("/log").status_code == 403
    assert admin.post(f"/people/{bo.pk}", {"deed": "role", "role": "editor"}).status_code == 302
    assert client.get("/log").status_code == 200
    assert admin.post(f"/people/{bo.pk}", {"deed": "end"}).status_code == 302
    assert client.get("/log").status_code == 302
    assert admin.post(f"/people/{bo.pk}", {"deed": "shut"}).status_code == 302
    assert sign_in("Bo")[1].status_code == 403


def test_a_new_link_takes_the_old_password_away_and_opens_a_shut_account(team, admin):
    enlist("Bo", Role.CODER)
    bo = Account.objects.get(name="Bo")
    admin.post(f"/people/{bo.pk}", {"deed": "shut"})
    text = admin.post(f"/people/{bo.pk}", {"deed": "invite"}).content.decode()
    assert sign_in("Bo")[1].status_code == 403
    client, _ = join(re.search(r"<code>(http[^<]+)</code>", text)[1], password="quite another password")
    assert client.get("/events").status_code == 200


REFUSED = [
    ("/people", {"name": "ADA", "role": "viewer"}),
    ("/people", {"name": "", "role": "viewer"}),
    ("/people", {"name": "Cy", "role": "emperor"}),
    ("/people/{ada}", {"deed": "shut"}),
    ("/people/{ada}", {"deed": "role", "role": "viewer"}),
    ("/people/{ada}", {"deed": "role", "role": ""}),
    ("/people/{ada}", {"deed": "praise"}),
    ("/people/{ada}", {}),
]


@pytest.mark.parametrize(("path", "told"), REFUSED)
def test_what_would_leave_nobody_or_two_of_one_name_is_refused(team, admin, path, told):
    ada = Account.objects.get(name="Ada")
    answer = admin.post(path.format(ada=ada.pk), told)
    assert answer.status_code == 409 and 'role="alert"' in answer.content.decode()
    ada.refresh_from_db()
    assert (ada.role, ada.shut, Account.objects.count()) == ("administrator", False, 1)
    assert admin.post("/people/999", {"deed": "shut"}).status_code == 404


def test_deeds_wait_while_somebody_else_writes_and_are_told_afterwards(home, team):
    enlist("Ada")
    with open_chronicle(home, write=True):
        assert sign_in("Ada")[1].status_code == 302
    assert logged(home) == []
    browse().post("/sign-in", {"name": "Ada", "password": "wrong", "code": "0"})
    assert logged(home) == [("signed in", "Ada"), ("sign-in failed", "Ada")]


ADDRESSES = [
    ("https://desk.example", True),
    ("https://desk.example:8443/", True),
    ("http://127.0.0.1:8400", True),
    ("http://localhost", True),
    ("http://abcdefgh.onion", True),
    ("http://desk.example", False),
    ("http://192.168.1.7:8400", False),
    ("http://onion.example", False),
    ("desk.example", False),
    ("https://desk.example/path", False),
    ("ftp://desk.example", False),
    ("", False),
]


@pytest.mark.parametrize(("address", "safe"), ADDRESSES)
def test_passwords_never_cross_a_network_in_the_open(home, team, address, safe):
    if safe:
        assert make_team_desk(home, address=address, who="Ada").address == f"{address.rstrip('/')}/"
    else:
        with pytest.raises(KhronikaError, match=r"TLS|no address"):
            make_team_desk(home, address=address, who="Ada")


def test_a_desk_behind_tls_sends_its_cookies_nowhere_else(home, team):
    enlist("Ada")
    make_team_desk(home, address="https://desk.example", who="Ada")
    client = Client(SERVER_NAME="desk.example")
    sign_in("Ada", client=client)
    assert client.cookies["khronika_session"]["secure"]
    assert client.get("/events", secure=True).status_code == 200
    assert client.get("/events", SERVER_NAME="evil.example").status_code == 400


def test_a_desk_of_one_has_no_accounts(client):
    assert THIS_RUN.people == ""
    for page in ("/sign-in", "/me", "/people", "/join/abc"):
        assert client.get(page).status_code == 404
    text = client.get("/events").content.decode()
    assert "Sign out" not in text and "/people" not in text


def test_of_two_who_decide_at_once_the_second_is_told(home, team):
    for name in ("Ada", "Bo"):
        enlist(name, Role.CODER)
    form = {"report": "r1", "statement": first_statement(home), "seen": "0"}
    clients = [(sign_in(name)[0], kind) for name, kind in (("Ada", "accept"), ("Bo", "reject"))]

    def decide(one):
        try:
            return one[0].post("/decide", {**form, "kind": one[1]})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(decide, clients))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    told = next(answer for answer in answers if answer.status_code == 409).content.decode()
    with open_chronicle(home) as chronicle:
        (decision,) = chronicle.decisions()
    assert f"{decision.who} decided on it meanwhile" in told


def test_a_coder_takes_back_what_is_their_own_and_a_reviewer_what_others_decided(home, team, clock):
    for name, role in (("Ada", Role.CODER), ("Bo", Role.CODER), ("Cy", Role.REVIEWER)):
        enlist(name, role)
    ada, bo, cy = (sign_in(name)[0] for name in ("Ada", "Bo", "Cy"))
    seen = 0

    def decide(client, kind):
        nonlocal seen
        form = {"report": "r1", "statement": first_statement(home), "kind": kind, "seen": str(seen)}
        answer = client.post("/decide", form)
        seen += answer.status_code == 302
        return answer.status_code

    assert [decide(ada, "accept"), decide(bo, "undo"), decide(ada, "undo")] == [302, 409, 302]
    assert [decide(ada, "reject"), decide(cy, "undo"), decide(bo, "accept")] == [302, 302, 302]
    with open_chronicle(home) as chronicle:
        assert [d.who for d in chronicle.decisions()] == ["Ada", "Ada", "Ada", "Cy", "Bo"]


def test_a_chronicle_in_a_server_has_its_accounts_beside_its_captures(postgres_url, team, tmp_path, monkeypatch):
    monkeypatch.setattr("khronika.store.opening.DATA_DIR", tmp_path / "data")
    url = make_database(postgres_url, "team")
    with open_chronicle(url, create=True, write=True):
        pass
    desk = make_team_desk(url, address="http://127.0.0.1:8400", who="Ada")
    (file,) = (tmp_path / "data").rglob(PEOPLE_FILE)
    assert file.stat().st_mode & 0o077 == 0
    client, answer = join(desk.invitation)
    assert answer.status_code == 302 and client.get("/events").status_code == 200
    assert logged(url) == [("invited", "Ada"), ("joined", "Ada")]
