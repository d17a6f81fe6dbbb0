"""Tables that fit the terminal."""

import io

import pytest
from rich.console import Console

from khronika.model import Verdict
from khronika.publish import events_table, reports_table
from khronika.store import StoredReport
from tests.factories import make_event, make_place, make_report
from tests.publish.test_words import make_figure


def render(renderable, width):
    stream = io.StringIO()
    Console(file=stream, width=width, highlight=False, legacy_windows=False).print(renderable)
    return stream.getvalue()


EVENTS = [
    make_event(),
    make_event("e2", figures=(make_figure(9, None, contested=True), make_figure(31, 31, what="injured")),
               independent_roots=3),
    make_event("e3", place=None, from_=None, to=None, verdict=Verdict.COPIES_OF_ONE_SOURCE),
    make_event("e4", place=make_place("A town with a name that is long enough to need two lines")),
]  # fmt: skip


@pytest.mark.parametrize("width", [40, 63, 64, 80, 100, 107, 108, 160])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(width):
    told = render(events_table(EVENTS, width=width), width)
    assert max(map(len, told.splitlines())) <= width
    flat = " ".join(told.split())
    for event in EVENTS:
        assert event.id[:7] in flat
    assert "…" not in flat
    assert {"contested", "Orsk,", "31", "not", "said", "lines,"} <= set(flat.split())


def test_a_wide_terminal_has_act_and_place_side_by_side():
    wide, narrow = (render(events_table(EVENTS[:1], width=w), w) for w in (120, 80))
    assert any("detention" in line and "Orsk, Russia" in line for line in wide.splitlines())
    assert not any("detention" in line and "Orsk, Russia" in line for line in narrow.splitlines())


def test_sources_are_told_where_there_are_several():
    assert "3 sources" in render(events_table(EVENTS[1:2], width=80), 80)
    assert "source\n" not in render(events_table(EVENTS[:1], width=80), 80).replace("single source", "")


def test_reports_say_what_they_copy():
    stored = [
        StoredReport(make_report(), ("e1", "e2"), None),
        StoredReport(make_report("r2", published=None), (), "r1"),
    ]
    lines = render(reports_table(stored), 80).splitlines()
    assert [line.split()[-1] for line in lines[2:]] == ["2", "r1"]
    assert lines[3].startswith("not known")


def test_an_empty_chronicle_has_headings_only():
    assert len(render(events_table([], width=80), 80).splitlines()) == 2
