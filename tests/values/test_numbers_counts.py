"""Counts as told, by a table of invented phrases, and what holds for any text."""

from pathlib import Path

import pytest

from khronika.values.number_counts import Count, find_counts

LINES = (Path(__file__).parent / "numbers_counts.tsv").read_text(encoding="utf8").splitlines()
ROWS = [line.split("\t") for line in LINES if line and not line.startswith("#")]


def interval(low, high):
    """Write an interval as the table does."""
    if low is None and high is None:
        return "?"
    return str(low) if low == high else f"{low}..{'' if high is None else high}"


def written(count: Count) -> str:
    """Write a count as the table does."""
    return " ".join(
        part
        for part in (
            "" if count.comparator == "=" else count.comparator,
            interval(count.low, count.high),
            count.unit,
            f":{count.mode}" if count.mode else "",
            f"({count.period})" if count.period else "",
            "part" if count.part_of else "",
            f"of {interval(*count.population)}" if count.population else "",
        )
        if part
    )


def test_the_table_is_long_and_has_no_row_twice():
    assert len(ROWS) >= 250
    assert len({words for words, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("words", "expected"), ROWS, ids=[words for words, _ in ROWS])
def test_counts(words, expected):
    assert (" | ".join(written(count) for count in find_counts(words)) or "-") == expected
