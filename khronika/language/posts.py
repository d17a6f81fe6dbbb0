"""Which organisations are public by the post before them: "the commander VOLTA", "head of training at the NCO"."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span

_POSTS = frozenset({"Title", "Role"})
_LINKS = frozenset({"of", "at", "for", "in", "the"})
_FAR = 2
"""Words like "of the" that may stand between a post and its organisation."""


def with_organisations_of_posts(doc: Doc, public: Sequence[Span]) -> list[Span]:
    """Return the public persons, organisations, ranks and posts, and the organisations named right after a post.

    Args:
        doc: with its names in `ents`.
        public: spans labelled Person, Organization, Rank, Title or Role.
    """
    ends = {span.end for span in public if span.label_ in _POSTS}
    taken = {i for span in public for i in range(span.start, span.end)}
    added = [
        Span(doc, name.start, name.end, label="Organization")
        for name in doc.ents
        if name.label_ == "ORG" and taken.isdisjoint(range(name.start, name.end)) and _post_end(doc, name) in ends
    ]
    return sorted([*public, *added], key=lambda span: span.start)


def _post_end(doc: Doc, name: Span) -> int:
    """Return where a post before a name would end."""
    end = name.start
    while end > max(0, name.start - _FAR) and doc[end - 1].lower_ in _LINKS:
        end -= 1
    return end
