"""An archive is asked for a copy of each fetched page; where it takes none the page is kept all the same."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from khronika.cli.app import app
from khronika.collect import make_capture
from khronika.collect.addresses import parse_networks
from khronika.collect.claims import say_claim
from khronika.collect.copies import ask_copies
from khronika.collect.fetch import Fetcher, FetchRules
from khronika.collect.web import Web
from khronika.model import Failure, Given
from khronika.store import open_chronicle
from tests.collect.web import PAGE, serve

COPY = "/web/20250516/http:/page"


@pytest.fixture
def web():
    with serve() as running:
        running.pages |= {"/page": ("text/html", PAGE), COPY: ("text/html", PAGE)}
        yield running


def make_fetcher(web):
    return Fetcher(FetchRules(private=parse_networks("127.0.0.1, ::1"), delay=0.0), sleep=lambda seconds: None)


def ask(web, archive, **changes):
    with make_fetcher(web) as fetcher:
        capture = replace(next(Web(fetcher).collect(web.url("/page"), Given())), **changes)
        return list(ask_copies([capture], web.url(archive), fetcher))


WAYS = [
    ("/save_moved?", "the answer is a redirect to the copy"),
    ("/save_named?", "the answer names the copy in its head"),
]


@pytest.mark.parametrize(("archive", "why"), WAYS, ids=[row[1] for row in WAYS])
def test_the_address_of_the_copy_is_kept(web, archive, why):
    (found,) = ask(web, archive)
    assert found.claim.copy == web.url(COPY)
    assert f"{archive}{web.url('/page')}" in web.paths(), "the page's address is added to the archive's"
    assert web.url(COPY) in say_claim(found.claim, found.captured_at, found.given.url)


REFUSALS = [("/broken?", "answered 5"), ("/nowhere?", "answered 404"), ("/save_silent?", "names none")]


@pytest.mark.parametrize(("archive", "told"), REFUSALS)
def test_a_page_without_a_copy_is_kept_and_told_of(web, archive, told):
    capture, failure = ask(web, archive)
    assert capture.claim.copy is None and isinstance(failure, Failure) and told in failure.error


def test_nothing_is_asked_for_what_is_confidential_or_was_not_fetched(web):
    (found,) = ask(web, "/save_moved?", confidential=True)
    assert found.claim.copy is None and not [path for path in web.paths() if path.startswith("/save")]
    note = make_capture(b"words", "text/plain", Given(url=web.url("/page")))
    failed = Failure(id="a", error="b")
    with make_fetcher(web) as fetcher:
        assert list(ask_copies([note, failed], web.url("/save_moved?"), fetcher)) == [note, failed]
    assert not [path for path in web.paths() if path.startswith("/save")]


def test_the_commands(web, tmp_path, monkeypatch):
    def run(*words):
        return CliRunner().invoke(app, list(words))

    home = str(tmp_path / "c")
    assert run("add", home, web.url("/page"), "--archive", "--engine", "rules").exit_code == 2, "no archive is named"
    monkeypatch.setattr("khronika.collect.fetch.PRIVATE_NETWORKS", "127.0.0.1, ::1")
    monkeypatch.setattr("khronika.collect.fetch.HOST_DELAY", 0.0)
    monkeypatch.setattr("khronika.settings.ARCHIVE", web.url("/save_moved?"))
    monkeypatch.setattr("khronika.collect.copies.FetchRules", lambda **more: FetchRules(**{**more, "delay": 0.0}))
    assert run("add", home, web.url("/page"), "--archive", "--engine", "rules").exit_code == 0
    assert web.url(COPY) in run("verify", home, "--claims").stdout
    (tmp_path / "list.txt").write_text(web.url("/page?2"))
    web.pages["/page?2"] = ("text/html", PAGE.replace(b"two", b"three"))
    done = run("watch", home, str(tmp_path / "list.txt"), "--once", "--archive")
    assert done.exit_code == 0, done.output
    with open_chronicle(home) as chronicle:
        assert [web.url(COPY) in words for _, _, words in chronicle.claims()] == [True, True]
        copies = chronicle.archived()
        assert set(copies.values()) == {web.url(COPY)} and len(copies) == 2
    (chronicle.home / "captures").rename(tmp_path / "elsewhere")
    with open_chronicle(home) as chronicle:
        assert chronicle.archived() == {}, "what the files do not tell is not told"
