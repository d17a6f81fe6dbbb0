"""The public tier: only what is allowed leaves, as exactly as it may."""

import json
from datetime import date

import pytest

from khronika.model import ActorKind, Party, PlacePrecision, Teaser
from khronika.model.codec import to_json
from khronika.publish.hiding import WITHHELD_SOURCE
from khronika.publish.policy import Policy
from khronika.publish.tier import coarsen, make_public
from tests.factories import make_place
from tests.publish.telling import make_chronicle, make_figure, tell, tell_report

TODAY = date(2024, 4, 2)


def publish(events, reports, policy=None):
    policy = policy or Policy()
    return list(make_public(events, reports, policy, today=TODAY))


def test_an_event_is_told_with_its_sources_and_words():
    (event,) = publish(*make_chronicle())
    (report,) = event.reports
    (statement,) = report.statements
    assert statement.chain == ("lawyer", "Orsk Post")
    assert statement.quote == "Police in Orsk detained 64 workers on Thursday, a lawyer said."
    assert (report.outlet, report.url) == ("Orsk Post", "https://post.example/r1")
    assert event.figures[0].history[0].count == (64, 64)


def test_a_long_sentence_is_quoted_in_short_around_its_trigger():
    from khronika.model import Span

    text = "Before that, " + "and so on " * 60 + "police detained them " + "for a while " * 60 + "."
    start = text.index("detained")
    told = tell(
        trigger=Span(start=start, end=start + 8), evidence=(Span(start=0, end=len(text)),), quantity=None, time=None,
        place=None, by=(), to=(),
    )  # fmt: skip
    (event,) = publish(*make_chronicle(tell_report(told, text=text), figures=()))
    quote = event.reports[0].statements[0].quote
    assert "police detained them" in quote and quote.startswith("… ") and quote.endswith(" …") and len(quote) < 310


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://x.example/"])
def test_only_web_addresses_are_linked(url):
    (event,) = publish(*make_chronicle(tell_report(tell(), url=url)))
    assert event.reports[0].url is None


def test_the_copy_in_an_archive_is_linked_unless_its_report_is_confidential():
    events, reports = make_chronicle()
    archived = {reports["r1"].report.sha256: "https://archive.example/1"}
    secret = Policy(confidential_reports=frozenset({"r1"}))
    for policy, wanted in ((Policy(), "https://archive.example/1"), (secret, None)):
        (event,) = make_public(events, reports, policy, today=TODAY, archived=archived)
        assert event.reports[0].archived == wanted


PLACES = [
    # precision, levels, what is told
    (PlacePrecision.POINT, 0, ("Orsk", 51.211, 58.567, PlacePrecision.POINT)),
    (PlacePrecision.CITY, 0, ("Orsk", 51.21, 58.57, PlacePrecision.CITY)),
    (PlacePrecision.REGION, 0, ("Orsk", 51, 59, PlacePrecision.REGION)),
    (PlacePrecision.COUNTRY, 0, ("Orsk", None, None, PlacePrecision.COUNTRY)),
    (PlacePrecision.POINT, 1, ("Orenburg Oblast", 51, 59, PlacePrecision.REGION)),
    (PlacePrecision.CITY, 2, ("Russia", None, None, PlacePrecision.COUNTRY)),
    (PlacePrecision.REGION, 1, ("Russia", None, None, PlacePrecision.COUNTRY)),
]


@pytest.mark.parametrize(("precision", "levels", "wanted"), PLACES)
def test_coordinates_are_no_finer_than_the_place_may_be_told(precision, levels, wanted):
    told = coarsen(make_place(lat=51.21123, lon=58.56678, precision=precision), levels)
    assert (told.name, told.lat, told.lon, told.precision) == wanted


@pytest.mark.parametrize(("radius_km", "lat"), [(None, 51.21), (25.0, 51.21), (180.0, None)])
def test_a_town_of_which_only_the_region_is_known_has_no_point(radius_km, lat):
    assert coarsen(make_place(lat=51.21123, radius_km=radius_km), 0).lat == lat


def test_an_event_under_embargo_waits_for_its_day():
    events, reports = make_chronicle()
    assert publish(events, reports, Policy(embargo={"r1": date(2024, 4, 3)})) == []
    assert len(publish(events, reports, Policy(embargo={"r1": date(2024, 4, 2)}))) == 1


def test_secrets_of_a_confidential_report_are_in_no_field():
    secrets = [f"zq{number}xw" for number in range(500)]
    text = "Police in Orsk detained 64 workers on Thursday, a lawyer said. " + " ".join(secrets[100:])
    report = tell_report(
        tell(by=(Party(text="Police in Orsk", start=0, end=14, kind=ActorKind.STATE_SECURITY, name=secrets[0]),)),
        text=text, outlet=secrets[1], title=secrets[2], url=f"https://{secrets[3]}.example/", byline=(secrets[4],),
        tags=tuple(secrets[5:50]), sha256=secrets[50],
        teasers=tuple(Teaser(kicker=s, title=s, text=s, start=0, end=1) for s in secrets[51:100]),
    )  # fmt: skip
    events, reports = make_chronicle(report, name=f"Detention, {secrets[1]}", why=f"One source, {secrets[1]}.")
    (event,) = publish(events, reports, Policy(confidential_reports=frozenset({"r1"})))
    told = to_json(event)
    assert [s for s in secrets if s in told] == []
    assert json.loads(told)["reports"][0]["statements"][0]["chain"] == ["lawyer", "media"]


def test_what_no_list_allows_stays_in_an_open_report_too():
    report = tell_report(tell(), byline=("zq1xw",), tags=("zq2xw",), text=tell_report(tell()).text + " zq3xw zq4xw")
    (event,) = publish(*make_chronicle(report))
    assert "zq" not in to_json(event)


def test_a_coarser_place_is_coarser_in_the_name_too():
    events, reports = make_chronicle(tell_report(tell()))
    (event,) = make_public(events, reports, Policy(coarser=2), today=date(2024, 4, 9))
    assert events[0].place.name in events[0].name
    assert events[0].place.name not in event.name and event.place.name in event.name


def test_the_id_of_a_confidential_statement_says_nothing_of_its_source():
    events, reports = make_chronicle(tell_report(tell()))
    (report,) = reports
    policy = Policy(confidential_reports=frozenset({report}))
    (event,) = make_public(events, reports, policy, today=date(2024, 4, 9))
    assert [s.id for r in event.reports for s in r.statements] == ["c1"]


def test_two_sources_that_are_withheld_are_two():
    points = [("2024-03-20", 9, 9, "Red Fox"), ("2024-03-30", 12, 12, "Blue Jay")]
    events, reports = make_chronicle(tell_report(tell()), figures=(make_figure(*points),))
    policy = Policy(confidential_names=frozenset({"Red Fox", "Blue Jay"}))
    (event,) = make_public(events, reports, policy, today=date(2024, 4, 9))
    assert [p.root for p in event.figures[0].history] == [f"{WITHHELD_SOURCE} 1", f"{WITHHELD_SOURCE} 2"]
