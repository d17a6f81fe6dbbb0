"""HRDsAttack's answers of a document beside what Khronika reads in it."""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass, replace
from typing import Any

from khronika.extract.codes import assign_codes
from khronika.extract.merge import order_by_prominence
from khronika.model import TOWNS, Place, Report, Statement
from khronika.values.places import find_country


@dataclass(frozen=True)
class Coded:
    """A report, its statements in the order told, with the codes that they have by themselves, and the answers."""

    report: Report
    told: tuple[Statement, ...]
    gold: dict[str, Any]


def make_coded(report: Report, gold: dict[str, Any]) -> Coded:
    """Return a report with every statement coded anew: what is kept as the report's violation is what is fitted."""
    own = (s for s in report.statements if not s.teaser)
    told = [replace(s, codes=assign_codes(s, report.text)) for s in own]
    told.sort(key=lambda s: s.trigger.start)
    return Coded(report, tuple(order_by_prominence(told, ())), gold)


def violations(gold: dict[str, Any]) -> set[str]:
    """Return the violations of an answer; unknown only where no other is coded."""
    held = set(gold["violation_types"])
    return held - {"unknown"} if len(held) > 1 else held


def agree(field: str, statement: Statement, gold: dict[str, Any]) -> bool | None:
    """Tell whether a statement answers a field rightly; None where it or the answer has none."""
    wanted = _answer(field, gold)
    if wanted is None:
        return None
    if field == "perpetrator_type":
        mine = statement.codes.hrdsattack_perpetrator
        return None if mine is None else mine == wanted
    if field in ("country", "city"):
        return agree_place(field, statement.place, gold)
    when = statement.time
    if when is None or not when.from_ or not when.to:
        return None
    (y, m, d), last = when.from_.split("-"), when.to.split("-")
    if field == "year":
        return last[0] == y == wanted
    if field == "month":
        return last[:2] == [y, m] and int(m) == int(wanted)
    return last == [y, m, d] and int(d) == int(wanted)


def agree_place(field: str, place: Place | None, gold: dict[str, Any]) -> bool | None:
    """Tell whether a place answers "country" or "city" rightly; None where there is none, or no answer."""
    wanted = _answer(field, gold)
    if wanted is None or place is None:
        return None
    if field == "country":
        return place.country is not None and place.country == find_country(wanted)
    return place.precision in TOWNS and place.name.lower() == wanted.lower()


def _answer(field: str, gold: dict[str, Any]) -> str | None:
    """Return an answer, months and days as numbers; None where it is empty or no answer."""
    value = str(gold[field] or "").strip()
    if value.lower() in ("", "n/a", "none", "unknown"):
        return None
    if field == "month" and value.capitalize() in month_name:
        return str(list(month_name).index(value.capitalize()))
    if field in ("year", "month", "date"):
        return str(int(float(value))) if value.replace(".", "", 1).isdigit() else None
    return value
