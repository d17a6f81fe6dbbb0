"""Where statements come from: roots, and how many of them are independent of one another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from khronika.model import Link, Report, Root, Statement

_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|one of (?:its|the|his|her|their))\s+", re.IGNORECASE)
_EXACT = 18  # kinds of statement beyond which the largest independent set is only sought greedily


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with what its origin is reckoned by."""

    report: Report
    statement: Statement
    sources: frozenset[str]  # every source of the chain; the outlet only where it speaks in its own voice
    outlet: str
    original: str  # id of the report that the text copies, its own where it copies none
    root: str
    root_name: str | None


def source_key(links: Sequence[Link], i: int) -> str:
    """Return what makes two links one source: a name, or a role beside the next source ("lawyer of Perviy Otdel")."""
    link = links[i]
    if link.name:
        return _plain(link.name)
    words = _plain(link.text or "")
    return f"{words.split()[-1] if words else link.kind}@{source_key(links, i + 1) if i + 1 < len(links) else ''}"


def _plain(words: str) -> str:
    """Return a name without article and case."""
    return _ARTICLE.sub("", " ".join(words.lower().split())).strip(" .,'’\"")


def make_told(report: Report, statement: Statement, copies: dict[str, str], outlets: dict[str, str]) -> Told:
    """Return a statement with its sources.

    Args:
        copies: report id -> id of the report that it copies.
        outlets: report id -> outlet of it; a copy speaks with the voice of what it copies.
    """
    original = copies.get(report.id, report.id)
    outlet = _plain(outlets.get(original) or report.outlet or original)
    links = statement.chain[:-1]
    keys = [source_key(statement.chain, i) for i in range(len(links))]
    sources = frozenset(keys) or frozenset({outlet})
    root = keys[0] if keys else outlet
    name = (links[0].name or links[0].text) if links else (report.outlet if original == report.id else outlets.get(original))
    return Told(report, statement, sources, outlet, original, root, name)


def are_independent(a: Told, b: Told) -> bool:
    """Tell whether two statements share no source below the outlet, and neither text is a copy of the other.

    An outlet that publishes its own words is one source with itself where others cite it.
    """
    return not (a.sources & b.sources) and a.original != b.original and a.outlet not in b.sources and b.outlet not in a.sources


def count_independent(told: Sequence[Told]) -> int:
    """Return the size of the largest set of statements of which any two are independent."""
    kinds = list({(t.sources, t.outlet, t.original): t for t in told}.values())
    kinds.sort(key=lambda t: (sorted(t.sources), t.original))
    apart = [{j for j, b in enumerate(kinds) if i != j and are_independent(a, b)} for i, a in enumerate(kinds)]
    if len(kinds) > _EXACT:
        return _greedy(apart)
    return _largest(set(range(len(kinds))), apart)


def _largest(free: set[int], apart: Sequence[set[int]]) -> int:
    """Return the size of the largest clique among `free` in the graph of independence."""
    if not free:
        return 0
    pick = max(free, key=lambda i: (len(apart[i] & free), -i))
    with_it = 1 + _largest(free & apart[pick], apart)
    if len(apart[pick] & free) == len(free) - 1:
        return with_it
    return max(with_it, _largest(free - {pick}, apart))


def _greedy(apart: Sequence[set[int]]) -> int:
    """Return the size of a set found by taking what is independent of most first."""
    chosen: list[int] = []
    for i in sorted(range(len(apart)), key=lambda i: (-len(apart[i]), i)):
        if all(i in apart[j] for j in chosen):
            chosen.append(i)
    return len(chosen)


def make_roots(told: Sequence[Told]) -> tuple[Root, ...]:
    """Return the roots of an event in order of first appearance."""
    held: dict[str, list[Told]] = {}
    for one in told:
        held.setdefault(one.root, []).append(one)
    return tuple(
        Root(name=group[0].root_name, kind=group[0].statement.chain[0].kind, statements=tuple((t.report.id, t.statement.id) for t in group))
        for group in held.values()
    )
