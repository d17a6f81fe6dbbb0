"""What an export gives: files, how many rows, and what its format could not carry."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from khronika.values.tables import read_typed_table


@dataclass(frozen=True, slots=True)
class Made:
    """An export.

    Args:
        files: name -> payload; one file, or several that belong together.
        rows: how many records it holds.
        left_out: reason -> how many events were left out for it.
    """

    files: Mapping[str, bytes]
    rows: int
    left_out: Counter[str] = field(default_factory=Counter)


def report_losses(name: str, made: Made) -> list[str]:
    """Return what a format loses in general, and what it left out this time, a sentence each."""
    counted = [f"Left out: {number} events, {reason}." for reason, number in sorted(made.left_out.items())]
    return [*read_typed_table("khronika.publish.exports", "losses.yaml")[name], *counted]
