"""Acts told to be so many days after or before another: "on March 15, a day after he died"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from khronika.values.dates import TimeExpression
from khronika.values.time_calendar import shift_day, unit_span

_WAY = re.compile(r"\s+(?:after|before)\b", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_THE_DAY = re.compile(r"\bthe day(?=\s+(?:after|before)\b)", re.IGNORECASE)
_PRECISION = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def keep_apart(
    text: str, doc: Doc, times: Sequence[TimeExpression], head: Token, best: TimeExpression
) -> TimeExpression:
    """Return the time of an act, moved where it is told of another act that this one followed or went before.

    Of "released on 20 March, three days after police had arrested him" the arrest was on 17 March; of "died three days
    after he was arrested on 5 May" the death was on 8 May. A length without a number leaves no days.

    Args:
        times: all time expressions of the report.
        best: the time that stands nearest to the act.
    """
    sentence = range(head.sent.start_char, head.sent.end_char)
    for start, end, value, word in _lengths(text, doc, times, sentence):
        clause = range(word.head.left_edge.i, word.head.right_edge.i + 1)
        told_in = head.i in clause
        if not told_in and head not in word.head.ancestors:
            continue
        itself = best.start < end and start < best.end
        from_ = _day_told(doc, times, sentence, clause, inside=not told_in) if itself else best
        if from_ is not None and _stands_in(doc, from_, clause) != told_in:
            way = -1 if told_in == (word.lower_ == "after") else 1
            return _move(text, from_, (start, word.idx + len(word)), value, way)
    return best


def _day_told(
    doc: Doc, times: Sequence[TimeExpression], sentence: range, clause: range, *, inside: bool
) -> TimeExpression | None:
    """Return the one day told in a sentence, in a clause or outside it; None where there is none or are several."""
    days = [t for t in times if t.start in sentence and t.from_ is not None and _stands_in(doc, t, clause) == inside]
    return days[0] if len(days) == 1 else None


def _stands_in(doc: Doc, time: TimeExpression, clause: range) -> bool:
    span = doc.char_span(time.start, time.end, alignment_mode="expand")
    return span is not None and span.start in clause


def _lengths(
    text: str, doc: Doc, times: Sequence[TimeExpression], sentence: range
) -> Iterator[tuple[int, int, str, Token]]:
    """Give each length in a sentence that "after" or "before" follows: its characters, its value and that word."""
    found = [(t.start, t.end, t.value) for t in times if t.type == "DURATION" and t.start in sentence]
    found += [(m.start(), m.end(), "P1D") for m in _THE_DAY.finditer(text, sentence.start, sentence.stop)]
    for at, stop, value in found:
        way = _WAY.match(text, stop)
        word = doc.char_span(way.end() - len(way[0].lstrip()), way.end()) if way else None
        if word is not None and word.root.head != word.root:
            yield at, stop, value, word.root


def _move(text: str, time: TimeExpression, words: tuple[int, int], value: str, way: int) -> TimeExpression:
    """Return a time moved by a length, one way or the other, as exact as the length is."""
    start, end = min(time.start, words[0]), max(time.end, words[1])
    moved = replace(time, start=start, end=end, text=text[start:end], basis="event", value="", precision="unknown")
    told = _LENGTH.fullmatch(value)
    if told is None or time.from_ is None or time.from_ != time.to:
        return replace(moved, from_=None, to=None)
    unit = told[2]
    first, last = unit_span(shift_day(time.from_, way * int(told[1]), unit), unit)
    return replace(moved, from_=first, to=last, precision=_PRECISION[unit])
