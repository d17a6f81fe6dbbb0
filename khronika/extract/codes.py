"""The act of a statement in the words of ACLED, PLOVER, HURIDOCS and HRDsAttack, by a table of rules."""

import re
from dataclasses import dataclass
from functools import cache

from khronika.extract.tables import load_table
from khronika.model import Codes, Statement

_SCHEMES = ("acled", "plover", "huridocs", "hrdsattack")
_NONE = "-"
_NOBODY = "nobody"  # the kind of a doer whom no words name


@dataclass(frozen=True, slots=True)
class _Refinement:
    """A rule that makes codes of some acts more exact where words stand in the sentence."""

    acts: frozenset[str]
    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    codes: dict[str, str]


@cache
def _refinements() -> tuple[_Refinement, ...]:
    rows = load_table("codes.yaml")["refinements"]
    return tuple(
        _Refinement(
            acts=frozenset(row["acts"]),
            words=re.compile(row["words"], re.IGNORECASE),
            unless=re.compile(row["not"], re.IGNORECASE) if "not" in row else None,
            codes={k: row[k] for k in _SCHEMES if k in row},
        )
        for row in rows
    )


def assign_codes(statement: Statement, report_text: str) -> Codes:
    """Return the codes of a statement, null where a scheme has none.

    Defaults stand for the act; words of the evidence make them more exact. Sources: CASE 2021 task 2 for the spelling
    of ACLED's types, PLOVER 2.0 manual, HURIDOCS list 04, HRDsAttack codebook.

    Args:
        report_text: the text that the statement's spans refer to.
    """
    settled = _settle(statement, report_text)
    coded = settled["hrdsattack"][0] != _NONE
    codes = {scheme: None if code == _NONE else code for scheme, (code, _) in settled.items()}
    return Codes(**codes, hrdsattack_perpetrator=_perpetrator(statement) if coded else None)


def explain_codes(statement: Statement, report_text: str) -> dict[str, str | None]:
    """Return by scheme the words that made its code more exact, None where the act alone gave it."""
    return {scheme: words for scheme, (_, words) in _settle(statement, report_text).items()}


def _settle(statement: Statement, report_text: str) -> dict[str, tuple[str, str | None]]:
    """Return by scheme the code and the words that decided it: the first rule that fits, else the act's own."""
    words = report_text[statement.evidence[0].start : statement.evidence[0].end]
    found: dict[str, tuple[str, str | None]] = {}
    for rule in _refinements():
        if statement.act in rule.acts and (hit := _find(rule, words)):
            found = {scheme: (code, hit) for scheme, code in rule.codes.items()} | found
    acts: dict[str, str] = load_table("codes.yaml")["acts"][statement.act]
    return {scheme: found.get(scheme, (acts[scheme], None)) for scheme in _SCHEMES}


def _find(rule: _Refinement, words: str) -> str | None:
    """Return the words that a rule looks for, None where they are not there or others rule them out."""
    hit = rule.words.search(words)
    return hit[0] if hit and not (rule.unless and rule.unless.search(words)) else None


def _perpetrator(statement: Statement) -> str | None:
    """Return whom HRDsAttack calls the perpetrator: by what was done, where it tells, else by who did it."""
    table = load_table("codes.yaml")
    kind = statement.by[0].kind if statement.by else _NOBODY
    by_act = (row["perpetrator"] for row in table["by_act"] if statement.act in row["acts"] and kind in row["kinds"])
    code: str | None = next(by_act, table["perpetrators"].get(kind))
    return code
