"""The act of a statement in the words of ACLED, PLOVER, HURIDOCS and HRDsAttack, by a table of rules."""

import re
from dataclasses import dataclass
from functools import cache

from khronika.extract.tables import load_table
from khronika.model import Codes, Statement

_SCHEMES = ("acled", "plover", "huridocs", "hrdsattack")
_NONE = "-"


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
    table = load_table("codes.yaml")
    found: dict[str, str] = dict(table["acts"][statement.act])
    words = report_text[statement.evidence[0].start : statement.evidence[0].end]
    settled: set[str] = set()
    for rule in _refinements():
        if statement.act in rule.acts and _fits(rule, words):
            for scheme, code in rule.codes.items():
                if scheme not in settled:
                    found[scheme] = code
                    settled.add(scheme)
    perpetrator = None if found["hrdsattack"] == _NONE else _perpetrator(statement)
    codes = {scheme: None if found[scheme] == _NONE else found[scheme] for scheme in _SCHEMES}
    return Codes(**codes, hrdsattack_perpetrator=perpetrator)


def _fits(rule: _Refinement, words: str) -> bool:
    return bool(rule.words.search(words)) and not (rule.unless and rule.unless.search(words))


def _perpetrator(statement: Statement) -> str | None:
    """Return whom HRDsAttack calls the perpetrator: by the kind of the first party, or because only a state does it."""
    table = load_table("codes.yaml")
    state, kind = table["acts_of_state"], statement.by[0].kind if statement.by else None
    if statement.act in state["acts"] and (kind is None or kind in state["kinds"]):
        return str(state["perpetrator"])
    return table["perpetrators"].get(kind) if kind else None
