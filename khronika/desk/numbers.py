"""Whole numbers as addresses and forms say them."""

_LETTERS = 9  # more are no number that anybody means


def parse_number(told: str) -> int | None:
    """Return a whole number, none below 0; None for what is no number."""
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= _LETTERS else None
