"""What the benchmarks compare with does what they say."""

import cProfile
import pstats
import re
import subprocess
import sys
from datetime import UTC, datetime

import httpx
import pytest

from benchmarks.linking import measure, measure_kept
from benchmarks.pages import make_page
from benchmarks.reader import make_text
from benchmarks.soak import _said
from benchmarks.soak_web import Web, serve
from benchmarks.values import load_texts, scan_gazetteer

CALLS = 35_000  # of functions, for each statement of the page
CALLS_OF_PAGE = 7_500  # from HTML to text with zones

SCANS = [
    ("They came to Osh and New York City.", ["Osh", "New York City"], "the longest run of words"),
    ("in New York Osh they came", ["New York", "Osh"], "a run that holds two names"),
    ("nobody came to osh", [], "no capitals, no names"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "names", "note"), SCANS, ids=[row[2] for row in SCANS])
def test_plain_scan(text, names, note):
    assert [text[start:end] for start, end in scan_gazetteer(text)] == names


def test_texts_are_as_many_as_asked_for():
    texts = load_texts(7)
    assert len(texts) == 7 and all(texts)


def test_a_chronicle_links_a_stream_as_memory_does():
    (kept,), held = measure_kept([304]), measure(304)  # where a happening ends
    assert [kept[name] for name in ("statements", "events", "bcubed_f1")] == [
        held[name] for name in ("statements", "events", "bcubed_f1")
    ]
    assert held["bcubed_f1"] > 98


def calls_of(work, *inputs):
    """Return how many calls of functions work takes, which is the same on every machine."""
    work(*inputs)  # tables are loaded first
    profile = cProfile.Profile()
    profile.runcall(work, *inputs)
    return pstats.Stats(profile).total_calls


def test_a_page_becomes_text_in_no_more_calls_than_it_did():
    from khronika.collect import make_capture
    from khronika.model import Given
    from khronika.read import read_capture

    capture = make_capture(make_page(1).encode(), "text/html", Given(id="r"))
    assert calls_of(read_capture, capture) < CALLS_OF_PAGE


def read_page(engine, number):
    from khronika.collect import make_capture
    from khronika.extract import extract_report
    from khronika.model import Given
    from khronika.read import read_capture

    report = read_capture(make_capture(make_page(number).encode(), "text/html", Given(id="r")))
    return extract_report(report, engine.annotate(report))


def test_reading_a_page_takes_no_more_calls_than_it_did(engine):
    """Guards against what is done over and over; where it fails for a good reason, measure and write the new count."""
    statements = len(read_page(engine, 1).statements)
    assert calls_of(read_page, engine, 1) / statements < CALLS


def test_work_grows_little_faster_than_the_text(engine):
    from khronika.extract import extract_report
    from tests.factories import make_report

    def read(text):
        report = make_report(text=text)
        return extract_report(report, engine.annotate(report))

    short, long = (calls_of(read, make_text(size)) for size in (4000, 16_000))
    assert long / short < 4 * 3  # every sentence tells of an act, and statements are compared with each other


def test_the_web_of_the_soak_serves_what_its_feed_names():
    with serve(Web(1000.0)) as web:
        web.began -= 3500
        found = re.findall("<link>(.*?)</link>", httpx.get(f"http://127.0.0.1:{web.port}/feed").text)
        pages = [httpx.get(url) for url in found]
        assert len(found) == len(set(found)) == 4 and {page.status_code for page in pages} == {200}
        assert len({page.text for page in pages}) == 4
        assert httpx.get(web.url(4)).status_code == 404


def test_the_clock_of_the_soak_jumps(tmp_path):
    shift = tmp_path / "shift"
    shift.write_text("-200000")
    code = "import sys; sys.argv[1:] = [sys.argv[1], '--version']; from benchmarks.soak_clock import Shifted, main\n"
    code += "try:\n    main()\nexcept SystemExit:\n    from khronika.values.clock import utc_now; print(utc_now())"
    done = subprocess.run([sys.executable, "-c", code, str(shift)], capture_output=True, text=True, check=True)
    away = datetime.now(UTC) - datetime.fromisoformat(done.stdout.split()[-1])
    assert 199_000 < away.total_seconds() < 201_000


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("khronika: /a/b.sqlite3: its database failed", {"khronika: … its database failed": 1}),
        ("sqlite3.OperationalError: database is locked", {"sqlite3.OperationalError: database is locked": 1}),
        ("http://127.0.0.1/feed: 2 added, 0 already there, 0 failed", {}),
    ],
)
def test_what_commands_said_is_counted(line, told):
    assert _said([line]) == told


def test_a_chronicle_is_filled_with_reports_events_and_what_is_asked_about_them(tmp_path):
    from benchmarks.desk import fill

    fill(str(tmp_path / "c"), 9)
    from khronika.store import models, open_chronicle

    with open_chronicle(str(tmp_path / "c")) as opened:
        assert (opened.count_reports(), opened.count_events()) == (9, 13)
        asked = models.Question.objects.using(opened.alias)
        assert asked.filter(reason="unsure").count() == models.EventMember.objects.using(opened.alias).count() == 45
