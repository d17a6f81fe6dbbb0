"""The site of the shipped samples, checked by other people's tools: HTML by the W3C's, access by axe-core, Chromium."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

import khronika.samples
from khronika.cli.app import app
from tests.browsing import (
    find,
    find_all,
    find_barriers,
    find_html_errors,
    measure_width,
    needs_browser,
    open_browser,
    set_screen,
    wait_for,
)

SCREENS = ((360, False), (1440, True))
POLICY = """
title: Invented chronicle
publisher: Open Border Watch
about: What invented reports say.
address: https://chronicle.example
support: {text: This chronicle lives on gifts., url: https://chronicle.example/give}
"""
CSP = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'"
"""What docs/howto/publish.md tells publishers to send: a request to elsewhere is stopped and told on the console."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> dict[str, Path]:
    """The folder of a site by its language."""
    folder = tmp_path_factory.mktemp("samples")
    commands = [["add", f"{folder}/chronicle", str(Path(khronika.samples.__file__).parent)]]
    for language in ("en", "ru"):
        (folder / f"{language}.yaml").write_text(f"{POLICY}language: {language}\n")
        policy = ("--policy", f"{folder}/{language}.yaml")
        commands.append(["publish", f"{folder}/chronicle", f"{folder}/{language}", *policy])
    for command in commands:
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, done.output
    return {language: folder / language for language in ("en", "ru")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    opened = open_browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.quit()


class Told(SimpleHTTPRequestHandler):
    """Serves a folder as publishers are told to."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(sites) -> Iterator[str]:
    """Where both sites are served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Told, directory=sites["en"].parent)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def of_each_kind(site: Path) -> list[Path]:
    """Return the pages at the top, and of each folder the list, the first page and the largest."""
    pages = sorted(site.glob("*.html"))
    for folder in ("acts", "places", "sources", "chronicle", "events"):
        held = sorted(site.glob(f"{folder}/*.html"), key=lambda path: path.stat().st_size)
        pages += {held[0], held[-1], *site.glob(f"{folder}/index.html")}
    return pages


def test_every_page_is_valid_html(sites):
    pages = [page for site in sites.values() for page in sorted(site.rglob("*.html"))]
    assert len(pages) > 150
    assert find_html_errors(pages) == []


def test_an_event_page_is_light(sites):
    pages = [page for site in sites.values() for page in site.glob("events/*.html")]
    assert max(page.stat().st_size for page in pages) < 100_000


@needs_browser
def test_nobody_meets_a_barrier_and_nothing_runs_over_the_edge(sites, browser):
    for site in sites.values():
        pages = of_each_kind(site)
        assert len(pages) >= 16
        for width, dark in SCREENS:
            set_screen(browser, width, dark=dark)
            for page in pages:
                browser.get(f"file://{page}")
                assert find_barriers(browser) == [], (width, page)
                assert browser.execute_script("return window.innerWidth") == width
                assert measure_width(browser) <= width, page
    assert browser.get_log("browser") == []


@needs_browser
def test_every_page_opens_without_a_word_on_the_console_nor_a_request_to_elsewhere(sites, browser, address):
    for site in sites.values():
        for page in sorted(site.rglob("*.html")):
            browser.get(f"{address}/{page.relative_to(site.parent)}")
            loaded = "return performance.getEntriesByType('resource').map(entry => entry.name)"
            assert all(name.startswith(address) for name in browser.execute_script(loaded)), page
    assert browser.get_log("browser") == []


@needs_browser
def test_what_is_typed_is_found(sites, browser):
    for language, word in (("en", "raid"), ("ru", "рейд")):
        browser.get(f"file://{sites[language]}/search.html")
        find(browser, "input").send_keys(word)
        wait_for(lambda: find_all(browser, "main a[href*='events/']"))
    assert browser.get_log("browser") == []
