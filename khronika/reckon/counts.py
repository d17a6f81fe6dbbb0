"""What a number covers: all so far or the newly added, a window or a day of it, the whole or a part."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khronika.model import Act, FigureMode, Interval, Quantity
from khronika.reckon.persons import has_died
from khronika.reckon.roots import Told
from khronika.reckon.words import can_suffer, cover_words, load_table, unit_family
from khronika.values.numbers import find_numbers

_LOOSE = timedelta(days=1)  # how much longer than a day a window may be and still be the day of the act
_CUT = re.compile(r";\s|,\s+(?:and|while|but|whereas)\s|\s(?:while|whereas)\s")
_NEAR = 16  # characters before or after a number in which it is said to be a part
_FOLLOWING = 40  # characters after a number in which it is said to be of those who are left
_CLAUSE = re.compile(r"[^,;.]*")
_TOLLS = (frozenset({Act.KILLING, Act.DEATH}), frozenset({Act.INJURY}))


@dataclass(frozen=True, slots=True)
class Count:
    """A number that a statement gives, with what it covers."""

    told: Told
    span: Interval
    unit: str | None
    family: str  # what is counted, so that only like is set beside like
    mode: FigureMode
    from_: str | None
    to: str | None
    running: bool  # of all so far in a window that began before
    alone: bool  # told as of one day and no more
    part: bool  # of a number told beside it, or of one person told of, not of all
    singly: bool  # of persons told of one by one
    updated: bool  # told as newer than another
    left: bool  # of those with whom it goes on, when it is over for others

    @property
    def day(self) -> bool:
        """Tell whether it is of one day, or of a night between two."""
        if self.running or self.from_ is None or self.to is None:
            return False
        return date.fromisoformat(self.to) - date.fromisoformat(self.from_) <= _LOOSE

    @property
    def as_of(self) -> str | None:
        """The day that the number is of: where a window ends, else publication."""
        published = self.told.report.published.value
        return self.to if self.running and self.to and published and self.to < published else published


def make_count(told: Told) -> Count | None:
    """Return the number of a statement, None where it gives none, or one of what its act cannot be done to."""
    quantity, when = told.statement.quantity, told.statement.time
    if quantity is None or (quantity.min is None and quantity.max is None):
        return None
    family = unit_family(told.statement.act, quantity.unit)
    if told.statement.act is Act.INJURY and has_died(told.report, told.statement):
        return None
    if not can_suffer(told.statement.act, family) or _holds_others(told):
        return None
    piece, before, after = _piece(told)
    if cover_words("group_before").search(before):
        return None
    first, last = (when.from_, when.to) if when else (None, None)
    words = f"{piece} {when.text if when else ''}"
    total, alone = bool(cover_words("total").search(words)), bool(cover_words("only_that_day").search(piece))
    longer = first is None or last is None or date.fromisoformat(last) - date.fromisoformat(first) > _LOOSE
    running = not alone and (bool(cover_words("window").search(words)) or (total and when is not None and longer))
    if cover_words("newly_added").search(piece):
        mode, running = FigureMode.NEW, False
    else:
        mode = FigureMode.TOTAL if running or total else FigureMode.UNKNOWN
    of = cover_words("part_after")
    part = bool(cover_words("part_before").search(before) or of.match(after.lstrip()) or of.search(quantity.text))
    singly = _tells_singly(quantity)
    return Count(
        told, quantity.interval, quantity.unit, family, mode,
        None if running and first == last else first, last, running, alone, part or singly, singly,
        bool(cover_words("updated").search(piece)), _goes_on(told.report.text, quantity),
    )  # fmt: skip


def _goes_on(text: str, quantity: Quantity) -> bool:
    """Tell whether the words right after a number say that it is of those with whom it goes on: "six remain in"."""
    after = _CLAUSE.match(text, quantity.end, quantity.end + _FOLLOWING)
    return bool(after and cover_words("left").search(after[0]))


def _holds_others(told: Told) -> bool:
    """Tell whether a number was taken of all whom its words name, others of another toll too: "one dead and five hurt".

    What is told of its own act alone is then not known.
    """
    own = told.statement.quantity
    tolls = [kind for kind in _TOLLS if told.statement.act not in kind]
    return (
        own is not None
        and len(tolls) < len(_TOLLS)
        and any(
            own.start < q.start and q.end <= own.end
            for s in told.report.statements
            if any(s.act in kind for kind in tolls) and (q := s.quantity)
        )
    )


def _tells_singly(quantity: Quantity) -> bool:
    """Tell whether a number is that of persons who are told of one by one: "a man", "Ada Testova, 53, and her son"."""
    if not quantity.max or quantity.min != quantity.max or cover_words("told_whole").search(quantity.text):
        return False
    numbers = (number for number in find_numbers(quantity.text) if number.kind == "count")
    return not any((number.min or 0) <= quantity.max for number in numbers)


def _piece(told: Told) -> tuple[str, str, str]:
    """Return the piece of the sentence that holds the number, and what stands straight before and after the number."""
    quantity, spans = told.statement.quantity, told.statement.evidence
    if quantity is None or not spans:
        return "", "", ""
    text = told.report.text
    sentence = next((s for s in spans if s.start <= quantity.start < s.end), spans[0])
    cuts = [m.span() for m in _CUT.finditer(text, sentence.start, sentence.end)]
    start = max((end for _, end in cuts if end <= quantity.start), default=sentence.start)
    end = min((begin for begin, _ in cuts if begin >= quantity.end), default=sentence.end)
    before = text[max(start, quantity.start - _NEAR) : quantity.start]
    return text[start:end], before, text[quantity.end : min(quantity.end + _NEAR, end)]


def group_by_period(counts: Iterable[Count]) -> list[list[Count]]:
    """Return the counts in groups that each cover one thing and one period.

    Running windows are one, however far each had come; a later day of theirs, one told of alone, and their first day
    where a report tells of it beside the whole, is told apart from them and from every other day. What is told without
    a day belongs to what runs. Those with whom it goes on ("six remain in custody") are counted apart.
    """
    groups: dict[tuple[str, str], list[Count]] = {}
    families: dict[str, list[Count]] = {}
    for count in counts:
        families.setdefault(count.family, []).append(count)
    for family, held in families.items():
        begun = {c.from_ for c in held if c.running}
        first = min((day for day in begun if day), default="")
        sliced = {c.from_ for c in held if c.day and any(_is_slice(c, other) for other in held)}
        apart = [c for c in held if c.day and begun and (c.alone or c.from_ in sliced or (c.from_ or "") > first)]
        days = _days(apart)
        for count in held:
            if count.left:
                period = "left"
            elif count.mode is FigureMode.NEW:
                period = f"new {count.from_} {count.to}"
            else:
                period = days.get((count.from_, count.to), "") if count.day else ""
            groups.setdefault((family, period), []).append(count)
    return list(groups.values())


def _is_slice(count: Count, whole: Count) -> bool:
    """Tell whether a count of a day is told beside a larger one of all so far."""
    return whole.running and whole.told.report.id == count.told.report.id and _is_larger(whole.span, count.span)


def _days(counts: Sequence[Count]) -> dict[tuple[str | None, str | None], str]:
    """Return for the days of counts the name of the day that those have in common which meet."""
    named: dict[tuple[str | None, str | None], str] = {}
    until, name = "", ""
    for first, last in sorted({(c.from_ or "", c.to or "") for c in counts}):
        if first > until:
            name, until = f"day {first}", last
        until = min(until, last)
        named[first, last] = name
    return named


def without_parts(counts: Sequence[Count]) -> list[Count]:
    """Return the counts of one thing without those of a part of it, where a larger number is told of the whole.

    "Three men" are a part where the same report counts more people.
    """
    wholes = [c for c in counts if not c.part]
    return [c for c in counts if not any(_is_part(c, w) for w in wholes if _is_larger(w.span, c.span))]


def _is_part(count: Count, whole: Count) -> bool:
    """Tell whether a number may be a part of a larger one."""
    return count.part or (
        _is_of_some(count) and not _is_of_some(whole) and count.told.report.id == whole.told.report.id
    )


def _is_of_some(count: Count) -> bool:
    """Tell whether a number counts people of one kind, not all."""
    return (count.unit or "").lower() in load_table("figures.yaml")["some_people"]


def _is_larger(whole: Interval, part: Interval) -> bool:
    low, high = whole[0], part[1] if part[1] is not None else part[0]
    return low is not None and high is not None and low > high


def meet(a: Interval, b: Interval) -> bool:
    """Tell whether two intervals have a number in common."""
    low, high = max(a[0] or 0, b[0] or 0), [end for end in (a[1], b[1]) if end is not None]
    return not high or low <= min(high)
