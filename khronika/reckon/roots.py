"""Where statements come from: their roots, and how many of them are independent of one another."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from khronika.model import ActorKind, Link, Report, Root, Statement

_LEAD = re.compile(
    r"^(?:(?:one|some|several|two|three|many|both|each|any|another) of )?"
    r"(?:the|a|an|its|his|her|their|our|this|that|these)\s+",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"^(?:one|another) of ", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,|\s(?:who|which|that|speaking|asking|citing|quoted|on condition)\b).*$", re.IGNORECASE | re.DOTALL
)
_OWNER = re.compile(r"^\S+['’]s\s+(?=\S)")
_BODIES = frozenset({
    ActorKind.STATE_SECURITY, ActorKind.STATE_CIVIL, ActorKind.COURT, ActorKind.INTERGOVERNMENTAL,
    ActorKind.ARMED_GROUP, ActorKind.ARMED_GROUP_STATE_BACKED, ActorKind.PARTY, ActorKind.NGO, ActorKind.MEDIA,
    ActorKind.STATE_MEDIA, ActorKind.COMPANY,
})  # fmt: skip
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
    told = [_told(report, statement, reports, copies) for report, statement in members]
    same = _merge_names(told)
    told = [
        replace(t, outlet=_renamed(t.outlet, same), sources=tuple(_renamed(k, same) for k in t.sources)) for t in told
    ]
    return sorted(
        told, key=lambda t: (t.report.published.value or "9999", t.report.id, t.statement.trigger.start, t.statement.id)
    )


def _told(report: Report, statement: Statement, reports: Mapping[str, Report], copies: Mapping[str, str]) -> Told:
    """Return one statement with its sources."""
    original = copies.get(report.id, report.id)
    first = reports.get(original, report)
    own = statement.chain[-1] if statement.chain else None
    outlet = _key(first.outlet or (own.name if own and first is report else None) or first.id)
    links = statement.chain[:-1]
    keys: list[str] = []
    for link in reversed(links):
        keys.insert(0, _link_key(link, keys[0] if keys else outlet))
    sources = tuple(k for i, k in enumerate(keys) if k != outlet or i < len(keys) - 1)
    words = (
        _root_words(links, report.outlet or outlet)
        if sources
        else (first.outlet or (own.name if own else None) or first.id)
    )
    return Told(report, statement, original, outlet, sources, words)


def _link_key(link: Link, teller: str) -> str:
    """Return what makes two links one source: a name, a body's words, or a role beside who tells of it.

    A lawyer of one group and a lawyer of another are two sources; the police are one, whoever cites them.
    """
    if link.name:
        return _key(link.name)
    if link.kind in _BODIES:
        return _key(link.text or link.kind)
    return f"{_head(link.text or link.kind)}@{teller}"


def _key(name: str) -> str:
    """Return a name without article, possessor and case."""
    plain = _LEAD.sub("", " ".join(name.lower().split()))
    return _OWNER.sub("", plain).strip(" .,'’\"“”") or name.lower()


@cache
def _head(words: str) -> str:
    """Return the noun of a role in the singular: "one of its unidentified lawyers" is a lawyer."""
    plain = re.split(
        r"\s(?:of|from|at|in|with|for|to|near)\s", _TAIL.sub("", _LEAD.sub("", " ".join(words.lower().split())))
    )[0]
    noun = plain.split()[-1] if plain.split() else words
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def say_link(link: Link) -> str:
    """Return a source as a reader is told of it: its name, or its words without what only fits their sentence.

    >>> say_link(Link(name=None, text="one of its unidentified lawyers", kind=ActorKind.LAWYER, named=False))
    'unidentified lawyer'
    """
    if link.name:
        return link.name
    words = " ".join((link.text or "").split())
    plain = _TAIL.sub("", _LEAD.sub("", words)).strip(" ,.") or words
    if _ONE_OF.match(words) and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    return plain or str(link.kind).replace("_", " ")


def _root_words(links: Sequence[Link], outlet: str) -> str:
    """Return the root's name; for a role also who tells of it, "unidentified lawyer (to Perviy Otdel)"."""
    root = links[0]
    if root.name or root.kind in _BODIES:
        return say_link(root)
    return f"{say_link(root)} (to {say_link(links[1]) if len(links) > 1 else outlet})"


def _merge_names(told: Sequence[Told]) -> dict[str, str]:
    """Return for shorter names of a source the longer one that it is a part of, where only one is.

    Within one event "the ministry" that only "Interior Ministry" fits is that ministry. Taking two for one makes fewer
    independent sources, never more.
    """
    keys = {k.rpartition("@")[2] for t in told for k in (t.outlet, *t.sources)}
    tokens = {k: k.split() for k in keys}
    same: dict[str, str] = {}
    for short in keys:
        n = len(tokens[short])
        longer = [
            k
            for k in keys
            if any(tokens[short] == tokens[k][i : i + n] for i in range(len(tokens[k]) - n + 1)) and len(tokens[k]) > n
        ]
        widest = [k for k in longer if all(o == k or o in k for o in longer)]
        if len(widest) == 1:
            same[short] = widest[0]
    return {k: same.get(v, v) for k, v in same.items()}


def _renamed(key: str, same: Mapping[str, str]) -> str:
    """Return a key under the longer name of its source; of a role it is the teller who has the name."""
    role, at, name = key.rpartition("@")
    return role + at + same.get(name, name)


def are_independent(a: Told, b: Told) -> bool:
    """Tell whether two statements share no source, and neither text is a copy of the other.

    An outlet that publishes its own words is one source with itself where others cite it; two sources cited in one
    report are two.
    """
    if a.voices & b.voices or a.outlet in b.sources or b.outlet in a.sources:
        return False
    return a.original != b.original or a.report.id == b.report.id


def count_independent(told: Sequence[Told]) -> int:
    """Return the size of the largest set of statements of which any two are independent."""
    kinds = list({(t.voices, t.outlet, t.original, t.report.id): t for t in told}.values())
    kinds.sort(key=lambda t: (sorted(t.voices), t.original, t.report.id))
    apart = [{j for j, b in enumerate(kinds) if i != j and are_independent(a, b)} for i, a in enumerate(kinds)]
    if len(kinds) > _EXACT:
        return _greedy(apart)
    return _largest(frozenset(range(len(kinds))), apart)


def _largest(free: frozenset[int], apart: Sequence[set[int]]) -> int:
    """Return the size of the largest set in `free` of which any two are apart."""
    if not free:
        return 0
    pick = max(free, key=lambda i: (len(apart[i] & free), -i))
    with_it = 1 + _largest(free & apart[pick], apart)
    if len(apart[pick] & free) == len(free) - 1:
        return with_it
    return max(with_it, _largest(free - {pick}, apart))


def _greedy(apart: Sequence[set[int]]) -> int:
    """Return the size of a set found by taking what is apart from most first."""
    chosen: list[int] = []
    for i in sorted(range(len(apart)), key=lambda i: (-len(apart[i]), i)):
        if all(i in apart[j] for j in chosen):
            chosen.append(i)
    return len(chosen)


def make_roots(told: Sequence[Told]) -> tuple[Root, ...]:
    """Return the roots of an event in order of first appearance; `name` is null where the root is a role."""
    held: dict[str, list[Told]] = {}
    for one in told:
        held.setdefault(one.root, []).append(one)
    return tuple(_root(group) for group in held.values())


def _root(group: Sequence[Told]) -> Root:
    """Return the root that a group of statements shares; where it is named in several ways, the commonest."""
    names = Counter(name for t in group if (name := (t.statement.chain[0].name if t.sources else t.words)))
    name = max(names, key=lambda n: (names[n], len(n), n), default=None)
    kind = group[0].statement.chain[0].kind if group[0].sources or group[0].statement.chain else ActorKind.MEDIA
    return Root(name=name, kind=kind, statements=tuple((t.report.id, t.statement.id) for t in group))
