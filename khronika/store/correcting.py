"""A statement with one field as a person says it is: typed, or taken from words of the report."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from khronika.errors import StoreError
from khronika.model import Act, Link, Party, Place, Quantity, Span, Statement, Status, TimePrecision, When
from khronika.model.codec import from_dict

Value = Mapping[str, Any]
"""What a correction says: see `FIELDS`."""


def correct(statement: Statement, field: str, value: Value) -> Statement:
    """Return a statement with one field as a person says it is.

    Raises:
        StoreError: the field cannot be corrected, or the value is none that it can hold.
    """
    if field not in FIELDS:
        raise StoreError(f"cannot be corrected; what can: {', '.join(FIELDS)}", about=field)
    try:
        return FIELDS[field](statement, value)
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"no value that this field can hold: {str(error).splitlines()[0]}", about=field) from None


def find_misquotes(statement: Statement, text: str) -> Iterator[str]:
    """Give each part of a statement whose words do not stand in the report's text where it says."""
    spans: list[tuple[str, int | None, int | None, str | None]] = [
        ("evidence", span.start, span.end, None) for span in statement.evidence
    ]
    spans.append(("trigger", statement.trigger.start, statement.trigger.end, None))
    spans += [(name, p.start, p.end, p.text) for name in ("by", "to") for p in getattr(statement, name)]
    for name in ("quantity", "time", "place", "origin", "destination"):
        part = getattr(statement, name)
        if part is not None and part.text:
            spans.append((name, part.start, part.end, part.text))
    spans += [("chain", link.start, link.end, link.text) for link in statement.chain if link.start is not None]
    for name, start, end, words in spans:
        if start is None or end is None or not 0 <= start < end <= len(text):
            yield f"{name}: {start}-{end} lies outside the text"
        elif words is not None and words.split() != text[start:end].split():
            yield f"{name}: the words at {start}-{end} are not {words!r}"


def _act(statement: Statement, value: Value) -> Statement:
    return replace(statement, act=Act(value["act"]))


def _status(statement: Statement, value: Value) -> Statement:
    return replace(statement, status=Status(value["status"]))


def _quantity(statement: Statement, value: Value) -> Statement:
    """Null, null is "no count was said"."""
    low, high = (None if value[k] is None else int(value[k]) for k in ("min", "max"))
    if low is None and high is None:
        return replace(statement, quantity=None)
    if (low or 0) < 0 or (low is not None and high is not None and low > high):
        raise ValueError(f"{low} to {high}")
    old = statement.quantity
    unit = value.get("unit", old.unit if old else None)
    return replace(statement, quantity=Quantity(min=low, max=high, unit=unit, **_words(statement, old, value)))


def _time(statement: Statement, value: Value) -> Statement:
    """Both ends null, without words, is "no time was said"."""
    first, last = (date.fromisoformat(value[k]).isoformat() if value[k] else None for k in ("from", "to"))
    if first is None and last is None and "start" not in value:
        return replace(statement, time=None)
    if first and last and first > last:
        raise ValueError(f"{first} to {last}")
    precision = TimePrecision(value.get("precision") or ("day" if first and first == last else "unknown"))
    words = _words(statement, statement.time, value)
    return replace(statement, time=When(from_=first, to=last, precision=precision, **words))


def _words(statement: Statement, old: Quantity | When | None, value: Value) -> dict[str, Any]:
    """Return the words that a value stands on: those that were chosen, else those that stood there before."""
    if "start" in value:
        return {name: value[name] for name in ("text", "start", "end")}
    at = statement.trigger.start
    return {"text": old.text, "start": old.start, "end": old.end} if old else {"text": "", "start": at, "end": at}


def _place(statement: Statement, value: Value) -> Statement:
    """A null place is "no place was said"."""
    place = value["place"]
    return replace(statement, place=None if place is None else from_dict(Place, place))


def _by(statement: Statement, value: Value) -> Statement:
    return replace(statement, by=from_dict(tuple[Party, ...], value["parties"]))


def _to(statement: Statement, value: Value) -> Statement:
    return replace(statement, to=from_dict(tuple[Party, ...], value["parties"]))


def _trigger(statement: Statement, value: Value) -> Statement:
    """The sentence that holds the trigger comes first among those that a statement rests on."""
    sentence, trigger = (from_dict(Span, value[name]) for name in ("sentence", "trigger"))
    if not sentence.start <= trigger.start < trigger.end <= sentence.end:
        raise ValueError("the words do not stand in their sentence")
    rest = tuple(span for span in statement.evidence if span.end <= sentence.start or sentence.end <= span.start)
    return replace(statement, trigger=trigger, evidence=(sentence, *rest))


def _chain(statement: Statement, value: Value) -> Statement:
    """The links are those before the outlet, root first; who publishes stays who it is."""
    return replace(statement, chain=(*from_dict(tuple[Link, ...], value["links"]), statement.chain[-1]))


FIELDS: dict[str, Callable[[Statement, Value], Statement]] = {
    "act": _act,
    "status": _status,
    "quantity": _quantity,
    "time": _time,
    "place": _place,
    "by": _by,
    "to": _to,
    "trigger": _trigger,
    "chain": _chain,
}
"""Fields that a person can correct, and how."""
