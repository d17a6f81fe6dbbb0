"""Scores a chronicle of the incident articles, and what simple rivals would count in its place.

The rivals are handed the right articles of each incident, which a chronicle has to find by itself. Each takes from an
article the number of its first statement on the killed or injured, 0 where none gives one: the earliest article's; the
one that most articles give; the highest.
"""

import json
import subprocess  # noqa: S404 - the scorer and the command are programs of their own
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from khronika.evaluate.tasks import INCIDENTS
from khronika.model import Act, Report, Status
from khronika.store import open_chronicle

_ACTS = {"killed": {Act.KILLING, Act.DEATH}, "injured": {Act.INJURY}}
_HAPPENED = {Status.OCCURRED, Status.ONGOING}
_WIDEST = 1  # between the ends of an interval that the scorer still takes for a number


def score_incidents(shared: Path, home: Path, command: Sequence[str]) -> dict[str, Any]:
    """Return the scorer's figures, and under `rivals` those of the rivals, all in percent.

    Args:
        home: an empty folder for the chronicle and its output.
        command: what runs `khronika`.
    """
    chronicle, folder = home / "chronicle", shared / INCIDENTS.folder
    subprocess.run([*command, "add", str(chronicle), "--jsonl", str(folder / "documents.jsonl")], check=True)  # noqa: S603
    for name in ("events", "reports"):
        with (home / f"{name}.jsonl").open("wb") as stream:
            subprocess.run([*command, name, str(chronicle), "--format", "jsonl"], stdout=stream, check=True)  # noqa: S603
    score = [sys.executable, str(shared / "evals" / "score_incidents.py"), str(folder / "gold.jsonl")]
    score += [str(home / "events.jsonl"), str(home / "reports.jsonl")]
    printed = subprocess.run(score, capture_output=True, text=True, check=True).stdout  # noqa: S603
    lines = (folder / "gold.jsonl").read_text(encoding="utf8").split("\n")
    with open_chronicle(str(chronicle)) as opened:
        rivals = score_rivals([json.loads(line) for line in lines if line], [held.report for held in opened.reports()])
    return {**json.loads(printed), "rivals": rivals}


def score_rivals(gold: Iterable[Mapping[str, Any]], reports: Iterable[Report]) -> dict[str, dict[str, float]]:
    """Return for killed and injured the share of incidents, in percent, that each rival counts right.

    Args:
        gold: rows with `id`, `incident`, `killed` and `injured`.
        reports: in order of publication.
    """
    incident = {row["id"]: row for row in gold}
    articles: dict[str, list[Report]] = {}
    for report in reports:
        if report.id in incident:
            articles.setdefault(incident[report.id]["incident"], []).append(report)
    scores = {}
    for what, acts in _ACTS.items():
        right: Counter[str] = Counter()
        for held in articles.values():
            counts = [_first_count(report, acts) for report in held]
            most = max(Counter(counts).items(), key=lambda row: (row[1], row[0]))[0]
            chosen = {"first_article": counts[0], "majority": most, "maximum": max(counts)}
            number = incident[held[0].id][what]
            right.update(name for name, count in chosen.items() if _is_right(count, number))
        scores[what] = {n: round(100 * right[n] / len(articles), 1) for n in ("first_article", "majority", "maximum")}
    return scores


def _first_count(report: Report, acts: set[Act]) -> tuple[int, int]:
    """Return the first number that a report gives of those whom acts were done to, 0 where it gives none."""
    for s in report.statements:
        if s.act in acts and s.status in _HAPPENED and not s.teaser and s.quantity:
            low, high = s.quantity.min, s.quantity.max
            if low is not None and high is not None:
                return low, high
    return 0, 0


def _is_right(count: tuple[int, int], wanted: int) -> bool:
    return count[0] <= wanted <= count[1] and count[1] - count[0] <= _WIDEST
