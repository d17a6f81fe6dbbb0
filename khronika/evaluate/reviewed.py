"""What people decided of statements, as a score of the reader and as answers to learn from and to be scored by."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khronika.errors import StoreError, reason_of
from khronika.model import Decision, Link, Party, Place, Quantity, Report, Statement, When
from khronika.model.codec import to_dict
from khronika.store import Chronicle
from khronika.store.decided import apply_decisions, standing_by_statement, with_made

FIELDS = ("act", "status", "quantity", "time", "place", "by", "to", "trigger", "chain")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A report on which people decided: as the reader left it, as it holds, and whether all of it was looked at."""

    found: Report
    held: Report
    decided: frozenset[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    @property
    def percent(self) -> float | None:
        """The share in percent, None of nothing."""
        return round(100 * self.right / self.of, 1) if self.of else None


def read_reviewed(opened: Chronicle) -> Iterator[Reviewed]:
    """Give the reports on which people decided openly, in order of their ids.

    A report was looked at as a whole where a decision stands on each of the reader's statements that is its own.
    """
    by_report: dict[str, list[Decision]] = {}
    for decision in opened.decisions():
        by_report.setdefault(decision.report, []).append(decision)
    for report_id, told in sorted(by_report.items()):
        standing = standing_by_statement(told)
        if not standing:
            continue
        found = opened.report(report_id)
        own = {s.id for s in found.statements if not s.teaser}
        made = {s.id for s in with_made(found, told).statements} - {s.id for s in found.statements}
        yield Reviewed(found, apply_decisions(found, told), frozenset(standing) - made, own <= standing.keys())


def score_reviewed(opened: Chronicle) -> dict[str, Share]:
    """Return how much of what the reader found is right, how much it found, and how often each field is right.

    `found` and `f1` are of reports that were looked at as a whole: only there is it known what the reader missed. `f1`
    counts twice what is right, of all that was found and all that is there.
    """
    counts: Counter[str] = Counter()
    fields: Counter[str] = Counter()
    for one in read_reviewed(opened):
        held = {s.id: s for s in one.held.statements}
        right = [s for s in one.found.statements if s.id in one.decided and s.id in held]
        counts["reports"] += 1
        counts["decided"] += len(one.decided)
        counts["right"] += len(right)
        fields.update(name for s in right for name in FIELDS if getattr(s, name) == getattr(held[s.id], name))
        if one.whole:
            counts["whole"] += 1
            counts["whole right"] += len(right)
            counts["whole found"] += len(one.decided)
            counts["whole there"] += len(right) + sum(s.made_by == "person" for s in one.held.statements)
    return {
        "reports": Share(counts["whole"], counts["reports"]),
        "right": Share(counts["right"], counts["decided"]),
        "found": Share(counts["whole right"], counts["whole there"]),
        "f1": Share(2 * counts["whole right"], counts["whole found"] + counts["whole there"]),
        **{name: Share(fields[name], counts["right"]) for name in FIELDS},
    }


def write_answers(opened: Chronicle, folder: Path) -> int:
    """Write documents and their answers, as `training` and the scorer of statements read them; return how many.

    Only reports that were looked at as a whole: of others nobody knows what is missing.

    Raises:
        StoreError: the folder cannot be written.
    """
    reviewed = [one.held for one in read_reviewed(opened) if one.whole]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, make in (("documents.jsonl", _document), ("gold.jsonl", _answers)):
            lines = [json.dumps(make(report), ensure_ascii=False) + "\n" for report in reviewed]
            (folder / name).write_text("".join(lines), encoding="utf8")
    except OSError as error:
        raise StoreError(reason_of(error), about=str(folder)) from None
    return len(reviewed)


def _document(report: Report) -> dict[str, Any]:
    return {"id": report.id, "title": report.title, "published": report.published.value, "text": report.text}


def _answers(report: Report) -> dict[str, Any]:
    return {"id": report.id, "statements": [_answer(s) for s in report.statements if not s.teaser]}


def _answer(s: Statement) -> dict[str, Any]:
    root, sources = s.chain[0], s.chain[:-1]
    return {
        "act": s.act.value, "status": s.status.value, "hedged": s.hedged,
        "evidence": [to_dict(span) for span in s.evidence], "trigger": to_dict(s.trigger),
        "by": [_actor(p) for p in s.by], "by_at": [_at(p) for p in s.by],
        "to": [_actor(p) for p in s.to], "to_at": [_at(p) for p in s.to],
        "quantity": s.count, "quantity_at": _at(s.quantity),
        "time": [s.time.from_, s.time.to] if s.time else None, "time_at": _at(s.time),
        "place": {"text": s.place.text, "country": s.place.country} if s.place else None, "place_at": _at(s.place),
        "chain": [{**_actor(link), "at": _at(link)} for link in sources], "chain_length": len(s.chain),
        "root": {**_actor(root), "named": root.named},
    }  # fmt: skip


def _actor(one: Party | Link) -> dict[str, Any]:
    return {"text": one.text, "kind": one.kind.value}


def _at(part: Party | Link | Quantity | When | Place | None) -> dict[str, Any] | None:
    """Return where words stand, None where a value rests on none."""
    if part is None or part.start is None or part.end is None or part.start == part.end:
        return None
    return {"text": part.text, "start": part.start, "end": part.end}
