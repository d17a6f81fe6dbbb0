"""Events, reports and sources are found, and a page shows what a person needs to weigh them."""

import re

import pytest
from django.test.utils import CaptureQueriesContext

from khronika.model import Act, PlacePrecision
from khronika.store import open_chronicle
from tests.desk.conftest import EVIL, REPORTS
from tests.postgres import make_database

PAGES = [
    "/events",
    "/reports",
    "/timeline",
    "/timeline?by=act",
    "/map",
    "/events?q=orsk&act=arrest_detention&verdict=contested&country=RU&since=2024&until=2024-03",
]
FOUND = [
    ("", None, "nothing asked for: all"),
    ("q=kurgan", {"raid"}, "words of a statement"),
    ("q=soldier+raid", {"raid"}, "other forms"),
    ("q=%22in+orsk%22", {"arrest_detention"}, "a phrase"),
    ("q=kurgan+orsk", set(), "all words"),
    ("q=%25", set(), "a sign alone"),
    ("act=raid", {"raid"}, "an act"),
    ("act=nonsense", set(), "no act"),
    ("verdict=contested", {"arrest_detention"}, "a verdict"),
    ("place=Orsk", {"arrest_detention"}, "a place"),
    ("source=kama+wire", {"arrest_detention"}, "an outlet, whatever its case"),
    ("source=The+Kama+Wire", {"arrest_detention"}, "whatever its article"),
    ("since=2024-03-29", {"raid"}, "since a day"),
    ("until=2024-03-28", {"arrest_detention"}, "until a day"),
    ("since=2024-03&until=2024-03", {"raid", "arrest_detention"}, "in a month"),
    ("since=2025", set(), "in a later year"),
    ("since=2024-02-30", None, "a day that does not exist is not asked for"),
    ("page=7", set(), "behind the last page"),
    ("page=%D9%A7", None, "no number that the page knows"),
]


def acts_on(text, home):
    """Return the acts of the events that a page lists."""
    with open_chronicle(home) as chronicle:
        return {str(e.act) for e in chronicle.events() if f"/events/{e.id}" in text} & {"raid", "arrest_detention"}


@pytest.mark.parametrize(("query", "acts", "note"), FOUND, ids=[row[2] for row in FOUND])
def test_events_are_found(client, home, query, acts, note):
    found = acts_on(client.get(f"/events?{query}").content.decode(), home)
    assert found == acts if acts is not None else found >= {"raid", "arrest_detention"}


def test_facets_say_how_many_and_a_chosen_one_can_be_taken_back(client):
    text = client.get("/events?act=raid").content.decode()
    assert 'href="?act=raid&amp;country=RU"' in text and "take back: raid" in text
    assert 'class="chosen" href="?"' in text


@pytest.mark.parametrize(
    ("query", "language", "wanted"),
    [
        ("act=arrest_detention&country=RU", "en", "Narrowed by: detention, Russia"),
        ("act=arrest_detention&verdict=contested", "ru", "расходятся, задержание"),
        ("lacks=place", "en", "Narrowed by: not known: where"),
    ],
)
def test_a_drawn_search_says_in_words_by_what_it_is_narrowed(client, query, language, wanted):
    for page in ("/timeline", "/map"):
        assert wanted in client.get(f"{page}?{query}", headers={"accept-language": language}).content.decode()


def test_reports_are_found_by_whole_text_and_outlet(client):
    def ids(query):
        text = client.get(f"/reports?{query}").content.decode()
        return {i for i in ("r1", "r2", "r3") if f'/reports/{i}"' in text}

    assert ids("") == {"r1", "r2", "r3"}
    assert ids("q=ministry") == {"r2"} and ids("outlet=orsk+post") == {"r1"} and ids("q=zebra") == set()


def event_of(home, act=Act.ARREST_DETENTION):
    with open_chronicle(home) as chronicle:
        return next(e for e in chronicle.events() if e.act is act)


def test_an_event_shows_counts_by_source_over_time_in_their_words(client, home):
    event = event_of(home)
    text = client.get(f"/events/{event.id}").content.decode()
    assert event.why.replace("'", "&#x27;") in text
    assert text.count("<blockquote>Police in Orsk detained") == 2 and text.count('class="source"') >= 2
    assert 'class="map near"' in text and "<circle" in text
    assert "report captured" in text


def test_what_a_person_judges_stands_in_the_history(client, home):
    event = event_of(home)
    a, b = (f"{s.report}:{s.statement}" for s in event.statements)
    client.post("/judge", {"event": event.id, "a": a, "b": b, "same": "yes", "why": "the same police"})
    text = client.get(f"/events/{event.id}").content.decode()
    assert "judged: the same event" in text and "Ada: the same police" in text


@pytest.mark.parametrize("precision", list(PlacePrecision))
def test_a_country_is_never_drawn_as_a_spot(precision):
    from khronika.desk.browse.event import draw_place
    from tests.factories import make_place

    drawn = draw_place(make_place(precision=precision))
    assert (drawn is None) is (precision is PlacePrecision.COUNTRY)
    assert draw_place(None) is None


def test_a_search_is_kept_and_taken_out_by_who_kept_it(client):
    client.post("/views", {"name": EVIL, "act": "raid", "q": "school"})
    text = client.get("/events").content.decode()
    assert EVIL not in text and 'href="/events?q=school&amp;act=raid"' in text
    number = text.split('name="forget" value="')[1].split('"')[0]
    client.post("/views", {"forget": number})
    assert "q=school" not in client.get("/events").content.decode()


@pytest.mark.parametrize(
    ("page", "form"),
    [("/views", {"name": "raids"}), ("/source-word", {"source": "orsk post", "field": "source", "value": "02"})],
)
def test_who_cannot_write_now_is_told_so(client, home, monkeypatch, page, form):
    monkeypatch.setattr("khronika.store.opening.TURN_WAITS", 0.0)
    with open_chronicle(home, write=True):
        answer = client.post(page, form)
    assert answer.status_code == 409 and "somebody else is writing" in answer.content.decode()
    assert client.post(page, form).status_code == 302


@pytest.mark.parametrize("page", [*PAGES, "/sources", "/sources/orsk post", "/events/ARREST", "/add"])
def test_a_page_asks_the_database_few_questions(client, home, page):
    from django.db import connections

    from khronika.store.database import connect

    page = page.replace("ARREST", event_of(home).id)
    with CaptureQueriesContext(connections[connect(home)]) as asked:
        assert client.get(page).status_code == 200
    assert len(asked) <= 20, [q["sql"][:90] for q in asked]


TOKEN = re.compile(r'value="\w{64}"')  # of forms, another one on each page


@pytest.mark.parametrize("page", ["/events", "/events?q=orsk", "/reports", "/timeline", "/map", "/sources"])
def test_what_was_counted_is_not_counted_again_until_it_changes(client, home, page):
    from django.db import connections

    from khronika.store.database import connect

    def ask():
        with CaptureQueriesContext(connections[connect(home)]) as asked:
            told = client.get(page).content.decode()
        return TOKEN.sub("", told), sum("COUNT(" in q["sql"] for q in asked)

    first, second = ask(), ask()
    assert first[1] > 0 == second[1] and second[0] == first[0]
    event = event_of(home)
    told = event.statements[0]
    client.post("/decide", {"report": told.report, "statement": told.statement, "kind": "reject", "seen": "0"})
    third = ask()
    assert third[1] > 0 and (third[0] != first[0] or page in ("/reports", "/map"))


def test_what_was_counted_for_one_language_is_not_told_in_another(client):
    for language, words in (("en", "detention"), ("ru", "задержание"), ("en", "detention")):
        assert words in client.get("/events", headers={"accept-language": language}).content.decode().lower()


SERVED = [
    "/events", "/events?q=orsk&since=2024", "/events?source=kama+wire", "/events?lacks=day", "/reports?q=ministry",
    "/timeline", "/timeline?by=act", "/map", "/sources", "/sources?q=orsk", "/sources/kama wire",
]  # fmt: skip


@pytest.fixture(scope="module")
def server(postgres_url, tmp_path_factory):
    """The same reports in a database server."""
    from khronika.collect import make_capture
    from khronika.model import Given
    from khronika.pipeline import add_captures

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("khronika.store.opening.DATA_DIR", tmp_path_factory.mktemp("data"))
        url = make_database(postgres_url, "browsed")
        captures = [
            make_capture(words.encode(), "text/plain", Given(id=i, outlet=outlet, published=day))
            for i, outlet, day, words in REPORTS
        ]
        with open_chronicle(url, create=True, write=True) as chronicle:
            add_captures(chronicle, captures)
        yield url


NOBODY = "postgres://nobody@%2Fnowhere/chronicle"


@pytest.mark.parametrize("page", ["/", "/events", "/sources/orsk post", "/reports/r1"])
def test_where_the_database_does_not_answer_a_page_says_so_calmly(client, page):
    from khronika.desk.run import THIS_RUN

    THIS_RUN.chronicle, client.raise_request_exception = NOBODY, False
    for answer in (client.get(page), client.post("/decide", {"report": "r1", "statement": "s1", "seen": "0"})):
        assert answer.status_code == 503 and answer["Retry-After"] == "5"
        assert "Nothing that was kept is lost" in answer.content.decode()


def test_a_page_that_fails_for_another_reason_says_so_too(client, monkeypatch, caplog):
    monkeypatch.setattr("khronika.desk.browse.lists.list_facets", lambda *_: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/events")
    assert answer.status_code == 500 and "This page failed" in answer.content.decode()
    assert "ZeroDivisionError" in caplog.text


def test_a_connection_that_the_server_dropped_is_made_anew(client, server):
    import psycopg
    from django.db import connections

    from khronika.desk.run import THIS_RUN
    from khronika.store.database import connect, keep_open

    THIS_RUN.chronicle = server
    keep_open(alias := connect(server))
    assert client.get("/events").status_code == 200 and connections[alias].connection
    host = connections[alias].get_connection_params()["host"]
    with psycopg.connect(host=host, user="postgres", autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid()")
    assert client.get("/events").status_code == 200


@pytest.mark.parametrize("page", SERVED)
def test_a_server_gives_the_same_pages_as_a_file(client, home, server, page):
    from khronika.desk.run import THIS_RUN

    shown = []
    for THIS_RUN.chronicle in (home, server):
        text = client.get(page).content.decode()
        shown.append(re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", text))
    assert shown[0] == shown[1]
