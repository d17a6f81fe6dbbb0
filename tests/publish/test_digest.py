"""The briefing: new, moved, contested, quiet, and what it cannot know."""

from dataclasses import replace
from datetime import date

import pytest

from khronika.model import Published, Verdict
from khronika.publish.digest import digest_html, digest_markdown, make_digest
from khronika.publish.policy import Policy
from khronika.publish.public import PublicEvent
from khronika.publish.tier import make_public
from tests.publish.telling import make_chronicle, make_figure, tell, tell_report


def tell_public(published: str | None = "2024-03-29", outlet: str = "Orsk Post", **changes) -> PublicEvent:
    day = Published(value=published, from_="given" if published else None)
    events, reports = make_chronicle(replace(tell_report(tell(), outlet=outlet), published=day), **changes)
    return next(
        make_public(events, reports, Policy(), today=date(2024, 4, 9))
    )  # fmt: skip


def sections(*events: PublicEvent, since: str = "2024-03-29") -> dict[str, list[str]]:
    made = make_digest(events, title="Ours", since=since)
    return {section.heading: [line.words for line in section.lines] for section in made.sections}


def test_an_event_first_told_since_is_new_and_an_older_one_is_not():
    assert sections(tell_public())["New events"] == [
        "Detention of 64 workers, Orsk, 28 March 2024. single source. detained: 64 workers"
    ]
    assert sections(tell_public("2024-03-28"))["New events"] == []


def test_a_figure_moves_when_its_root_says_another_count_since():
    points = [("2024-03-20", 9, None, "governor"), ("2024-03-30", 17, None, "governor"), ("2024-03-30", 4, 4, "wire")]
    moved = sections(tell_public(figures=(make_figure(*points),)))["Figures that moved"]
    assert moved == [
        "Detention of 64 workers, Orsk, 28 March 2024, detained: governor said at least 9, now at least 17"
    ]


@pytest.mark.parametrize(
    "points",
    [
        [("2024-03-20", 9, 9, "a"), ("2024-03-30", 9, 9, "a")],  # said again
        [("2024-03-20", 9, 9, "a"), ("2024-03-30", 17, 17, "b")],  # by somebody else
        [(None, 9, 9, "a"), ("2024-03-30", 17, 17, "a")],  # nobody knows when
        [("2024-03-29", 9, 9, "a"), ("2024-03-30", 17, 17, "a")],  # all of it is new
    ],
)
def test_what_is_no_move(points):
    assert sections(tell_public(figures=(make_figure(*points),)))["Figures that moved"] == []


def test_contested_events_and_quiet_outlets_are_told():
    told = sections(
        tell_public(verdict=Verdict.CONTESTED, why="They differ."), tell_public("2024-02-01", outlet="Night Post")
    )
    assert told["Contested"] == ["Detention of 64 workers, Orsk, 28 March 2024: They differ."]
    assert told["Quiet sources"] == ["Night Post: nothing since 1 Feb 2024"]


def test_a_report_without_a_day_is_said_to_be_left_out():
    made = make_digest([tell_public(None)], title="Ours", since="2024-03-29")
    assert not any(section.lines for section in made.sections)
    for text in (digest_markdown(made), digest_html(made)):
        assert "Nothing was published." in text and "1 report without a day of publication" in text


def test_words_are_neither_markdown_nor_markup():
    made = make_digest([tell_public(name="<b>*Raid*</b> [x](y)")], title="Ours", since="2024-03-29")
    assert "\\<b\\>\\*Raid\\*\\</b\\> \\[x\\](y)" in digest_markdown(made)
    assert "&lt;b&gt;*Raid*" in digest_html(made)


def test_events_are_links_where_the_site_is_known():
    made = make_digest([tell_public()], title="Ours", since="2024-03-29")
    link = "https://chronicle.example/events/e0123456789ab.html"
    assert f"([event]({link}))" in digest_markdown(made, address="https://chronicle.example/")
    assert f'<a href="{link}">' in digest_html(made, address="https://chronicle.example")
    assert "http" not in digest_markdown(made)
