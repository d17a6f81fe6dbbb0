"""Who says so: the chain of sources of a statement, from the one nearest to the facts to the outlet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from khronika.extract.kinds import PRONOUNS, kind_of, name_of
from khronika.language import is_behind
from khronika.model import ActorKind, Attribution, Link

_TOLD = re.compile(r"\btold\s+((?:the\s+)?[A-Z][\w.’'-]*(?:\s+(?:[A-Z][\w.’'-]*|of|news|agency|TV|radio))*)")
_REPORTERS = frozenset({"reporters", "journalists", "parliament", "court", "police", "lawmakers", "congress"})


@dataclass(slots=True)
class SourceMemory:
    """The sources of a report as they come up, so that "the lawyer" and "they" find who was meant."""

    outlet: Link
    seen: list[tuple[Link, ...]] = field(default_factory=list)  # chains below the outlet, root first

    def remember(self, links: tuple[Link, ...]) -> None:
        """Keep a chain whose root is a source in its own words."""
        if links and links not in self.seen:
            self.seen.append(links)


def make_outlet(name: str | None) -> Link:
    """Return the last link of every chain: the outlet's own voice."""
    return Link(name=name, text=None, kind=ActorKind.MEDIA, named=name is not None)


def find_chains(
    doc: Doc, attributions: Sequence[Attribution], outlet: str | None
) -> list[tuple[Attribution, tuple[Link, ...]]]:
    """Return each attribution with its chain, root first, outlet last.

    Attributions with the same content stand behind one another: "the NGO said, citing its lawyer" gives
    lawyer -> NGO -> outlet for the lawyer's, NGO -> outlet for the NGO's.
    """
    memory = SourceMemory(make_outlet(outlet))
    found: list[tuple[Attribution, tuple[Link, ...]]] = []
    for attribution in sorted(attributions, key=lambda a: (min(s for s, _ in (*a.content, *a.cue)), is_behind(doc, a))):
        above = _above(doc, attribution, found)
        links = _links(doc, attribution, memory)
        if not links:
            continue
        merged = (*links, *(link for link in above if not _same(link, links[-1])))
        merged = merged if merged[-1] == memory.outlet else (*merged, memory.outlet)
        memory.remember(tuple(link for link in merged if link != memory.outlet))
        found.append((attribution, merged))
    return found


def chain_at(
    offset: int, chains: Sequence[tuple[Attribution, tuple[Link, ...]]], outlet: str | None
) -> tuple[tuple[Link, ...], Attribution | None]:
    """Return the chain that holds for the words at `offset`, and its attribution; without one the outlet's voice."""
    covering = [(a, c) for a, c in chains if any(s <= offset < e for s, e in a.content)]
    if not covering:
        return (make_outlet(outlet),), None
    attribution, chain = min(covering, key=lambda pair: (sum(e - s for s, e in pair[0].content), -len(pair[1])))
    return chain, attribution


def _above(
    doc: Doc, attribution: Attribution, found: Sequence[tuple[Attribution, tuple[Link, ...]]]
) -> tuple[Link, ...]:
    """Return the chain of the source that tells what this source said: one whose content holds this one's."""
    for other, chain in reversed(found):
        covers = attribution.content and any(
            s <= attribution.content[0][0] and attribution.content[-1][1] <= e + 2 for s, e in other.content
        )
        if covers and other.source != attribution.source:
            return chain
    return ()


def _same(a: Link, b: Link) -> bool:
    """Tell whether two links are one source."""
    return (a.name is not None and a.name == b.name) or (a.text is not None and a.text == b.text)


def _links(doc: Doc, attribution: Attribution, memory: SourceMemory) -> tuple[Link, ...]:
    """Return the links below the outlet that a source phrase stands for, root first."""
    if not attribution.source:
        return ()
    start, end = attribution.source[0][0], attribution.source[-1][1]
    phrase = doc.char_span(start, end, alignment_mode="expand")
    if phrase is None or not len(phrase):
        return ()
    earlier = _earlier(phrase, memory)
    told = _told(doc, attribution, memory)
    if earlier is not None:
        root, *rest = earlier
        if phrase.text.lower() not in PRONOUNS:
            root = Link(name=root.name, text=phrase.text, kind=root.kind, named=root.named, start=start, end=end)
        return (root, *rest, *(t for t in told if not rest))
    kind, name = kind_of(phrase), name_of(phrase)
    if kind is ActorKind.UNKNOWN and phrase.text.lower() in PRONOUNS:
        return ()
    own = Link(name=name, text=phrase.text, kind=kind, named=name is not None, start=start, end=end)
    return (own, *told) if not _same(own, memory.outlet) else ()


def _told(doc: Doc, attribution: Attribution, memory: SourceMemory) -> tuple[Link, ...]:
    """Return the outlet that a source told ("told Reuters") as a link, unless it is the one that publishes."""
    for _, end in attribution.cue:
        match = _TOLD.match(doc.text, max(0, end - 4))
        if match and match[1].split()[0].lower() not in _REPORTERS:
            span = doc.char_span(match.start(1), match.end(1), alignment_mode="expand")
            kind = kind_of(span) if span is not None else ActorKind.UNKNOWN
            if kind in {ActorKind.MEDIA, ActorKind.STATE_MEDIA} and match[1] != memory.outlet.name:
                return (
                    Link(name=match[1], text=match[1], kind=kind, named=True, start=match.start(1), end=match.end(1)),
                )
    return ()


def _earlier(phrase: Tokens, memory: SourceMemory) -> tuple[Link, ...] | None:
    """Return the chain of an earlier source that a pronoun, a short name or "the lawyer" takes up again."""
    words = phrase.text.lower()
    if words in PRONOUNS:
        return memory.seen[-1] if memory.seen else None
    name = name_of(phrase)
    if name:
        return next(
            (c for c in reversed(memory.seen) if c[0].name and c[0].name != name and name in c[0].name.split()), None
        )
    definite = phrase[0].lower_ in {"the", "this", "that"}
    if not definite:
        return None
    kind = kind_of(phrase)
    head = phrase[-1].lemma_
    for chain in reversed(memory.seen):
        if chain[0].kind == kind and (head in (chain[0].text or "").lower() or chain[0].named or len(phrase) == 2):
            return chain
    return None
