"""From words of a report that a person chose to what a field of a statement holds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from khronika.extract.circumstances import make_when
from khronika.extract.codes import assign_codes
from khronika.extract.kinds import kind_of, name_of
from khronika.extract.lexicon import find_triggers
from khronika.extract.sources import make_link, make_outlet
from khronika.language import Engine, load_engine
from khronika.model import Act, ActorKind, Party, Report, Span, Statement, Status
from khronika.model.codec import to_dict
from khronika.values.dates import find_times
from khronika.values.ids import make_statement_id
from khronika.values.number_counts import find_counts
from khronika.values.numbers import parse_count
from khronika.values.places import locate_places

Value = dict[str, Any]
FIELDS = ("by", "to", "quantity", "time", "place", "trigger", "chain")
"""What words can say of a statement."""


def find_words(text: str, words: str, near: Statement | None) -> tuple[int, int]:
    """Return where words stand: in the sentences of a statement if they are there, else first in the text.

    Raises:
        ValueError: nowhere.
    """
    wanted = words.strip()
    for span in near.evidence if near else ():
        if wanted and (at := text.find(wanted, span.start, span.end)) >= 0:
            return at, at + len(wanted)
    if not wanted or (at := text.find(wanted)) < 0:
        raise ValueError("these words do not stand in the report")
    return at, at + len(wanted)


def trim(text: str, start: int, end: int) -> Span:
    """Return a choice without the blanks around it.

    Raises:
        ValueError: nothing is left, or it lies outside the text.
    """
    words = text[start:end]
    if not 0 <= start < end <= len(text) or not words.strip():
        raise ValueError("no words were chosen")
    return Span(start=start + len(words) - len(words.lstrip()), end=start + len(words.rstrip()))


def value_of(field: str, report: Report, span: Span, now: Statement, *, kind: str = "", also: bool = False) -> Value:
    """Return what words say of a field, as a correction keeps it.

    Args:
        now: the statement as it holds.
        kind: of actor, as a person says it; empty: as the words say.
        also: beside those that the field holds, not in their place; the new source stands nearer to the facts.

    Raises:
        ValueError: the words say nothing of this field.
    """
    if field in ("by", "to"):
        party = to_dict(_party(report, span, kind))
        return {"parties": [*(to_dict(p) for p in getattr(now, field)), party] if also else [party]}
    if field == "chain":
        return {"links": [_link(report, span, kind), *(to_dict(link) for link in now.chain[:-1] if also)]}
    if field not in _READERS:
        raise ValueError("words cannot say this")
    return _READERS[field](report, span)


def make_statement(report: Report, span: Span, act: str) -> Statement:
    """Return the statement that words tell of, as far as they alone say; a person fills in the rest.

    Args:
        act: its code; empty: as the words say.

    Raises:
        ValueError: the act is none, or the words alone do not say which.
    """
    doc = _read(report)
    told = Act(act) if act else _act_at(doc, span)
    outlet = make_outlet(report.outlet)
    made = Statement(
        id=make_statement_id(told, span.start, outlet.name or ""), act=told, status=Status.OCCURRED,
        evidence=(_sentence(doc, span),), trigger=span, chain=(outlet,), confidence=1.0, made_by="person",
    )  # fmt: skip
    return replace(made, codes=assign_codes(made, report.text))


def _act_at(doc: Doc, span: Span) -> Act:
    for trigger in find_triggers(doc):
        words = doc[trigger.start : trigger.end]
        if words.start_char < span.end and span.start < words.end_char:
            return trigger.act
    raise ValueError("say which act these words tell of")


def _read(report: Report) -> Doc:
    return _rules().annotate(report)


@cache
def _rules() -> Engine:
    """The engine of rules: quick enough to be waited for."""
    return load_engine("rules")


def _tokens(doc: Doc, span: Span) -> Tokens:
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None:
        raise ValueError("no words were chosen")
    return tokens


def _sentence(doc: Doc, span: Span) -> Span:
    """Return the sentence that holds words, without the blanks around it."""
    sent = _tokens(doc, span).sent
    return trim(doc.text, sent.start_char, sent.end_char)


def _party(report: Report, span: Span, kind: str) -> Party:
    tokens = _tokens(_read(report), span)
    text = report.text[span.start : span.end]
    return Party(text=text, start=span.start, end=span.end, kind=ActorKind(kind) if kind else kind_of(tokens),
                 name=name_of(tokens))  # fmt: skip


def _link(report: Report, span: Span, kind: str) -> Value:
    link = to_dict(make_link(_tokens(_read(report), span)))
    words = _words(report, span)
    return {**link, **words, **({"kind": ActorKind(kind).value} if kind else {})}


def _words(report: Report, span: Span) -> Value:
    return {"text": report.text[span.start : span.end], "start": span.start, "end": span.end}


def _quantity(report: Report, span: Span) -> Value:
    words = _words(report, span)
    count = next((c for c in find_counts(report.text) if c.start < span.end and span.start < c.end), None)
    if count is not None and (count.low, count.high) != (None, None):
        return {"min": count.low, "max": count.high, "unit": count.unit, **words}
    told = parse_count(report.text[span.start : span.end])
    if told is None or told == (None, None):
        raise ValueError("there is no number in these words")
    return {"min": told[0], "max": told[1], "unit": None, **words}


def _time(report: Report, span: Span) -> Value:
    """Words that name no day are kept as they are."""
    words = _words(report, span)
    published = date.fromisoformat(report.published.value) if report.published.value else None
    times = find_times(report.text, published)
    found = next((t for t in times if t.start < span.end and span.start < t.end), None)
    when = to_dict(make_when(found)) if found else {"from": None, "to": None, "precision": "unknown"}
    return {**{name: when[name] for name in ("from", "to", "precision")}, **words}


def _place(report: Report, span: Span) -> Value:
    found = locate_places(report.text, [(span.start, span.end)], outlet=report.outlet, url=report.url)
    if not found:
        raise ValueError("no place is known by these words")
    words = _words(report, span)
    return {"place": {**to_dict(found[0].place), **words}}


def _trigger(report: Report, span: Span) -> Value:
    return {"trigger": to_dict(span), "sentence": to_dict(_sentence(_read(report), span))}


_READERS: Mapping[str, Callable[[Report, Span], Value]] = {
    "quantity": _quantity,
    "time": _time,
    "place": _place,
    "trigger": _trigger,
}
