"""The extract stage: everything that a report says, put on its record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc

from khronika.extract.antecedents import name_parties, name_speaker, resolve_many
from khronika.extract.apart import keep_apart
from khronika.extract.chains import Chains, chain_at, find_chains, list_attributions
from khronika.extract.circumstances import (
    SAYING,
    find_place,
    find_report_times,
    find_route,
    find_when,
    is_compared,
    is_of_writing,
    make_mention,
    make_when,
    prefer_main_place,
)
from khronika.extract.codes import assign_codes
from khronika.extract.counting import Counts, count_at, find_quantity, list_quantities
from khronika.extract.denials import takes_back
from khronika.extract.main_place import find_main_place, widen_assumed
from khronika.extract.merge import merge_statements, order_by_prominence
from khronika.extract.nouns import sentence_span
from khronika.extract.prominence import rank_statements
from khronika.extract.publication import infer_published
from khronika.extract.ranges import Ranges, find_own_block
from khronika.extract.refuted import find_refutations, refute
from khronika.extract.restated import Figure, add_tellers, find_figures, restate
from khronika.extract.sharing import share_days
from khronika.extract.tellings import Telling, confidence_of, find_tellings
from khronika.extract.timing import choose_time, find_since, has_days
from khronika.extract.toponyms import find_report_places
from khronika.extract.violations import keep_violations
from khronika.model import (
    Act,
    Attribution,
    Block,
    BlockKind,
    Link,
    Place,
    Quantity,
    Report,
    Span,
    Statement,
    When,
)
from khronika.values.dates import TimeExpression
from khronika.values.ids import make_statement_id
from khronika.values.number_counts import find_counts
from khronika.values.places import country_of_demonym


@dataclass(frozen=True, slots=True)
class _Page:
    """All that was found in a report before statements are made of it."""

    report: Report
    doc: Doc
    text: str  # the document's: wrapped lines joined; offsets are the report's. Asked of a Doc it is made anew
    published: date | None
    heads: set[int]  # tokens of the verbs and nouns that tell acts
    times: list[TimeExpression]
    dated: list[TimeExpression]  # those of them that may date an act
    dated_at: Ranges[TimeExpression]
    named: list[Place]
    places: list[Place]
    places_at: Ranges[Place]
    counts: Counts
    figures: list[Figure]
    chains: Chains
    main_place: Place | None


def extract_report(report: Report, doc: Doc) -> Report:
    """Return the report with times, places, quantities, attributions and statements.

    A report without a day of publication gets one where its own words tell it, and is read anew with that.

    Args:
        doc: `report.text` as an engine of `khronika.language` annotated it; offsets in both are the same.
    """
    found = _extract(report, doc)
    if report.published.value is None and (published := infer_published(found)):
        return _extract(replace(report, published=published), doc)
    return found


def _extract(report: Report, doc: Doc) -> Report:
    tellings = find_tellings(doc)
    page = _read_values(report, doc, {telling.trigger.head for telling in tellings})
    statements: list[Statement] = []
    headline: list[Statement] = []
    assumed: set[str] = set()
    for telling in tellings:
        block = find_own_block(report.blocks, doc[telling.trigger.head].idx)
        if block is not None:
            made = _make_statement(page, telling, block)
            if made.act in SAYING and len(made.chain) == 1 and not telling.parties.by:
                continue  # nobody is said to have accused, denied or claimed anything
            if _is_assumed(page, telling, made):
                assumed.add(made.id)
            (headline if block.kind is BlockKind.HEADLINE else statements).append(made)
    statements = _with_refutations(page, _with_figures(page, statements, headline))
    acts = {s.act for s in statements if not s.teaser}
    lone = [s for s in headline if s.act not in acts]
    merged = share_days(merge_statements([*lone, *statements], assumed))
    acts_above = [s.act for s in headline]
    told = order_by_prominence(merged, acts_above)
    ranked = rank_statements(report, told, page.named, acts_above, find_main_place(report, page.named))
    placed = widen_assumed(ranked, assumed, page.main_place, page.places, page.text)
    return replace(
        report,
        times=tuple(make_mention(t) for t in page.times),
        places=tuple(page.named),
        quantities=tuple(_quantities(page)),
        attributions=tuple(a for a in doc.user_data["attributions"] if _is_own(report.blocks, a)),
        statements=tuple(keep_violations(report, placed)),
    )


def _with_figures(page: _Page, told: list[Statement], headline: Sequence[Statement]) -> list[Statement]:
    """Return statements with those that figures make of their acts, as their words stand."""
    found = list(told)
    for figure in page.figures:
        block = find_own_block(page.report.blocks, figure.count.start)
        if block is not None and block.kind not in {BlockKind.HEADLINE, BlockKind.TEASER}:
            ways = (found, [*headline, *found])  # what the text tells goes before what its headline does
            made = (restate(page.doc, figure, page.chains, page.report.outlet, way) for way in ways)
            found += [m for m in made if m][:1]
    return sorted(found, key=lambda s: s.trigger.start)


def _with_refutations(page: _Page, told: list[Statement]) -> list[Statement]:
    """Return statements with the denials of acts that others tell and that words beside them do not name again."""
    found = list(told)
    for word in find_refutations(page.doc):
        block = find_own_block(page.report.blocks, word.idx)
        if block is not None and block.kind is not BlockKind.TEASER:
            made = refute(page.doc, word, page.chains, page.report.outlet, told)
            found = [*(s for s in found if made is None or s.id != made.id), *([made] if made else [])]
    return sorted(found, key=lambda s: s.trigger.start)


def _read_values(report: Report, doc: Doc, heads: set[int]) -> _Page:
    """Return what the experts for times, places, numbers and chains find."""
    published = date.fromisoformat(report.published.value) if report.published.value else None
    text = doc.text
    times = find_report_times(doc, report.text, published)
    named, places = find_report_places(report, doc)
    dated = [t for t in times if not is_of_writing(text, t) and not is_compared(text, t)]
    counts = Counts(find_counts(report.text))
    figures = find_figures(doc, counts)
    return _Page(
        report=report,
        doc=doc,
        text=text,
        published=published,
        heads=heads,
        times=times,
        dated=dated,
        dated_at=Ranges(dated, lambda t: [(t.start, t.end)]),
        named=named,
        places=places,
        places_at=Ranges(places, lambda p: [(p.start, p.end)]),
        counts=counts,
        figures=figures,
        chains=find_chains(doc, add_tellers(doc, list_attributions(doc), figures), report.outlet),
        main_place=find_main_place(report, places),
    )


def _is_own(blocks: Sequence[Block], attribution: Attribution) -> bool:
    """Tell whether an attribution stands in the report's own words."""
    start = min(s for s, _ in (*attribution.content, *attribution.cue))
    block = find_own_block(blocks, start)
    return block is not None and block.kind is not BlockKind.TEASER


def _quantities(page: _Page) -> list[Quantity]:
    """Return every count of the report's own words."""
    return [found for found in list_quantities(page.counts) if find_own_block(page.report.blocks, found.start)]


def _make_statement(page: _Page, telling: Telling, block: Block) -> Statement:
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


def _quantity(page: _Page, telling: Telling) -> Quantity | None:
    """Return how many: the count of the parties, else the one that the reading model points at."""
    trigger = telling.trigger
    if trigger.act in SAYING:
        return None
    counted = telling.parties.by if trigger.act is Act.PROTEST else telling.parties.to
    counted = tuple(resolve_many(page.doc, phrase) for phrase in counted)
    if told := find_quantity(page.doc, trigger, counted, page.counts):
        return told
    return count_at(page.doc, trigger, counted, telling.quantity_at or (), page.counts)


def _when(page: _Page, telling: Telling, at: int, window: tuple[int, int]) -> When | None:
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


def _place(page: _Page, telling: Telling, block: Block, at: int, window: tuple[int, int]) -> Place | None:
    """Return the place that the reading model points at, else the nearest said, else the report's own."""
    act = telling.trigger.act
    if act in SAYING:
        return None
    pointed = page.places_at.touching(telling.place_at or ())
    found = find_place(pointed, page.text, act, at, (0, len(page.text))) if pointed else None
    found = found or find_place(page.places, page.text, act, at, window)
    return prefer_main_place(found, None if block.kind is BlockKind.TEASER else page.main_place, page.text)


def _is_assumed(page: _Page, telling: Telling, statement: Statement) -> bool:
    """Tell whether a statement has the report's place though neither its own words nor the last place named say so."""
    main = page.main_place
    if main is None or statement.place is not main or main in page.places_at.touching(telling.place_at or ()):
        return False
    start = statement.evidence[0].start
    before = [p for p in page.places if p.start < start and country_of_demonym(p.text) is None]
    said = start <= main.start < statement.evidence[0].end
    return not said and (not before or before[-1].name != main.name)


def _chain(
    page: _Page, telling: Telling, at: int, block: Block, quantity: Quantity | None
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
