"""Scores statements against the templates of MUC-4: type, date, place, perpetrators, victims, their number, the effect.

Our own scorer, after the rules of the official one (Chinchor 1992): a fill that is right counts one, one that is right
in part a half; precision and recall are over all templates, so that an incident too many or too few costs all its
fills. Figures of those days are printed beside ours in the benchmarks that lie with the corpora.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SLOTS = ("type", "date", "location", "perpetrator", "victim", "number", "effect")
_MONTHS = {m: k for k, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]*\.? (\d{2})\b")
_TYPES = {
    "attack": "ATTACK", "killing": "ATTACK", "death": "ATTACK", "injury": "ATTACK", "assault": "ATTACK",
    "torture": "ATTACK", "abduction": "KIDNAPPING", "enforced_disappearance": "KIDNAPPING",
    "property_destruction": "ATTACK",
}  # fmt: skip
_EFFECTS = {"killing": "DEATH", "death": "DEATH", "injury": "INJURY"}
_BOMB = re.compile(r"\bbomb|explo|dynamit|grenade", re.IGNORECASE)
_FIRE = re.compile(r"\bburn|\bfire to|set fire|arson|ablaze|torch", re.IGNORECASE)
_COMMON = frozenset(
    "the a an of and in at by for from his her their two three four five six several some other".split()
)
_SOON = timedelta(days=70)
"""Templates tell of incidents of the two months before the report."""

Days = tuple[date | None, date | None]


@dataclass(slots=True)
class Incident:
    """The fills of one template; a slot without a fill is empty."""

    type: str
    date: Days | None = None
    country: str | None = None
    place: list[frozenset[str]] = field(default_factory=list)
    perpetrator: list[frozenset[str]] = field(default_factory=list)
    victim: list[frozenset[str]] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    effect: list[str] = field(default_factory=list)


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
        found = make_incidents(reports.get(row["id"], {}))
        for incident in keys:
            wanted.update(_sizes(incident))
        for incident in found:
            told.update(_sizes(incident))
        for key, answer in _pair(keys, found):
            right.update(_agree(key, answer))
    return {slot: _figures(right[slot], told[slot], wanted[slot]) for slot in SLOTS}


def _figures(right: float, told: float, wanted: float) -> dict[str, float]:
    p, r = 100 * right / max(1, told), 100 * right / max(1, wanted)
    return {"p": round(p, 1), "r": round(r, 1), "f1": round(2 * p * r / (p + r), 1) if p + r else 0.0}


def find_dateline(text: str) -> str | None:
    """Return the ISO day of a report's first line ("SAN SALVADOR, 3 JAN 90 --"), by which it is published."""
    found = _day(text[:200])
    return found.isoformat() if found else None


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    if not found or found[2] not in _MONTHS:
        return None
    return date(1900 + int(found[3]), _MONTHS[found[2]], int(found[1]))


def read_template(template: Mapping[str, Sequence[str]]) -> Incident:
    """Return the fills of a template; alternatives ("A" / "B") are one fill that any of them meets."""

    def fills(*names: str) -> list[str]:
        return [fill for name in names for fill in template.get(name, ())]

    victims = fills("HUM TGT: NAME") + [x for x in fills("HUM TGT: DESCRIPTION") if '": "' not in x]
    where = next(iter(fills("INCIDENT: LOCATION")), "")
    parts = [re.sub(r"\(.*?\)", "", part) for part in re.split(r"[:\-]", where)]
    return Incident(
        type=next(iter(fills("INCIDENT: TYPE")), "").split(" / ")[0].strip("? "),
        date=_days(next(iter(fills("INCIDENT: DATE")), "")),
        country=_plain(parts[0]) or None,
        place=[_words(part) for part in parts[1:] if _words(part)],
        perpetrator=[_words(x) for x in fills("PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID")],
        victim=[_words(x) for x in victims],
        number=[x.split(":")[0].strip("~? ") for x in fills("HUM TGT: NUMBER")],
        effect=[x.split(":")[0].strip("? ") for x in fills("HUM TGT: EFFECT OF INCIDENT")],
    )


def _days(fill: str) -> Days | None:
    """Return the days of "02 FEB 90", "01 JAN 90 - 31 JAN 90" or "- 08 JAN 90" (then or before)."""
    found = [date(1900 + int(y), _MONTHS[m], int(d)) for d, m, y in _DAY.findall(fill)]
    if not found:
        return None
    return (None if fill.strip("? (").startswith("-") else found[0]), found[-1]


def make_incidents(report: Mapping[str, Any]) -> list[Incident]:
    """Return the incidents that a report's statements tell, one for each kind, day and place."""
    published = (report.get("published") or {}).get("value")
    printed = date.fromisoformat(published) if published else None
    found: dict[tuple[str, str], Incident] = {}
    for statement in report.get("statements", ()):
        kind = _type(statement, report["text"])
        if kind is None or statement["teaser"] or statement["status"] != "occurred":
            continue
        days = _told_days(statement, printed)
        if printed and days and days[1] and days[1] < printed - _SOON:
            continue
        place = statement["place"] or {}
        key = (kind, str(days[1] if days and days[0] else None))
        incident = found.setdefault(key, Incident(kind, days))
        _add(incident, statement, place)
    return list(found.values())


def _type(statement: Mapping[str, Any], text: str) -> str | None:
    words = text[statement["evidence"][0]["start"] : statement["evidence"][0]["end"]]
    kind = _TYPES.get(statement["act"])
    if statement["act"] == "property_destruction" and _FIRE.search(words):
        return "ARSON"
    return "BOMBING" if kind == "ATTACK" and _BOMB.search(words) else kind


def _told_days(statement: Mapping[str, Any], printed: date | None) -> Days | None:
    """Return the days that a statement tells; where it tells none, the incident was by the day of the report."""
    when = statement["time"]
    first, last = (when["from"], when["to"]) if when else (None, None)
    if first or last:
        return (date.fromisoformat(first) if first else None), (date.fromisoformat(last) if last else printed)
    return (None, printed) if printed else None


def _add(incident: Incident, statement: Mapping[str, Any], place: Mapping[str, Any]) -> None:
    """Add to an incident what one more statement tells of it."""
    incident.country = incident.country or _plain(place.get("country_name") or "") or None
    if place.get("precision") not in (None, "country") and not incident.place:
        incident.place = [_words(f"{place['name']} {place['text']}")]
    _join(incident.perpetrator, (_words(p["text"]) for p in statement["by"]))
    _join(incident.victim, (_words(p["text"]) for p in statement["to"]))
    count = statement["quantity"]
    if count and statement["to"]:
        exact = count["min"] if count["min"] == count["max"] else None
        incident.number.append("PLURAL" if exact is None else str(exact))
    if statement["act"] in _EFFECTS and statement["to"]:
        incident.effect.append(_EFFECTS[statement["act"]])


def _join(held: list[frozenset[str]], new: Iterable[frozenset[str]]) -> None:
    held.extend(words for words in new if words and not any(words & other for other in held))


def _sizes(incident: Incident) -> dict[str, int]:
    return {
        "type": 1, "date": int(incident.date is not None), "location": int(incident.country is not None),
        "perpetrator": len(incident.perpetrator), "victim": len(incident.victim), "number": len(incident.number),
        "effect": len(incident.effect),
    }  # fmt: skip


def _pair(keys: Sequence[Incident], found: Sequence[Incident]) -> list[tuple[Incident, Incident]]:
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
    """Return the points of each slot."""
    general = "ATTACK" in (key.type, answer.type) and {key.type, answer.type} <= {"ATTACK", "BOMBING", "ARSON"}
    return {
        "type": 1.0 if key.type == answer.type else 0.5 * general,
        "date": _agree_days(key.date, answer.date),
        "location": _agree_place(key, answer),
        "perpetrator": _common_fills(key.perpetrator, answer.perpetrator),
        "victim": _common_fills(key.victim, answer.victim),
        "number": float((Counter(key.number) & Counter(answer.number)).total()),
        "effect": float((Counter(key.effect) & Counter(answer.effect)).total()),
    }


def _agree_days(key: Days | None, answer: Days | None) -> float:
    if key is None or answer is None:
        return 0.0
    if key == answer:
        return 1.0
    first, last = max(key[0] or date.min, answer[0] or date.min), min(key[1] or date.max, answer[1] or date.max)
    return 0.5 if first <= last else 0.0


def _agree_place(key: Incident, answer: Incident) -> float:
    """Return one for the same most exact place, a half for the same country."""
    if key.country is None or key.country != answer.country:
        return 0.0
    exact = not key.place and not answer.place
    return 1.0 if exact or any(a & b for a in key.place[-1:] for b in answer.place) else 0.5


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


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W\d_]{2,}", _plain(text)) if w not in _COMMON)


def _plain(text: str) -> str:
    """Return lower-case text without accents."""
    split = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in split if not unicodedata.combining(c)).strip()


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
