"""Figures told without the word of the act that they count: "the ministry put the toll at nine", "the NGO said six".

The act is the one that was counted before; what differs is the figure and who tells it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from khronika.extract.arguments import agents
from khronika.extract.chains import Chains, chain_at
from khronika.extract.contents import make_attribution
from khronika.extract.counting import Counts, quantity_of
from khronika.extract.nouns import ENDINGS, text_between
from khronika.extract.retelling import BACK, retell
from khronika.extract.tables import load_table
from khronika.language import tells
from khronika.language.lookup import words_of
from khronika.model import Act, Attribution, Quantity, Statement, Status
from khronika.values.dates import TimeExpression
from khronika.values.number_counts import Count

_TABLE = load_table("restated.yaml")
_COUNTED: dict[str, str] = {noun: act for act, nouns in _TABLE["counted"].items() for noun in nouns}
_INSTEAD = {Act(act): tuple(Act(other) for other in others) for act, others in _TABLE["instead"].items()}
_TOLD_BY: dict[str, list[str]] = _TABLE["told_by"]
_LINKS = {
    verb: frozenset(word for word, others in _TOLD_BY.items() if verb in others)
    for verbs in _TOLD_BY.values()
    for verb in verbs
}
_GROWING = frozenset(_TABLE["growing"])
_ANY = "any"
_OF_MORE = frozenset({"of", "%", '"', "”"})
_DATING = frozenset({"last", "this", "yesterday", "today"})
_PARTS = frozenset({"obj", "nsubj", "nsubj:pass"})
_GOES_ON = frozenset({"NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM"})
_PERSONS = frozenset(_TABLE["persons"])
_MARKS = ' "“‘\n'
_FEW = 4
_OPENING = 4
"""Characters of a sentence before a time that opens it: "On Thursday the police put"."""
_FAR = 60
"""Characters between a verb and the figure that it tells."""
_TIMES = 20
"""How many times a figure may be another that counts the same."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A count and the act that it counts, None for what was counted last."""

    count: Count
    verb: Token
    act: Act | None
    attribution: Attribution | None
    """Who tells it, by the verb that puts it; None where no such words stand there."""


def find_figures(doc: Doc, counts: Counts) -> list[Figure]:
    """Return the figures told without the word of an act, in order; none where no tree was read."""
    if not doc.has_annotation("DEP"):
        return []
    verbs = (word for word in words_of(doc, _LINKS.keys() | _GROWING) if word.pos_ in {"VERB", "AUX"})
    return [figure for verb in verbs for figure in _figures_of(verb, counts)]


def is_of_figure(doc: Doc, time: TimeExpression, figures: Sequence[Figure]) -> bool:
    """Tell whether a time is when a figure was told, not when what it counts was done: "put their number at 34 on
    Thursday"."""
    if not figures:
        return False
    words = doc.char_span(time.start, time.end, alignment_mode="expand")
    mine = [f for f in figures if words is not None and words.root.head == f.verb]
    return any(f.count.end <= time.start or f.verb.sent.start_char + _OPENING >= time.start for f in mine)


def add_tellers(doc: Doc, attributions: Sequence[Attribution], figures: Sequence[Figure]) -> list[Attribution]:
    """Return attributions with those of figures that none of them tells."""
    told = [span for one in attributions if tells(doc, one) for span in one.content] if figures else []
    more = (f.attribution for f in figures if not any(s <= f.count.start < e for s, e in told))
    return [*attributions, *(one for one in more if one is not None)]


def restate(
    doc: Doc, figure: Figure, chains: Chains, outlet: str | None, told: Sequence[Statement]
) -> Statement | None:
    """Return the statement that a figure makes of an act told beside it; None where none is, or has the figure.

    Args:
        chains: made of attributions to which `add_tellers` added.
        told: statements of the report as their words stand.
    """
    count = figure.count
    if any(s.quantity and s.quantity.start < count.end and count.start < s.quantity.end for s in told):
        return None
    base, act = _act_counted(figure, [s for s in told if not s.teaser])
    if base is None or act is None:
        return None
    own = (chain for attribution, chain in chains.told if attribution is figure.attribution)
    chain = next(own, None) or chain_at(doc, count.start, chains, outlet)[0]
    quantity = quantity_of(count)
    if base.quantity and act is base.act and not count.unit:
        quantity = replace(quantity, unit=base.quantity.unit)
    counted = replace(
        base, act=act, status=Status.OCCURRED, to=base.to if act is base.act else (), quantity=quantity,
        origin=None, destination=None, quoted=False,
    )  # fmt: skip
    return retell(counted, figure.verb, chain)


def _act_counted(figure: Figure, told: Sequence[Statement]) -> tuple[Statement | None, Act | None]:
    """Return the statement whose act a figure counts, and the act: the nearest told before, else the first after."""
    start = figure.count.start
    before = [s for s in told if s.trigger.start < start]
    if figure.act is None:
        near = [s for s in before if start - s.trigger.start < BACK]
        counted = [s for s in near if s.quantity and _is_alike(s.quantity, figure.count)]
        first = next((s for s in counted if s.evidence[0] == counted[-1].evidence[0]), None)
        return (first, first.act) if first else (None, None)
    for act in (figure.act, *_INSTEAD.get(figure.act, ())):
        same = [s for s in before if s.act is act] or [s for s in told if s.act is act][:1]
        if same:
            return same[-1], act if act is Act.DEATH and figure.act is Act.KILLING else figure.act
    return None, None


def _is_alike(quantity: Quantity, count: Count) -> bool:
    """Tell whether two figures can count the same: neither is many times the other."""
    one, other = quantity.min or quantity.max or 0, count.low or count.high or 0
    return max(one, other) <= _TIMES * min(one, other)


def _figures_of(verb: Token, counts: Counts) -> Iterator[Figure]:
    """Give the figures that a verb tells: of what its object or subject counts, or bare."""
    clause = verb.head if verb.dep_ == "cop" else verb
    things = [c for c in clause.children if c.dep_ in _PARTS and c.lemma_.lower() in _COUNTED and not _is_numbered(c)]
    thing = things[-1] if things else None
    anchor = thing if thing is not None and thing.i > verb.i else verb
    speaks = thing is None or thing.dep_ == "obj"
    if not (_LINKS.get(verb.lemma_) if speaks else verb.lemma_ in _GROWING):
        return
    end = anchor.idx + len(anchor)
    for count in counts.within(end, min(anchor.idx + _FAR, verb.sent.end_char)):
        if count.start < end or not _is_bare(verb.doc, count):
            continue
        if not _leads(text_between(verb.doc, end, count.start).strip(_MARKS), verb, thing):
            continue
        found, act = _act_of(verb, count, thing)
        if found:
            teller = _attribution(verb, count) if thing is None or speaks else _of_owner(thing, count)
            yield Figure(count, verb, act, teller)


def _is_numbered(noun: Token) -> bool:
    return any(c.dep_ == "nummod" and c.i < noun.i for c in noun.children)


def _leads(between: str, verb: Token, thing: Token | None) -> bool:
    """Tell whether the words between a verb or what it counts and a number make it the figure: "of those held at"."""
    words = between.lower().split()
    if thing is None:  # "said six", "speaks of 6,000"
        return " ".join(words) in _LINKS[verb.lemma_]
    if thing.dep_ != "obj":  # "has risen further to"
        return not words or (len(words) < _FEW and words[-1] in _TOLD_BY)
    return bool(words) and words[-1].rstrip(":") in {*_LINKS[verb.lemma_], ""}


def _is_bare(doc: Doc, count: Count) -> bool:
    """Tell whether a count counts no things, and nobody of whom more is said."""
    if count.mode in {"share", "rate"}:
        return False
    words = doc.char_span(count.start, count.end, alignment_mode="expand")
    if words is None or words.end >= len(doc):
        return words is not None
    known = count.unit is None or count.people or words[-1].lemma_.lower() in _COUNTED
    after = doc[words.end]
    dated = after.lower_ in _DATING  # "to six last week"
    return known and (dated or after.pos_ not in _GOES_ON) and after.lower_ not in _OF_MORE


def _act_of(verb: Token, count: Count, thing: Token | None) -> tuple[bool, Act | None]:
    """Tell whether it is known what a figure counts, and its act; None where it is what was counted last."""
    start = verb.idx if thing is None else min(verb.idx, thing.idx)
    words = verb.doc.char_span(start, count.end, alignment_mode="expand")
    named = [_COUNTED[t.lemma_.lower()] for t in words or () if t.lemma_.lower() in _COUNTED]
    acts = [act for act in named if act != _ANY]
    if acts:
        return True, Act(acts[-1])
    of = [] if thing is None else [c for c in thing.children if c.dep_ == "nmod" and thing.i < c.i]
    return all(c.idx >= count.start or c.lemma_.lower() in _PERSONS for c in of), None


def _attribution(verb: Token, count: Count) -> Attribution | None:
    """Return who puts a figure: the subject of the verb, or of the one that it is joined to."""
    teller = verb
    while teller.dep_ == "conj" and not any(c.dep_.startswith("nsubj") for c in teller.children):
        teller = teller.head
    subjects = (c for c in teller.children if c.dep_ == "nsubj")
    source = next(iter((*agents(verb), *subjects)), None)
    return None if source is None else make_attribution(source, verb, (count.start, count.end))


def _of_owner(thing: Token, count: Count) -> Attribution | None:
    """Return whose figure it is: "the ministry's figure is 14"."""
    owner = next((c for c in thing.children if any(w.lower_ in ENDINGS for w in c.children)), None)
    return None if owner is None else make_attribution(owner, thing, (count.start, count.end))
