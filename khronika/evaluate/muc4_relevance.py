"""Which incidents MUC-4 has a template for: recent ones, told as news, by others than armies against armies."""

import re
from collections import Counter
from math import log1p
from typing import Any

from khronika.evaluate.muc4_incidents import (
    Fields,
    Incident,
    Telling,
    fill_incident,
    is_dated,
    is_sent_from,
    join_statements,
    load_muc4_table,
    plain,
    printed_on,
)
from khronika.extract.violations import chance_of

_WORD = re.compile(r"[^\W\d_]{3,}")
_OF_REPORT = 0.5  # what a word that stands anywhere in the report counts beside one of the incident's own sentences


def find_incidents(report: Fields) -> list[Incident]:
    """Return the incidents of a report whose chance to have a template, by a logistic model (`data/muc4.yaml`),
    reaches the least."""
    table = load_muc4_table()
    tellings = join_statements(report)
    filled = [(fill_incident(report, t), t) for t in tellings]
    weights, least = table["signs"], table["least"]
    return [i for i, t in filled if chance_of(signs_of(report, t, i, len(tellings)), weights) >= least]


def signs_of(report: Fields, telling: Telling, incident: Incident, told: int) -> dict[str, float]:
    """Return the signs of an incident that MUC-4 has a template for.

    Args:
        told: the number of incidents that the report tells.
    """
    own = telling.statements
    ranks = {s["id"]: k for k, s in enumerate(report["statements"])}
    acts = Counter(s["act"] for s in report["statements"] if not s["teaser"])
    length = max(1, len(report["text"]))
    return {
        "statements": log1p(len(own)),
        "others": log1p(told - 1),
        "length": log1p(length),
        "depth": min(s["trigger"]["start"] for s in own) / length,
        "rank": 1 / (1 + min(ranks[s["id"]] for s in own)),
        "chance": max(s["confidence"] for s in own),
        "own voice": float(any(len(s["chain"]) == 1 for s in own)),
        "hedged": float(any(s["hedged"] for s in own)),
        "counted": float(any(s["quantity"] for s in own)),
        "to named": float(any(party["name"] for s in own for party in s["to"])),
        "town": float(bool(incident.place)),
        "placed": float(any(s["place"] and not is_sent_from(report, s["place"]) for s in own)),
        "own country": float(incident.country in {plain(name) for name in load_muc4_table()["countries"]}),
        f"type {telling.type}": 1.0,
        **_signs_time(report, telling.days),
        **{f"act {s['act']}": 1.0 for s in own},
        **{f"by {kind}": 1.0 for kind in _kinds(own, "by")},
        **{f"to {kind}": 1.0 for kind in _kinds(own, "to")},
        **{f"told {act}": log1p(count) for act, count in acts.items()},
        **{f"word {word}": 1.0 for s in own for word in _words(report["text"], s["trigger"])},
        **{f"sentence {word}": 1.0 for s in own for word in _words(report["text"], s["evidence"][0])},
        **{f"report {word}": _OF_REPORT for word in _words(report["text"], {"start": 0, "end": length})},
    }


def _signs_time(report: Fields, days: Any) -> dict[str, float]:
    """Return how exact the days are, and how long before the report."""
    printed = printed_on(report)
    if printed is None or not is_dated(days):
        return {}
    first, last = days
    ago = (printed - last).days
    return {
        "day": float(first == last),
        "days": min(3.0, log1p((last - first).days)),
        "week": float(ago <= 7),
        "month": float(7 < ago <= 31),
        "older": float(ago > 31),
    }


def _words(text: str, span: Fields) -> set[str]:
    return set(_WORD.findall(text[span["start"] : span["end"]].lower()))


def _kinds(statements: list[Fields], role: str) -> set[str]:
    return {party["kind"] for s in statements for party in s[role]} or {"none"}
