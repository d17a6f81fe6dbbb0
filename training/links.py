"""Fits the points of linking in `fitted.yaml` on invented sets of reports whose events are known: a minute.

    python -m training.links training/data/scenarios.jsonl khronika/link/data/fitted.yaml

The points set by hand are given. Printed is how well statements are grouped with the points of before, and in each
ninth of the sets with points that were fitted on the others. Of the file the comments stay.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import Any
from unittest.mock import patch

import numpy as np
import yaml

from khronika.collect import collect_lines
from khronika.link import find_copies, link_statements
from khronika.link.compare import compare_items
from khronika.link.contexts import make_context
from khronika.link.fitted import find_fitted
from khronika.link.items import Item, Key, make_items
from khronika.link.kinship import weigh_reports
from khronika.link.tables import load_points, load_table
from khronika.model import Report, Statement
from khronika.pipeline import read_captures

POINT = 0.6
"""Natural log odds of one point."""
STRENGTH = 0.03
FOLDS, STEPS, LEAST = 9, 30, 1e-6
DAYS = ("near_days", "other_days")
"""Signs that `khronika.link.compare` gives and that are fitted too."""
Signs = dict[str, float]
Events = Mapping[Key, frozenset[str]]
"""The events that a statement tells, by the key."""


@dataclass(frozen=True)
class Scenario:
    """Reports as Khronika reads them, which of them are copies, and what the key says of their statements."""

    reports: Sequence[Report]
    copies: Mapping[str, str]
    events: Events


@dataclass(frozen=True)
class Pair:
    """Two statements of one family of acts: signs that are fitted, points given, whether they are of one event."""

    signs: Signs
    given: float
    same: bool


def read_scenarios(path: Path) -> Iterator[Scenario]:
    """Give the sets of a file: one in a line, with its documents and its key."""
    for line in path.read_text(encoding="utf8").splitlines():
        told = json.loads(line)
        with tempfile.TemporaryDirectory() as home:
            documents = Path(home) / "documents.jsonl"
            documents.write_text("".join(f"{json.dumps(one)}\n" for one in told["documents"]), encoding="utf8")
            reports = [r for r in read_captures(collect_lines(str(documents))) if isinstance(r, Report)]
        yield Scenario(reports, find_copies(reports), _find_events(reports, told["events"]))


def _find_events(reports: Sequence[Report], events: Sequence[dict[str, Any]]) -> Events:
    """Return the events of statements: of those that a passage of the key overlaps most, the one of its act."""
    by_id = {report.id: report for report in reports}
    found: dict[Key, set[str]] = {}
    for event in events:
        for quote in (one for one in event["statements"] if one["report"] in by_id):
            report = by_id[quote["report"]]
            start = report.text.find(quote["quote"])
            own = [s for s in report.statements if not s.teaser and start >= 0]
            rated = [(_overlap(s, start, start + len(quote["quote"])), s.act == event["act"], s.id) for s in own]
            if rated and max(rated)[0] > 0:
                found.setdefault((report.id, max(rated)[2]), set()).add(event["id"])
    return {key: frozenset(told) for key, told in found.items()}


def _overlap(statement: Statement, start: int, end: int) -> int:
    return sum(max(0, min(end, span.end) - max(start, span.start)) for span in statement.evidence)


def make_pairs(scenario: Scenario) -> list[Pair]:
    """Return the pairs of statements that the key tells of, without those of a copy and its original."""
    items: dict[Key, Item] = {}
    for report in scenario.reports:
        items.update(make_items(report, make_context(report)))
    known = sorted(key for key in scenario.events if key in items)
    pairs = [(items[a], items[b]) for a, b in combinations(known, 2) if items[a].family == items[b].family]
    return [
        _make_pair(a, b, same=bool(scenario.events[a.key] & scenario.events[b.key]))
        for a, b in pairs
        if scenario.copies.get(a.key[0]) != b.key[0] and scenario.copies.get(b.key[0]) != a.key[0]
    ]


def _make_pair(a: Item, b: Item, *, same: bool) -> Pair:
    compared = compare_items(a, b, weigh_reports(a.context, b.context))
    names = {name for name, _ in compared.reasons}
    signs = dict(find_fitted(a, b)) | {name: float(name in names) for name in DAYS}
    given = sum(points for name, points in compared.reasons if name not in signs)
    return Pair(signs, given, same)


def weigh_given(cases: Sequence[Signs], given: Sequence[float], held: Sequence[bool], *, strength: float) -> Signs:
    """Return the weights of a logistic model beside log odds that are given, by Newton's method.

    Every sign is held to zero by how much it varies; the one that all cases have alike, next to not at all.

    Args:
        given: log odds of each case, before its signs are counted.
        held: what is to be foretold.
        strength: less of it keeps weights nearer to zero.
    """
    names = list(dict.fromkeys(name for one in cases for name in one))
    table = np.array([[one.get(name, 0.0) for name in names] for one in cases])
    hold = table.var(axis=0) / strength + LEAST
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(table @ weights + np.array(given))))
        slope = table.T @ (chance - np.array(held, float)) + hold * weights
        step = np.linalg.solve((table * (chance * (1 - chance))[:, None]).T @ table + np.diag(hold), slope)
        weights = weights - step
        if np.abs(step).max() < LEAST:
            break
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def fit(pairs: Sequence[Pair]) -> Signs:
    """Return the points of the signs that are fitted."""
    signs = [pair.signs for pair in pairs]
    weights = weigh_given(signs, [p.given * POINT for p in pairs], [p.same for p in pairs], strength=STRENGTH)
    return {name: round(weight / POINT, 2) for name, weight in weights.items()}


def measure(scenarios: Sequence[Scenario], fitted: Signs) -> list[tuple[float, float]]:
    """Return for every statement of the key how much of its group is of its event, and of its event in its group.

    Source: Bagga and Baldwin 1998 (B-cubed).
    """
    rows = []
    with patch.dict(load_points("statements"), fitted):
        for one in scenarios:
            groups = {k: n for n, c in enumerate(link_statements(one.reports, one.copies)) for k in c.members}
            told = [(key, event, groups[key]) for key in one.events if key in groups for event in one.events[key]]
            for _, event, group in told:
                mine, true = ([row for row in told if row[n] == own] for n, own in ((2, group), (1, event)))
                both = sum(row[1] == event for row in mine)
                rows.append((both / len(mine), both / len(true)))
    return rows


def tell(rows: Sequence[tuple[float, float]]) -> str:
    """Return precision, recall and F1 in a line."""
    p, r = (100 * mean(row[n] for row in rows) for n in (0, 1))
    return f"B-cubed {p:.1f} {r:.1f} {2 * p * r / (p + r):.1f}"


def main() -> None:
    """Fit, tell how well it does where it was not fitted, and write."""
    source, out = map(Path, sys.argv[1:])
    scenarios = list(read_scenarios(source))
    print("before:", tell(measure(scenarios, dict(load_table("fitted.yaml")))))
    pairs = [make_pairs(one) for one in scenarios]
    folds = np.arange(len(scenarios)) % FOLDS
    rows = []
    for fold in range(FOLDS):
        rest = [pair for n, held in enumerate(pairs) if folds[n] != fold for pair in held]
        rows += measure([one for n, one in enumerate(scenarios) if folds[n] == fold], fit(rest))
    print("fitted on others:", tell(rows))
    head = "".join(line for line in out.read_text(encoding="utf8").splitlines(keepends=True) if line.startswith("#"))
    fitted = fit([pair for held in pairs for pair in held])
    out.write_text(head + yaml.safe_dump(fitted, sort_keys=False), encoding="utf8")


if __name__ == "__main__":
    main()
