"""Scores statements against the templates of MUC-4: type, date, place, perpetrators, victims, their number, the effect.

Our own scorer, after the rules of the official one (Chinchor 1992; its guidelines for scoring, version 7): a fill that
is right counts one, one that is right in part a half; precision and recall are over all templates, so that an incident
too many or too few costs all its fills. A template or fill that the key calls optional may be lacking. Figures of those
days are printed beside ours in the benchmarks that lie with the corpora.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from khronika.evaluate.muc4_incidents import Days, Incident, plain, words_of
from khronika.evaluate.muc4_relevance import find_incidents

SLOTS = ("type", "date", "location", "perpetrator", "victim", "number", "effect")
_MONTHS = {m: k for k, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
_OR = ") / ("  # between alternatives
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]*\.? (\d{2})\b")


def score_muc4(gold: Iterable[Mapping[str, Any]], reports: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return precision, recall and F of each slot, in percent.

    Args:
        gold: `{"id", "templates"}` of each document.
        reports: what `khronika read` printed, by id.
    """
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for row in gold:
        keys = [read_template(t) for t in row["templates"]]
        found = find_incidents(reports.get(row["id"], {}))
        for incident in found:
            told.update(_sizes(incident))
        pairs = pair_incidents(keys, found)
        for key, answer in pairs:
            points = _agree(key, answer)
            right.update(points)
            wanted.update({slot: max(n - key.at_will[slot], points[slot]) for slot, n in _sizes(key).items()})
        for key in keys:
            if not key.optional and not any(key is paired for paired, _ in pairs):
                wanted.update({slot: n - key.at_will[slot] for slot, n in _sizes(key).items()})
    return {slot: _figures(right[slot], told[slot], wanted[slot]) for slot in SLOTS}


def _figures(right: float, told: float, wanted: float) -> dict[str, float]:
    p, r = 100 * right / max(1, told), 100 * right / max(1, wanted)
    return {"p": round(p, 1), "r": round(r, 1), "f1": round(2 * p * r / (p + r), 1) if p + r else 0.0}


def find_dateline(text: str) -> str | None:
    """Return the ISO day of a report's first line ("SAN SALVADOR, 3 JAN 90 --"), by which it is published."""
    found = _day(text[:200])
    return found.isoformat() if found else None


def _day(text: str) -> date | None:
    return next(iter(_list_days(text)), None)


def _list_days(text: str) -> list[date]:
    """Return the days of a text; what is no day of the calendar is left out."""
    found = []
    for day, month, year in _DAY.findall(text):
        with suppress(ValueError, KeyError):
            found.append(date(1900 + int(year), _MONTHS[month], int(day)))
    return found


def read_template(template: Mapping[str, Sequence[str]]) -> Incident:
    """Return the fills of a template; alternatives ("A" / "B") are one fill that any of them meets."""

    def fills(*names: str) -> list[str]:
        return [fill for name in names for fill in template.get(name, ())]

    victims = fills("HUM TGT: NAME") + [x for x in fills("HUM TGT: DESCRIPTION") if '": "' not in x]
    perpetrators = fills("PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID")
    numbers, effects = fills("HUM TGT: NUMBER"), fills("HUM TGT: EFFECT OF INCIDENT")
    days, *or_dates = map(_days, next(iter(fills("INCIDENT: DATE")), "").split(_OR))
    (country, place), *or_spots = _spots(next(iter(fills("INCIDENT: LOCATION")), ""))
    kind, *or_types = (x.strip("? ") for x in next(iter(fills("INCIDENT: TYPE")), "").split(" / "))
    lists = {"perpetrator": perpetrators, "victim": victims, "number": numbers, "effect": effects}
    return Incident(
        type=kind,
        or_types=or_types,
        date=days,
        or_dates=or_dates,
        country=country,
        place=place,
        or_spots=or_spots,
        perpetrator=[words_of(x) for x in perpetrators],
        victim=[words_of(x) for x in victims],
        number=[x.split(":")[0].strip("~? ") for x in numbers],
        effect=[x.split(":")[0].strip("? ") for x in effects],
        optional=any("OPTIONAL" in x for x in fills("MESSAGE: TEMPLATE")),
        at_will=Counter({slot: sum(x.startswith("?") for x in row) for slot, row in lists.items()}),
    )


def _spots(fill: str) -> list[tuple[str | None, list[frozenset[str]]]]:
    """Return country and places of "PERU: LIMA (CITY)", and of each of "(PERU: LIMA (CITY)) / (PERU: ICA (CITY))"."""
    found = []
    for spot in fill.split(_OR):
        country, *parts = (re.sub(r"\(.*?\)|[()]", "", part) for part in re.split(r"[:\-]", spot.removeprefix("(")))
        found.append((plain(country) or None, [words for part in parts if (words := words_of(part))]))
    return found


def _days(fill: str) -> Days | None:
    """Return the days of "02 FEB 90", "01 JAN 90 - 31 JAN 90" or "- 08 JAN 90" (then or before)."""
    found = _list_days(fill)
    if not found:
        return None
    return (None if fill.strip("? (").startswith("-") else found[0]), found[-1]


def _sizes(incident: Incident) -> dict[str, int]:
    return {
        "type": 1, "date": int(incident.date is not None), "location": int(incident.country is not None),
        "perpetrator": len(incident.perpetrator), "victim": len(incident.victim), "number": len(incident.number),
        "effect": len(incident.effect),
    }  # fmt: skip


def pair_incidents(keys: Sequence[Incident], found: Sequence[Incident]) -> list[tuple[Incident, Incident]]:
    """Return templates with the incidents that answer them, one to one, those that agree most first."""
    ranked = sorted(
        ((sum(_agree(k, f).values()), i, j) for i, k in enumerate(keys) for j, f in enumerate(found)), reverse=True
    )
    pairs, used_keys, used_found = [], set(), set()
    for points, i, j in ranked:
        if points and i not in used_keys and j not in used_found:
            used_keys.add(i)
            used_found.add(j)
            pairs.append((keys[i], found[j]))
    return pairs


def _agree(key: Incident, answer: Incident) -> dict[str, float]:
    """Return the points of each slot; "attack" is right in part of every kind of incident."""
    return {
        "type": 1.0 if answer.type in (key.type, *key.or_types) else 0.5 * (answer.type == "ATTACK"),
        "date": max(_agree_days(days, answer.date) for days in (key.date, *key.or_dates)),
        "location": _agree_place(key, answer),
        "perpetrator": _common_fills(key.perpetrator, answer.perpetrator),
        "victim": _common_fills(key.victim, answer.victim),
        "number": float((Counter(key.number) & Counter(answer.number)).total()),
        "effect": float((Counter(key.effect) & Counter(answer.effect)).total()),
    }


def _agree_days(key: Days | None, answer: Days | None) -> float:
    """Return one for the same days, a half for some of them; "by" a day is right in part where the key ends on it."""
    if key is None or answer is None:
        return 0.0
    if key == answer:
        return 1.0
    if answer[0] is None:
        return 0.5 * (key[1] == answer[1])
    first, last = max(key[0] or date.min, answer[0]), min(key[1] or date.max, answer[1] or date.max)
    return 0.5 if first <= last else 0.0


def _agree_place(key: Incident, answer: Incident) -> float:
    """Return one for the same most exact place and country, a half for one of the two."""
    return max(_agree_spot(country, place, answer) for country, place in ((key.country, key.place), *key.or_spots))


def _agree_spot(country: str | None, place: Sequence[frozenset[str]], answer: Incident) -> float:
    exact = any(a & b for a in place[-1:] for b in answer.place)
    if country is None or country != answer.country:
        return 0.5 * exact
    return 1.0 if exact or not (place or answer.place) else 0.5


def _common_fills(keys: Sequence[frozenset[str]], answers: Sequence[frozenset[str]]) -> float:
    """Return how many fills share a word with one of the other side, each used once."""
    left = list(answers)
    hits = 0
    for words in keys:
        hit = next((a for a in left if a & words), None)
        if hit is not None:
            left.remove(hit)
            hits += 1
    return float(hits)


def write_documents(source: Path, target: Path) -> Path:
    """Copy a file of documents with each report's day, taken from its dateline, handed in; returns the copy."""
    with target.open("w", encoding="utf8", newline="\n") as out:
        for row in _rows(source):
            out.write(json.dumps({**row, "published": find_dateline(row["text"])}, ensure_ascii=False) + "\n")
    return target


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf8", newline="\n") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def main(gold: str, output: str) -> None:
    """Print the figures of a file that `khronika read` printed."""
    reports = {row["id"]: row for row in _rows(Path(output))}
    print(json.dumps(score_muc4(_rows(Path(gold)), reports)))  # noqa: T201 - a command's own voice


if __name__ == "__main__":
    main(*sys.argv[1:])
