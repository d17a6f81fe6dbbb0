"""The verdict table of the contract: the first that fits."""

import pytest

from khronika.model import Status
from tests.reckon.telling import reckon, tell

WATCH, MINISTRY, POST = "Open Border Watch", "Interior Ministry", "Harbour Post"
OPEN = {"status": Status.UNKNOWN, "count": None}
DENIED, PLANNED = {"status": Status.DENIED, "count": None}, {"status": Status.PLANNED, "count": None}
BACK = {"retracts": True, "count": None, "day": "2024-03-30"}

VERDICTS = [
    # tellings, verdict, independent roots, of those who say that it happened, note
    ([tell("r1", WATCH)], "single_source", 1, 1, "one root, one report"),
    ([tell("r1")], "single_source", 1, 1, "an outlet's own voice"),
    ([tell("r1", "a lawyer", WATCH)], "single_source", 1, 1, "a chain is one root"),
    ([tell("r1", WATCH), tell("r2", WATCH, outlet=POST)], "copies_of_one_source", 1, 1, "one root, two reports"),
    ([tell("r1", WATCH), tell("r2", MINISTRY, outlet=POST)], "corroborated", 2, 2, "two roots that agree"),
    ([tell("r1", WATCH), tell("r2", MINISTRY, count=(60, 80))], "corroborated", 2, 2, "two roots that overlap"),
    ([tell("r1", WATCH, count=None), tell("r2", MINISTRY)], "corroborated", 2, 2, "one root gives no number"),
    ([tell("r1", WATCH), tell("r2", MINISTRY, count=40)], "contested", 2, 2, "they differ on how many"),
    ([tell("r1", WATCH), tell("r2", MINISTRY, **DENIED)], "contested", 2, 1, "they differ on whether"),
    ([tell("r1", WATCH), tell("r2", POST), tell("r3", MINISTRY, **DENIED)], "contested", 3, 2, "two against one"),
    ([tell("r1", MINISTRY, **DENIED)], "denied", 1, 0, "the only word is a denial"),
    ([tell("r1", MINISTRY, count=0)], "denied", 1, 0, "to nobody is not"),
    ([tell("r1", WATCH), tell("r2", MINISTRY, count=0)], "contested", 2, 1, "some against none"),
    ([tell("r1", MINISTRY, **PLANNED), tell("r2", WATCH)], "single_source", 2, 1, "one announced it, one saw it"),
    ([tell("r1", MINISTRY, **PLANNED)], "did_not_happen", 1, 0, "a plan of which nothing came"),
    ([tell("r1", MINISTRY, **PLANNED), tell("r2", WATCH, **DENIED)], "did_not_happen", 2, 0, "planned, called off"),
    ([tell("r1", MINISTRY, **PLANNED), tell("r2", WATCH), tell("r3", POST)], "corroborated", 3, 2, "planned, and came"),
    ([tell("r1", WATCH), tell("r2", WATCH, **BACK)], "retracted", 1, 1, "who said it took it back"),
    ([tell("r1", WATCH), tell("r2", MINISTRY), tell("r3", WATCH, **BACK)], "retracted", 2, 2,
     "one of two took it back"),
    ([tell("r1", "a witness"), tell("r2", day="2024-03-30", **DENIED)], "retracted", 1, 1,
     "an outlet denies in its own voice what it told under a source"),
    ([tell("r1"), tell("r2", day="2024-03-30", outlet=POST, **DENIED)], "contested", 2, 1, "another outlet denies it"),
    ([tell("r1"), tell("r2", MINISTRY, day="2024-03-30", **DENIED)], "contested", 1, 1, "a source of its denies it"),
    ([tell("r1", **DENIED), tell("r2", day="2024-03-30")], "contested", 1, 1, "it tells what it denied before"),
    ([tell("r1", WATCH, **OPEN), tell("r2", MINISTRY, **OPEN)], "single_source", 2, 0, "two leave it open"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tellings", "verdict", "roots", "roots_for", "note"), VERDICTS, ids=[row[4] for row in VERDICTS]
)
def test_verdict(tellings, verdict, roots, roots_for, note):
    event = reckon(*tellings)
    assert (event.verdict.value, event.independent_roots, event.roots_for) == (verdict, roots, roots_for)


def test_copies_by_text_are_one_source_too():
    event = reckon(tell("r1"), tell("r2", outlet=POST), copies={"r2": "r1"})
    assert (event.verdict.value, event.independent_roots) == ("copies_of_one_source", 1)


WHYS = [
    ([tell("r1", WATCH)], "One report, one source: Open Border Watch."),
    ([tell("r1", WATCH), tell("r2", WATCH, outlet=POST)], "Two reports, one source: Open Border Watch."),
    ([tell("r1", WATCH, count=None), tell("r2", MINISTRY, count=None)],
     "Two independent sources, Open Border Watch and Interior Ministry, say that it happened."),
    ([tell("r1", WATCH, count=None), tell("r2", MINISTRY, count=None), tell("r3", WATCH, count=None)],
     "Two independent sources, Open Border Watch and Interior Ministry, say that it happened."),
    ([tell("r1", WATCH), tell("r2", MINISTRY, **DENIED)],
     "One source, Open Border Watch, says that it happened. Interior Ministry denies it."),
    ([tell("r1", WATCH), tell("r2", MINISTRY, count=40)],
     "Two sources say that it happened, independently. The sources do not agree: 64 according to Open Border Watch; "
     "40 according to Interior Ministry."),
    ([tell("r1", MINISTRY, **DENIED)], "The only word on it is that it did not happen, from Interior Ministry."),
    ([tell("r1", MINISTRY, **PLANNED), tell("r2", WATCH, **DENIED)],
     "Interior Ministry spoke of it beforehand; Open Border Watch then said that it did not happen."),
    ([tell("r1", WATCH), tell("r2", WATCH, **BACK)],
     "Open Border Watch, who said it, took it back; nobody else says that it happened."),
]  # fmt: skip


@pytest.mark.parametrize(("tellings", "why"), WHYS, ids=[row[1][:40] for row in WHYS])
def test_why(tellings, why):
    assert reckon(*tellings).why == why
