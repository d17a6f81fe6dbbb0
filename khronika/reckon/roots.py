"""Where statements come from: their roots, and how many of them are independent of one another."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from khronika.model import ActorKind, Link, Report, Root, Statement
from khronika.reckon.aliases import merge_names
from khronika.reckon.sources import (
    OF,
    THE,
    find_acronyms,
    find_titles,
    make_key,
    make_name_key,
    say_link,
    say_root,
)
from khronika.reckon.speakers import find_mouthpieces
from khronika.values.sites import find_publisher

_EXACT = 24  # kinds of statement beyond which the largest independent set is only sought greedily


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with what its origin is reckoned by."""

    report: Report
    statement: Statement
    original: str  # id of the report that the text copies, its own where it copies none
    outlet: str  # key of who publishes it, for a copy of who published the original
    sources: tuple[str, ...]  # keys of the chain below the outlet, root first; empty where the outlet speaks for itself
    words: str  # the root as a reader is told of it
    link: Link | None = None  # that names the root; None where an outlet speaks for itself

    @property
    def root(self) -> str:
        """The key of the source nearest to the facts."""
        return self.sources[0] if self.sources else self.outlet

    @property
    def voices(self) -> frozenset[str]:
        """Everyone the statement hangs on: the sources below the outlet, or the outlet where it speaks for itself."""
        return frozenset(self.sources) or frozenset({self.outlet})


def make_told(
    members: Sequence[tuple[Report, Statement]], reports: Mapping[str, Report], copies: Mapping[str, str]
) -> list[Told]:
    """Return the statements of one event with their sources, in order of publication, undated reports last.

    Args:
        reports: report id -> report.
        copies: report id -> id of the report that it copies; a copy speaks with the voice of what it copies.
    """
    cited = [(link, report.text) for report, statement in members for link in statement.chain[:-1]]
    titles, speakers = find_titles(cited), find_mouthpieces(cited)
    told = [_told(report, statement, reports, copies, titles, speakers) for report, statement in members]
    names = {k.rpartition(OF)[2] for t in told for k in (t.outlet, *t.sources)}
    acronyms = {k: v for r, s in members for link in s.chain[:-1] for k, v in find_acronyms(link, r.text).items()}
    same = merge_names(names, acronyms)
    last_words = _last_words(same.get(name, name) for name in names)
    told = [_under_one_name(t, same, last_words) for t in told]
    words = _words_by_root(told)
    return sorted(
        (replace(t, words=words[t.root]) for t in told),
        key=lambda t: (t.report.published.value or "9999", t.report.id, t.statement.trigger.start, t.statement.id),
    )


def _told(
    report: Report,
    statement: Statement,
    reports: Mapping[str, Report],
    copies: Mapping[str, str],
    titles: Mapping[str, str],
    speakers: Mapping[str, str],
) -> Told:
    """Return one statement with its sources."""
    original = copies.get(report.id, report.id)
    first = reports.get(original, report)
    publisher = find_publisher(first)
    outlet = make_name_key(publisher or first.id)
    keys: list[str] = []
    for link in reversed(statement.chain[:-1]):
        key = make_key(link, keys[0] if keys else outlet, titles)
        keys.insert(0, speakers.get(key, key))
    links = statement.chain[:-1]
    words = publisher or first.title or first.id
    if keys and keys[0] != outlet:
        words = say_root(links, words) if OF in keys[0] else say_link(links[0])
    return Told(report, statement, original, outlet, tuple(keys), words, links[0] if links else None)


def _last_words(names: Iterable[str]) -> dict[str, str]:
    """Return the last words of names that only one has: "the assembly" is the Tenants' Assembly where no other is."""
    held: dict[str, set[str]] = {}
    for name in names:
        held.setdefault(name.split()[-1], set()).add(name)
    return {word: found.pop() for word, found in held.items() if len(found) == 1}


def _under_one_name(told: Told, same: Mapping[str, str], last_words: Mapping[str, str]) -> Told:
    """Return a statement with the names of its sources as they are told in full; of a role the teller has the name."""

    def full(key: str) -> str:
        role, at, name = key.rpartition(OF)
        if role.startswith(THE) and role.removeprefix(THE) in last_words:
            return last_words[role.removeprefix(THE)]
        return role.removeprefix(THE) + at + same.get(name, name)

    outlet, keys = full(told.outlet), [full(key) for key in told.sources]
    kept = [key for i, key in enumerate(keys) if key not in keys[:i]]
    while kept and kept[-1] == outlet:
        kept.pop()
    return replace(told, outlet=outlet, sources=tuple(kept), link=told.link if kept else None)


def _words_by_root(told: Sequence[Told]) -> dict[str, str]:
    """Return what a reader is told each root is: its own name before words for it, of several the commonest."""
    held: dict[str, Counter[str]] = {}
    for t in told:
        held.setdefault(t.root, Counter())[t.words] += 1
    return {
        root: max(words, key=lambda w: (make_name_key(w) == root, words[w], len(w), w)) for root, words in held.items()
    }


def are_independent(a: Told, b: Told) -> bool:
    """Tell whether two statements share no source, and neither text is a copy of the other.

    An outlet that speaks for itself is one source with those who cite it, and with those whom it cites, as it may have
    it from them. Two sources cited in one report are two.
    """
    if a.voices & {*b.sources, b.outlet} or b.voices & {*a.sources, a.outlet}:
        return False
    return a.original != b.original or a.report.id == b.report.id


def count_independent(told: Sequence[Told]) -> int:
    """Return the size of the largest set of statements of which any two are independent."""
    copied = {t.original for t in told if t.original != t.report.id}
    places = [(t.original, t.report.id) if t.original in copied else () for t in told]
    kinds = list({(t.voices, t.outlet, place): t for t, place in zip(told, places, strict=True)}.values())
    kinds.sort(key=lambda t: (sorted(t.voices), t.original, t.report.id))
    tied = _find_ties(kinds)
    if len(kinds) > _EXACT:
        return _greedy(tied)
    whole = frozenset(range(len(kinds)))
    return _largest(whole, [whole - tied[i] - {i} for i in range(len(kinds))])


def _find_ties(told: Sequence[Told]) -> list[set[int]]:
    """Return for each statement those that are not independent of it."""
    speaking: dict[str, list[int]] = {}
    named: dict[str, list[int]] = {}
    copies: dict[str, list[int]] = {}
    for i, t in enumerate(told):
        for voice in t.voices:
            speaking.setdefault(voice, []).append(i)
        for name in {*t.sources, t.outlet}:
            named.setdefault(name, []).append(i)
        copies.setdefault(t.original, []).append(i)
    tied: list[set[int]] = []
    for i, t in enumerate(told):
        near = {j for voice in t.voices for j in named.get(voice, ())}
        near |= {j for name in {*t.sources, t.outlet} for j in speaking.get(name, ())}
        near |= set(copies[t.original])
        tied.append({j for j in near if j != i and not are_independent(t, told[j])})
    return tied


def _largest(free: frozenset[int], apart: Sequence[frozenset[int]]) -> int:
    """Return the size of the largest set in `free` of which any two are apart."""
    if not free:
        return 0
    pick = max(free, key=lambda i: (len(apart[i] & free), -i))
    with_it = 1 + _largest(free & apart[pick], apart)
    if len(apart[pick] & free) == len(free) - 1:
        return with_it
    return max(with_it, _largest(free - {pick}, apart))


def _greedy(tied: Sequence[set[int]]) -> int:
    """Return the size of a set found by taking what is tied to fewest first."""
    chosen: set[int] = set()
    for i in sorted(range(len(tied)), key=lambda i: (len(tied[i]), i)):
        if not tied[i] & chosen:
            chosen.add(i)
    return len(chosen)


def make_roots(told: Sequence[Told]) -> tuple[Root, ...]:
    """Return the roots of an event in order of first appearance; `name` is null where the root is a role."""
    held: dict[str, list[Told]] = {}
    for one in told:
        held.setdefault(one.root, []).append(one)
    return tuple(_root(group) for group in held.values())


def _root(group: Sequence[Told]) -> Root:
    """Return the root that a group of statements shares; its kind is that of the statement that names it best."""
    best = next((t for t in group if t.link and t.link.name), group[0])
    named = any(t.link.name if t.link else find_publisher(t.report) for t in group)
    kind = best.link.kind if best.link else ActorKind.MEDIA
    return Root(
        name=group[0].words if named else None,
        kind=kind,
        statements=tuple((t.report.id, t.statement.id) for t in group),
    )
