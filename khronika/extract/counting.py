"""How many an act was done to: the counts that its words tell, and those whom they name one by one."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, takewhile

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from khronika.extract.act_sets import PERSONAL
from khronika.extract.lexicon import Trigger
from khronika.extract.nouns import text_between
from khronika.extract.persons import GROUPS, INTO, head_of, is_single, join_first, left_of
from khronika.extract.tables import load_table
from khronika.model import Act, Quantity
from khronika.values.number_counts import Count
from khronika.values.numbers import parse_count

_TABLE = load_table("counting.yaml")
_NUMBERED = {word: int(number) for word, number in _TABLE["numbered"].items()}
_OF_ONE: frozenset[str] = frozenset(_TABLE["of_one"])
_COUNTED_NOUNS = frozenset(Act(act) for act in _TABLE["counted_nouns"])
_NOT_OF_ONE = frozenset(Act(act) for act in _TABLE["not_of_one"])
_OF_PARTIES = frozenset(Act(act) for act in _TABLE["of_parties"])
_OF_THINGS = frozenset(Act(act) for act in _TABLE["of_things"])
_UNCOUNTED = frozenset(_TABLE["uncounted"])
_NUMBERS, _GROWING = frozenset(_TABLE["numbers"]), frozenset(_TABLE["growing"])
_PUTTING = frozenset(_TABLE["putting"])
_RELATIVE = frozenset({"who", "that", "which"})
_NEAR = 12  # characters between a number and the noun of the act that it counts
_LEAD = 24  # characters of a comparator that may stand before a phrase: "as many as"
_PARTED = re.compile(r"[,;]\s")
_OF_WHOM = 16  # characters between a count and of how many it is
_PART = 30  # characters between a count and its part: ", among them at least"


class Counts:
    """The counts of a report, looked up by where they stand."""

    def __init__(self, found: Sequence[Count]) -> None:
        self.all = [c for c in found if (c.low, c.high) != (None, None)]
        self._starts = [c.start for c in self.all]

    def within(self, start: int, end: int) -> list[Count]:
        """Return the counts that share characters with a range, in order."""
        first = bisect_left(self._starts, start)
        while first and self.all[first - 1].end > start:
            first -= 1
        return list(takewhile(lambda count: count.start < end, islice(self.all, first, None)))

    def said_of(self, count: Count) -> Count:
        """Return the count of those of whom something is said among as many as one counts: "180 of its 1,400 staff"."""
        before = self.all[max(0, bisect_left(self._starts, count.start) - 1)] if self.all else count
        some = before.mode == "share" and before.population == (count.low, count.high)
        return before if some and before.end < count.start <= before.end + _OF_WHOM else count

    def whole_of(self, count: Count) -> Count:
        """Return the count that one is part of ("600 people, including 40 women"), or itself."""
        if count.part_of is None or count.part_of[1] + _PART < count.start:
            return count
        return next((c for c in self.all if (c.start, c.end) == count.part_of), count)


def find_quantity(doc: Doc, trigger: Trigger, counted: Sequence[Tokens], counts: Counts) -> Quantity | None:
    """Return how many an act was done to (for protests: how many took part), or None where no count is said.

    Args:
        counted: the noun phrases of those counted, the nearest to the trigger first.
    """
    if trigger.frame == "nouns" and trigger.act in _COUNTED_NOUNS and (own := _before_noun(doc, trigger, counts)):
        return own
    if trigger.act in _NOT_OF_ONE and not _is_of_one(doc, trigger):
        counted = [phrase for phrase in counted if not is_single(phrase)]
    counted = [phrase for phrase in counted if not _is_of_whom(phrase)] or counted
    told = count_phrases(counted, counts) or _grown(doc, trigger, counts)
    if told is not None or trigger.frame == "nouns":
        return told
    return _right_after(doc, trigger, counts) or _of_things(doc, trigger, counts)


def _is_of_whom(phrase: Tokens) -> bool:
    """Tell whether a phrase says of whom others are a part: "of 19 men held, 17 were freed"."""
    return phrase.root.dep_.startswith("nsubj") and any(
        c.dep_ == "case" and c.lower_ in {"of", "out"} for c in phrase.root.children
    )


def _grown(doc: Doc, trigger: Trigger, counts: Counts) -> Quantity | None:
    """Return what the number of those whom an act befell has come to: "the number of people killed has risen to 11"."""
    number = doc[trigger.head]
    for _ in range(3):
        grown = number.dep_ == "nsubj" and number.head.lemma_ in _GROWING
        if (number.lemma_ in _NUMBERS and grown) or is_figure(number):
            after = number.doc[number.i + 1 : number.sent.end]
            figures = (c for c in after if c.pos_ == "NUM" and c.nbor(-1).lower_ != "from")  # "from 14 to 11"
            return next((quantity_of(n) for c in figures for n in counts.within(c.idx, c.idx + len(c))), None)
        number = number.head
    return None


def is_figure(noun: Token) -> bool:
    """Tell whether a noun is a figure that somebody puts: "puts the number of houses razed at 340"."""
    return noun.lemma_ in _NUMBERS and noun.dep_ == "obj" and noun.head.lemma_ in _PUTTING


def _right_after(doc: Doc, trigger: Trigger, counts: Counts) -> Quantity | None:
    """Return the count that a verb or all its words are followed by: "raided 40 homes", "set fire to 30 houses"."""
    last = trigger.end - 1 + (trigger.end < len(doc) and doc[trigger.end].lower_ == "to")
    ends = [doc[i].idx + len(doc[i]) for i in (last, trigger.head)]
    after = (c for end in ends for c in counts.within(end, end + 3) if c.start >= end)
    return next((quantity_of(c) for c in after if c.people or c.unit is None or trigger.act not in PERSONAL), None)


def _of_things(doc: Doc, trigger: Trigger, counts: Counts) -> Quantity | None:
    """Return the count of the things that a verb in the passive was done to: "15 houses were demolished"."""
    if trigger.act not in _OF_THINGS:
        return None
    things = [t for t in doc[trigger.head].children if t.dep_ == "nsubj:pass"]
    found = (c for t in things for c in counts.within(doc[left_of(t)].idx, t.idx + len(t)) if not c.people)
    return next(map(quantity_of, found), None)


def _is_of_one(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether one person alone can do what a trigger tells, as a hunger strike."""
    return any(token.lower_ in _OF_ONE for token in doc[trigger.start : trigger.end])


def count_phrases(counted: Sequence[Tokens], counts: Counts) -> Quantity | None:
    """Return how many noun phrases mean together: the first, and those that "and" or commas join to it."""
    together = join_first(counted)
    told = [(member, count_member(member, counts)) for member in together]
    known = [(member, quantity) for member, quantity in told if quantity is not None]
    if not known:
        return None
    if len(known) < len(told):
        quantity = known[0][1]
        return quantity if len(told) > 1 and (quantity.max or 2) > 1 else None
    return _sum([quantity for _, quantity in known], counted[0].doc)


def count_at(
    doc: Doc, trigger: Trigger, counted: Sequence[Tokens], spans: Sequence[tuple[int, int]], counts: Counts
) -> Quantity | None:
    """Return the count among the words that the reading model points at; where parties are told, a number of people.

    Args:
        counted: as for `find_quantity`.
        spans: characters that the model points at.
    """
    if (not counted and trigger.act in _OF_PARTIES) or any(head_of(p).lower_ in _UNCOUNTED for p in counted):
        return None
    things = [p for p in counted if trigger.act not in PERSONAL]
    for start, end in spans:
        inside = [c for c in counts.within(start, end) if not counted or c.people or c.unit is None]
        inside = [c for c in inside if not any(_is_of_owner(c, p) for p in things)]
        if inside:
            return quantity_of(inside[0] if _is_of_all(doc[trigger.head]) else counts.said_of(inside[0]))
        phrase = doc.char_span(start, end, alignment_mode="expand")
        if not counted and phrase is not None and (told := count_phrases([phrase], counts)):
            return told
    return None


def _is_of_owner(count: Count, phrase: Tokens) -> bool:
    """Tell whether a count is of those whose a thing is: "the phones of two reporters"."""
    return head_of(phrase).idx < count.start < phrase.end_char


def _is_of_all(word: Token) -> bool:
    """Tell whether a clause tells what befell all of whom others are some: "nine of the 43 pupils who were taken"."""
    return word.dep_.startswith("acl") and any(c.lower_ in _RELATIVE for c in word.children)


def list_quantities(counts: Counts) -> list[Quantity]:
    """Return the counts of a report as they are printed, without what an article alone makes one ("a man")."""
    return [quantity_of(c) for c in counts.all if c.high != 1 or c.text.split(maxsplit=1)[0].lower() not in {"a", "an"}]


def count_member(phrase: Tokens, counts: Counts) -> Quantity | None:
    """Return the count that a noun phrase holds: its number, or one for a single person."""
    head = head_of(phrase)
    start = min(phrase.start_char, phrase.doc[left_of(head)].idx)
    grouped = head.lower_ in GROUPS  # "a crowd of 300"
    for count in counts.within(start, phrase.end_char):
        if start - _LEAD <= count.start and (count.start <= head.idx or grouped):
            whole = _whole(phrase.doc, count, counts)
            return quantity_of(whole if any(map(_is_of_all, head.children)) else counts.said_of(whole))
    number = _NUMBERED.get(head.lower_, 1 if is_single(phrase) else None)
    bare = parse_count(head.text) if number is None and head.pos_ == "NUM" else (number, number)
    if bare is None or bare == (None, None):
        return None
    return Quantity(min=bare[0], max=bare[1], unit="people", text=phrase.text,
                    start=phrase.start_char, end=phrase.end_char)  # fmt: skip


def _whole(doc: Doc, part: Count, counts: Counts) -> Count:
    """Return the count that one is part of, if no verb parts them: "30 were held, 12 of whom were freed" are 12."""
    whole = counts.whole_of(part)
    if (part.low or 0) > (whole.high or part.low or 0):
        return part  # "in six towns; 34 of them"
    between = doc.char_span(whole.end, part.start, alignment_mode="contract") if whole is not part else None
    return part if any(t.pos_ in {"VERB", "AUX"} and t.lower_ != "including" for t in between or ()) else whole


def _sum(quantities: Sequence[Quantity], doc: Doc) -> Quantity:
    """Return one quantity for several that stand side by side."""
    if len(quantities) == 1:
        return quantities[0]
    first, last = quantities[0].start, max(q.end for q in quantities)
    lows, highs = [q.min for q in quantities], [q.max for q in quantities]
    return Quantity(
        min=None if None in lows else sum(n or 0 for n in lows),
        max=None if None in highs else sum(n or 0 for n in highs),
        unit="people", text=text_between(doc, first, last), start=first, end=last,
    )  # fmt: skip


def quantity_of(count: Count) -> Quantity:
    """Return a count as a statement holds it; what no noun is told for are people."""
    return Quantity(
        min=count.low, max=count.high, unit=count.unit or "people", text=count.text, start=count.start, end=count.end
    )


def _parts(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a comma or a verb stands between a number and a noun: "a guard received injuries"."""
    between = doc.char_span(start, end, alignment_mode="contract")
    verbs = {"VERB", "AUX"}
    told = any(t.pos_ in verbs and t.dep_ not in INTO for t in between or ())
    return told or _PARTED.search(text_between(doc, start, end)) is not None


def _before_noun(doc: Doc, trigger: Trigger, counts: Counts) -> Quantity | None:
    """Return the number right before a noun trigger ("2,000 arrests")."""
    at, end = doc[trigger.start].idx, doc[trigger.end - 1].idx + len(doc[trigger.end - 1])
    for count in counts.within(max(0, at - _NEAR), end):
        if count.start < at and count.high != 0 and not _parts(doc, count.start, at):
            return Quantity(
                min=count.low, max=count.high, unit=doc[trigger.end - 1].lower_,
                text=text_between(doc, count.start, end), start=count.start, end=end,
            )  # fmt: skip
    return None
