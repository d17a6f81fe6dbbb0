"""The site as files: links resolve, nothing is fetched from elsewhere, text stays text, little is rewritten."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import feedparser
import pytest
from lxml import html

from khronika.errors import PublishError
from khronika.model import Verdict
from khronika.publish.policy import Policy
from khronika.publish.public import PublicEvent
from khronika.publish.site import make_release, make_site, read_release, write_files
from khronika.publish.site.words import load_words
from khronika.publish.tier import make_public
from tests.browsing import CHROMIUM, QUIET
from tests.factories import make_place
from tests.publish.telling import make_chronicle, make_figure, tell, tell_report

SUPPORT = {"text": "Give.", "url": "https://chronicle.example/give"}
POLICY = Policy(title="Invented chronicle", address="https://chronicle.example/", support=SUPPORT)
LOADED = (("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"))


def tell_public(number: int = 1, policy: Policy = POLICY, **changes) -> PublicEvent:
    """Return a public event of its own report."""
    report = tell_report(tell(), id=f"r{number}", url=f"https://post.example/{number}", **changes.pop("report", {}))
    points = [("2024-03-29", 64, 64, "lawyer (to Orsk Post)"), ("2024-03-31", 70, None, "police")]
    events, reports = make_chronicle(report, id=f"e{number:012x}", figures=(make_figure(*points),), **changes)
    return next(make_public(events, reports, policy, today=date(2024, 4, 2)))


def make_events() -> list[PublicEvent]:
    return [
        tell_public(1),
        tell_public(2, verdict=Verdict.CONTESTED, place=None, from_=None, to=None, name="Detention"),
        tell_public(3, place=make_place("Kurgan"), from_="2024-02-20", to="2024-02-25"),
    ]


def publish(folder: Path, events, policy: Policy = POLICY, day: str = "2024-04-02"):
    release = make_release(events, read_release(folder), day=day)
    return write_files(folder, make_site(events, policy, release))


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    publish(folder, make_events())
    return folder


def pages(folder: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in sorted(folder.rglob("*.html")):
        yield path, html.document_fromstring(path.read_bytes())


def test_every_link_within_the_site_leads_to_a_file(site):
    count = 0
    for path, page in pages(site):
        for link in page.xpath("//@href | //@src"):
            if link.startswith(("https://", "http://")):
                continue
            target = path.parent / link.split("#")[0].split("?")[0]
            assert target.is_file() or link.startswith("#"), (path.name, link)
            count += 1
    assert count > 200


def test_nothing_is_loaded_from_elsewhere(site):
    for path, page in pages(site):
        for element, attribute in LOADED:
            for address in page.xpath(f"//{element}/@{attribute}"):
                assert "//" not in address, (path, address)
        assert not page.xpath("//@style") and not page.xpath("//style")
        for script in page.xpath("//script[not(@src)]"):
            assert script.get("type") == "application/ld+json"
    assert "url(" not in (site / "style.css").read_text() and "fetch" not in (site / "search.js").read_text()


def test_each_page_has_one_heading_a_language_and_a_way_past_the_menu(site):
    for path, page in pages(site):
        assert len(page.xpath("//h1")) == 1, path
        assert page.get("lang") == "en"
        assert page.xpath("//a[@class='skip']/@href") == ["#text"] and page.xpath("//main[@id='text']")
        assert all(svg.get("aria-label") for svg in page.xpath("//*[name()='svg']")), path


def test_an_event_page_tells_who_says_what_and_stays_light(site):
    path = site / "events" / "e000000000001.html"
    text = html.document_fromstring(path.read_bytes()).text_content()
    for words in ("lawyer → Orsk Post", "somewhere in the town", "detained: 64", "single source", "at least 70"):
        assert words in text, words
    assert len(path.read_bytes()) < 100_000


def test_text_of_reports_is_never_markup(tmp_path):
    evil = "</script><script>alert(1)</script><svg onload=alert(1)>&lt;b&gt;"
    events = [tell_public(1, name=evil, report={"outlet": evil, "title": evil})]
    publish(tmp_path / "site", events)
    for _, page in pages(tmp_path / "site"):
        assert not [s for s in page.xpath("//script") if "alert" in (s.text or "") and s.get("type") is None]
        assert not page.xpath("//*[@onload]") and not page.xpath("//b")
    assert "<script" not in (tmp_path / "site" / "search-index.js").read_text()
    page = html.document_fromstring((tmp_path / "site" / "events" / "e000000000001.html").read_bytes())
    assert json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)["name"] == evil


def test_publishing_again_writes_nothing_and_a_new_event_only_what_it_touches(tmp_path):
    folder = tmp_path / "site"
    events = make_events()
    first = publish(folder, events)
    again = publish(folder, events, day="2024-04-09")
    assert (again.written, again.removed, again.files) == (0, 0, first.files)
    moved = [*events, tell_public(4)]
    more = publish(folder, moved, day="2024-04-09")
    assert (folder / "events" / "e000000000004.html").is_file()
    assert 0 < more.written
    assert publish(folder, moved, day="2024-04-10").written == 0


def test_a_correction_is_told_and_an_old_address_leads_on(tmp_path):
    folder = tmp_path / "site"
    one, two, three = make_events()
    publish(folder, [one, two, three])
    merged = replace(one, name="Detention, corrected", reports=(*one.reports, *two.reports))
    publish(folder, [merged], day="2024-04-05")
    page = html.document_fromstring((folder / "corrections.html").read_bytes()).text_content()
    assert "5 April 2024" in page and "Changed: Detention, corrected" in page
    assert "Withdrawn: Detention of 64 workers" in page and "is now part of" in page
    old = html.document_fromstring((folder / "events" / f"{two.id}.html").read_bytes())
    assert old.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={one.id}.html"]
    assert not (folder / "events" / f"{three.id}.html").exists()
    assert [c.day for c in read_release(folder).changes] == ["2024-04-05", "2024-04-02"]


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(PublishError, match="holds no site"):
        publish(tmp_path, make_events())
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_sums_that_name_a_file_outside_remove_nothing(tmp_path):
    folder = tmp_path / "site"
    publish(folder, make_events())
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    with (folder / "SHA256SUMS").open("a") as sums:
        sums.write(f"{'0' * 64}  ../outside.txt\n")
    publish(folder, make_events())
    assert outside.is_file()


HOME = "https://chronicle.example"


def test_each_act_and_place_has_feeds_that_feed_readers_read(site):
    pages = [site / "index.html", *site.glob("acts/*_*.html"), *site.glob("places/[!i]*.html")]
    assert len(pages) == 4  # of the whole, an act and two places
    for page in pages:
        name = "feed" if page.stem == "index" else str(page.relative_to(site).with_suffix(""))
        listed = {
            Path(at).stem
            for at in html.document_fromstring(page.read_bytes()).xpath("//p[@class='name']/a/@href")
        }  # fmt: skip
        for end in ("rss", "atom"):
            feed = feedparser.parse((site / f"{name}.{end}").read_bytes())
            assert not feed.bozo and {Path(e.link).stem for e in feed.entries} == listed
            assert {e.link for e in feed.entries} == {f"{HOME}/events/{e}.html" for e in listed}
            assert feed.feed.link == f"{HOME}/{page.relative_to(site)}"
        told = json.loads((site / f"{name}.json").read_text())
        assert told["version"].endswith("/1.1") and {Path(item["url"]).stem for item in told["items"]} == listed


def test_a_feed_tells_when_an_event_came_and_when_it_changed_and_no_markup(tmp_path):
    event = tell_public(1)
    publish(tmp_path / "s", [event])
    publish(tmp_path / "s", [replace(event, why="<b>Two</b> say so.")], day="2024-04-09")
    for name in ("feed.rss", "feed.atom"):
        (entry,) = feedparser.parse((tmp_path / "s" / name).read_bytes()).entries
        assert entry.published_parsed[:3] == (2024, 4, 2)
        assert "&lt;b&gt;Two&lt;/b&gt; say so." in entry.summary
    assert entry.updated_parsed[:3] == (2024, 4, 9)  # RSS has no place for it
    (item,) = json.loads((tmp_path / "s" / "feed.json").read_text())["items"]
    assert (item["date_published"][:10], item["date_modified"][:10]) == ("2024-04-02", "2024-04-09")


def test_the_chronicle_goes_by_day(site):
    page = html.document_fromstring((site / "chronicle" / "2024-02.html").read_bytes())
    assert page.xpath("//h1")[0].text == "February 2024"
    assert [(h.get("id"), h.text) for h in page.xpath("//h2")] == [("2024-02-20", "20 February 2024")]
    assert [p.text for p in page.xpath("//p[@class='when']")] == ["20 to 25 February 2024 (between these days)"]
    page = html.document_fromstring((site / "chronicle" / "2024-03.html").read_bytes())
    assert [h.text for h in page.xpath("//h2")] == ["28 March 2024"] and not page.xpath("//p[@class='when']")


def test_the_site_map_names_every_event(site):
    assert (site / "sitemap.xml").read_text().count("<lastmod>2024-04-02</lastmod>") == 3


def test_without_an_address_there_are_no_feeds(tmp_path):
    publish(tmp_path / "s", make_events(), Policy())
    assert not list((tmp_path / "s").rglob("*.rss")) and not (tmp_path / "s" / "sitemap.xml").exists()


def test_pages_and_feeds_are_russian_where_asked_and_data_and_words_of_reports_stay(tmp_path):
    publish(tmp_path / "s", make_events(), Policy(title="Хроника", address="https://chronicle.example/", language="ru"))
    page = html.document_fromstring((tmp_path / "s" / "events" / "e000000000001.html").read_bytes())
    assert page.xpath("//h1")[0].text == "Задержание: рабочие (64), Orsk, 28 марта 2024"
    assert page.xpath("//h3")[0].text == "задержаны: рабочие (64)" and "не менее 70" in page.text_content()
    assert "Задержание: рабочие (64)" in (tmp_path / "s" / "feed.atom").read_text(encoding="utf8")
    assert '"name":"Detention of 64 workers' in (tmp_path / "s" / "events.jsonl").read_text(encoding="utf8")
    text = page.text_content()
    assert page.get("lang") == "ru"
    assert "Кто это говорит" in text and "28 марта 2024" in text and "detained 64 workers" in text


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian: apt-get install chromium)")
@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("index.html", "Newest events"),
        ("search.html?q=kurgan", "20 to 25 February 2024"),
        ("search.html?q=nowhere", "Nothing found"),
        ("events/e000000000001.html", "Counts by day of publication"),
    ],
)
def test_a_browser_shows_pages_from_a_folder_without_complaint(site, tmp_path, address, wanted):
    telling = ("--enable-logging=stderr", "--virtual-time-budget=4000", "--dump-dom")
    command = [CHROMIUM, *QUIET, f"--user-data-dir={tmp_path}", *telling, f"file://{site}/{address}"]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert wanted in shown.stdout
    assert "CONSOLE" not in shown.stderr


@pytest.mark.parametrize(
    ("language", "number", "wanted"),
    [("en", 1, "1 event"), ("en", 21, "21 events"), ("ru", 1, "1 событие"), ("ru", 3, "3 события"),
     ("ru", 12, "12 событий"), ("ru", 111, "111 событий"), ("ru", 121, "121 событие"), ("ru", 0, "0 событий")],
)  # fmt: skip
def test_things_are_counted_as_a_language_does(language, number, wanted):
    assert load_words(language).number_of(number, "events") == wanted
