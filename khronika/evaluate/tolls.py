"""`python -m khronika.evaluate.tolls GOLD OUTPUT`: how many killed and injured reports tell, against the key of each.

The key counts the incident, a report tells what was known that day; so no reader reaches 100.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_ACTS = {"killed": {"killing", "death"}, "injured": {"injury"}}
_WIDEST = 1  # between the ends of an interval that counts as telling a number


def score_tolls(gold: Sequence[dict[str, Any]], output: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Return the share of reports, in percent, that tell the key's number: of all, and of those where it is not 0.

    A report tells a number where one of its statements does, and 0 where none tells of any act of the kind.
    """
    figures = {}
    for what, acts in _ACTS.items():
        right = [(row[what], _tells(output.get(row["id"], {}), acts, row[what])) for row in gold]
        some = [hit for number, hit in right if number]
        figures[what] = _percent([hit for _, hit in right])
        figures[f"{what}_some"] = _percent(some)
    return figures


def _tells(report: dict[str, Any], acts: set[str], number: int) -> bool:
    told = [s["quantity"] for s in report.get("statements", []) if s["act"] in acts and not s["teaser"]]
    if number == 0:
        return not told
    exact = [(q["min"], q["max"]) for q in told if q and None not in (q["min"], q["max"])]
    return any(low <= number <= high and high - low <= _WIDEST for low, high in exact)


def _percent(hits: Sequence[bool]) -> float:
    return round(100 * sum(hits) / len(hits), 1) if hits else 0.0


def _rows(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf8").split("\n") if line]


if __name__ == "__main__":
    print(json.dumps(score_tolls(_rows(sys.argv[1]), {row["id"]: row for row in _rows(sys.argv[2])})))  # noqa: T201
