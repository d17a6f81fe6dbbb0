"""Which reports are confidential: the last word counts, and none can be taken back unseen."""

import pytest

from khronika.collect import make_capture
from khronika.errors import StoreError
from khronika.model import Given
from khronika.pipeline import add_captures
from khronika.store import open_chronicle


@pytest.fixture
def opened(tmp_path):
    words = ("Police detained two men in Orsk.", "Rain fell in Orsk.")
    captures = [make_capture(w.encode(), "text/plain", Given(id=f"r{i}")) for i, w in enumerate(words)]
    with open_chronicle(str(tmp_path / "c"), create=True, write=True) as chronicle:
        add_captures(chronicle, captures, engine="rules")
        yield chronicle


@pytest.fixture
def mark(opened):
    from khronika.store.confidential import mark_report

    return lambda report, confidential, who: mark_report(opened.alias, report, confidential=confidential, who=who)


def test_the_last_word_on_a_report_counts(opened, mark):
    from khronika.store.confidential import read_confidential

    for word in (("r0", True, "Ada"), ("r1", True, "Ada"), ("r0", True, "Bo"), ("r1", False, "Bo")):
        mark(*word)
    assert read_confidential(opened.alias) == {"r0": {"Ada", "Bo"}}
    assert list(opened.verify()) == []


def test_a_word_on_no_report_is_refused(mark):
    with pytest.raises(StoreError, match="no report"):
        mark("r9", True, "Ada")


def test_a_word_that_was_taken_away_is_told(opened, mark):
    from khronika.store import models

    mark("r0", True, "Ada")
    models.Confidence.objects.using(opened.alias).all().delete()
    assert list(opened.verify()) == ["confidential reports: are not those that the log says"]
