"""A long list in parts."""

from khronika.desk.numbers import parse_number

PAGE = 50


def read_number(told: str) -> int:
    """Return the number of a part as an address says it, from 0; what is no number is the first."""
    return parse_number(told) or 0


class Paging:
    """Which part of a list is shown.

    Args:
        told: number of the part as an address says it, from 0; what is no number is the first.
        total: how many there are.
    """

    def __init__(self, told: str, total: int, size: int = PAGE) -> None:
        last = max(0, (total - 1) // size)
        self.total = total
        self.number = read_number(told)
        self.previous = min(self.number, last + 1) - 1 if self.number else None
        self.next = self.number + 1 if self.number < last else None
        self.part = slice(self.number * size, (self.number + 1) * size)
        self.first = self.number * size + 1
        self.last = min(total, (self.number + 1) * size)
