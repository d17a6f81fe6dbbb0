"""The extract stage: everything that a report says, put on its record."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from khronika.extract.circumstances import SAYING, make_mention
from khronika.extract.counting import list_quantities
from khronika.extract.main_place import find_main_place, widen_assumed
from khronika.extract.merge import merge_statements, order_by_prominence
from khronika.extract.page import Page, read_values
from khronika.extract.prominence import rank_statements
from khronika.extract.publication import infer_published
from khronika.extract.ranges import find_own_block
from khronika.extract.refuted import find_refutations, refute
from khronika.extract.restated import restate
from khronika.extract.sharing import share_days
from khronika.extract.statements import is_assumed, make_statement
from khronika.extract.tellings import find_tellings
from khronika.extract.violations import keep_violations
from khronika.model import Attribution, Block, BlockKind, Quantity, Report, Statement


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
    page = read_values(report, doc, {telling.trigger.head for telling in tellings})
    statements: list[Statement] = []
    headline: list[Statement] = []
    assumed: set[str] = set()
    for telling in tellings:
        block = find_own_block(report.blocks, doc[telling.trigger.head].idx)
        if block is not None:
            made = make_statement(page, telling, block)
            if made.act in SAYING and len(made.chain) == 1 and not telling.parties.by:
                continue  # nobody is said to have accused, denied or claimed anything
            if is_assumed(page, telling, made):
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


def _with_figures(page: Page, told: list[Statement], headline: Sequence[Statement]) -> list[Statement]:
    """Return statements with those that figures make of their acts, as their words stand."""
    found = list(told)
    for figure in page.figures:
        block = find_own_block(page.report.blocks, figure.count.start)
        if block is not None and block.kind not in {BlockKind.HEADLINE, BlockKind.TEASER}:
            ways = (found, [*headline, *found])  # what the text tells goes before what its headline does
            made = (restate(page.doc, figure, page.chains, page.report.outlet, way) for way in ways)
            found += [m for m in made if m][:1]
    return sorted(found, key=lambda s: s.trigger.start)


def _with_refutations(page: Page, told: list[Statement]) -> list[Statement]:
    """Return statements with the denials of acts that others tell and that words beside them do not name again."""
    found = list(told)
    for word in find_refutations(page.doc):
        block = find_own_block(page.report.blocks, word.idx)
        if block is not None and block.kind is not BlockKind.TEASER:
            made = refute(page.doc, word, page.chains, page.report.outlet, told)
            found = [*(s for s in found if made is None or s.id != made.id), *([made] if made else [])]
    return sorted(found, key=lambda s: s.trigger.start)


def _is_own(blocks: Sequence[Block], attribution: Attribution) -> bool:
    """Tell whether an attribution stands in the report's own words."""
    start = min(s for s, _ in (*attribution.content, *attribution.cue))
    block = find_own_block(blocks, start)
    return block is not None and block.kind is not BlockKind.TEASER


def _quantities(page: Page) -> list[Quantity]:
    """Return every count of the report's own words."""
    return [found for found in list_quantities(page.counts) if find_own_block(page.report.blocks, found.start)]
