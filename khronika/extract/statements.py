"""The statement that a telling makes: its parties, count, time, place and chain."""

from dataclasses import replace

from khronika.extract.antecedents import name_parties, name_speaker, resolve_many
from khronika.extract.apart import keep_apart
from khronika.extract.chains import chain_at
from khronika.extract.circumstances import SAYING, find_place, find_route, find_when, make_when, prefer_main_place
from khronika.extract.codes import assign_codes
from khronika.extract.counting import count_at, find_quantity
from khronika.extract.denials import takes_back
from khronika.extract.nouns import sentence_span
from khronika.extract.page import Page
from khronika.extract.tellings import Telling, confidence_of
from khronika.extract.timing import choose_time, find_since, has_days
from khronika.model import Act, Attribution, Block, BlockKind, Link, Place, Quantity, Span, Statement, When
from khronika.values.ids import make_statement_id
from khronika.values.places import country_of_demonym


def make_statement(page: Page, telling: Telling, block: Block) -> Statement:
    """Return the statement that a telling makes."""
    doc, trigger, parties = page.doc, telling.trigger, telling.parties
    at = doc[trigger.head].idx
    quantity = _quantity(page, telling)
    chain, attribution = _chain(page, telling, at, block, quantity)
    sentence = sentence_span(doc[trigger.head].sent)
    window = _window(sentence, attribution, at)
    to = name_parties(doc, parties.to, chain)
    by = tuple(p for p in name_parties(doc, parties.by, chain) if all((p.start, p.end) != (t.start, t.end) for t in to))
    if trigger.act in SAYING and not by:
        by = name_speaker(chain)
    origin, destination = find_route(page.places, page.text, trigger.act, at, window)
    start, end = doc[trigger.start].idx, doc[trigger.end - 1].idx + len(doc[trigger.end - 1])
    statement = Statement(
        id=make_statement_id(trigger.act, start, chain[0].name or chain[0].text or ""),
        act=trigger.act, status=telling.state.status, hedged=telling.state.hedged,
        teaser=block.kind is BlockKind.TEASER, evidence=(sentence,), trigger=Span(start=start, end=end), by=by, to=to,
        quantity=quantity, time=_when(page, telling, at, window),
        place=_place(page, telling, block, at, window), origin=origin, destination=destination, chain=chain,
        quoted=_is_quoted(page.text, sentence, at), confidence=confidence_of(telling, by, to, block),
        retracts=takes_back(doc[trigger.head]),
    )  # fmt: skip
    return replace(statement, codes=assign_codes(statement, page.text))


def _quantity(page: Page, telling: Telling) -> Quantity | None:
    """Return how many: the count of the parties, else the one that the reading model points at."""
    trigger = telling.trigger
    if trigger.act in SAYING:
        return None
    counted = telling.parties.by if trigger.act is Act.PROTEST else telling.parties.to
    counted = tuple(resolve_many(page.doc, phrase) for phrase in counted)
    if told := find_quantity(page.doc, trigger, counted, page.counts):
        return told
    return count_at(page.doc, trigger, counted, telling.quantity_at or (), page.counts)


def _when(page: Page, telling: Telling, at: int, window: tuple[int, int]) -> When | None:
    """Return the time that the reading model points at; where only rules read, the nearest."""
    if telling.trigger.act in SAYING and telling.time_at is None:
        return None
    if telling.time_at is None:
        return find_when(page.dated, at, window)
    pointed = page.dated_at.touching(telling.time_at)
    head = page.doc[telling.trigger.head]
    best = choose_time(page.text, pointed, head, page.heads, page.published)
    if best is None or not has_days(best):
        best = find_since(page.text, telling.time_at, page.times, page.published) or best
    return make_when(keep_apart(page.text, page.doc, page.times, head, best)) if best else None


def _place(page: Page, telling: Telling, block: Block, at: int, window: tuple[int, int]) -> Place | None:
    """Return the place that the reading model points at, else the nearest said, else the report's own."""
    act = telling.trigger.act
    if act in SAYING:
        return None
    pointed = page.places_at.touching(telling.place_at or ())
    found = find_place(pointed, page.text, act, at, (0, len(page.text))) if pointed else None
    found = found or find_place(page.places, page.text, act, at, window)
    return prefer_main_place(found, None if block.kind is BlockKind.TEASER else page.main_place, page.text)


def is_assumed(page: Page, telling: Telling, statement: Statement) -> bool:
    """Tell whether a statement has the report's place though neither its own words nor the last place named say so."""
    main = page.main_place
    if main is None or statement.place is not main or main in page.places_at.touching(telling.place_at or ()):
        return False
    start = statement.evidence[0].start
    before = [p for p in page.places if p.start < start and country_of_demonym(p.text) is None]
    said = start <= main.start < statement.evidence[0].end
    return not said and (not before or before[-1].name != main.name)


def _chain(
    page: Page, telling: Telling, at: int, block: Block, quantity: Quantity | None
) -> tuple[tuple[Link, ...], Attribution | None]:
    """Return the chain of a statement; who accuses, denies or claims is the root of doing so.

    What a teaser tells nobody says who stands outside it.
    """
    outlet, root_at = page.report.outlet, telling.root_at
    if block.kind is BlockKind.TEASER and root_at:
        root_at = tuple(span for span in root_at if block.start <= span[0] < block.end)
    if telling.trigger.act not in SAYING:
        told = chain_at(page.doc, at, page.chains, outlet, root_at)
        end = page.doc[telling.trigger.head].sent.end_char
        if len(told[0]) == 1 and told[1] is None and quantity and at < quantity.start < end:
            # "X puts the number of razed houses at 340"
            return chain_at(page.doc, quantity.start, page.chains, outlet, root_at)
        return told
    if own := page.chains.cues.touching([(at, at + 1)]):
        return own[0][1], None
    above, attribution = chain_at(page.doc, at, page.chains, outlet, root_at)
    speakers = name_parties(page.doc, telling.parties.by, above)
    if not speakers:
        return above, attribution
    first = speakers[0]
    link = Link(
        name=first.name,
        text=first.text,
        kind=first.kind,
        named=first.name is not None,
        start=first.start,
        end=first.end,
    )
    return (link, *(x for x in above if x.text != link.text)), attribution


def _window(sentence: Span, attribution: Attribution | None, at: int) -> tuple[int, int]:
    """Return the characters whose times and places can belong to the act: what is said, within the sentence."""
    if attribution is None:
        return sentence.start, sentence.end
    piece = next(((s, e) for s, e in attribution.content if s <= at < e), (sentence.start, sentence.end))
    return max(piece[0], sentence.start), min(piece[1], sentence.end)


def _is_quoted(text: str, sentence: Span, at: int) -> bool:
    """Tell whether the trigger stands inside quotation marks of its sentence."""
    before = text[sentence.start : at]
    curly = before.count("“") > before.count("”")
    return curly or before.count('"') % 2 == 1
