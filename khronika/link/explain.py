"""Why two statements were, or were not, taken to be of one event."""

from dataclasses import dataclass

from khronika.link.compare import Comparison, compare_items
from khronika.link.contexts import make_context
from khronika.link.copies import Alignment, align_copies
from khronika.link.items import Item, Key, make_items
from khronika.link.keys import are_comparable, find_keys, find_sought
from khronika.link.kinship import Reasons, compare_reports, weigh_reports
from khronika.link.linking import apply_echoes, find_echoes
from khronika.link.state import LinkState


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that speaks for and against two statements being of one event."""

    judged: bool | None  # a person's word, None where nobody gave one
    compared: bool  # whether the two reports share so many keys that they were
    alike: bool  # the acts are of one family
    reports: Reasons
    comparison: Comparison
    alignment: Alignment | None  # where one report is a copy of the other: what it has from it


def explain_pair(state: LinkState, a: Key, b: Key) -> Explanation:
    """Return why two statements were, or were not, taken to be of one event.

    Raises:
        KeyError: linking does not look at one of them, as it stands in a teaser.
    """
    a, b = min(a, b), max(a, b)
    one, two = _item(state, a), _item(state, b)
    shared = set(find_keys(one.context)) & set(find_sought(two.context))
    judged = {(j.a, j.b): j.same for j in state.judgements([a[0], b[0]])}
    return Explanation(
        judged=judged.get((a, b)),
        compared=a[0] == b[0] or are_comparable(shared),
        alike=one.family == two.family,
        reports=() if a[0] == b[0] else compare_reports(one.context, two.context),
        comparison=compare_items(one, two, weigh_reports(one.context, two.context)),
        alignment=_alignment(state, a[0], b[0]),
    )


def _item(state: LinkState, key: Key) -> Item:
    """Return a statement as linking sees it, one that repeats an original's with its days and place."""
    items, original = _items(state, key[0]), state.originals([key[0]]).get(key[0])
    if original:
        told = _items(state, original)
        items = apply_echoes(items, told, find_echoes(told, items))
    return items[key]


def _items(state: LinkState, report: str) -> dict[Key, Item]:
    held = state.report(report)
    return make_items(held, make_context(held))


def _alignment(state: LinkState, a: str, b: str) -> Alignment | None:
    originals = state.originals([a, b])
    copy, original = (a, b) if originals.get(a) == b else (b, a)
    return align_copies(state.report(original), state.report(copy)) if originals.get(copy) == original else None
