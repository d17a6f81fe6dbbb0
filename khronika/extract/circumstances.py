"""When, where and how many: which of the values found in a report belong to an act."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from khronika.extract.kinds import INSTITUTIONS, kind_of
from khronika.extract.lexicon import Trigger
from khronika.model import Act, ActorKind, Place, PlacePrecision, Quantity, TimePrecision, When
from khronika.values.dates import TimeExpression, find_times
from khronika.values.numbers import Number

_MOVES = frozenset({Act.DEPORTATION, Act.TRANSFER, Act.DISPLACEMENT})
_SAYING = frozenset({Act.ACCUSATION, Act.DENIAL, Act.CLAIM_OF_RESPONSIBILITY})
_COUNTED_NOUNS = frozenset({Act.ARREST_DETENTION, Act.KILLING, Act.DEATH, Act.INJURY, Act.ABDUCTION, Act.DEPORTATION,
                            Act.ENFORCED_DISAPPEARANCE, Act.SENTENCING, Act.RELEASE})  # fmt: skip
_PLURAL_ENDINGS = ("s", "people", "men", "women", "children", "police", "personnel", "teen", "youth", "others")


def find_report_times(doc: Doc, text: str, published: date | None) -> list[TimeExpression]:
    """Return the time expressions of a report in order, without those that an engine with a trained model ruled out."""
    found = find_times(text, published)
    if "times" not in doc.spans:
        return found
    starts = [span.start_char for span in doc.spans["times"]]
    ends = [span.end_char for span in doc.spans["times"]]
    return [t for t in found if (i := bisect_right(starts, t.start)) and t.end <= ends[i - 1]]


def find_when(
    times: Sequence[TimeExpression], trigger_at: int, window: tuple[int, int], precision_of: str = ""
) -> When | None:
    """Return the time that belongs to a trigger: the nearest in its window, one that follows it before one ahead of it.

    Args:
        trigger_at: character offset of the trigger.
        window: characters in which a time may stand: the content of its source, else its sentence.
    """
    fitting = [
        t
        for t in times
        if window[0] <= t.start and t.end <= window[1] and t.type in {"DATE", "TIME", "DURATION"} and _placed(t)
    ]
    if not fitting:
        return None
    best = min(fitting, key=lambda t: (t.start - trigger_at) if t.start >= trigger_at else 1.3 * (trigger_at - t.start))
    return make_when(best)


def _placed(time: TimeExpression) -> bool:
    """Tell whether an expression says when something was: a span of days, or a word like "recently"."""
    return time.from_ is not None or time.to is not None


def make_when(time: TimeExpression) -> When:
    """Return the record of a time expression."""
    return When(
        from_=_iso(time.from_),
        to=_iso(time.to),
        text=time.text,
        precision=TimePrecision(time.precision),
        start=time.start,
        end=time.end,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def find_place(places: Sequence[Place], text: str, act: Act, trigger_at: int, window: tuple[int, int]) -> Place | None:
    """Return the place said of an act in its window: the nearest and most exact, none that it moves from or to."""
    if act in _SAYING:
        return None
    inside = [p for p in places if window[0] <= p.start and p.end <= window[1]]
    inside = [
        p
        for p in inside
        if not (
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


def find_main_place(places: Sequence[Place], opening_end: int) -> Place | None:
    """Return the place that a report is about: the first town named in its opening, else its most named country."""
    opening = [p for p in places if p.start < opening_end and p.country]
    for wanted in ({PlacePrecision.CITY}, {PlacePrecision.REGION}, {PlacePrecision.COUNTRY}):
        hit = next((p for p in opening if p.precision in wanted), None)
        if hit:
            return hit
    return next((p for p in places if p.country), None)


def find_quantity(doc: Doc, trigger: Trigger, counted: Sequence[Tokens], numbers: Sequence[Number]) -> Quantity | None:
    """Return how many an act was done to (for protests: how many took part), or None where no count is said.

    Args:
        counted: the noun phrases of those counted, in order; of several told with exact numbers the sum is meant.
    """
    if trigger.frame == "nouns" and trigger.act in _COUNTED_NOUNS and (own := _before_noun(doc, trigger, numbers)):
        return own
    explicit = [q for phrase in counted if (q := count_phrase(phrase, numbers))]
    if not explicit or len(explicit) < len(counted):
        return explicit[0] if explicit and len(counted) > len(explicit) and (explicit[0].max or 2) > 1 else None
    if len(explicit) == 1:
        return explicit[0]
    if all(q.min is not None and q.min == q.max for q in explicit):
        first, last = explicit[0], explicit[-1]
        n = sum(q.min or 0 for q in explicit)
        return Quantity(
            min=n, max=n, unit="people", text=doc.text[first.start : last.end], start=first.start, end=last.end
        )
    return explicit[0]


def count_at(doc: Doc, spans: Sequence[tuple[int, int]], numbers: Sequence[Number]) -> Quantity | None:
    """Return the count among the words that the reading model points at."""
    for start, end in spans:
        phrase = doc.char_span(start, end, alignment_mode="expand")
        if phrase is None:
            continue
        inside = [n for n in numbers if n.start < end and start < n.end]
        if told := count_phrase(_around(doc, phrase), inside) or count_phrase(phrase, numbers):
            return told
    return None


def _around(doc: Doc, phrase: Tokens) -> Tokens:
    """Return the noun phrase that holds a phrase ("ten men" of "ten"), or the phrase itself."""
    return next((p for p in doc.spans["noun_phrases"] if p.start <= phrase.start and phrase.end <= p.end), phrase)


def count_phrase(phrase: Tokens, numbers: Sequence[Number]) -> Quantity | None:
    """Return the count that a noun phrase holds: its number, or one for a single person."""
    start, end = phrase.start_char, phrase.end_char
    for number in numbers:
        if (
            number.kind == "count"
            and (number.min, number.max) != (None, None)
            and start - 14 <= number.start
            and number.end <= end
            and number.core_start >= start
        ):
            return _quantity(phrase, number)
    kind = kind_of(phrase)
    if kind in INSTITUTIONS and phrase[0].lower_ not in {"a", "an", "another"}:
        return None
    if _is_single(phrase, kind):
        return Quantity(min=1, max=1, unit="people", text=phrase.text, start=start, end=end)
    return None


def _quantity(phrase: Tokens, number: Number) -> Quantity:
    low = min(number.start, phrase.start_char)
    if phrase[0].lower_ == "one" and phrase[1:2].text == "of":
        return Quantity(min=1, max=1, unit="people", text=phrase.text, start=phrase.start_char, end=phrase.end_char)
    unit = None if phrase[-1].pos_ == "NUM" else phrase[-1].lower_
    return Quantity(
        min=number.min,
        max=number.max,
        unit=unit or "people",
        text=phrase.doc.text[low : phrase.end_char],
        start=low,
        end=phrase.end_char,
    )


def _is_single(phrase: Tokens, kind: ActorKind) -> bool:
    """Tell whether a phrase names one person: a name, "a man", "the lawyer", "his wife"."""
    head = phrase[-1]
    if len(phrase) == 1 and phrase[0].lower_ in {"he", "she", "him", "her", "me", "i"}:
        return True
    if len(phrase) == 1 and phrase[0].lower_ in {"they", "them", "we", "us", "who", "others"}:
        return False
    if head.pos_ == "PROPN":
        return kind not in INSTITUTIONS and kind not in {ActorKind.COMMUNITY}
    plural = (
        head.lower_.endswith(_PLURAL_ENDINGS)
        and head.lemma_ != head.lower_
        or head.lower_ in {"people", "police", "men", "women", "children", "others", "family"}
    )
    return not plural and kind is not ActorKind.UNKNOWN


def _before_noun(doc: Doc, trigger: Trigger, numbers: Sequence[Number]) -> Quantity | None:
    """Return the number right before a noun trigger ("2,000 arrests")."""
    at, end = doc[trigger.start].idx, doc[trigger.end - 1].idx + len(doc[trigger.end - 1])
    for number in numbers:
        if (
            number.kind == "count"
            and (number.min, number.max) != (None, None)
            and 0 <= at - number.end <= 12
            and not any(c in doc.text[number.end : at] for c in ",.;")
        ):
            return Quantity(
                min=number.min,
                max=number.max,
                unit=doc[trigger.end - 1].lower_,
                text=doc.text[number.start : end],
                start=number.start,
                end=end,
            )
    return None
