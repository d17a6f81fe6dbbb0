"""Watched sources: what is new is taken in once, faults are asked again, and the ledger tells what was not."""

from datetime import date

import pytest

from khronika.collect.addresses import parse_networks
from khronika.collect.fetch import Fetcher, FetchRules
from khronika.collect.ledger import Day, Ledger, Source, read_ledger, write_ledger
from khronika.collect.watching import collect_new
from khronika.errors import CollectError
from khronika.model import Failure
from tests.collect.web import PAGE, serve


@pytest.fixture
def web():
    with serve() as running:
        yield running


def look(web, source, path="/feed"):
    """Return the addresses and failures of one look."""
    rules = FetchRules(private=parse_networks("127.0.0.1, ::1"), delay=0.0)
    with Fetcher(rules, sleep=lambda seconds: None) as fetcher:
        found = list(collect_new(web.url(path), source, fetcher))
    return [f.error if isinstance(f, Failure) else f.given.url.removeprefix(web.url("")) for f in found], found


def feed(*paths):
    items = "".join(f"<item><link>{path}</link></item>" for path in paths)
    return "application/rss+xml", f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def test_what_is_new_is_taken_in_once(web):
    source = Source()
    web.pages |= {"/feed": feed("/one"), "/one": ("text/html", PAGE), "/two": ("text/html", PAGE)}
    told, found = look(web, source)
    assert told == ["/one"] and found[0].claim.attended is False
    assert look(web, source)[0] == []
    web.pages["/feed"] = feed("/two", "/one")
    assert look(web, source)[0] == ["/two"]
    assert (source.today().asked, source.today().named) == (3, 2)


def test_a_page_that_fails_is_asked_at_three_looks(web):
    source = Source()
    web.pages |= {"/feed": feed("/gone", "/one"), "/one": ("text/html", PAGE)}
    assert look(web, source)[0] == ["answered 404", "/one"]
    assert look(web, source)[0] == look(web, source)[0] == ["answered 404"]
    assert look(web, source)[0] == []


def test_a_page_that_comes_back_is_taken_in(web):
    source = Source()
    web.pages["/feed"] = feed("/late")
    assert look(web, source)[0] == ["answered 404"]
    web.pages["/late"] = ("text/html", PAGE)
    assert look(web, source)[0] == ["/late"]


def test_a_source_that_cannot_be_got_costs_nothing(web):
    source = Source()
    assert look(web, source, "/feed")[0] == ["answered 404"]
    assert source.today().unreachable == 1
    web.pages["/feed"] = "text/html", b"words"
    assert look(web, source)[0] == ["/feed"]  # a page is watched as it is


def test_a_source_is_asked_whether_it_changed(web):
    source = Source()
    assert look(web, source, "/etag")[0] == ["/etag"]
    assert source.etag == '"v1"'
    assert look(web, source, "/etag")[0] == []


def test_sitemaps_of_sitemaps(web):
    source = Source()
    index = f"<sitemapindex><sitemap><loc>{web.url('/map')}</loc></sitemap></sitemapindex>"
    web.pages |= {
        "/feed": ("application/xml", index.encode()),
        "/map": ("text/xml", f"<urlset><url><loc>{web.url('/one')}</loc></url></urlset>".encode()),
        "/one": ("text/html", PAGE),
    }
    assert look(web, source)[0] == ["/one"]


# days on which something was added, today, whether it is quiet
QUIET = [
    (["2026-03-01"], "2026-03-04", False),
    (["2026-03-01"], "2026-03-05", True),  # four days
    (["2026-03-01", "2026-03-08", "2026-03-15"], "2026-04-05", False),  # a weekly: three gaps are 21 days
    (["2026-03-01", "2026-03-08", "2026-03-15"], "2026-04-06", True),
]


@pytest.mark.parametrize(("days", "today", "quiet"), QUIET)
def test_quiet(days, today, quiet):
    source = Source(days={day: Day(added=1) for day in days})
    assert source.is_quiet(date.fromisoformat(today)) is quiet


def test_a_source_that_never_gave_anything_is_quiet_in_the_end():
    source = Source(days={"2026-03-01": Day(asked=9)})
    assert (source.is_quiet(date(2026, 3, 4)), source.is_quiet(date(2026, 3, 5))) == (False, True)


def test_the_ledger_is_kept(tmp_path):
    ledger = Ledger()
    ledger.source("https://post.example/feed").days["2026-03-01"] = Day(asked=2, discarded={"answered 404": 1})
    ledger.source("https://post.example/feed").done.append("https://post.example/1")
    assert read_ledger(tmp_path) == Ledger()
    write_ledger(tmp_path, ledger)
    assert read_ledger(tmp_path) == ledger
    (tmp_path / "watch.json").write_text("[]")
    with pytest.raises(CollectError, match="is no coverage ledger"):
        read_ledger(tmp_path)
