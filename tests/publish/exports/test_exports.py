"""Exports read back by programs that are not ours, with the rows that were put in."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import duckdb
import pytest
from openpyxl import load_workbook

from khronika.model import Act, ActorKind, Codes, Party, PlacePrecision, Status
from khronika.publish.exports import EXPORTS, report_losses
from khronika.publish.exports.tables_of_codes import ACLED_TYPES
from khronika.publish.policy import Policy
from khronika.publish.public import PublicEvent
from khronika.publish.tier import make_public
from tests.factories import make_place
from tests.publish.telling import make_chronicle, make_figure, tell, tell_report

CODES = Codes(acled="ARREST", plover="COERCE/arrest", huridocs="030101000000", hrdsattack="arbitrary detention")


def tell_public(policy: Policy | None = None, statement=None, report=None, **changes) -> PublicEvent:
    held = tell_report(statement or tell(codes=CODES), **(report or {}))
    events, reports = make_chronicle(held, **changes)
    policy = policy or Policy()
    return next(make_public(events, reports, policy, today=date(2024, 4, 2)))


def rows_of(made, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.files[name].decode())))


def test_excel_opens_with_typed_cells_and_says_what_it_lost():
    book = load_workbook(io.BytesIO(EXPORTS["xlsx"]([tell_public()]).files["chronicle.xlsx"]))
    assert book.sheetnames == ["events", "figures", "statements", "about"]
    header, row = book["figures"].iter_rows(values_only=True)
    assert dict(zip(header, row, strict=True)) | {"min": 64, "max": 64, "root": "lawyer (to Orsk Post)"} == dict(
        zip(header, row, strict=True)
    )
    assert "order of sources" in book["about"]["A1"].value


@pytest.mark.parametrize("evil", ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_no_cell_is_a_formula(evil):
    event = tell_public(report={"title": evil, "outlet": evil})
    book = load_workbook(io.BytesIO(EXPORTS["xlsx"]([event]).files["chronicle.xlsx"]))
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    for name in ("acled", "esf"):
        for payload in EXPORTS[name]([event]).files.values():
            for row in csv.reader(io.StringIO(payload.decode())):
                assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "@"))]


def test_duckdb_reads_parquet_and_tells_null_from_zero(tmp_path):
    points = [("2024-03-29", 0, 0, "police"), ("2024-03-30", 65, None, "lawyer"), (None, None, 9, "crew")]
    made = EXPORTS["parquet"]([tell_public(figures=(make_figure(*points),))])
    for name, payload in made.files.items():
        (tmp_path / name).write_bytes(payload)
    found = duckdb.sql(f"select as_of, min, max, contested from '{tmp_path}/figures.parquet'").fetchall()
    assert found == [("2024-03-29", 0, 0, False), ("2024-03-30", 65, None, False), (None, None, 9, False)]
    joined = f"select s.chain from '{tmp_path}/statements.parquet' s join '{tmp_path}/events.parquet' e using (event)"
    assert duckdb.sql(joined).fetchall() == [("lawyer → Orsk Post",)]


@pytest.mark.parametrize(
    ("precision", "geometry"),
    [(PlacePrecision.CITY, {"type": "Point", "coordinates": [58.6, 51.2]}), (PlacePrecision.COUNTRY, None)],
)
def test_geojson_has_no_point_for_a_country(precision, geometry):
    made = EXPORTS["geojson"]([tell_public(place=make_place(precision=precision))])
    (feature,) = json.loads(made.files["events.geojson"])["features"]
    assert feature["geometry"] == geometry
    assert (feature["properties"]["radius_km"] is None) == (geometry is None)


def test_esf_records_point_at_each_other():
    made = EXPORTS["esf"]([tell_public()])
    (event,), (act,) = rows_of(made, "event.csv"), rows_of(made, "act.csv")
    assert act["2109 Type of Act"] == "030101000000"
    assert act["2103 Event"] == event["0101 Event Record Number"]
    people = {row["0901 Person Record Number"]: row for row in rows_of(made, "person.csv")}
    assert people[act["2102 Victim"]]["0931 Number of Persons in Group"] == "64"
    (involved,) = rows_of(made, "involvement.csv")
    assert involved["2402 Perpetrator"] in people and involved["2404 Act"] == act["2101 Act Record Number"]
    assert involved["2412 Type of Perpetrator"] == "010104000000"
    told = rows_of(made, "information.csv")
    assert [row["2502 Source"] for row in told] == ["lawyer", "Orsk Post"]
    assert [row["2509 Source Connection to Information"] for row in told] == ["040100000000", "030100000000"]


ESF_DATES = [
    ("2024-03-28", "2024-03-28", ""),
    ("2024-03-01", "2024-03-31", "020000000000"),
    ("2024-01-01", "2024-12-31", "030000000000"),
    ("2024-03-22", "2024-03-29", "010000000000"),
    (None, "2024-03-29", "010000000000"),
    (None, None, ""),
]


@pytest.mark.parametrize(("first", "last", "code"), ESF_DATES)
def test_esf_says_what_type_of_date_it_is(first, last, code):
    (row,) = rows_of(EXPORTS["esf"]([tell_public(from_=first, to=last)]), "event.csv")
    assert (row["0113 Initial Date"], row["48 Type of Date"]) == (first or "", code)


def test_esf_marks_a_denial_by_officials():
    denied = tell(status=Status.DENIED, codes=CODES)
    denied = replace(denied, chain=(replace(denied.chain[0], kind=ActorKind.STATE_CIVIL), denied.chain[1]))
    (act,) = rows_of(EXPORTS["esf"]([tell_public(statement=denied)]), "act.csv")
    assert act["2115 Attribution"] == "010200000000"


ACLED_ROWS = [
    # first, last, precision of place -> day, time precision, geo precision; or why it is left out
    ("2024-03-28", "2024-03-28", PlacePrecision.CITY, ("2024-03-28", "1", "1")),
    ("2024-03-22", "2024-03-28", PlacePrecision.CITY, ("2024-03-25", "2", "1")),
    ("2024-03-01", "2024-03-31", PlacePrecision.REGION, ("2024-03-16", "3", "3")),
    ("2024-01-01", "2024-12-31", PlacePrecision.CITY, "known less exactly than by month"),
    (None, "2024-03-28", PlacePrecision.CITY, "known less exactly than by month"),
    ("2024-03-28", "2024-03-28", PlacePrecision.COUNTRY, "known by country alone or without a place"),
]


@pytest.mark.parametrize(("first", "last", "precision", "wanted"), ACLED_ROWS)
def test_acled_rows_have_a_day_or_are_left_out_with_a_reason(first, last, precision, wanted):
    made = EXPORTS["acled"]([tell_public(from_=first, to=last, place=make_place(precision=precision))])
    if isinstance(wanted, str):
        assert made.rows == 0 and dict(made.left_out) == {wanted: 1}
        assert f"Left out: 1 events, {wanted}." in report_losses("acled", made)
        return
    (row,) = rows_of(made, "acled.csv")
    assert (row["event_date"], row["time_precision"], row["geo_precision"]) == wanted
    assert (row["event_type"], row["sub_event_type"]) == ("Strategic developments", "Arrests")
    assert (row["fatalities"], row["fatalities_rule"]) == ("0", "literal-lower")


@pytest.mark.parametrize(
    ("count", "wanted"),
    [(None, "no report"), ((300, 300), "300"), ((200, 300), "between 200 and 300"), ((65, None), "at least 65")],
)
def test_acled_tells_the_size_of_a_crowd(count, wanted):
    quantity = None if count is None else replace(tell().quantity, min=count[0], max=count[1])
    told = tell(act=Act.PROTEST, codes=Codes(acled="PEACE_PROTEST"), quantity=quantity)
    made = EXPORTS["acled"]([tell_public(statement=told, act=Act.PROTEST, figures=())])
    assert rows_of(made, "acled.csv")[0]["tags"] == f"crowd size={wanted}"


def test_every_sub_event_type_has_its_event_type():
    assert {kind[1] for kind in ACLED_TYPES.values()} == {
        "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians",
        "Strategic developments",
    }  # fmt: skip


def test_ucdp_gives_low_and_high_and_leaves_best_to_people():
    figure = replace(make_figure(("2024-03-29", 5, 9, "police"), what="killed"), latest=(5, 9))
    made = EXPORTS["ucdp"]([tell_public(figures=(figure,)), tell_public(figures=())])
    (row,) = rows_of(made, "ucdp.csv")
    assert (row["low"], row["best"], row["high"], row["rule"]) == ("5", "", "9", "ucdp-lbh")
    assert dict(made.left_out) == {"without a count of killed": 1}


def test_plover_records_hold_what_is_mandatory():
    made = EXPORTS["plover"]([tell_public(), tell_public(statement=tell(codes=CODES, by=())), tell_public(from_=None)])
    told = [json.loads(line) for line in made.files["plover.jsonl"].splitlines()]
    assert [t["event"] for t in told] == [["COERCE"], ["COERCE"]] and told[0]["mode"] == ["arrest"]
    assert [t["actor"][0]["code"] for t in told] == ["COP", "UNK"]
    assert told[0]["size"] == {"arrested": 64, "rule": "literal-lower"}
    assert dict(made.left_out) == {"without a day": 1}


def test_ftm_entities_hold_together_and_nobody_is_a_person():
    by = (Party(text="Police in Orsk", start=0, end=14, kind=ActorKind.STATE_SECURITY),)
    made = EXPORTS["ftm"]([tell_public(statement=tell(by=by))])
    held = {e["id"]: e for e in map(json.loads, made.files["entities.ftm.jsonl"].splitlines())}
    schemata = sorted(e["schema"] for e in held.values())
    assert schemata == ["Address", "Article", "Documentation", "Event", "Note", "PublicBody"]
    for entity in held.values():
        assert all(
            isinstance(v, list) and all(isinstance(s, str) and s for s in v) for v in entity["properties"].values()
        )
        for edge in ("entity", "document", "organizer"):
            assert all(other in held for other in entity["properties"].get(edge, []))


def test_claims_have_an_author_and_an_appearance():
    (claim,) = json.loads(EXPORTS["claims"]([tell_public()]).files["claims.jsonld"])["@graph"]
    assert claim["@type"] == "Claim" and claim["author"]["name"] == "lawyer"
    assert claim["appearance"]["url"] == "https://post.example/r1"


def payloads(event: PublicEvent) -> Iterator[tuple[str, bytes]]:
    for name, make in EXPORTS.items():
        for file, payload in make([event]).files.items():
            yield f"{name}/{file}", payload


def test_secrets_of_a_confidential_report_are_in_no_format(tmp_path):
    secrets = [f"zq{number}xw" for number in range(6)]
    report = {"outlet": secrets[0], "title": secrets[1], "url": f"https://{secrets[2]}.example", "tags": (secrets[5],),
              "text": tell_report(tell()).text + " " + secrets[4], "byline": (secrets[3],)}  # fmt: skip
    event = tell_public(Policy(confidential_reports=frozenset({"r1"})), report=report, why=f"Told by {secrets[0]}.")
    for name, payload in payloads(event):
        assert not [s for s in secrets if s.encode() in payload], name
    book = load_workbook(io.BytesIO(EXPORTS["xlsx"]([event]).files["chronicle.xlsx"]))
    told = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    (tmp_path / "s.parquet").write_bytes(EXPORTS["parquet"]([event]).files["statements.parquet"])
    told += str(duckdb.sql(f"select * from '{tmp_path}/s.parquet'").fetchall())
    assert "lawyer" in told and not [s for s in secrets if s in told]


def test_every_format_says_what_it_loses():
    for name, make in EXPORTS.items():
        assert report_losses(name, make([])), name
