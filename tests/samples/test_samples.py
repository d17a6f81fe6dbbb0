"""The invented reports that ship: enough of them, marked, and showing what the demo needs."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

import khronika.samples
from khronika.collect import collect_files
from khronika.model import ActorKind, Report, Status
from khronika.pipeline import add_captures, link_chronicle, read_captures
from khronika.samples.pick import pick_event
from khronika.store import open_chronicle

FOLDER = Path(khronika.samples.__file__).parent
MARK = re.compile(r"invented sample, written for khronika", re.IGNORECASE)


def texts():
    """Give name and raw text of each sample."""
    for path in sorted(FOLDER.iterdir()):
        if path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf8").splitlines():
                yield json.loads(line)["id"], line
        elif path.suffix in {".html", ".txt"}:
            yield path.name, path.read_text(encoding="utf8")


@pytest.fixture(scope="module")
def reports():
    found = list(read_captures(collect_files([str(FOLDER)])))
    assert all(isinstance(r, Report) for r in found), found
    return found


@pytest.fixture(scope="module")
def chronicle(tmp_path_factory):
    place = str(tmp_path_factory.mktemp("samples") / "chronicle")
    with open_chronicle(place, create=True, write=True) as opened:
        add_captures(opened, collect_files([str(FOLDER)]))
    return place


def test_there_are_enough_of_each_form():
    names = [name for name, _ in texts()]
    assert len(names) >= 15 and len(set(names)) == len(names)
    forms = Counter(Path(name).suffix for name in names)
    assert forms[".html"] >= 4 and forms[".txt"] >= 2 and forms[""] >= 8


def test_each_is_marked_as_invented_and_names_no_real_address():
    for name, text in texts():
        assert MARK.search(text), name
        hosts = re.findall(r"https?://([^/\"\s]+)", text)
        assert {h for h in hosts if not h.endswith(".example")} <= {"schema.org"}, name


def test_the_mark_is_not_part_of_what_a_report_says(reports):
    for report in reports:
        spans = [report.text[e.start : e.end] for s in report.statements for e in s.evidence]
        assert not [words for words in spans if MARK.search(words)], report.id


def test_every_page_has_a_date_a_headline_and_teasers_apart(reports):
    addresses = set(re.findall(r'og:url" content="([^"]+)"', "".join(text for _, text in texts())))
    pages = [r for r in reports if r.url in addresses]
    assert len(pages) >= 5
    for page in pages:
        assert page.published.value and page.title and page.outlet and page.teasers, page.id
        assert not [s for s in page.statements if "cookies" in page.text[s.evidence[0].start : s.evidence[0].end]]


def test_there_is_an_ngo_that_cites_an_unnamed_lawyer(reports):
    chains = [s.chain for r in reports for s in r.statements]
    assert any(
        len(c) == 3 and c[0].kind is ActorKind.LAWYER and not c[0].named and c[1].name == "Open Border Watch"
        for c in chains
    )


def test_there_are_a_plan_and_a_denial(reports):
    told = {s.status for r in reports for s in r.statements}
    assert {Status.PLANNED, Status.DENIED} <= told


def test_there_are_two_copies_of_a_wire(chronicle):
    with open_chronicle(chronicle) as opened:
        copies = Counter(stored.copy_of for stored in opened.reports() if stored.copy_of)
    assert max(copies.values()) >= 2


def test_the_demo_shows_an_event_with_several_sources_and_figures(chronicle):
    event = pick_event(chronicle)
    assert event is not None and event.independent_roots >= 2 and event.figures


def test_the_samples_hold_in_a_chronicle(chronicle):
    with open_chronicle(chronicle, write=True) as opened:
        link_chronicle(opened)
        assert list(opened.verify()) == []


def test_an_empty_chronicle_has_no_event_to_show(tmp_path):
    with open_chronicle(str(tmp_path / "c"), create=True, write=True):
        pass
    assert pick_event(str(tmp_path / "c")) is None
