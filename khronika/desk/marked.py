"""A report's text cut at the edges of what is marked in it, so that a page can light the words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khronika.model import Report, Statement
from khronika.publish.words import visible


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with the classes it is drawn in, and the statement that its sentence is chiefly about."""

    text: str
    classes: str
    statement: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the page, where it begins in the text, and its pieces."""

    kind: str
    start: int
    pieces: tuple[Piece, ...]


Mark = tuple[int, int, str, str | None]
"""Start, end, class, statement."""


def mark_report(report: Report, chosen: Statement | None) -> Iterator[Passage]:
    """Give the blocks of a report with every statement's sentence marked and the chosen one's fields lit."""
    marks: list[Mark] = [(s.evidence[0].start, s.evidence[0].end, "told", s.id) for s in reversed(report.statements)]
    marks += [(s.trigger.start, s.trigger.end, "trigger", s.id) for s in report.statements]
    if chosen is not None:
        marks += _fields(chosen)
    for block in report.blocks:
        inside = [
            (max(a, block.start), min(b, block.end), c, s) for a, b, c, s in marks if a < block.end and b > block.start
        ]
        yield Passage(str(block.kind), block.start, tuple(cut(report.text, block.start, block.end, inside)))


def _fields(chosen: Statement) -> Iterator[Mark]:
    """Give the words of each field of a statement."""
    for span in chosen.evidence:
        yield span.start, span.end, "lit", chosen.id
    for name in ("quantity", "time", "place", "origin", "destination"):
        part = getattr(chosen, name)
        if part is not None and part.text:
            yield part.start, part.end, name, chosen.id
    for name, parties in (("by", chosen.by), ("to", chosen.to)):
        for party in parties:
            yield party.start, party.end, name, chosen.id
    for link in chosen.chain:
        if link.start is not None and link.end is not None:
            yield link.start, link.end, "source", chosen.id


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Give the pieces of a range; together they are as long as the range, whatever the marks and the characters."""
    held = list(marks)
    edges = sorted({start, end, *(m[0] for m in held), *(m[1] for m in held)})
    for a, b in zip(edges, edges[1:], strict=False):
        over = [m for m in held if m[0] <= a and b <= m[1]]
        classes = " ".join(dict.fromkeys(m[2] for m in over))
        statement = next((m[3] for m in reversed(over) if m[2] == "lit"), over[-1][3] if over else None)
        yield Piece(visible(text[a:b]), classes, statement)
