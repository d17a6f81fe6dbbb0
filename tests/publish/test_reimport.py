"""A CSV comes back: unedited it changes nothing, edited it becomes decisions."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.collect import make_capture
from khronika.errors import PublishError
from khronika.model import Act, Given
from khronika.pipeline import add_captures, link_chronicle
from khronika.publish import COLUMNS, export_csv
from khronika.publish.reimport import read_edits
from khronika.store import open_chronicle
from tests.factories import make_quantity, make_when
from tests.publish.telling import make_chronicle, tell, tell_report

AT = "2024-04-02T10:00:00Z"
WORDS = "Police in Orsk detained 64 workers on Thursday, a lawyer said."


def export(events, reports) -> str:
    stream = io.StringIO(newline="")
    export_csv(events, reports, stream)
    return stream.getvalue()


def edit(text: str, **cells: str) -> str:
    rows = list(csv.DictReader(io.StringIO(text)))
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    writer.writerows(row | cells for row in rows)
    return stream.getvalue()


def edits(text: str, reports):
    return [(d.field, d.value) for d in read_edits(io.StringIO(text), reports, who="Ada", at=AT, name="s.csv")]


COUNTS = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(sorted).map(lambda c: make_quantity(*c)),
    st.integers(0, 10**6).map(lambda n: make_quantity(n, None)),
    st.integers(0, 10**6).map(lambda n: make_quantity(None, n)),
)
TIMES = st.none() | st.tuples(st.none() | st.dates(), st.none() | st.dates()).map(
    lambda t: make_when(*(day.isoformat() if day else None for day in t))
)


@given(COUNTS, TIMES)
def test_what_nobody_edited_changes_nothing_whatever_the_values(count, time):
    events, reports = make_chronicle(tell_report(tell(quantity=count, time=time)))
    assert edits(export(events, reports), reports) == []


EDITS = [
    ({"min": "65", "max": ""}, [("quantity", {"min": 65, "max": None})]),
    ({"min": "60.0"}, [("quantity", {"min": 60, "max": 64})]),  # as a spreadsheet may write it
    ({"min": "0", "max": "0"}, [("quantity", {"min": 0, "max": 0})]),
    ({"min": "", "max": ""}, [("quantity", {"min": None, "max": None})]),
    ({"act": "deportation"}, [("act", {"act": "deportation"})]),
    ({"status": "denied"}, [("status", {"status": "denied"})]),
    ({"from": "2024-03-01"}, [("time", {"from": "2024-03-01", "to": "2024-03-28"})]),
    ({"words": "Nobody said this.", "verdict": "corroborated", "place": "Omsk"}, []),  # not for editing
]


@pytest.mark.parametrize(("cells", "wanted"), EDITS)
def test_an_edited_cell_is_a_correction(cells, wanted):
    events, reports = make_chronicle()
    assert edits(edit(export(events, reports), **cells), reports) == wanted


@pytest.mark.parametrize("mark", ",;\t")
def test_columns_may_be_parted_as_spreadsheets_of_other_countries_do(mark):
    _, reports = make_chronicle()
    text = "report,statement,min,max\nr1,s1,65,\n".replace(",", mark)
    assert edits(text, reports) == [("quantity", {"min": 65, "max": None})]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "has no columns"),
        ("report,act\nr1,raid\n", "has no columns"),
        ("report,statement,price\nr1,s1,9\n", "price"),
        ("report,statement,act\nr9,s1,raid\n", "row 2: no statement r9:s1"),
        ("report,statement,min,max\nr1,s1,many,\n", "row 2: “many” is no whole number"),
        ("report,statement,min,max\nr1,s1,1e400,\n", "row 2: “1e400” is no whole number"),
        ("report,statement,min,max\nr1,s1,nan,\n", "row 2: “nan” is no whole number"),
        ("report,statement,min,max\nr1,s1,9,3\n", "row 2: 9 to 3 ends before it begins"),
        ("report,statement,from,to\nr1,s1,28/03/2024,\n", "row 2: “28/03/2024” is no day like 2024-03-29"),
        ("report,statement,from,to\nr1,s1,2024-03-09,2024-03-08\n", "row 2: 2024-03-09 to 2024-03-08 ends before"),
        ("report,statement,act\nr1,s1,no_such\n", "row 2: “no_such” is no act of the record"),
        ("report,statement,status\nr1,s1,maybe\n", "row 2: “maybe” is no status of the record"),
        ("report,statement,min,max\nr1,s1,1.5,\n", "row 2: “1.5” is no whole number"),
    ],
)
def test_what_cannot_be_read_is_refused_by_row(text, reason):
    _, reports = make_chronicle()
    with pytest.raises(PublishError, match="s.csv") as caught:
        edits(text, reports)
    assert reason in str(caught.value)


def test_a_chronicle_takes_edits_back_and_a_second_time_changes_nothing(tmp_path):
    with open_chronicle(str(tmp_path / "c"), create=True, write=True) as chronicle:
        add_captures(chronicle, [make_capture(WORDS.encode(), "text/plain", Given(id="r1", published="2024-03-29"))])
        reports = {held.report.id: held for held in chronicle.reports()}
        text = edit(export(list(chronicle.events()), reports), min="65", max="")
        for wanted in (1, 0):
            reports = {held.report.id: held for held in chronicle.reports()}
            found = list(read_edits(io.StringIO(text), reports, who="Ada", at=AT, name="s.csv"))
            assert len(found) == wanted
            chronicle.decide_all(found)
            link_chronicle(chronicle)
        (event,) = [e for e in chronicle.events() if e.act is Act.ARREST_DETENTION]
        assert event.figures[0].latest == (65, None)
        assert list(chronicle.verify()) == []
