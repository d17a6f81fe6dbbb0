"""Events that change as reports and judgements come in: what is stored, what becomes of ids, what binds."""

import random
import sqlite3
from contextlib import closing

import pytest

from khronika.collect import make_capture
from khronika.errors import StoreError
from khronika.model import Given, Report
from khronika.model.codec import to_json
from khronika.pipeline import link_chronicle
from khronika.store import open_chronicle
from tests.factories import make_place, make_report, make_statement

TOWNS = {name: make_place(name, lat=40.0 + i, lon=70.0 + i) for i, name in enumerate(["Osh", "Naryn", "Talas"])}


def tell(id, town="Osh", day="2024-03-28", **changes):  # noqa: A002
    """Return a report of one detention."""
    statement = make_statement(f"s{id}", place=TOWNS[town], time=day, **changes)
    return make_report(id, statement, text=f"Report {id}: men were detained in {town}.", outlet=f"Post {id}")


def add(location, *reports):
    """Add reports and link them."""
    captures = [make_capture(r.text.encode(), "text/plain", Given(id=r.id)) for r in reports]
    with open_chronicle(location, create=True, write=True) as chronicle:
        chronicle.add_many(list(zip(captures, reports, strict=True)))
        link_chronicle(chronicle)
        assert not any(chronicle.unlinked())


def judge(location, a, b, same):
    with open_chronicle(location, write=True) as chronicle:
        chronicle.judge((a, f"s{a}"), (b, f"s{b}"), same=same, who="A. Reader", why="read both")
        assert any(chronicle.unlinked())
        link_chronicle(chronicle)


def groups(location):
    """Return the reports of each event by its id."""
    with open_chronicle(location) as chronicle:
        assert [line for line in chronicle.verify() if line.startswith(("event", "log", "reports"))] == []
        return {e.id: sorted(s.report for s in e.statements) for e in chronicle.events()}


@pytest.fixture
def place(tmp_path):
    return str(tmp_path / "chronicle")


def test_what_is_added_later_joins_and_leaves_the_rest_alone(place):
    add(place, tell("a"), tell("b", "Naryn"))
    before = groups(place)
    add(place, tell("c"))
    after = groups(place)
    assert sorted(after.values()) == [["a", "c"], ["b"]] and before.keys() == after.keys()


def test_what_a_version_with_other_keys_linked_is_linked_anew(place, tmp_path):
    add(place, tell("a"), tell("b", "Naryn"))
    with closing(sqlite3.connect(f"{place}/chronicle.sqlite3")) as database, database:
        database.execute("UPDATE store_linkkey SET key = 'of another version ' || id")
        database.execute("DELETE FROM django_migrations WHERE name = '0008_keys'")
    add(place, tell("c"))
    add(other := str(tmp_path / "other"), tell("a"), tell("b", "Naryn"), tell("c"))
    assert groups(place) == groups(other)


def test_in_whatever_parts_reports_are_added_the_events_are_the_same(tmp_path):
    dice = random.Random(5)
    reports = [tell(f"r{i}", dice.choice(list(TOWNS)), f"2024-03-{dice.randint(1, 9):02}") for i in range(14)]
    add(str(tmp_path / "whole"), *reports)
    for turn in range(3):
        dice.shuffle(reports)
        parts = str(tmp_path / f"parts{turn}")
        for i in range(0, len(reports), 3):
            add(parts, *reports[i : i + 3])
        assert dump(parts) == dump(str(tmp_path / "whole"))


def test_in_whatever_parts_reports_are_linked_the_events_are_the_same(tmp_path, monkeypatch):
    reports = [tell(f"r{i}", list(TOWNS)[i % 3], f"2024-03-{1 + i % 2:02}") for i in range(9)]
    add(str(tmp_path / "whole"), *reports)
    monkeypatch.setattr("khronika.pipeline._LINKED", 2)
    add(str(tmp_path / "parts"), *reports)
    assert groups(str(tmp_path / "parts")) == groups(str(tmp_path / "whole"))


def dump(location):
    with open_chronicle(location) as chronicle:
        return [to_json(event) for event in chronicle.events()]


def test_a_merge_leaves_a_word_on_what_is_no_more(place):
    add(place, tell("a", day="2024-03-28"), tell("b", day="2024-03-27"))
    before = groups(place)
    judge(place, "a", "b", same=True)
    (left,) = groups(place)
    (lost,) = before.keys() - {left}
    with open_chronicle(place) as chronicle, pytest.raises(StoreError, match=f"merged into {left} .judged"):
        chronicle.event(lost)


def test_a_split_keeps_the_id_of_the_smallest_statement(place):
    add(place, tell("a"), tell("b"))
    (whole,) = groups(place)
    judge(place, "a", "b", same=False)
    after = groups(place)
    assert after[whole] == ["a"] and sorted(after.values()) == [["a"], ["b"]]


def test_a_judgement_binds_what_comes_later(place):
    add(place, tell("a"), tell("b"))
    judge(place, "a", "b", same=False)
    add(place, tell("c"), tell("d"))
    assert not any({"a", "b"} <= set(reports) for reports in groups(place).values())


def test_the_last_word_on_a_pair_counts(place):
    add(place, tell("a"), tell("b"))
    judge(place, "a", "b", same=False)
    judge(place, "b", "a", same=True)
    assert list(groups(place).values()) == [["a", "b"]]


def test_words_that_cannot_both_hold_are_refused(place):
    add(place, tell("a"), tell("b"), tell("c"))
    judge(place, "a", "b", same=True)
    judge(place, "b", "c", same=True)
    with open_chronicle(place, write=True) as chronicle:
        with pytest.raises(StoreError, match="cannot hold beside"):
            chronicle.judge(("a", "sa"), ("c", "sc"), same=False, who="A. Reader")
        with pytest.raises(StoreError, match="no statement"):
            chronicle.judge(("a", "sa"), ("x", "sx"), same=True, who="A. Reader")
        assert not any(chronicle.unlinked())


def test_an_earlier_original_that_comes_later_is_the_original(place):
    text = (
        "Nine men were taken from their homes in Osh before dawn by soldiers who showed no papers and gave no reason. "
        * 2
    )
    copies: list[Report] = []
    for i, day in (("late", "2024-03-31"), ("early", "2024-03-29")):
        copies.append(make_report(i, make_statement(f"s{i}", place=TOWNS["Osh"]), text=text, published=day, outlet=i))
    add(place, copies[0])
    add(place, copies[1])
    with open_chronicle(place) as chronicle:
        assert {s.report.id: s.copy_of for s in chronicle.reports()} == {"early": None, "late": "early"}
    assert list(groups(place).values()) == [["early", "late"]]
