"""When, where and how many: which of the values found in a report belong to an act."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from khronika.extract.timing import has_days
from khronika.model import Act, Place, PlacePrecision, TimeMention, TimePrecision, When
from khronika.values.dates import TimeExpression, find_times
from khronika.values.edtf import format_edtf
from khronika.values.places import country_of_demonym

_MOVES = frozenset({Act.DEPORTATION, Act.TRANSFER, Act.DISPLACEMENT})
_SET_IN = re.compile(
    r"\b(?:in|into|inside|within|across|throughout|around|over|from|to|out of)\s+(?:the\s+)?"
    r"(?:[\w-]+ern\s+|central\s+|whole of\s+)?$",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(r"[-\u2011](?:based|backed|born|led|made|owned|registered|run|trained)\b")
_HELD_AGAINST = re.compile(
    r"(?:\b(?:more|fewer|less|higher|lower|up|down)\s+than|\bcompared\s+(?:to|with)|\b(?:up|down|from)\s+[\d.,]+%?)\s+"
    r"(?:(?:in|during|for|over|on|the|same|period|of|a)\s+)*$",
    re.IGNORECASE,
)
_BORN = re.compile(r"\bborn\s+(?:(?:in|on|around|about)\s+)?$", re.IGNORECASE)
_BEFORE = 50  # characters before a time in which it may be told that it dates no act
SAYING = frozenset({Act.ACCUSATION, Act.DENIAL, Act.CLAIM_OF_RESPONSIBILITY})
"""Acts of saying something, which have the time and place of their own saying alone."""


def find_report_times(doc: Doc, text: str, published: date | None) -> list[TimeExpression]:
    """Return the time expressions of a report in order, without those that an engine with a trained model ruled out.

    Words before a time that the model does not count to it ("about") are left out of it.
    """
    found = find_times(text, published)
    if "times" not in doc.spans:
        return found
    starts = [span.start_char for span in doc.spans["times"]]
    ends = [span.end_char for span in doc.spans["times"]]
    chosen = []
    for time in found:
        i = bisect_left(starts, time.end) - 1
        if i >= 0 and time.end <= ends[i]:
            start = max(time.start, starts[i])
            chosen.append(replace(time, start=start, text=text[start : time.end]))
    return chosen


def dates_no_act(text: str, time: TimeExpression) -> bool:
    """Tell whether a time is only what others are held against, or when somebody was born: "more than in the same
    period last year", "a convict born in 1983 died"."""
    before = text[max(0, time.start - _BEFORE) : time.start]
    return any(words.search(before) for words in (_HELD_AGAINST, _BORN))


def find_when(times: Sequence[TimeExpression], trigger_at: int, window: tuple[int, int]) -> When | None:
    """Return the time that belongs to a trigger: the nearest in its window, one that follows it before one ahead of it.

    Args:
        trigger_at: character offset of the trigger.
        window: characters in which a time may stand: the content of its source, else its sentence.
    """
    inside = [t for t in times if window[0] <= t.start and t.end <= window[1]]
    fitting = [t for t in inside if t.type != "SET" and has_days(t)] or [
        t for t in inside if t.type in {"DATE", "TIME"}
    ]
    if not fitting:
        return None
    best = min(fitting, key=lambda t: (t.start - trigger_at) if t.start >= trigger_at else 1.3 * (trigger_at - t.start))
    return make_when(best)


def make_when(time: TimeExpression) -> When:
    """Return the record of a time expression."""
    return When(
        from_=_iso(time.from_),
        to=_iso(time.to),
        text=time.text,
        precision=TimePrecision(time.precision),
        basis=time.basis,
        edtf=edtf_of(time),
        start=time.start,
        end=time.end,
    )


def make_mention(time: TimeExpression) -> TimeMention:
    """Return a time expression as a report prints it."""
    return TimeMention(
        start=time.start, end=time.end, type=time.type, value=time.value,  # type: ignore[arg-type]
        from_=_iso(time.from_), to=_iso(time.to), basis=time.basis, edtf=edtf_of(time),
    )  # fmt: skip


def edtf_of(time: TimeExpression) -> str | None:
    """Return the days of a time expression as EDTF writes them."""
    return format_edtf(time.from_, time.to, precision=time.precision, value=time.value)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def find_place(places: Sequence[Place], text: str, act: Act, trigger_at: int, window: tuple[int, int]) -> Place | None:
    """Return the place said of an act in its window: the nearest and most exact, none that it moves to, and none that
    tells whose somebody is ("Iran-backed")."""
    if act in SAYING:
        return None
    inside = [p for p in places if window[0] <= p.start and p.end <= window[1]]
    inside = [
        p
        for p in inside
        if not _OF_SOMEBODY.match(text, p.end)
        and not is_of_people(text, p)
        and not (
            act in _MOVES
            and _direction(text, p) == "to"
            and (act is Act.DEPORTATION or p.precision is PlacePrecision.COUNTRY)
        )
    ]
    if not inside:
        return None

    def rank(place: Place) -> float:
        gap = place.start - trigger_at if place.start >= trigger_at else 1.2 * (trigger_at - place.start)
        exact = {PlacePrecision.COUNTRY: 60, PlacePrecision.REGION: 20}.get(place.precision, 0)
        said = text[max(0, place.start - 12) : place.start].split()[-1:] in (
            [["in"]] + [["at"]] + [["near"]] + [["the"]]
        )
        return gap + exact + (0 if said else 25)

    return min(inside, key=rank)


def is_of_people(text: str, place: Place) -> bool:
    """Tell whether a word names people, and so no place of an act: "most of them Guineans", not "Guinean police"."""
    word = text[place.start : place.end]
    return word.endswith("s") and not word.endswith("ss") and country_of_demonym(word) is not None


def prefer_main_place(found: Place | None, main: Place | None, text: str) -> Place | None:
    """Return the place of an act: the report's own where its words tell no more than of whom in that country.

    "Kenyan police" and "Kenya's police" name no place; a report about Kisumu that says so tells of Kisumu.
    """
    if found is None or main is None:
        return found or main
    vague = found.precision is PlacePrecision.COUNTRY and found.country == main.country
    return main if vague and not _SET_IN.search(text[max(0, found.start - 40) : found.start]) else found


def _direction(text: str, place: Place) -> str | None:
    """Return "from" or "to" where the word before the place is one."""
    words = text[max(0, place.start - 24) : place.start].lower().split()[-3:]
    return next((w for w in reversed(words) if w in {"from", "to"}), None)


def find_route(
    places: Sequence[Place], text: str, act: Act, trigger_at: int, window: tuple[int, int]
) -> tuple[Place | None, Place | None]:
    """Return where those who are moved come from and go to, for acts that move people."""
    if act not in _MOVES:
        return None, None
    after = [p for p in places if trigger_at <= p.start and p.end <= window[1]]
    origin = next((p for p in after if _direction(text, p) == "from"), None)
    destination = next((p for p in after if _direction(text, p) == "to"), None)
    return origin, destination
