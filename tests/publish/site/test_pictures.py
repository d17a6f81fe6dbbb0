"""Charts and maps: what is drawn stands where it should, and what is not known is not drawn."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.model import PlacePrecision
from khronika.publish.drawn.figures import HEIGHT, WIDTH, draw_figure
from khronika.publish.drawn.outlines import draw_near, draw_world
from khronika.publish.drawn.outlines_build import make_outlines
from khronika.publish.drawn.weeks import draw_weeks
from khronika.publish.public import PublicPlace, PublicPoint
from tests.publish.site.test_site import make_events, tell_public

ORSK = PublicPlace(
    name="Orsk", country="Russia", country_code="RU", lat=51.2, lon=58.6, precision=PlacePrecision.CITY
)  # fmt: skip


def figure(*points):
    return [PublicPoint(day=day, count=count, root=root) for day, count, root in points]


@pytest.mark.parametrize(
    "points",
    [
        (),
        (("2024-03-01", (4, 4), "a"),),
        (("2024-03-01", (4, 4), "a"), (None, (5, 5), "b")),
        (("2024-03-01", (4, 4), "a"), ("2024-03-02", (None, None), "b")),
    ],
)
def test_fewer_than_two_dated_counts_are_no_chart(points):
    assert draw_figure(figure(*points)) is None


def test_each_root_has_a_line_and_an_open_count_is_marked():
    chart = draw_figure(
        figure(("2024-03-01", (4, 4), "a"), ("2024-03-02", (9, None), "b"), ("2024-03-03", (5, 8), "a"))
    )
    assert [(line.root, len(line.marks), line.number) for line in chart.lines] == [("a", 2, 1), ("b", 1, 2)]
    assert [mark.open for line in chart.lines for mark in line.marks] == [False, False, True]
    assert chart.lines[0].marks[1].high < chart.lines[0].marks[1].low  # more stands higher
    assert chart.ticks[0][1] == 0 and chart.ticks[-1][1] <= 9


@given(
    st.lists(
        st.tuples(
            st.dates().map(lambda d: d.isoformat()),
            st.tuples(st.integers(0, 10**6) | st.none(), st.integers(0, 10**6) | st.none()),
            st.sampled_from("abcdefgh"),
        ),
        max_size=12,
    )
)
def test_every_mark_stands_within_the_chart(points):
    chart = draw_figure(figure(*points))
    for line in chart.lines if chart else ():
        for mark in line.marks:
            assert 0 <= mark.x <= WIDTH and 0 <= mark.low <= HEIGHT and 0 <= mark.high <= HEIGHT


def test_a_country_is_no_spot():
    assert draw_near(replace(ORSK, lat=None, lon=None, precision=PlacePrecision.COUNTRY)) is None
    assert draw_world([(replace(ORSK, lat=None, lon=None), 3, "x")]).circles == ()


def test_a_place_lies_in_the_middle_of_its_map_and_a_region_is_wider_than_a_town():
    drawn = draw_near(ORSK)
    x, y, width, height = map(float, drawn.box.split())
    assert x + width / 2 == pytest.approx(drawn.circles[0].x, abs=0.02)
    assert y + height / 2 == pytest.approx(drawn.circles[0].y, abs=0.02)
    assert draw_near(replace(ORSK, precision=PlacePrecision.REGION)).circles[0].r > drawn.circles[0].r
    assert drawn.borders.startswith("M")


def test_weeks_count_each_event_once_and_tell_how_many_have_no_day():
    chart = draw_weeks((e.first or e.last, e.verdict, 1) for e in (*make_events(), tell_public(5)))
    assert chart.undated == 1
    assert sum(number for _, held in chart.weeks for _, number in held) == 3
    assert [week for week, _ in chart.weeks] == ["2024-02-19", "2024-03-25"]
    assert draw_weeks([]) is None


def test_outlines_part_coasts_from_borders():
    square = {"type": "Polygon", "arcs": [[0, 1]]}
    other = {"type": "MultiPolygon", "arcs": [[[~0, 2]]]}
    topology = {
        "transform": {"scale": [1, 1], "translate": [10, 20]},
        "arcs": [[[0, 0], [0, 5]], [[0, 5], [5, 0], [0, -5], [-5, 0]], [[0, 0], [-5, 5], [5, 0]]],
        "objects": {"countries": {"geometries": [square, other]}},
    }
    outlines = make_outlines(topology)
    assert outlines["borders"] == [[(10, 20), (10, 25)]]
    assert len(outlines["coasts"]) == 2
