"""What an outlet tells in its own voice and has, by its own words, from a source that the event knows.

A headline and a lead say without a source what the text below them gives one for; the second half of a sentence is its
source's as the first is; and a sentence may credit a count in words that do not say "said". Taking such a statement
for its source's makes fewer independent sources, never more. What a reporter says he saw stays his.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from khronika.model import BlockKind, Statement
from khronika.reckon.counts import meet
from khronika.reckon.roots import Told
from khronika.reckon.sources import OF, find_whole, fold_name
from khronika.reckon.statuses import HAPPENED
from khronika.reckon.words import load_table

_ITS = re.compile(r"(?:its|their)\s", re.IGNORECASE)
_ENDS = re.compile(r"[.!?]['’”\"]*\s+|\n")
_NEAR = 600  # characters over which "its chairman" is that of the body cited last
_LONGEST = 300  # characters of a sentence before a part of it
_OPENING = frozenset({BlockKind.HEADLINE, BlockKind.LEAD})


def trace_own_words(told: Sequence[Told]) -> list[Told]:
    """Return the statements of one event, those that an outlet has from a source of the event under that source."""
    cited: dict[str, list[Told]] = {}
    for t in told:
        if t.sources:
            cited.setdefault(t.report.id, []).append(t)
    known = _known_names(told)
    return [
        _name_speaker(t, known, cited[t.report.id]) if t.sources else _trace(t, cited.get(t.report.id, ()), known)
        for t in told
    ]


def _name_speaker(told: Told, known: Mapping[str, Told], cited: Sequence[Told]) -> Told:
    """Return a statement of "its chairman" under the one source of the event that its sentence names.

    Where it names none, it is the body that the report cites last before it.
    """
    if OF not in told.root or told.link is None or not _ITS.match(told.link.text or ""):
        return told
    sentence = _sentence(told)
    found = {known[name].root for name in known if any(find_whole(name, sentence))} - {told.outlet}
    at = told.statement.trigger.start
    before = [t for t in cited if OF not in t.root and 0 < at - t.statement.trigger.start < _NEAR]
    if len(found) > 1 or not (found or before):
        return told
    last = max(before, key=lambda t: t.statement.trigger.start, default=None)
    source = next((t for t in known.values() if t.root in found), last)
    if source is None:
        return told
    return replace(told, sources=(source.root, *told.sources[1:]), words=source.words, link=source.link)


def _trace(own: Told, cited: Sequence[Told], known: Mapping[str, Told]) -> Told:
    """Return an outlet's own statement under the source that it has it from, as it is where it says none."""
    sentence = _sentence(own)
    if own.statement.quoted or _seen().search(sentence):
        return own
    source = next((t for t in cited if _repeats(own, t)), None) or _credited(own, sentence, known)
    if source is None:
        return own
    return replace(own, sources=source.sources or (source.outlet,), words=source.words, link=source.link)


def _sentence(told: Told) -> str:
    """Return the whole sentence that a statement rests on, of which its evidence may be a part."""
    text, spans = told.report.text, told.statement.evidence[:1]
    return fold_name(" ".join(text[_begin(text, span.start) : span.end] for span in spans))


def _begin(text: str, start: int) -> int:
    return max((end.end() for end in _ENDS.finditer(text, max(0, start - _LONGEST), start)), default=start)


def _repeats(own: Told, cited: Told) -> bool:
    """Tell whether an outlet's own statement is what it cites in the same report."""
    a, b = own.statement, cited.statement
    if a.retracts or (a.status is not b.status and not {a.status, b.status} <= HAPPENED):
        return False
    if any(x.start < y.end and y.start < x.end for x in a.evidence for y in b.evidence):
        return True
    return _opens(own) and _counts_agree(a, b)


def _opens(told: Told) -> bool:
    """Tell whether a statement stands in a headline or a lead."""
    at = told.statement.trigger.start
    return any(b.kind in _OPENING and b.start <= at < b.end for b in told.report.blocks)


def _counts_agree(a: Statement, b: Statement) -> bool:
    if a.quantity is None or b.quantity is None:
        return True
    return meet(a.quantity.interval, b.quantity.interval)


def _known_names(told: Sequence[Told]) -> dict[str, Told]:
    """Return a statement of each source that has a name or speaks with one voice, by every name that it is given."""
    known: dict[str, Told] = {}
    for t in told:
        if OF not in t.root:
            for name in (t.root, t.link and (t.link.name or t.link.text)):
                if name:
                    known.setdefault(fold_name(name), t)
    return known


def _credited(own: Told, sentence: str, known: Mapping[str, Told]) -> Told | None:
    """Return a statement of the source that an outlet's own sentence credits, None where it credits none."""
    there = [name for name, t in known.items() if t.root != own.outlet and any(find_whole(name, sentence))]
    found = [name for name in there if _credits(name).search(sentence)]
    return known[max(found, key=lambda name: (len(name), name))] if found else None


@cache
def _seen() -> re.Pattern[str]:
    """Return the pattern of words by which an outlet says that it was there."""
    return re.compile(rf"\b(?:{'|'.join(load_table('sources.yaml')['seen'])})\b")


@cache
def _credits(name: str) -> re.Pattern[str]:
    """Return the pattern of words that credit a source."""
    credit = load_table("sources.yaml")["credit"]
    before, after = "|".join(credit["before"]), "|".join(credit["after"])
    some = re.escape(name)
    return re.compile(rf"\b(?:{before}) (?:the )?(?:[\w-]+ )?{some}\b|\b{some}(?: of [\w-]+)?(?:{after})\b")
