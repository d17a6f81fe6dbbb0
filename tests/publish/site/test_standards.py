"""The site of the shipped samples, checked by other people's tools: HTML by the W3C's, access by axe-core."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import khronika.samples
from khronika.cli.app import app
from tests.browsing import find_barriers, find_html_errors, needs_browser, open_browser

WIDTHS = (360, 1440)
PAGES = ("index.html", "map.html", "timeline.html", "search.html", "methods.html", "corrections.html",
         "chronicle/2025-03.html", "acts/killing.html", "sources/index.html", "places/index.html")  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    samples = str(Path(khronika.samples.__file__).parent)
    for command in (["add", f"{folder}/chronicle", samples], ["publish", f"{folder}/chronicle", f"{folder}/site"]):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, done.output
    return folder / "site"


def test_every_page_is_valid_html(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 50
    assert find_html_errors(pages) == []


@needs_browser
def test_nobody_meets_a_barrier_and_nothing_runs_over_the_edge(site, tmp_path):
    browser = open_browser(tmp_path / "profile")
    try:
        event = min(site.glob("events/*.html")).relative_to(site)
        for width in WIDTHS:
            browser.set_window_size(width, 900)
            for page in (*PAGES, str(event)):
                browser.get(f"file://{site}/{page}")
                assert find_barriers(browser) == [], (width, page)
                over = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
                assert over <= 0, (width, page)
    finally:
        browser.quit()
