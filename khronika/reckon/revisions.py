"""What a page changed: its sentences, and what that does to its statements."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from khronika.model import OWN_WORDS, Report, Statement
from khronika.model.revision import Correction, Revision

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+")
_NUMBER = re.compile(r"\d[\d,.]*\s*")  # how many is told by the quantity
_ALIKE = 0.5  # share of words that evidence has in common where it is the same statement, told otherwise
_TOLD = ("status", "hedged", "by", "to", "quantity", "time", "place", "origin", "destination", "chain")


def compare_reports(url: str, before: Report, before_at: str, after: Report, after_at: str) -> Revision:
    """Return what changed between two captures of one address.

    A statement that both tell in the same way stands, wherever its sentence moved. Of the others, those of one act and
    one root whose evidence has half of its words in common are corrections; what is left was withdrawn or added.

    Args:
        before_at: when the older one was captured.
        after_at: when the newer one was.
    """
    lost, new = _without_common(before, after)
    corrected: list[Correction] = []
    for old in list(lost):
        match = max(new, key=lambda one: _likeness(before, old, after, one), default=None)
        if match is not None and _likeness(before, old, after, match) >= _ALIKE:
            fields = tuple(name for name in _TOLD if _plain(old, name) != _plain(match, name))
            corrected.append(Correction(before=old, after=match, fields=fields))
            lost.remove(old)
            new.remove(match)
    return Revision(
        url=url, before=before.id, before_at=before_at, after=after.id, after_at=after_at,
        diff=_diff(_sentences(before), _sentences(after)), added=tuple(new), withdrawn=tuple(lost),
        corrected=tuple(corrected),
    )  # fmt: skip


def _sentences(report: Report) -> list[str]:
    """Return the sentences of a report's own words."""
    own = [report.text[b.start : b.end] for b in report.blocks if b.kind in OWN_WORDS]
    return [" ".join(s.split()) for block in own for s in _SENTENCE.split(block) if s and s.strip()]


def _diff(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the sentences that went and those that came."""
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [("-", line) for line in before[a:b]] + [("+", line) for line in after[c:d]]
    return tuple(found)


def _without_common(before: Report, after: Report) -> tuple[list[Statement], list[Statement]]:
    """Return the statements of each report that the other does not tell in the same way."""
    old = [s for s in before.statements if not s.teaser]
    new = [s for s in after.statements if not s.teaser]
    common = Counter(map(_fingerprint, old)) & Counter(map(_fingerprint, new))
    return _less(old, common), _less(new, common)


def _less(statements: Sequence[Statement], common: Counter[object]) -> list[Statement]:
    """Return the statements that are not among the common ones, each of which counts once."""
    left = Counter(common)
    found = []
    for one in statements:
        key = _fingerprint(one)
        if left[key]:
            left[key] -= 1
        else:
            found.append(one)
    return found


def _fingerprint(one: Statement) -> object:
    return (one.act, *(_plain(one, name) for name in _TOLD))


def _plain(one: Statement, name: str) -> object:
    """Return what a field says, without where its words stand."""
    value = getattr(one, name)
    if name in {"by", "to"}:
        return tuple(sorted((_NUMBER.sub("", party.text.lower()), party.kind) for party in value))
    if name == "chain":
        return tuple((link.name or link.text or "").lower() for link in value)
    if name == "quantity" and value:
        return (value.min, value.max, value.unit)
    if name == "time" and value:
        return (value.from_, value.to, value.text.lower())
    return value.name if name in {"place", "origin", "destination"} and value else value


def _likeness(a: Report, old: Statement, b: Report, new: Statement) -> float:
    """Return how many of their words the evidence of two statements of one act and root has in common, 0..1."""
    if old.act is not new.act or _root(old) != _root(new):
        return 0.0
    mine, other = _words(a, old), _words(b, new)
    return 2 * (mine & other).total() / max(1, mine.total() + other.total())


def _root(one: Statement) -> str:
    link = one.chain[0] if one.chain else None
    return (link.name or link.text or "").lower() if link else ""


def _words(report: Report, one: Statement) -> Counter[str]:
    spans = one.evidence[:1] or (one.trigger,)
    return Counter(word for e in spans for word in re.findall(r"\w+", report.text[e.start : e.end].lower()))
