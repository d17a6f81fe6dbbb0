"""Which statements are about one event: blocked, compared, and grouped under constraints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from khronika.link.cluster import Pair, cluster_items
from khronika.link.compare import compare_items
from khronika.link.contexts import Context, make_context
from khronika.link.items import Item, Key, apply_original, make_items, overlap
from khronika.model import Cluster, Report
from khronika.values.ids import make_digest

_SKETCH = 16  # rare words of a report by which others are looked for
_ECHO = 0.7  # share of a sentence's words that stand in the copy of it


def link_statements(reports: Sequence[Report], copies: Mapping[str, str] | None = None) -> list[Cluster]:
    """Return the clusters of the reports' own statements (those in teasers are about other reports).

    The order of `reports` does not matter.

    Args:
        copies: report id -> id of the report that it copies, from `find_copies`.
    """
    contexts = {r.id: make_context(r) for r in reports}
    held = {r.id: make_items(r, contexts[r.id]) for r in reports}
    echoes = [(original, echo) for copy, first in sorted((copies or {}).items())
              if first in held and copy in held for original, echo in find_echoes(held[first], held[copy])]  # fmt: skip
    for original, echo in echoes:
        held[echo[0]][echo] = apply_original(held[echo[0]][echo], held[original[0]][original])
    items = {key: item for some in held.values() for key, item in some.items()}
    edges = dict(_edges(held, contexts))
    groups = cluster_items(items, edges, same=echoes)
    return [Cluster(act=items[members[0]].act, members=tuple(members)) for members in groups]


def find_echoes(original: Mapping[Key, Item], copy: Mapping[Key, Item]) -> Iterator[Pair]:
    """Give the statements of an original with those that repeat them in its copy, whatever it changes in them."""
    for key, item in copy.items():
        told = [(overlap(item.sentence, o.sentence), o.key) for o in original.values() if o.act == item.act]
        best = max(told, key=lambda t: (t[0], t[1]), default=None)
        if best and best[0] >= _ECHO:
            yield best[1], key


def find_keys(context: Context) -> Iterator[str]:
    """Give the keys of which two reports must share one to be compared."""
    months = _spans(context.published, 30)
    for town in context.main_towns:
        for week in _spans(context.published, 7):
            yield f"{town}|w{week}"
        for day in context.days:
            yield f"{town}|d{day}"
    for country in context.countries:
        for day in context.days:
            yield f"{country}|d{day}"
    for name in (*map(" ".join, context.full_names), *_sketch(context.rare)):
        for month in months:
            yield f"{name}|m{month}"
        for town in context.towns:
            yield f"{name}|{town}"


def _sketch(words: Iterable[str]) -> list[str]:
    """Return the few words whose hashes are smallest: two sets that share much share some of these."""
    return sorted(words, key=make_digest)[:_SKETCH]


def _spans(day: date | None, length: int) -> tuple[int, ...]:
    """Return the span of days that a day falls in and the next one: days that are near share one."""
    return () if day is None else (day.toordinal() // length, day.toordinal() // length + 1)


def _edges(held: Mapping[str, Mapping[Key, Item]], contexts: Mapping[str, Context]) -> Iterator[tuple[Pair, float]]:
    """Give the pairs of statements that may be one event, with their points."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for context in contexts.values():
        for key in set(find_keys(context)):
            blocks[key].append(context.id)
    pairs = {(min(a, b), max(a, b)) for block in blocks.values() for a, b in combinations(block, 2)}
    for a, b in sorted(pairs | {(i, i) for i in held}):
        for one in held[a].values():
            for two in held[b].values():
                if one.family == two.family and (a != b or one.key < two.key):
                    compared = compare_items(one, two)
                    if compared.barred is None:
                        yield (min(one.key, two.key), max(one.key, two.key)), compared.points
