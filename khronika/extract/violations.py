"""Which violations a report is about: HRDsAttack codes articles, and what is only touched on is not coded there."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import exp, log, log1p

from khronika.extract.tables import load_table
from khronika.model import Report, Statement, Status

HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING, Status.UNKNOWN})
_OPENING = 1000  # characters in which a report says what it is about
_PER = 1000  # characters in which words are counted
_TOP = 3  # statements that say what a report is about


def keep_violations(report: Report, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, HRDsAttack's violation taken from those of a violation that the report is not about.

    Who did it stays: that is of the statement, not of the report. A violation is kept where its chance, by a logistic
    model of signs (`violations.yaml`), reaches the least.

    Args:
        statements: in order of prominence; teasers have no part in it.
    """
    least, models = _models()
    told = [s for s in statements if not s.teaser and s.status in HAPPENED]
    violations = {s.codes.hrdsattack for s in told if s.codes.hrdsattack}
    shared = signs_of_report(told, report) if violations else {}
    about = {v for v in violations if chance_of(shared | signs_of(v, told, report), models[v]) >= least}
    return [s if s.teaser or s.codes.hrdsattack in about else _uncoded(s) for s in statements]


def _uncoded(statement: Statement) -> Statement:
    return replace(statement, codes=replace(statement.codes, hrdsattack=None))


def chance_of(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the chance that a logistic model gives; a sign without a weight says nothing."""
    return 1 / (1 + exp(-weights["always"] - sum(weights.get(name, 0.0) * value for name, value in signs.items())))


@cache
def _models() -> tuple[float, dict[str, dict[str, float]]]:
    """Return the least chance and the weights of each violation's signs."""
    table = load_table("violations.yaml")
    models = {v: {sign: float(w) for sign, w in row.items()} for v, row in table["signs"].items()}
    return float(table["least"]), models


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Return how the words of each violation begin."""
    rows: dict[str, str] = load_table("violations.yaml")["words"]
    return {violation: re.compile(rf"\b(?:{words})", re.IGNORECASE) for violation, words in rows.items()}


def signs_of(violation: str, told: Sequence[Statement], report: Report) -> dict[str, float]:
    """Return the signs of a report being about a violation, of what it tells of it.

    Args:
        told: its statements of what happened, in order of prominence.
    """
    length = max(1, len(report.text))
    own = [s for s in told if s.codes.hrdsattack == violation]
    lead = sorted(told, key=lambda s: s.trigger.start)[:_TOP]
    coded = sum(s.codes.hrdsattack is not None for s in told)
    return {
        "share": len(own) / max(1, coded),
        "opening": float(any(s.trigger.start < _OPENING for s in own)),
        "depth": min((s.trigger.start / length for s in own), default=1.0),
        "chance": max((s.confidence for s in own), default=0.0),
        "own_voice": float(any(len(s.chain) == 1 for s in own)),
        "by": float(any(s.by for s in own)),
        "to": float(any(s.to for s in own)),
        "to_named": float(any(p.name for s in own for p in s.to)),
        "time": float(any(s.time for s in own)),
        "repeated": max((len(s.evidence) for s in own), default=0) / 3,
        "first": float(bool(told) and told[0].codes.hrdsattack == violation),
        "top": float(any(s in own for s in told[:_TOP])),
        "lead": float(any(s in own for s in lead)),
        "evidence": log1p(sum(len(s.evidence) for s in own)),
        "names": log1p(len({p.name for s in own for p in s.to if p.name})),
    }


def signs_of_report(told: Sequence[Statement], report: Report) -> dict[str, float]:
    """Return the signs that are the same for every violation: what a report tells, and the words that it uses."""
    length = max(1, len(report.text))
    coded = Counter(s.codes.hrdsattack for s in told if s.codes.hrdsattack)
    acts = Counter(s.act for s in told)
    return {
        "length": log(length),
        "statements": log1p(len(told)),
        **{f"coded {name}": log1p(count) for name, count in coded.items()},
        **{f"act {act}": log1p(count) for act, count in acts.items()},
        **{f"title {name}": float(bool(words.search(report.title or ""))) for name, words in _words().items()},
        **{f"words {name}": log1p(_PER * len(words.findall(report.text)) / length) for name, words in _words().items()},
    }
