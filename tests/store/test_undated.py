"""A report without a day of publication gets one from what the chronicle holds. Sentences are invented."""

from khronika.collect import make_capture
from khronika.model import Given
from khronika.pipeline import add_captures
from khronika.store import open_chronicle
from tests.extract.telling import pick, tell_days

RAID = "Police raided the Berezka camp in Orsk {} and detained 64 workers, Anna Testova said."


def add(chronicle, id, when, **given):  # noqa: A002
    text = RAID.format(when) + (" Ten men were deported on Saturday." if id == "new" else "")
    add_captures(chronicle, [make_capture(text.encode(), "text/plain", Given(id=id, **given))], engine="rules")


def test_an_undated_report_is_read_with_the_day_that_others_tell(tmp_path):
    with open_chronicle(str(tmp_path / "c"), create=True, write=True) as chronicle:
        add(chronicle, "old", "on Friday, 22 March 2024", published="2024-03-24")
        add(chronicle, "new", "two days ago")
        held = {stored.report.id: stored for stored in chronicle.reports()}
    new = held["new"].report
    assert (new.published.value, new.published.from_) == ("2024-03-24", "inferred")
    assert new.published.reason == "what was “two days ago” is of 2024-03-22 in old"
    assert tell_days(pick(new, "deportation")) == ("2024-03-23", "2024-03-23")
    assert held["old"].events[0] in held["new"].events


def test_an_undated_report_of_which_nobody_tells_stays_undated(tmp_path):
    with open_chronicle(str(tmp_path / "c"), create=True, write=True) as chronicle:
        add(chronicle, "new", "two days ago")
        (stored,) = chronicle.reports()
    assert stored.report.published.value is None
