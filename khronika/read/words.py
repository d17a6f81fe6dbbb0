"""What a document that is no page says: its words, and what it says of itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a document, and what it says of itself; null where it says nothing."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None  # ISO date
