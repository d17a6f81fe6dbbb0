"""Invented happenings told by several reports each, through the whole pipeline: events, figures, roots, verdicts.

Each folder holds `documents.jsonl` as `khronika read --jsonl` takes it, and `key.json` with what has to come out. What
does not come out yet stands in `open.json`; whoever mends it takes it out there.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.collect import collect_lines
from khronika.link import find_copies, link_statements
from khronika.model import Event, Report
from khronika.model.codec import to_json
from khronika.pipeline import add_captures, read_captures
from khronika.reckon import reckon_events
from khronika.store import open_chronicle

HERE = Path(__file__).parent
NAMES = sorted(path.parent.name for path in HERE.glob("*/key.json"))
OPEN: dict[str, list[str]] = json.loads((HERE / "open.json").read_text(encoding="utf8"))
_READ: dict[str, list[Report]] = {}


def read(name: str) -> list[Report]:
    """Return the reports of a scenario, read once."""
    if name not in _READ:
        captures = collect_lines(str(HERE / name / "documents.jsonl"))
        _READ[name] = [r for r in read_captures(captures) if isinstance(r, Report)]
    return _READ[name]


def reckon(reports: list[Report]) -> list[Event]:
    """Return the events of reports."""
    copies = find_copies(reports)
    return reckon_events(link_statements(reports, copies), reports, copies)


def find_faults(key: dict[str, Any], reports: list[Report], events: list[Event]) -> list[str]:
    """Return what differs from the key, in the key's words: "e1 verdict"."""
    text = {report.id: report.text for report in reports}
    faults = []
    for wanted in key["events"]:
        places = [(s["report"], text[s["report"]].index(s["quote"]), len(s["quote"])) for s in wanted["statements"]]
        held = [(sum(_holds(e, *place) for place in places), e.act.value == wanted["act"], e.id, e) for e in events]
        number, _, _, best = max(held, key=lambda row: row[:3], default=(0, False, "", None))
        if best is None or not number:
            faults.append(f"{wanted['id']} not found")
            continue
        found = {
            "statements": number == len(places),
            "act": best.act.value == wanted["act"],
            "days": (best.from_, best.to) == (wanted["from"], wanted["to"]),
            "place": best.place is not None and best.place.country == wanted["place"]["country"],
            "verdict": best.verdict.value == wanted["verdict"],
            "independent_roots": best.independent_roots == wanted["independent_roots"],
            "roots_for": best.roots_for == wanted["roots_for"],
        }
        figures = {(f.what, f.latest, f.contested) for f in best.figures}
        found |= {
            f"{f['what']} {f['latest']}": (f["what"], tuple(f["latest"]), f["contested"]) in figures
            for f in wanted["figures"]
        }
        faults += [f"{wanted['id']} {what}" for what, right in found.items() if not right]
    return faults


def _holds(event: Event, report: str, start: int, length: int) -> bool:
    return any(
        s.report == report and any(e.start < start + length and start < e.end for e in s.evidence)
        for s in event.statements
    )


@pytest.mark.parametrize("name", NAMES)
def test_scenario(name):
    key = json.loads((HERE / name / "key.json").read_text(encoding="utf8"))
    reports = read(name)
    faults = find_faults(key, reports, reckon(reports))
    assert [fault for fault in faults if fault not in OPEN.get(name, [])] == []


def test_copies_are_those_of_the_key():
    for name in NAMES:
        key = json.loads((HERE / name / "key.json").read_text(encoding="utf8"))
        copied = {report for group in key["copies"] for report in group[1:]}
        assert set(find_copies(read(name))) == copied, name


@settings(deadline=None, max_examples=10)
@given(st.data())
def test_the_order_in_which_reports_come_changes_nothing(data):
    reports = [r for name in NAMES for r in read(name)[:1] + read(name)[-1:]]
    reports = list({r.text: r for r in reports}.values())
    reports = [Report(**{**_fields(r), "id": f"{i:02}"}) for i, r in enumerate(reports)]
    shuffled = data.draw(st.permutations(reports))
    assert sorted(map(to_json, reckon(shuffled))) == sorted(map(to_json, reckon(reports)))


def _fields(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in report.__dataclass_fields__}


def test_adding_twice_changes_nothing(tmp_path):
    location, lines = str(tmp_path / "chronicle"), str(HERE / NAMES[0] / "documents.jsonl")
    held = []
    for _ in range(2):
        with open_chronicle(location, create=True, write=True) as chronicle:
            add_captures(chronicle, collect_lines(lines))
            held.append([to_json(event) for event in chronicle.events()])
    assert held[0] == held[1] != []
