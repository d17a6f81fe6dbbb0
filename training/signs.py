"""Fits the weights of signs that are kept as YAML, and writes them into it: minutes, most of them for reading.

    python -m training.signs main_place|prominence|whole|violations CORPORA/hrdsattack/train FILE
    python -m training.signs incidents CORPORA/muc4/train FILE

Comments at the head of FILE and what was set by hand stay as they are.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from khronika.collect import collect_lines
from khronika.evaluate.muc4 import pair_incidents, read_template, write_documents
from khronika.evaluate.muc4_incidents import fill_incident, join_statements
from khronika.evaluate.muc4_relevance import signs_of as incident_signs
from khronika.extract.main_place import find_main_place, signs_of_places
from khronika.extract.prominence import rank_statements, read_page, score_parts, signs_of_whole
from khronika.extract.prominence import signs_of as prominence_signs
from khronika.extract.violations import HAPPENED, signs_of_report
from khronika.extract.violations import signs_of as violation_signs
from khronika.model import Report
from khronika.model.codec import to_dict
from khronika.pipeline import read_captures
from training.coded import Coded, agree, agree_place, make_coded, violations
from training.weigh import GIVEN, Choice, Signs, weigh_cases, weigh_choices

FIELDS = {"place": ("country", "city"), "time": ("year", "month", "date"), "doer": ("perpetrator_type",)}
"""What the statement that tells best of a place, a time or a doer has to answer rightly."""
VIOLATIONS = ("arbitrary detention", "enforced disappearance", "killing", "kidnapping", "torture", "other")

Read = tuple[Report, dict[str, Any]]
"""A report and the answers."""


def read_corpus(folder: Path) -> Iterator[Read]:
    """Give the reports of a folder with their answers, as Khronika reads them today."""
    with tempfile.TemporaryDirectory() as home:
        documents = folder / "documents.jsonl"
        if "muc4" in folder.parts:
            documents = write_documents(documents, Path(home) / "documents.jsonl")
        golds = map(json.loads, (folder / "gold.jsonl").open(encoding="utf8"))
        for report, gold in zip(read_captures(collect_lines(str(documents))), golds, strict=True):
            if isinstance(report, Report):
                yield report, gold


def fit_main_place(corpus: list[Read]) -> Signs:
    """Return the weights by which the town and the country of the coded event come first of the places named."""
    choices: list[Choice] = []
    for report, gold in corpus:
        found = signs_of_places(report, report.places)
        signs = [row for _, row in found]
        for field, times in (("city", 2), ("country", 1)):  # the country's choice has many right ones, the town's one
            right = [bool(agree_place(field, place, gold)) for place, _ in found]
            choices += [(signs, right)] * times
    return weigh_choices(choices)


def fit_prominence(corpus: list[Read]) -> dict[str, Signs]:
    """Return for place, time and doer the weights by which a statement that answers rightly comes first."""
    coded = [make_coded(*read) for read in corpus]
    return {
        name: weigh_choices([choice for one in coded for field in fields for choice in _choices(one, name, field)])
        for name, fields in FIELDS.items()
    }


def fit_whole(corpus: list[Read]) -> dict[str, Signs]:
    """Return the weights by which, beside what its parts give, the first statement answers every field rightly."""
    choices: list[Choice] = []
    for one in [make_coded(*read) for read in corpus]:
        page = read_page(
            one.report, one.told, one.report.places, main_place=find_main_place(one.report, one.report.places)
        )
        given = score_parts(one.told, page)
        signs = [
            {**signs_of_whole(s, k == 0, page), GIVEN: points}
            for k, (s, points) in enumerate(zip(one.told, given, strict=True))
        ]
        for field in (field for fields in FIELDS.values() for field in fields):
            known = [
                (row, right)
                for row, s in zip(signs, one.told, strict=True)
                if (right := agree(field, s, one.gold)) is not None
            ]
            if known:
                choices.append(([row for row, _ in known], [right for _, right in known]))
    return {"whole": weigh_choices(choices, decay=0.1)}


def _choices(one: Coded, name: str, field: str) -> Iterator[Choice]:
    """Give the statements of a report that answer a field, and which do so rightly."""
    page = read_page(one.report, one.told, one.report.places)
    rows = [(prominence_signs(name, s, k == 0, page), agree(field, s, one.gold)) for k, s in enumerate(one.told)]
    known = [(dict(signs), right) for signs, right in rows if signs is not None and right is not None]
    if known:
        yield [signs for signs, _ in known], [right for _, right in known]


def fit_violations(corpus: list[Read]) -> dict[str, Signs]:
    """Return for each violation the weights by which a report is about it."""
    coded = [make_coded(*read) for read in corpus]
    told = [
        [s for s in rank_statements(one.report, one.told, one.report.places) if s.status in HAPPENED] for one in coded
    ]
    found = {}
    for violation in VIOLATIONS:
        cases = [
            signs_of_report(t, one.report) | violation_signs(violation, t, one.report)
            for t, one in zip(told, coded, strict=True)
        ]
        held = [violation in violations(one.gold) for one in coded]
        found[violation] = weigh_cases(cases, held, often=15, strength=0.1)
    return found


def fit_incidents(corpus: list[Read]) -> Signs:
    """Return the weights by which MUC-4 has a template for an incident."""
    cases, held = [], []
    for read, gold in corpus:
        report = to_dict(read)
        tellings = join_statements(report)
        incidents = [fill_incident(report, telling) for telling in tellings]
        answered = [answer for _, answer in pair_incidents([read_template(t) for t in gold["templates"]], incidents)]
        for telling, incident in zip(tellings, incidents, strict=True):
            cases.append(incident_signs(report, telling, incident, len(tellings)))
            held.append(any(incident is answer for answer in answered))
    return weigh_cases(cases, held, often=12, strength=0.05)


FITS: dict[str, Callable[[list[Read]], dict[str, Any]]] = {
    "main_place": fit_main_place,
    "prominence": fit_prominence,
    "whole": fit_whole,
    "violations": fit_violations,
    "incidents": fit_incidents,
}


def write_signs(file: Path, signs: dict[str, Any]) -> None:
    """Write fitted weights into a table; its comments and what is not fitted stay."""
    text = file.read_text(encoding="utf8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    table = yaml.safe_load(text)
    parted = all(isinstance(row, dict) for row in signs.values())  # by what they are signs of
    table["signs"] = {**(table["signs"] if parted else {}), **signs}
    body = yaml.safe_dump(table, sort_keys=False, allow_unicode=True, width=120)
    file.write_text(head + body, encoding="utf8")


if __name__ == "__main__":
    name, folder, file = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    write_signs(file, FITS[name](list(read_corpus(folder))))
